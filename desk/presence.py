"""Let those who have a working copy open see each other, and hear of a newer version at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from desk.api.access import DeskView
from desk.models import Presence
from publication.rights import Verb

LASTS: Final = timedelta(seconds=30)
"""How long somebody counts as there after the last beat; editors beat every ten seconds."""

FORGET = """
    DELETE FROM desk_presence WHERE id IN (
        SELECT id FROM desk_presence WHERE seen_at < %s FOR UPDATE SKIP LOCKED
    )
"""  # skipping what another beat holds, two beats never wait for each other


class BeatForm(serializers.Serializer[Any]):
    """Where somebody is: the path of a field in the working form."""

    field = serializers.CharField(default="", allow_blank=True, max_length=300)


class Beats(DeskView):
    """Take the beat of somebody who has a working copy open."""

    def post(self, request: Request, plural: str, pk: UUID) -> Response:
        """Answer with the newest version, who saved it, and who else is there."""
        kind = self.kind()
        self.need(Verb.READ, kind)
        form = BeatForm(data=request.data)
        form.is_valid(raise_exception=True)
        draft = kind.model._default_manager.filter(pk=pk).values("lock_version", "authors").first()
        if draft is None:
            raise Http404
        at = timezone.now()
        beat(pk, self.by, form.validated_data["field"], at)
        return Response(
            {
                "lock_version": draft["lock_version"],
                "saved_by": draft["authors"][-1] if draft["authors"] else None,
                "others": others(pk, self.by, at),
            }
        )


def beat(record: UUID, by: str, field: str, at: datetime) -> None:
    """Keep that somebody is there, and forget who went."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [at - LASTS])
    Presence.objects.bulk_create(
        [Presence(record=record, name=by, field=field, seen_at=at)],
        update_conflicts=True,
        unique_fields=["record", "name"],
        update_fields=["field", "seen_at"],
    )


def others(record: UUID, by: str, at: datetime) -> list[dict[str, Any]]:
    """List who else is there, by name."""
    rows = Presence.objects.filter(record=record, seen_at__gt=at - LASTS).exclude(name=by)
    return [dict(row) for row in rows.order_by("name").values("name", "field", "seen_at")]
