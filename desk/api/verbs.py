"""Take the steps of a review over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from desk.api.access import DeskView
from desk.api.kinds import Kind
from desk.api.views import locked, seen_form, shown
from desk.models import Comment
from desk.review import steps
from desk.tokens.scopes import hold_to_scopes
from publication.rights import Verb
from publication.vocabulary import ChangeKind

LATER: Final = [kind.value for kind in ChangeKind if kind != ChangeKind.INITIAL]
NOTE_LENGTH: Final = 2000
WRONG: Final = "A correction needs a note that says what was wrong."
WHEN: Final = "Say when, with the time zone, such as 2030-01-31T09:30:00+05:00."
STEPS: Final = (
    Verb.SUBMIT, Verb.REQUEST_CHANGES, Verb.APPROVE, Verb.SCHEDULE, Verb.PUBLISH, Verb.WITHDRAW,
    Verb.RETRACT, Verb.REDIRECT,
)  # fmt: skip
"""The verbs that are steps of a review, each an address of its own."""


class VerbForm(serializers.Serializer[Any]):
    """What a verb may be told."""

    change = serializers.ChoiceField(choices=LATER, default=ChangeKind.MAJOR.value)
    note = serializers.CharField(default="", allow_blank=True, max_length=NOTE_LENGTH)
    comment = serializers.CharField(default="", allow_blank=True)
    field = serializers.CharField(default="", allow_blank=True, max_length=300)
    at = serializers.DateTimeField(required=False)
    to = serializers.CharField(default="", allow_blank=True, max_length=200)
    replaces = serializers.IntegerField(required=False, min_value=0)
    with_mentions = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Want a note where something published was wrong."""
        if attrs["change"] == ChangeKind.CORRECTION and not attrs["note"].strip():
            raise serializers.ValidationError(
                {"note": ["A correction needs a note that says what was wrong."]}
            )
        return attrs


class Step(DeskView):
    """Take one step with a working copy, as the address says."""

    verb = Verb.SUBMIT

    def post(self, request: Request, plural: str, pk: UUID) -> Response:
        """Take the step at the version seen; the answer is the record."""
        kind = self.kind()
        form = VerbForm(data=request.data or {})
        form.is_valid(raise_exception=True)
        with transaction.atomic():
            steps.queue_up(self.verb)
            draft, _ = locked(kind, pk)
            self.need(Verb.READ, kind)
            hold_to_scopes(request.user, self.verb)
            steps.need(request.user, self.verb, draft)
            seen_form(self, kind, draft, draft)
            at = timezone.now()
            take(self.verb, draft, request.user, at, form.validated_data)
            remark(kind, draft, self.by, at, form.validated_data)
        return shown(self, kind, pk)


def remark(kind: Kind, draft: Any, by: str, at: datetime, told: dict[str, Any]) -> None:
    """Keep the comment that came with a step."""
    if told["comment"].strip():
        Comment.objects.create(
            record=draft.pk, record_type=kind.record_type, author=by, created_at=at,
            text=told["comment"], field=told["field"],
        )  # fmt: skip


def take(verb: Verb, draft: Any, user: Any, at: datetime, told: dict[str, Any]) -> None:
    """Take the step that the verb names with a draft, at the version that was locked."""
    version, change, note = draft.lock_version, told["change"], told["note"]
    match verb:
        case Verb.SUBMIT:
            steps.submit(draft, user, version, at)
        case Verb.REQUEST_CHANGES:
            steps.request_changes(draft, user, version)
        case Verb.APPROVE:
            steps.approve(draft, user, version)
        case Verb.SCHEDULE:
            if "at" not in told:
                raise serializers.ValidationError({"at": [WHEN]})
            steps.schedule(draft, user, version, at, told["at"], change, note)
        case Verb.PUBLISH:
            company = {"replaces": told.get("replaces"), "with_mentions": told["with_mentions"]}
            steps.publish_now(draft, user, version, at, change, note, **company)
        case _:
            ending = {"to": told["to"], "replaces": told.get("replaces")}
            steps.take_back(draft, user, version, at, verb, note, **ending)
