"""Rebuild everything that is derived from the ledger."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from publication import inventory, shelving


class Command(BaseCommand):
    """Drop the reading tables and derive them again, in one transaction: readers see no gap."""

    help = "Rebuild listings, links, meetings, tallies and search rows from the ledger alone."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how many records stand."""
        done = 0
        with transaction.atomic():
            shelving.clear()
            for editions in inventory.newest():
                shelving.shelve(editions, inventory.first_published(editions))
                done += len(editions)
            for chunk in inventory.superseded():
                shelving.keep_former(chunk)
            shelving.arrange()
        self.stdout.write(self.style.SUCCESS(f"{done} records stand on the shelves again."))
