"""Give the history of working copies over HTTP, and bring earlier states back."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from desk.api.access import DeskView
from desk.api.kinds import KINDS
from desk.api.views import locked, seen_form, shown
from desk.history.reading import page
from desk.history.restoring import bring_back, earlier
from publication.rights import Verb

TOLD: Final = [plural for plural, kind in KINDS.items() if kind.is_record or plural in ("offices", "sources")]
"""What has a history of its own; that of a tenure or a meeting stands with its record."""

RESTORED: Final = "Restored as change set {} left it"
NO_SUCH: Final = "There is no change set {} in the history of this record, or it deleted the record."
MOST_AT: Final = 2**63 - 1


class PageForm(serializers.Serializer[Any]):
    """What a history may be asked: where its page begins, and how long it is."""

    before = serializers.IntegerField(required=False, min_value=1, max_value=MOST_AT)
    page_size = serializers.IntegerField(required=False, min_value=1, max_value=settings.PAGE_SIZE_MAX)

    def to_internal_value(self, data: Any) -> Any:
        """Refuse parameters that are none."""
        wrong = {name: ["There is no such filter; there are: before, page_size."]
                 for name in data if name not in self.fields}  # fmt: skip
        if wrong:
            raise serializers.ValidationError(wrong)
        return super().to_internal_value(data)


class RestoreForm(serializers.Serializer[Any]):
    """Which change set's state is wanted, and whether what is gone since may be left out."""

    at = serializers.IntegerField(min_value=1, max_value=MOST_AT)
    leave_out = serializers.BooleanField(default=False)


class History(DeskView):
    """The change sets of one record, newest first."""

    def get(self, request: Request, plural: str, pk: UUID) -> Response:
        """Give a page; ``next`` is the address of the next one."""
        kind = self.kind()
        self.need(Verb.READ, kind)
        form = PageForm(data=request.query_params)
        form.is_valid(raise_exception=True)
        asked = form.validated_data
        size = asked.get("page_size", settings.PAGE_SIZE)
        found = page(kind, pk, size, asked.get("before"))
        if not found.entries and not kind.model._default_manager.filter(pk=pk).exists():
            raise Http404
        following = None
        if found.next is not None:
            query = urlencode({"before": found.next, "page_size": size})
            following = request.build_absolute_uri(f"{request.path}?{query}")
        return Response({"results": [each.as_json() for each in found.entries], "next": following})


class Restore(DeskView):
    """Bring a record back to how a change set left it."""

    def post(self, request: Request, plural: str, pk: UUID) -> Response:
        """Write the earlier state as the next version; the answer is the record."""
        kind = self.kind()
        with transaction.atomic():
            record, owner = locked(kind, pk)
            self.need(Verb.CHANGE, kind, owner)
            seen_form(self, kind, record, owner)
            form = RestoreForm(data=request.data)
            form.is_valid(raise_exception=True)
            at = form.validated_data["at"]
            then = earlier(kind, pk, at)
            if then is None:
                raise serializers.ValidationError({"at": [NO_SUCH.format(at)]})
            request._request.reason = RESTORED.format(at)  # type: ignore[attr-defined]  # the history asks for it
            bring_back(kind, record, then, self.by, leave_out=form.validated_data["leave_out"])
        return shown(self, kind, pk)
