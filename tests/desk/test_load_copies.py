"""A record that was exported is loaded into an empty installation and reads there byte for byte as it did."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from bench.documents import lines
from desk.demo import fill
from events.models import Event, Statement
from publication import verifying
from publication.inventory import reading_faults
from publication.models import Edition, Listing
from publication.publishing import Approval, publish
from relations.models import AgreementStep, Country, Passage, Source
from tests.publication.library import publish_a_library
from tests.publication.records import publish_again
from tests.scale import size

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
VISIT = "munir-astana-2024"


def export(path: Path) -> bytes:
    call_command("export", str(path), "--as", "jsonl", stderr=io.StringIO())
    return path.read_bytes()


def load(*paths: Path, **options: Any) -> str:
    """Load files; give what the command said."""
    said = io.StringIO()
    call_command("load", *map(str, paths), format="events-jsonl", stdout=said, **options)
    return said.getvalue()


class Elsewhere(Exception):
    """Everything that was done is taken back."""


def exported(path: Path, build: Callable[[], object]) -> Path:
    """Build a record, export it, and leave the database as it was: empty."""
    try:
        with transaction.atomic():
            build()
            export(path)
            raise Elsewhere
    except Elsewhere:
        assert not Country.objects.exists()
        assert not Edition.objects.exists()
        return path


def publish_twice() -> None:
    """Publish all that a record can hold, and the visit a second time."""
    event = publish_a_library()
    publish_again(event, "correction", "The day was wrong.", title="General Munir visits Kazakhstan")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give the file of a record that holds all there can be, of which nothing is in the database."""
    return exported(tmp_path / "copy.jsonl", publish_twice)


def assert_same(copy: Path) -> None:
    """Compare what the public reads with what was loaded, and all that is derived of it."""
    assert export(copy.with_name("again.jsonl")) == copy.read_bytes()
    assert [*verifying.ledger_faults(), *verifying.draft_faults(), *reading_faults()] == []


def test_the_demonstration_comes_back_byte_for_byte(tmp_path: Path) -> None:
    copy = exported(tmp_path / "demo.jsonl", lambda: fill(at=NOON, tell=lambda *_: None))
    said = load(copy, publish=True)
    assert said == (
        "875 rows read, 875 new, 0 changed, 0 unchanged, 0 repeats, 0 not loaded, 0 warnings, 0 held back,"
        " 0 terms of office, 0 officials new or changed, 0 new relations, 875 editions published.\n"
    )
    assert_same(copy)
    assert {str(each) for each in verifying.unpublished()} == set()


def test_a_generated_record_comes_back_byte_for_byte(tmp_path: Path) -> None:
    made = tmp_path / "made.jsonl"
    made.write_bytes(b"".join(lines(size(200, 100_000))))
    copy = exported(tmp_path / "copy.jsonl", lambda: load(made, publish=True))
    assert sorted(copy.read_bytes().splitlines()) == sorted(made.read_bytes().splitlines())
    load(copy, publish=True)
    assert_same(copy)


def test_all_that_a_record_can_hold_comes_back_and_the_drafts_say_the_same(copy: Path) -> None:
    assert "0 not loaded, 0 warnings, 0 held back" in load(copy, publish=True)
    assert_same(copy)
    assert {str(each) for each in verifying.unpublished()} == set()


def test_what_the_public_does_not_read_is_not_invented(copy: Path) -> None:
    load(copy, publish=True)
    assert not Source.objects.exclude(text="").exists()
    assert Source.objects.exclude(sha256="").exists()
    assert all(passage.stands for passage in Passage.objects.select_related("source"))
    assert "does not say why" in Statement.objects.get(confidence="low").confidence_reason
    assert AgreementStep.objects.count() == 2


def test_a_second_load_changes_nothing(copy: Path) -> None:
    load(copy, publish=True)
    last, drafts = Edition.objects.last_serial(), list(Event.objects.values_list("updated_at").order_by("pk"))
    assert "0 new, 0 changed, 21 unchanged" in load(copy, publish=True)
    assert Edition.objects.last_serial() == last
    assert list(Event.objects.values_list("updated_at").order_by("pk")) == drafts


def test_without_publication_there_are_drafts_and_they_can_be_published_by_a_second_load(copy: Path) -> None:
    load(copy)
    assert Event.objects.filter(key=VISIT).exists()
    assert not Edition.objects.exists()
    load(copy, publish=True)
    assert_same(copy)


def test_a_draft_that_somebody_works_on_is_left_to_them(copy: Path) -> None:
    load(copy)
    event = Event.objects.get(key=VISIT)
    event.advance(event.lock_version, by="a-reporter")
    said = load(copy, publish=True)
    assert f"(row {VISIT}): not published: Somebody works on this record" in said
    assert not Listing.objects.filter(key=VISIT).exists()


def test_a_dry_run_says_the_same_and_writes_nothing(copy: Path) -> None:
    said = load(copy, publish=True, dry_run=True)
    assert said.startswith("Dry run, nothing written: 21 rows read, 21 new")
    assert not Country.objects.exists()
    assert not Edition.objects.exists()


def test_the_order_of_lines_and_the_number_of_files_do_not_matter(copy: Path, tmp_path: Path) -> None:
    documents = copy.read_bytes().splitlines(keepends=True)
    (tmp_path / "one.jsonl").write_bytes(b"\xef\xbb\xbf" + b"".join(documents[::-2]))
    (tmp_path / "two.jsonl").write_bytes(b"\n".join(documents[-2::-2]))
    load(tmp_path / "one.jsonl", tmp_path / "two.jsonl", publish=True)
    assert_same(copy)


def test_the_next_edition_goes_on_from_the_version_that_came(copy: Path, client: Client) -> None:
    before = next(each for each in map(orjson.loads, copy.read_bytes().splitlines()) if each["slug"] == VISIT)
    load(copy, publish=True)
    event = Event.objects.get(key=VISIT)
    event.title = "Munir in Astana"
    event.save()
    publish([Approval(event, event.lock_version, 2, "minor", "Shorter.")], by="editor", at=timezone.now())
    now = client.get(f"/api/v1/events/{VISIT}/").json()
    assert (now["version"], now["title"]) == (3, "Munir in Astana")
    assert now["first_published_at"] == before["first_published_at"]
    assert [
        each["version"] for each in client.get(f"/api/v1/events/{VISIT}/versions/").json()["results"]
    ] == [3, 2]
    assert client.get(f"/api/v1/events/{VISIT}/versions/2/").json() == before
    for version, status in ((1, 404), (2, 200), (3, 200)):
        assert client.get(f"/events/{VISIT}/versions/{version}/").status_code == status
        assert client.get(f"/api/v1/events/{VISIT}/versions/{version}/").status_code == status
    assert client.get(f"/api/v1/events/{VISIT}/versions/2/difference/").status_code == 200
    assert client.get(f"/events/{VISIT}/versions/").status_code == 200
    assert [*reading_faults()] == []


def test_the_ledger_dates_what_came_with_the_day_it_came(copy: Path) -> None:
    begun = timezone.now()
    load(copy, publish=True)
    assert not Edition.objects.filter(published_at__lt=begun).exists()
    assert not Listing.objects.filter(first_published_at__gt=begun).exists()


def test_nothing_public_is_replaced(copy: Path) -> None:
    publish_twice()
    text = Listing.objects.get(key=VISIT).text
    said = load(copy, publish=True)
    assert (
        f"(row {VISIT}): not loaded: The record has «{VISIT}» of its own already, at version 2: it stays."
        in said
    )
    assert "21 rows read, 0 new" in said
    assert Listing.objects.get(key=VISIT).text == text


def test_a_command_that_reads_no_document_says_so(tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="could not be read"):
        load(path, publish=True)
