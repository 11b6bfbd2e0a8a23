"""A record that was exported is loaded into an empty installation and reads there as it did, byte for byte."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from desk.demo import fill
from publication import verifying
from publication.inventory import reading_faults
from publication.models import Edition
from relations.models import Country

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def export(path: Path) -> bytes:
    call_command("export", str(path), "--as", "jsonl", stderr=io.StringIO())
    return path.read_bytes()


def load(*paths: Path, **options: Any) -> str:
    """Load files; give what the command said."""
    said = io.StringIO()
    call_command("load", *map(str, paths), "--as", "events-jsonl", stdout=said, **options)
    return said.getvalue()


class Elsewhere(Exception):
    """Everything that was done is taken back."""


def exported(path: Path, build: Callable[[], object]) -> bytes:
    """Build a record, export it, and leave the database as it was: empty."""
    try:
        with transaction.atomic():
            build()
            export(path)
            raise Elsewhere
    except Elsewhere:
        return path.read_bytes()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give the exported demonstration, of which nothing is in the database."""
    path = tmp_path / "demo.jsonl"
    exported(path, lambda: fill(at=NOON, tell=lambda *_: None))
    assert not Country.objects.exists() and not Edition.objects.exists()
    return path


def test_the_demonstration_comes_back_byte_for_byte(copy: Path, tmp_path: Path) -> None:
    said = load(copy, publish=True)
    assert "875 rows read, 875 new" in said and "875 editions published" in said, said
    assert export(tmp_path / "again.jsonl") == copy.read_bytes()
    assert not [*verifying.ledger_faults(), *verifying.draft_faults(), *reading_faults()]
    assert {str(each) for each in verifying.unpublished()} == set()
