"""Merge two records over the write API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from desk.api.access import DeskView
from desk.api.verbs import NOTE_LENGTH
from desk.api.views import locked, seen_form, shown
from desk.merging.holding import hold
from desk.merging.joining import Wish, merge
from desk.merging.naming import named
from desk.review import steps
from publication.rights import Verb


class MergeForm(serializers.Serializer[Any]):
    """Into which record, by id or key, and why; optionally how that record and the edition were seen."""

    into = serializers.CharField(max_length=200)
    note = serializers.CharField(default="", allow_blank=True, max_length=NOTE_LENGTH)
    into_version = serializers.IntegerField(required=False, min_value=1)
    replaces = serializers.IntegerField(required=False, min_value=0)


class Merge(DeskView):
    """Merge the record of the address into another."""

    def post(self, request: Request, plural: str, pk: UUID) -> Response:
        """Merge at the version seen; the answer is the record that stays."""
        kind = self.kind()
        self.need(Verb.MERGE, kind)
        form = MergeForm(data=request.data or {})
        form.is_valid(raise_exception=True)
        told = form.validated_data
        with transaction.atomic():
            hold(kind.model)
            old, _ = locked(kind, pk)
            steps.need(request.user, Verb.MERGE, old)
            seen_form(self, kind, old, old)
            new = named(kind.record_type, told["into"])
            wish = Wish(
                old, new, old.lock_version, told.get("into_version"), told.get("replaces"), told["note"]
            )
            merge(wish, request.user, timezone.now())
        return shown(self, kind, new.pk)
