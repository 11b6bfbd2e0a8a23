"""The whole record is written to one file, as the API answers it, and to tables that others read."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pandas as pd
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from events.models import Event
from publication.addresses import PLURALS
from publication.exporting import KINDS, Counted, write_lines
from publication.models import Listing
from publication.publishing import retract, withdraw
from tests.publication.asking import LISTS
from tests.publication.records import BY, edit, ended

pytestmark = pytest.mark.django_db

Export = Callable[..., Path]


@pytest.fixture
def export(tmp_path: Path, library: Event) -> Export:
    def write(form: str, *options: str) -> Path:
        path = tmp_path / f"record.{form}"
        write.told = io.StringIO()  # type: ignore[attr-defined]
        call_command("export", str(path), "--as", form, *options, stderr=write.told)  # type: ignore[attr-defined]
        return path

    return write


def lines(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def rows(reader: Client, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reader.get(f"{LISTS[kind]}?page_size=200").json()["results"]
    return found


def test_every_line_is_a_record_as_the_api_answers_it(export: Export, reader: Client) -> None:
    documents = lines(export("jsonl"))
    assert len(documents) == Listing.objects.count()
    for document in documents:
        assert document == reader.get(f"/api/v1{document['url']}").json()
    names = [(each["type"], each["slug"]) for each in documents]
    assert names == sorted(names)


def test_the_file_says_what_it_is(export: Export) -> None:
    path = export("jsonl")
    told = export.told.getvalue()  # type: ignore[attr-defined]
    number, serial, size, sha256 = re.findall(r"[0-9a-f]{64}|\b\d+\b", told)
    assert (int(number), int(size)) == (len(lines(path)), path.stat().st_size)
    assert sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert int(serial) == max(Listing.objects.values_list("serial", flat=True))


def test_it_says_the_same_each_time_and_nothing_of_drafts(export: Export, library: Event) -> None:
    before = export("jsonl").read_bytes()
    edit(library, title="HALF EDITED")
    assert export("jsonl").read_bytes() == before


@pytest.mark.parametrize("verb", [withdraw, retract])
def test_what_was_taken_back_is_in_no_file(export: Export, library: Event, verb: Any) -> None:
    verb(ended(library), **BY)
    assert library.key not in {each["slug"] for each in lines(export("jsonl", "--of", "events"))}
    for form in ("csv", "geojson", "ics"):
        assert library.key.encode() not in export(form).read_bytes()
    assert library.key not in set(pd.read_parquet(export("parquet"))["slug"])


@pytest.mark.parametrize("shelf", KINDS)
def test_a_table_holds_every_record_of_a_shelf(export: Export, reader: Client, shelf: str) -> None:
    known = [each["id"] for each in rows(reader, KINDS[shelf])]
    with export("csv", "--of", shelf).open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == known
    table = pd.read_parquet(export("parquet", "--of", shelf))
    assert list(table["id"]) == known
    if shelf != "meetings":
        assert table["version"].dtype == "int64"


def test_columns_have_the_types_of_their_values(export: Export, library: Event) -> None:
    visit = pd.read_parquet(export("parquet")).set_index("slug").loc[library.key]
    assert (visit["lat"], visit["meetings"], list(visit["pairs"])) == (51.13, 2, ["KZ-PK"])
    assert set(visit["countries"]) == {"KZ", "PK"}
    agreements = pd.read_parquet(export("parquet", "--of", "agreements"))
    assert agreements["disputed"].dtype == bool


def test_addresses_are_whole_where_the_site_is_named(export: Export, library: Event) -> None:
    path = export("csv", "--origin", "https://record.example/")
    assert f"https://record.example/events/{library.key}/" in path.read_text("utf-8-sig")


def test_a_file_appears_whole_or_not_at_all(export: Export, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("export", str(tmp_path / "nowhere" / "x.jsonl"), "--as", "jsonl")
    with pytest.raises(CommandError, match="Meetings stand inside their events"):
        call_command("export", str(tmp_path / "x.jsonl"), "--as", "jsonl", "--of", "meetings")
    export("jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["record.jsonl"]


def test_memory_does_not_grow_with_the_record(library: Event) -> None:
    listing = Listing.objects.get(pk=library.pk)
    text, rest = listing.list_text, listing.rest_text
    Listing.objects.bulk_create(
        Listing(
            **{name: getattr(listing, name) for name in ("type", "title", "sort_title", "version", "state",
                                                          "sort_on", "first_published_at", "published_at")},
            id=f"00000000-0000-7000-8000-{place:012d}", key=f"copy-{place}", serial=1_000_000 + place,
            list_text=text, rest_text=rest,
        )
        for place in range(2000)
    )  # fmt: skip
    tracemalloc.start()
    out = Counted(io.BytesIO())
    out.out = _Nowhere()  # type: ignore[assignment]
    assert write_lines("events", out) == 2000 + 7
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert out.size > 2000 * len(text)
    assert peak < 2_000_000


class _Nowhere:
    def write(self, block: bytes) -> int:
        return len(block)


def test_every_kind_of_record_has_a_shelf() -> None:
    assert set(KINDS.values()) == {*PLURALS, "meeting"}
