"""Whatever is altered, lost or added behind the door's back, ``verify`` names it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from events.models import Event
from publication.inventory import reading_faults
from publication.models import Edition
from publication.verifying import draft_faults, ledger_faults
from tests.publication.records import edit
from tests.publication.shelves import tamper

pytestmark = pytest.mark.django_db

FLIPS = 100
TEXTS = (
    "document",
    "sha256",
    "previous_seal",
    "seal",
    "type",
    "key",
    "state",
    "change",
    "note",
    "published_by",
)


@contextmanager
def taken_back() -> Iterator[None]:
    """Let something happen and take it back afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def faults() -> list[str]:
    return [*ledger_faults(), *reading_faults(), *draft_faults()]


def verified() -> str:
    out, err = StringIO(), StringIO()
    call_command("verify", stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


def test_a_record_nobody_touched_has_no_faults(library: Event) -> None:
    assert faults() == []
    assert "editions stand as published" in verified()


def test_waiting_drafts_are_told_and_are_no_fault(library: Event) -> None:
    edit(library, title="HALF EDITED")
    assert "1 public records have changes that are not published yet" in verified()


def test_each_flipped_byte_of_the_ledger_is_named(library: Event) -> None:
    chance = random.Random(2026)
    serials = list(Edition.objects.values_list("serial", flat=True))
    unnoticed = []
    for _ in range(FLIPS):
        serial, column = chance.choice(serials), chance.choice(TEXTS)
        if not (text := getattr(Edition.objects.get(pk=serial), column)):
            column, text = "document", Edition.objects.get(pk=serial).document
        place = chance.randrange(len(text))
        flipped = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]
        with taken_back():
            tamper("ALTER TABLE publication_edition DROP CONSTRAINT IF EXISTS edition_state_known,"
                   " DROP CONSTRAINT IF EXISTS edition_type_known")  # fmt: skip
            assert tamper(
                f"UPDATE publication_edition SET {column} = %s WHERE serial = %s", [flipped, serial]
            )
            if not any(f"serial {serial})" in sentence for sentence in ledger_faults()):
                unnoticed.append((serial, column, place))
    assert unnoticed == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE publication_edition SET published_at = published_at - interval '1 year' WHERE serial = 5",
        "UPDATE publication_edition SET published_by = 'somebody' WHERE serial = 5",
        "UPDATE publication_edition SET note = 'Nothing to see.' WHERE serial = 5",
        "UPDATE publication_edition SET record = gen_random_uuid() WHERE serial = 5",
        "UPDATE publication_edition SET version = 9 WHERE serial = 5",
        "UPDATE publication_edition SET change = 'minor' WHERE serial = 5",
        "UPDATE publication_edition SET state = 'retracted' WHERE serial = 5",
        "UPDATE publication_edition SET \"to\" = 'elsewhere' WHERE serial = 5",
        "UPDATE publication_edition SET document = '', sha256 = encode(sha256(''), 'hex') WHERE serial = 5",
        "UPDATE publication_edition SET document = 'no json' WHERE serial = 5",
        "UPDATE publication_edition SET document = '{}' WHERE serial = 5",
    ],
)
def test_a_rewritten_context_is_named(library: Event, statement: str) -> None:
    assert tamper(statement) == 1
    assert any("(serial 5)" in sentence for sentence in ledger_faults())
    with pytest.raises(CommandError, match="disagreements"):
        verified()


def test_a_deleted_edition_is_named(library: Event) -> None:
    assert tamper("DELETE FROM publication_edition WHERE serial = 5") == 1
    assert "Serial 6 follows 4: editions between them are missing." in faults()


def test_a_lost_tail_is_named_as_long_as_the_reading_tables_remember_it(library: Event) -> None:
    last = Edition.objects.last_serial()
    assert tamper("DELETE FROM publication_edition WHERE serial = %s", [last]) == 1
    assert faults()


def test_editions_in_another_order_are_named(library: Event) -> None:
    swap = "UPDATE publication_edition SET serial = %s WHERE serial = %s"
    for to, serial in ((999, 5), (5, 6), (6, 999)):
        tamper(swap, [to, serial])
    said = " ".join(ledger_faults())
    assert "serial 5" in said
    assert "serial 6" in said


def test_an_edition_put_in_between_or_at_the_end_is_named(library: Event) -> None:
    columns = 'record, type, key, state, change, note, "to", document, sha256, published_at, published_by'
    copy = f"""INSERT INTO publication_edition (serial, version, previous_seal, seal, {columns})
        SELECT %s, 77, previous_seal, seal, {columns} FROM publication_edition WHERE serial = 5"""
    with taken_back():
        tamper(copy, [Edition.objects.last_serial() + 1])
        assert any("v77" in sentence for sentence in ledger_faults())
    tamper("UPDATE publication_edition SET serial = serial + 1000 WHERE serial > 5")
    tamper("UPDATE publication_edition SET serial = serial - 999 WHERE serial > 1000")
    tamper(copy, [6])
    assert any("v77" in sentence for sentence in ledger_faults())


READING = [
    ("listing", "title = 'Altered'"),
    ("listing", "sort_title = 'altered'"),
    ("listing", "list_text = replace(list_text, 'Astana', 'Almaty')"),
    ("listing", "rest_text = replace(rest_text, 'greetings', 'threats')"),
    ("listing", "list_text = 'no json'"),
    ("listing", "key = key || '-altered'"),
    ("listing", "version = 9"),
    ("listing", "serial = serial + 1000"),
    ("listing", "state = 'withdrawn'"),
    ("listing", "note = 'Altered'"),
    ("listing", "sort_on = '1999-01-01'"),
    ("listing", "earliest = NULL"),
    ("listing", "published_at = published_at - interval '1 day'"),
    ("listing", "first_published_at = first_published_at - interval '1 day'"),
    ("link", "tag = 'pair:KZ-UZ' WHERE tag = 'pair:KZ-PK'"),
    ("link", "type = 'agreement'"),
    ("link", "sort_on = '1999-01-01'"),
    ("part", "text = replace(text, 'Tokayev', 'Somebody')"),
    ("part", "text = 'no json'"),
    ("part", "sort_on = '1999-01-01'"),
    ("part", "earliest = NULL"),
    ("partlink", "tag = 'official:nobody' WHERE tag = 'official:asim-munir'"),
    ("partlink", "sort_on = '1999-01-01'"),
    ("searchrow", "names = 'altered'"),
    ("searchrow", "prose = 'altered'"),
    ("searchrow", "vector = ''"),
    ("searchrow", "type = 'agreement'"),
    ("searchrow", "sort_on = '1999-01-01'"),
    ("word", "count = count + 1 WHERE word = 'munir'"),
    ("word", "sound = 'other' WHERE word = 'munir'"),
    ("service", "days = daterange('1999-01-01', NULL)"),
    ("tally", "count = count + 1 WHERE tag = 'pair:KZ-PK'"),
    ("tally", "year = 1999 WHERE tag = 'pair:KZ-PK' AND year = 2024"),
]


@pytest.mark.parametrize(("table", "change"), READING)
def test_an_altered_reading_row_is_named(library: Event, table: str, change: str) -> None:
    of_the_visit = {"listing": "id", "link": "listing_id", "part": "listing_id", "searchrow": "listing_id"}
    where = f" WHERE {of_the_visit[table]} = '{library.pk}'" if table in of_the_visit else ""
    if " WHERE " in change:
        where = where.replace(" WHERE ", " AND ")
    assert tamper(f"UPDATE publication_{table} SET {change}{where}")
    said = list(reading_faults())
    assert said
    if table not in ("tally", "service", "word"):  # which are not the visit's
        assert any("munir-astana-2024" in sentence for sentence in said), said


@pytest.mark.parametrize(
    "table", ["link", "partlink", "searchrow", "tally", "part", "service", "listing", "word"]
)
def test_a_missing_reading_row_is_named(library: Event, table: str) -> None:
    children = {
        "part": ["partlink", "part"],
        "listing": ["partlink", "part", "link", "searchrow", "service", "listing"],
    }
    for each in children.get(table, [table]):
        assert tamper(f"DELETE FROM publication_{each}")
    assert list(reading_faults())


INVENTED = {
    "link": "INSERT INTO publication_link SELECT id, 'event', 'country:FR', sort_on FROM publication_listing"
    " WHERE key = 'munir-astana-2024'",
    "meeting link": "INSERT INTO publication_partlink SELECT id, 'country:FR', sort_on FROM publication_part",
    "meeting": "INSERT INTO publication_part (sort_on, earliest, id, listing_id, serial, text)"
    " SELECT sort_on, earliest, gen_random_uuid(), listing_id, serial, text FROM publication_part",
    "count": "INSERT INTO publication_tally VALUES ('event', 'country:FR', 2024, 'visit', 1)",
    "word": "INSERT INTO publication_word VALUES ('invented', 'invented', 1)",
    "listing": "INSERT INTO publication_listing SELECT (made.row).* FROM (SELECT jsonb_populate_record(p,"
    " jsonb_build_object('id', gen_random_uuid(), 'key', 'invented', 'serial', 9999)) AS row"
    " FROM publication_listing AS p WHERE key = 'munir-astana-2024') AS made",
}


@pytest.mark.parametrize("what", INVENTED)
def test_an_invented_reading_row_is_named(library: Event, what: str) -> None:
    assert tamper(INVENTED[what])
    assert list(reading_faults())


def test_a_record_whose_working_copy_is_gone_is_named(library: Event) -> None:
    library.participations.all().delete()
    Event.objects.filter(pk=library.pk).delete()
    assert list(draft_faults()) == ["The working copy of event munir-astana-2024 is gone."]
