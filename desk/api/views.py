"""Read and change working copies over HTTP: parse, one call, answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from desk.api.access import DeskView
from desk.api.belonging import count_at_owner, hold_along, is_taken, refuse_deleting
from desk.api.fetching import fetch, fetch_part
from desk.api.kinds import Kind
from desk.api.lists import page
from desk.api.naming import name_anew
from desk.api.placing import told_by_place
from desk.api.refusals import Conflict
from desk.api.rows import Writing
from desk.api.shapes import reading_context
from desk.api.versions import check, seen, tag
from desk.api.writing import write
from publication.identity import new_id
from publication.rights import Verb


class Nothing(DeskView):
    """Answer for addresses that are none: to anonymous as for those that are."""

    def get(self, request: Request, **rest: Any) -> HttpResponse:
        """Answer 404."""
        raise Http404

    post = put = patch = delete = get


class Records(DeskView):
    """List the working copies of a kind, newest first, and take new ones."""

    def get(self, request: Request, plural: str) -> Response:
        """Give a page of the list."""
        self.need(Verb.READ, self.kind())
        return Response(page(self.kind(), request))

    def post(self, request: Request, plural: str) -> Response:
        """Make a record with all that belongs to it."""
        kind = self.kind()
        self.need(Verb.CREATE, kind)
        with transaction.atomic():
            record, writing = make(kind, request.data, self.by)
            hold_along(self, writing.along)
            count_at_owner(self, kind, record)
        return shown(self, kind, record.pk, HTTPStatus.CREATED)


class Record(DeskView):
    """Give, change and delete one working copy."""

    def get(self, request: Request, plural: str, pk: UUID) -> Response:
        """Give the working form."""
        self.need(Verb.READ, self.kind())
        return shown(self, self.kind(), pk)

    def put(self, request: Request, plural: str, pk: UUID) -> Response:
        """Take the whole working form."""
        return self._change(request, pk, whole=True)

    def patch(self, request: Request, plural: str, pk: UUID) -> Response:
        """Take some keys of the working form; a list that is given is taken whole."""
        return self._change(request, pk, whole=False)

    def delete(self, request: Request, plural: str, pk: UUID) -> HttpResponse:
        """Delete what was never public and nothing refers to."""
        kind = self.kind()
        with transaction.atomic():
            record, owner = locked(kind, pk)
            self.need(Verb.DELETE, kind, owner)
            seen_form(self, kind, record, owner)
            refuse_deleting(kind, record)
            if owner is not None and owner is not record:
                owner.advance(owner.lock_version, self.by)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)

    def _change(self, request: Request, pk: UUID, *, whole: bool) -> Response:
        kind = self.kind()
        with transaction.atomic():
            record, owner = locked(kind, pk)
            self.need(Verb.CHANGE, kind, owner)
            body = seen_form(self, kind, record, owner)
            data = whole_form(kind, request.data, body, whole)
            writing = change(kind, record, data, self.by)
            hold_along(self, writing.along)
            if writing.changed and owner is not None:
                owner.advance(owner.lock_version, self.by)
                count_at_owner(self, kind, record, left=owner)
        return shown(self, kind, pk)


def locked(kind: Kind, pk: UUID) -> tuple[Any, Any]:
    """Lock a row and the working copy it belongs to, and read it for its form."""
    row = kind.model._default_manager.filter(pk=pk).first()
    if row is None:
        raise Http404
    owner = kind.owner(row)
    holder = owner if owner is not None else row
    type(holder)._default_manager.select_for_update(of=("self",)).filter(pk=holder.pk).first()
    record = read(kind, pk)
    return record, kind.owner(record)


def read(kind: Kind, pk: UUID) -> Any:
    """Read a row for its form, or answer 404."""
    record = fetch(kind.model, pk) if kind.is_record else fetch_part(kind.model, pk)
    if record is None:
        raise Http404
    return record


def given(view: DeskView, kind: Kind, record: Any) -> dict[str, Any]:
    """Give the working form of a row that was read for it."""
    return dict(kind.form(record, context={"user": view.request.user}).data)


def seen_form(view: DeskView, kind: Kind, record: Any, owner: Any) -> dict[str, Any]:
    """Give the working form of a locked row; refuse who has not seen its newest version."""
    seen(view.request)
    body = given(view, kind, record)
    check(view.request, tag(body, owner), body, owner)
    return body


def shown(view: DeskView, kind: Kind, pk: UUID, status: int = HTTPStatus.OK) -> Response:
    """Answer with the working form as it stands now, and its tag."""
    record = read(kind, pk)
    body = given(view, kind, record)
    answered = Response(body, status=status)
    answered.headers["ETag"] = tag(body, kind.owner(record))
    if status == HTTPStatus.CREATED:
        answered.headers["Location"] = f"/api/v1/desk/{kind.plural}/{pk}/"
    return answered


def whole_form(kind: Kind, data: Any, body: dict[str, Any], whole: bool) -> Any:
    """Complete some keys to the whole form; refuse a whole form that lacks some."""
    if not isinstance(data, dict):
        raise ValidationError({"": ["Send one JSON object."]})
    if not whole:
        return {**body, **data}
    fields = kind.form().fields
    missing = [name for name, field in fields.items() if not field.read_only and name not in {*data, "id"}]
    if missing:
        raise ValidationError({name: ["PUT takes the whole record; PATCH takes a part."] for name in missing})
    return data


def make(kind: Kind, data: Any, by: str) -> tuple[Any, Writing]:
    """Make a record from its form; refuse an identity that is taken."""
    form = validated(kind, None, data)
    facts = form.validated_data
    chosen = facts.pop("id", None)
    if chosen and is_taken(chosen):
        raise Conflict([("id", "There is a record of this id already.")])
    record = kind.model(pk=chosen or new_id())
    if kind.is_record:
        name_anew(record, facts)
        record.begin(by)
    writing = Writing(form.context["texts"], by)
    with told_by_place(form):
        write(writing, record, facts, new=True)
    return record, writing


def change(kind: Kind, record: Any, data: Any, by: str) -> Writing:
    """Write what the form says, and tell what that changed."""
    form = validated(kind, record, data)
    if form.validated_data.get("id", record.pk) != record.pk:
        raise ValidationError({"id": [f"This is the {kind.record_type} of another id."]})
    facts = {key: value for key, value in form.validated_data.items() if key != "id"}
    if kind.is_record and not facts.get("key", "-"):
        facts.pop("key")
    writing = Writing(form.context["texts"], by)
    with told_by_place(form):
        write(writing, record, facts, new=False)
    return writing


def validated(kind: Kind, record: Any, data: Any) -> Any:
    """Read a form, with all the records and texts it names."""
    context = reading_context(kind.form, data)
    form = kind.form(record, data=data, context=context)
    form.is_valid(raise_exception=True)
    return form
