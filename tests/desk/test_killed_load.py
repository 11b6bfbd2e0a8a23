"""A load that is killed at any line is taken up by the same command, and loses and doubles nothing."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command

import desk.copies.loading
from events.models import Event, Meeting, Statement
from publication import verifying
from publication.inventory import reading_faults
from publication.models import Edition, Listing
from relations.models import Passage, Source, Tenure
from tests.killing import points, run_until
from tests.publication.library import publish_a_library
from tests.scale import size

pytestmark = pytest.mark.django_db(transaction=True)


def export(path: Path) -> bytes:
    call_command("export", str(path), "--as", "jsonl", stderr=io.StringIO())
    return path.read_bytes()


def load(path: Path) -> str:
    said = io.StringIO()
    call_command("load", str(path), format="events-jsonl", publish=True, stdout=said)
    return said.getvalue()


def rows() -> list[int]:
    return [model.objects.count() for model in (Event, Meeting, Statement, Source, Passage, Tenure)]


def empty() -> None:
    call_command("flush", interactive=False, verbosity=0)


def test_a_killed_load_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.copies.loading, "BATCH", 7)
    publish_a_library()
    record = export(tmp_path / "record.jsonl")
    empty()
    lines = run_until(0, lambda: load(tmp_path / "record.jsonl"))
    whole = rows()
    taken_up = 0
    for line in points(lines, size(3, 50)):
        empty()
        killed = run_until(line, lambda: load(tmp_path / "record.jsonl")) == -1  # later loads run fewer lines
        taken_up += killed and Listing.objects.exists()
        load(tmp_path / "record.jsonl")
        assert export(tmp_path / "again.jsonl") == record
        assert rows() == whole
        assert Edition.objects.count() == Edition.objects.last_serial() == Listing.objects.count()
        assert [*verifying.ledger_faults(), *verifying.draft_faults(), *reading_faults()] == []
    assert taken_up, "no load was killed between its transactions"
