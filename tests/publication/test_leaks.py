"""No word of a draft stands at any public address, whichever way it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from events.models import Event, Participation
from publication.addresses import PLURALS
from publication.api.filtersets import FILTERS
from publication.comparing import preview
from publication.contracts import CONTRACTS
from publication.formats import FORMATS, of_list
from publication.models import Edition, Listing
from publication.pages.lists import SHELVES
from publication.publishing import publish, retract, withdraw
from publication.verifying import working_kinds
from relations.models import Country, Official, Passage, Relation, Sector, Source
from tests import cast
from tests.publication.asking import LISTS
from tests.publication.crawling import Found, addresses_without_parts, crawl, found, is_public
from tests.publication.library import plain, publish_a_library
from tests.publication.marking import MARKER, mark, mark_everything, text_fields, working_models
from tests.publication.records import BY, agreement, ended
from tests.publication.shelves import shelves
from tests.scale import size

pytestmark = pytest.mark.django_db

DRAFTS = {"event": "a-draft", "agreement": "draft-treaty", "official": "draft-person", "country": "XK",
          "sector": "draft-sector", "relation": "PK-UZ"}  # fmt: skip

QUERIES = (
    f"q={MARKER}", f"q={MARKER}&ordering=relevance", "page_size=1", "ordering=-published", f"kind={MARKER}",
    "country=XK", "sector=draft-sector", "official=draft-person", "agreement=draft-treaty", "cursor=x",
)  # fmt: skip
"""Questions for every list, some of which it refuses."""


VALUES = size(gate=(), full=(MARKER, *DRAFTS.values(), "KZ", "KZ-PK", "2024", "true"))
"""What every filter of every list is asked for, in every format."""


def a_record_taken_back(key: str, verb: Callable[..., Edition]) -> None:
    """Publish an event full of the marker, and take it back; its title stays, by design, without it."""
    event = plain(key, "2023-01-01", cast.pakistan(), summary=f"{MARKER}summary", place=f"{MARKER}place")
    event.meetings.create(title=f"{MARKER}meeting", note=f"{MARKER}note")
    event.statements.create(act="discussed", text=f"{MARKER}statement")
    event.passages.add(a_quote())
    cast.publish_all(event)
    verb(ended(event, "Taken back."), **BY)


def a_quote() -> Passage:
    """Cut a passage from a source that nothing published quotes."""
    story = Source(title="x", url="https://news.example/unpublished").with_text(f"{MARKER}quote of a story.")
    story.save()
    quote = story.passage(0, 15)
    quote.save()
    return quote


def drafts_of_every_kind() -> None:
    """Make a draft of every kind that was never published."""
    kosovo = Country.objects.create(key=DRAFTS["country"], name="x")
    Sector.objects.create(key=DRAFTS["sector"], name="x", parent=cast.defence())
    person = Official.objects.create(
        key=DRAFTS["official"], display_name="x", sort_name="x", nationality=kosovo
    )
    Relation.objects.create(key=DRAFTS["relation"], first_id="PK", second_id="UZ")
    agreement(DRAFTS["agreement"])
    event = cast.visit(DRAFTS["event"], place_country=kosovo)
    event.passages.add(a_quote())
    Participation.objects.create(event=event, official=person, side="party", role="member")
    for each in (kosovo, person):
        assert not Listing.objects.filter(pk=each.pk).exists()
    Event.objects.get(key="munir-astana-2024").passages.add(a_quote())


@pytest.fixture(scope="module")
def marked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """Publish a library, take records back, and fill every draft with the marker; give how many texts."""
    with django_db_blocker.unblock():
        shared = transaction.atomic()
        shared.__enter__()
        publish_a_library()
        a_record_taken_back("withdrawn-call", withdraw)
        a_record_taken_back("retracted-call", retract)
        drafts_of_every_kind()
        texts = mark_everything()
    yield texts
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        shared.__exit__(None, None, None)


def starts() -> list[str]:
    """List where a reader may begin: the URL table, every record ever, lists by every axis, and mistakes."""
    ever = sorted(set(Edition.objects.values_list("type", "key")) | set(DRAFTS.items()))
    ends = ("", "versions/", "versions/1/", "versions/2/")
    records = [f"/{PLURALS[kind]}/{key}/{end}" for kind, key in ever for end in ends]
    formats = [f"/{PLURALS[kind]}/{key}.{each.suffix}" for kind, key in ever for each in FORMATS]
    formats += [f"/{shelf}.{each.suffix}" for shelf in SHELVES for each in FORMATS]
    formats += [f"/events.{each.suffix}?{query}" for each in FORMATS for query in QUERIES]
    asked = [f"{address.removeprefix('/api/v1')}?{query}" for address in LISTS.values() for query in QUERIES]
    words = (MARKER, "quote of a story", "summary", "munir", "draft", "call")
    searches = [f"/search/?q={each}" for each in words]
    pages = [*records, *asked, *searches, "/changes/?since=0", "/changes/?page_size=200", "/nowhere/"]
    return [*addresses_without_parts(), *formats, *pages, *filtered(), *(f"/api/v1{page}" for page in pages)]


def filtered() -> Iterator[str]:
    """List every filter of every list with every value, at the API, as a page and in every format."""
    ends = ("/", *(f".{each.suffix}" for each in FORMATS))
    for kind, address in LISTS.items():
        shelf = address.removeprefix("/api/v1").strip("/")
        for query in (f"{name}={value}" for name in FILTERS[kind].names() for value in VALUES):
            yield f"{address}?{query}"
            yield from (f"/{shelf}{end}?{query}" for end in ends)


def leaks(each: Found) -> bool:
    """Say whether an answer tells a marked text; the marker alone is only the question repeated."""
    return re.search(rf"{MARKER}\w", each.text, re.IGNORECASE) is not None


def test_the_drafts_are_full_of_the_marker(marked: int) -> None:
    assert marked > 150
    for model in working_models():
        for field in text_fields(model):
            rows = model._default_manager.filter(**{f"{field.name}__icontains": MARKER})
            assert rows.exists() or not model._default_manager.exists(), (model, field.name)
    empty = [model.__name__ for model in working_models() if not model._default_manager.exists()]
    assert empty == []


def test_a_preview_of_each_draft_would_show_it(marked: int) -> None:
    for kind in working_kinds():
        draft = kind._default_manager.filter(key=DRAFTS[kind.record_type]).get()
        assert MARKER in str(preview(draft))


def test_no_public_address_tells_a_word_of_a_draft(marked: int) -> None:
    answers = list(crawl(Client(), starts()))
    assert [(each.method, each.address) for each in answers if leaks(each)] == []
    statuses = {each.status for each in answers}
    assert {200, 400, 404, 410} <= statuses
    assert max(statuses) < 500
    assert len(answers) > size(gate=1_000, full=20_000)


def test_an_answer_by_tag_tells_nothing_more(marked: int) -> None:
    client = Client()
    for address in [*LISTS.values(), "/", "/events/", "/api/v1/changes/"]:
        tag = client.get(address).headers["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")


def test_no_type_a_program_accepts_tells_more(marked: int) -> None:
    client = Client()
    for kind, address in LISTS.items():
        for each in of_list(kind):
            answer = found("GET", address, client.get(address, headers={"Accept": each.media}))
            assert answer.status == 200
            assert not leaks(answer), (address, each.media)


def test_no_reading_table_and_no_standing_document_holds_the_marker(marked: int) -> None:
    for table, rows in shelves().items():
        assert not [row for row in rows if MARKER in row[0].lower()], table


def test_drafts_are_not_counted(marked: int) -> None:
    client = Client()
    assert all(
        client.get(f"/api/v1/search/?q={each}").json()["found"] == 0 for each in (MARKER, f"{MARKER}quote")
    )
    for kind, address in LISTS.items():
        if kind != "meeting":
            rows = client.get(f"{address}?page_size=200").json()["results"]
            assert len(rows) == Listing.objects.filter(type=kind, state="published").count()
            assert DRAFTS[kind] not in [row["slug"] for row in rows]


def test_the_crawl_would_notice_a_leak(marked: int) -> None:
    event = Event.objects.get(key="call-2022")
    Event.objects.filter(pk=event.pk).update(title=f"{MARKER}public", place="", summary="")
    Source.objects.filter(pk=cast.source().pk).update(publisher="The Steppe Gazette")
    publish([cast.approval(event)], by=cast.EDITOR, at=cast.NOW + timedelta(days=1))
    leaking = {each.address for each in crawl(Client(), ["/"]) if leaks(each)}
    assert {"/", "/events/", "/events/call-2022/", "/relations/KZ-PK/", "/changes/"} <= leaking
    assert {f"/events.{suffix}" for suffix in ("csv", "json", "atom", "geojson")} <= leaking
    assert {"/events/call-2022.jsonld", "/relations/KZ-PK.csv"} <= leaking


def test_the_crawl_keeps_to_public_addresses_and_takes_all_the_table_has() -> None:
    table = set(addresses_without_parts())
    assert {"/", "/search/", "/changes/", "/api/v1/schema/", "/api/v1/changes/", "/healthz"} <= table
    assert set(LISTS.values()) <= table
    assert not is_public("/admin/")
    assert not is_public("https://elsewhere.example/")
    assert set(CONTRACTS) == set(DRAFTS) == set(FILTERS) - {"meeting"}
    assert mark(Passage.objects.none()) == 0
