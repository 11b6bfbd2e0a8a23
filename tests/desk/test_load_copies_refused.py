"""A document that cannot be taken is reported with its line and field, and nothing else is lost by it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from events.models import Event
from publication.exporting import Counted, write_lines
from publication.models import Edition, Listing
from relations.models import Country, Source
from tests import cast
from tests.publication.library import publish_a_library

pytestmark = pytest.mark.django_db

Json = dict[str, Any]
VISIT = "munir-astana-2024"


def library() -> list[Json]:
    """Give the documents of a record of which nothing is in the database."""
    out = io.BytesIO()
    place = transaction.savepoint()
    publish_a_library()
    write_lines("", Counted(out))
    transaction.savepoint_rollback(place)
    return [orjson.loads(line) for line in out.getvalue().splitlines()]


def load(tmp_path: Path, documents: list[Json | bytes], **options: Any) -> list[str]:
    """Load documents and publish them; give the lines that were said, without the path of the file."""
    path = tmp_path / "copy.jsonl"
    path.write_bytes(
        b"\n".join(each if isinstance(each, bytes) else orjson.dumps(each) for each in documents)
    )
    said = io.StringIO()
    call_command("load", str(path), format="events-jsonl", publish=True, stdout=said, **options)
    return said.getvalue().replace(f"{path}, ", "").splitlines()


def visit(documents: list[Json]) -> Json:
    return next(each for each in documents if each["slug"] == VISIT)


def put(*place: str | int, value: object) -> Callable[[Json], None]:
    """Make what sets a value at a place of the visit."""

    def change(document: Json) -> None:
        part: Any = document
        for step in place[:-1]:
            part = part[step]
        part[place[-1]] = value

    return change


WRONG = {
    "unknown-key": (put("colour", value="red"), "colour", "Extra inputs are not permitted"),
    "wrong-type": (put("version", value="one"), "version", "Input should be a valid integer"),
    "no-identity": (put("id", value="seven"), "id", "«seven» is no UUID."),
    "other-address": (put("url", value="/events/other/"), "url", "The url of this record is /events/mu"),
    "key-with-a-slash": (put("slug", value="a/b"), "key", "Letters, digits and single hyphens only"),
    "version-zero": (put("version", value=0), "version", "Versions count from 1."),
    "withdrawn": (put("state", value="withdrawn"), "state", "Only a published record has a document."),
    "to-come": (
        put("published_at", value="2999-01-01T00:00:00.000000Z"), "published_at", "none to come",
    ),
    "no-instant": (put("published_at", value="yesterday"), "published_at", "none to come"),
    "unknown-kind": (put("kind", value="party"), "kind", "«party» is not one of: call, ceremony"),
    "unknown-medium": (put("meetings", 0, "medium", value="pigeon"), "medium", "«pigeon» is not one of"),
    "unknown-level": (
        put("precedences", 0, "scope", "levels", value=["king"]), "levels", "«king» is not one of",
    ),
    "long-title": (put("title", value="x" * 301), "title", "At most 300 characters are allowed;"),
    "nul": (put("summary", value="a\0b"), "", "A NUL character stands in this document."),
    "date-against-itself": (put("date", "earliest", value="2023-01-01"), "date", "The bounds given are not"),
    "date-in-other-words": (put("date", "text", value="in May"), "date", "The text of 2024-05-17"),
    "script-for-an-address": (
        put("sources", 0, "url", value="javascript:alert(1)"), "url", "Enter a valid URL",
    ),
    "nameless-source": (
        put("sources", value=[{**dict.fromkeys(
            ("publisher", "title", "author", "url", "archive_url", "published", "language", "sha256")),
            "id": "01890a5d-ac96-774b-bcce-b302099a8057"}]),
        "sources", "A source needs a title, a publisher or an address.",
    ),
    "passage-of-no-source": (put("sources", value=[]), "sources", "is quoted here and not listed"),
    "backward-passage": (put("meetings", 1, "passages", 0, "end", value=0), "", "passage_runs_forward"),
    "stranger": (
        put("participants", 0, "official", "slug", value="nobody"),
        "official", "The official «nobody» is neither in the newsroom nor in these files",
    ),
    "unknown-office-level": (
        put("participants", 0, "offices", 0, "level", value="king"), "level", "«king» is not one of",
    ),
    "far-north": (put("place", "lat", value=91.0), "", "event_point_on_earth"),
    "meeting-of-another": (
        put("statements", 0, "meeting", value="01890a5d-ac96-774b-bcce-b302099a8057"), "", "foreign key",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_document_that_no_installation_writes_is_reported_and_the_others_are_published(
    name: str, tmp_path: Path
) -> None:
    change, field, sentence = WRONG[name]
    documents = library()
    change(visit(documents))
    said = load(tmp_path, [*documents])
    line = next(each for each in said if "not loaded: " in each)
    assert re.match(rf"line \d+{f', {field}' if field else ''}( \(row .*\))?: not loaded: ", line), line
    assert sentence in line
    assert not Listing.objects.filter(key=VISIT).exists()
    assert Listing.objects.count() == len(documents) - 1, said
    connection.check_constraints()


LINES: dict[str, tuple[bytes, str, str]] = {
    "no-json": (b"{half", "", "This is not a JSON object in UTF-8."),
    "a-list": (b"[1, 2]", "type", "The type of a document is one of: country, sector"),
    "no-type": (b'{"id":"x","kind":"visit"}', "type", "The type of a document is one of"),
    "a-meeting": (b'{"id":"x","type":"meeting"}', "type", "The type of a document is one of"),
    "latin-1": ('{"id":"x","type":"évent"}'.encode("latin-1"), "", "This is not a JSON object in UTF-8."),
    "surrogate": (b'{"id":"x","title":"\\ud800"}', "", "This is not a JSON object in UTF-8."),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_that_is_no_document_is_reported_and_the_others_are_published(
    name: str, tmp_path: Path
) -> None:
    line, field, sentence = LINES[name]
    documents = library()
    said = load(tmp_path, [documents[0], line, b"", *documents[1:]])
    where = f"line 2{f', {field}' if field else ''}: not loaded: "
    assert any(each.startswith(where) and sentence in each for each in said), said
    assert Listing.objects.count() == len(documents)


def test_of_a_record_that_stands_twice_the_first_counts(tmp_path: Path) -> None:
    documents = library()
    other = deepcopy(visit(documents))
    other["title"] = "Another title"
    said = load(tmp_path, [*documents, visit(documents), other])
    assert [each for each in said if "stands in the files twice" in each]
    assert "not loaded" in said[0]
    assert "1 unchanged" in said[-1]
    assert Listing.objects.get(key=VISIT).title != "Another title"


def test_what_mentions_a_record_that_is_not_public_stays_a_draft(tmp_path: Path) -> None:
    documents = [each for each in library() if each["type"] != "relation" or each["slug"] != "KZ-PK"]
    said = load(tmp_path, [*documents])
    assert "(row kz-pk-peacekeeping): not published: The relation «KZ-PK» is not public yet." in " ".join(
        said
    )
    assert Event.objects.filter(key=VISIT).exists()
    assert not Listing.objects.filter(key=VISIT).exists()


def test_a_country_that_the_newsroom_has_already_is_used_as_it_is(tmp_path: Path) -> None:
    documents = library()
    own = Country.objects.create(key="KZ", name="Qazaqstan")
    said = load(tmp_path, [*documents])
    assert "(row KZ): not loaded: The newsroom has another country with the key «KZ»." in " ".join(said)
    assert Country.objects.get(key="KZ") == own
    assert not Listing.objects.filter(key=VISIT).exists()


def test_an_archive_or_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "copy.jsonl").write_bytes(b"\x1f\x8b" + b"0" * 100)
    with pytest.raises(CommandError, match="could not be read"):
        call_command("load", str(tmp_path / "copy.jsonl"), format="events-jsonl", stdout=io.StringIO())
    assert not Edition.objects.exists()


def test_a_source_that_is_there_already_keeps_its_text(tmp_path: Path) -> None:
    documents = library()
    value = visit(documents)["sources"][0]
    text = cast.source().text
    Source.objects.create(id=value["id"], title="Known", text=text, sha256=value["sha256"])
    load(tmp_path, [*documents])
    assert Source.objects.get(pk=value["id"]).text == text
    assert Listing.objects.filter(key=VISIT).exists()
