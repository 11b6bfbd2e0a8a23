"""Check the whole public record."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from publication import inventory, verifying
from publication.models import Edition

SHOWN = 200
"""Disagreements that are listed; the rest is counted."""


class Command(BaseCommand):
    """Recompute the chain, the reading rows and the drafts' differences; exit 1 where anything disagrees."""

    help = "Prove that no edition was altered or lost and that the public reads what the ledger holds."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check and list what disagrees."""
        faults = []
        for what, check in (
            ("the ledger's chain", verifying.ledger_faults),
            ("the reading tables", inventory.reading_faults),
            ("the working copies", verifying.draft_faults),
        ):
            found = list(check())
            self.stdout.write(f"{'ok' if not found else 'FAULT':6}{what}: {len(found)} disagreements")
            faults += found
        for sentence in faults[:SHOWN]:
            self.stderr.write(sentence)
        if faults:
            raise CommandError(
                f"{len(faults)} disagreements in a ledger of {Edition.objects.last_serial()} editions."
            )
        waiting = sum(1 for _ in verifying.unpublished())
        self.stdout.write(f"{'info':6}{waiting} public records have changes that are not published yet")
        self.stdout.write(
            self.style.SUCCESS(f"All {Edition.objects.last_serial()} editions stand as published.")
        )
