"""Rebuild everything that is derived from the ledger."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Min

from publication import shelving, verifying
from publication.models import Edition


class Command(BaseCommand):
    """Drop the reading tables and derive them again, in one transaction: readers see no gap."""

    help = "Rebuild listings, links, meetings, tallies and search rows from the ledger alone."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how many records stand."""
        done = 0
        with transaction.atomic():
            shelving.clear()
            for editions in verifying.newest():
                records = [edition.record for edition in editions]
                first = (
                    Edition.objects.filter(record__in=records)
                    .values("record")
                    .annotate(at=Min("published_at"))
                )
                shelving.shelve(editions, {row["record"]: row["at"] for row in first})
                done += len(editions)
        self.stdout.write(self.style.SUCCESS(f"{done} records stand on the shelves again."))
