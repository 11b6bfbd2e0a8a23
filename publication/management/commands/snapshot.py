"""Make a snapshot of the whole record as files."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from publication.downloads import make


class Command(BaseCommand):
    """Do now what the worker does each night: write the record as files that are never altered."""

    help = "Make a dated snapshot of the published record for /data/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the site's address."""
        parser.add_argument("--origin", default="", help="Scheme and host before the paths of records.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say what was made."""
        made = make(at=timezone.now(), origin=options["origin"].rstrip("/"))
        for each in made:
            self.stdout.write(f"{each.path}  {each.rows} rows, {each.size} bytes")
        if not made:
            self.stdout.write("The newest snapshot says the same already.")
