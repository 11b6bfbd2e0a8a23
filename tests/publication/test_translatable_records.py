"""On the page of a record every word is either its own or can be translated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from events.models import Event
from publication import downloads
from publication.pages.lists import SHELVES
from publication.pictures.shape import OPEN
from publication.publishing import retract, withdraw
from tests import cast
from tests.publication.library import plain
from tests.publication.pseudo import of_the_record, untranslated
from tests.publication.records import ended, publish_again

pytestmark = pytest.mark.django_db

VISIT: Final = "/events/munir-astana-2024/"
RECORDS: Final = [
    VISIT, "/events/call-2023/", "/events/open-end/", "/relations/KZ-PK/", "/relations/KZ-UZ/",
    "/countries/KZ/", "/countries/SUHH/", "/officials/asim-munir/", "/officials/kassym-jomart-tokayev/",
    "/sectors/defence/", "/sectors/peacekeeping/", "/agreements/kz-pk-peacekeeping/",
]  # fmt: skip
PAGES: Final = [
    "/", *(f"/{shelf}/" for shelf in SHELVES), *RECORDS, f"{VISIT}versions/",
    f"{VISIT}versions/?difference=2", f"{VISIT}versions/1/", f"{VISIT}versions/3/",
    "/officials/asim-munir/versions/1/",
    "/matrix/", "/matrix/?kind=call&from=2015", "/facets/events/", "/facets/events/?kind=call&country=KZ",
    "/events/?kind=call&country=KZ", "/events/?q=Munir&ordering=relevance", "/meetings/?official=asim-munir",
    "/search/?q=Astana", "/changes/", "/changes/?since=3", "/api/",
]  # fmt: skip
ENDED: Final = {
    "/events/no-year/": 200, "/events/no-year/versions/": 200, "/events/no-year/versions/1/": 200,
    "/events/since-ever/": 410, "/events/since-ever/versions/": 410, "/officials/munir/": 404,
}  # fmt: skip
"""Pages of records that ended, and of one that never was, with their status."""

FOUND: Final = re.compile(r'<p class="row-summary">.*?</p>', re.DOTALL)
"""What a search cuts out of a record around a hit."""

WITH_PICTURES: Final = {
    "/": 1, "/matrix/": 1, "/relations/KZ-PK/": 5, "/countries/PK/": 4, "/officials/asim-munir/": 3,
    "/sectors/defence/": 2, "/agreements/kz-pk-peacekeeping/": 1,
}  # fmt: skip
"""How many pictures a page has."""

CAPPED: Final = (
    "/matrix/?from=2015", "/countries/KZ/", "/facets/events/?country=KZ", "/search/?q=Kazakhstan",
)  # fmt: skip
"""Pages that say of what only the newest are counted or ranked."""

CAPITALS: Final = {"KZ": ("51.17", "71.45"), "PK": ("33.69", "73.06")}


@pytest.fixture(scope="module")
def told(shared_library: UUID, django_db_blocker: DjangoDbBlocker) -> None:
    """Let more happen in the library: something went quiet, something is corrected, something ends."""
    with django_db_blocker.unblock():
        cast.publish_all(health := cast.sector("health"))
        days = ["2015-02-03", "2016-02-03", f"{timezone.now():%Y-%m-%d}"]
        calls = [plain(f"call-{place}", day, cast.pakistan()) for place, day in enumerate(days)]
        for each in calls[:2]:
            each.sectors.add(health)
        cast.publish_all(*calls)
        for country in (cast.kazakhstan(), cast.pakistan()):
            lat, lon = CAPITALS[country.key]
            publish_again(country, lat=lat, lon=lon)
        visit = Event.objects.get(pk=shared_library)
        publish_again(visit, "correction", "The day was wrong.", title="General Munir in Astana", end=None)
        publish_again(visit, "minor", "A word.", summary="")
        at = cast.NOW + timedelta(hours=3)
        withdraw(ended(Event.objects.get(key="no-year")), by=cast.EDITOR, at=at)
        retract(ended(Event.objects.get(key="since-ever")), by=cast.EDITOR, at=at)


def read(reader: Client, address: str, status: int = 200) -> str:
    answer = reader.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_every_word_is_the_records_or_can_be_translated(
    reader: Client, told: None, pseudo: None, address: str
) -> None:
    page = read(reader, address)
    if address.startswith("/search/"):
        page = FOUND.sub("", page)
    asked = {value for _name, value in parse_qsl(urlsplit(address).query)}
    assert untranslated(page, of_the_record() | asked) == []


@pytest.mark.parametrize("address", ENDED)
def test_so_it_is_where_a_record_ended_or_never_was(
    reader: Client, told: None, pseudo: None, address: str
) -> None:
    assert untranslated(read(reader, address, ENDED[address]), of_the_record()) == []


def test_so_it_is_where_there_are_files(
    reader: Client, told: None, settings: Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    known = settings.STORAGES["downloads"]
    settings.STORAGES = {**settings.STORAGES, "downloads": {**known, "OPTIONS": {"location": tmp_path}}}
    files = {part for each in downloads.make(at=cast.NOW) for part in each.name.split("/")}
    request.getfixturevalue("pseudo")  # the files themselves are written in plain English
    page = read(reader, "/data/")
    assert "record.jsonl" in page
    assert untranslated(page, files) == []


@pytest.mark.parametrize("address", WITH_PICTURES)
def test_so_it_is_with_what_pictures_say(reader: Client, told: None, pseudo: None, address: str) -> None:
    known = of_the_record() | {OPEN}  # on the axis of years it is a mark
    pictures = set(re.findall(rf'"({address}pictures/\w+)/"', read(reader, address)))
    assert len(pictures) == WITH_PICTURES[address]
    for each in pictures:
        assert untranslated(read(reader, f"{each}/"), known) == []
        spec = reader.get(f"{each}.vl.json").json()
        assert untranslated("".join(f"<p>{escape(said)}</p>" for said in drawn(spec)), known) == []


def test_so_it_is_where_not_all_are_counted(
    reader: Client, told: None, pseudo: None, settings: Settings
) -> None:
    settings.FACET_ROWS, settings.SEARCH_CANDIDATES = 1, 4
    for address in CAPPED:
        page = FOUND.sub("", read(reader, address))
        assert "newest" in page
        assert untranslated(page, of_the_record()) == []


def drawn(spec: dict[str, Any]) -> Iterator[str]:
    """Give the words that a picture's spec has drawn: its title and all fields of its rows that it shows."""
    parts = list(within(spec))
    shown = {each["field"] for each in parts if isinstance(each.get("field"), str)}
    yield from (" ".join(spec["title"]["text"]), spec["title"]["subtitle"], spec["description"])
    for each in parts:
        named = [each[name] for name in ("sort", "domain") if isinstance(each.get(name), list)]
        named += [[each[name] for name in shown if name in each]]
        yield from (str(said) for names in named for said in names)


def within(value: Any) -> Iterator[dict[str, Any]]:
    """Give every object in a value, coasts apart."""
    if isinstance(value, dict):
        if value.get("type") == "Topology":
            return
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from within(each)
