"""Load and publish what every installation needs before its first record."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from desk.demo import publish_shipped
from relations.models import Country, Sector
from relations.reference.loading import load_countries, load_sectors


class Command(BaseCommand):
    """Load countries and sectors and publish those the public has never seen; again, it changes nothing."""

    help = "Load and publish countries and sectors: the reference data of a new server."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, publish and say how much."""
        sectors, countries = load_sectors(), load_countries()
        shipped = {Sector: (*sectors.made, *sectors.kept), Country: (*countries.made, *countries.kept)}
        problems = publish_shipped(shipped, at=timezone.now(), tell=self._tell)
        for problem in problems:
            self.stderr.write(f"Not published: {problem.field}: {problem.sentence}")
        self.stdout.write(self.style.SUCCESS("Countries and sectors are there."))

    def _tell(self, what: str, done: int, total: int | None) -> None:
        self.stdout.write(f"{what}: {done} of {total}")
