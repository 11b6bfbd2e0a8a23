"""A feed reader follows a list: newest published first, each record once and for ever under one id."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.models import Event
from publication.addresses import PLURALS
from publication.publishing import publish, withdraw
from tests import cast
from tests.publication.asking import LISTS
from tests.publication.library import plain
from tests.publication.reading_formats import feed_of
from tests.publication.records import BY, edit, ended

pytestmark = pytest.mark.django_db

NEWEST_PUBLISHED = [
    "trip-2025", "since-ever", "open-end", "no-year", "call-2023", "call-2022", "munir-astana-2024"
]  # fmt: skip


def slugs(reader: Client, address: str) -> list[str]:
    return [entry.link.rstrip("/").rpartition("/")[2] for entry in feed_of(reader, address).entries]


@pytest.mark.parametrize("kind", LISTS)
def test_every_list_is_a_feed(
    reader: Client, kind: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        found = feed_of(reader, f"/{PLURALS.get(kind, 'meetings')}.atom")
    assert found.version == "atom10"
    assert found.feed.title
    listed = reader.get(f"{LISTS[kind]}?ordering=-published&page_size=25").json()["results"]
    assert [entry.id for entry in found.entries] == [f"urn:uuid:{row['id']}" for row in listed]


def test_the_newest_published_stands_first_whatever_order_the_list_has(reader: Client) -> None:
    for query in ("", "?ordering=date", "?ordering=-date"):
        assert slugs(reader, f"/events.atom{query}") == NEWEST_PUBLISHED


def test_an_entry_tells_when_it_was_published_and_what_it_is_about(reader: Client) -> None:
    entry = feed_of(reader, "/events.atom?kind=visit&sector=defence").entries[0]
    assert entry.title == "General Munir visits Astana"
    assert entry.link == "http://testserver/events/munir-astana-2024/"
    assert entry.updated == entry.published == "2026-02-04T09:30:00+00:00"
    assert entry.summary == "17–18 May 2024. The general came for talks."
    assert {tag.term for tag in entry.tags} >= {"visit", "KZ-PK", "defence"}


def test_a_date_without_a_year_stays_and_says_so(reader: Client) -> None:
    entries = {entry.title: entry for entry in feed_of(reader, "/events.atom").entries}
    assert entries["Event no-year"].summary == "23 April, year not stated"


def test_a_new_edition_keeps_the_id_and_comes_first(reader: Client, library: Event) -> None:
    before = feed_of(reader, "/events.atom").entries[-1]
    edit(library, title="The general in Astana")
    publish([cast.approval(library, "major")], by=cast.EDITOR, at=cast.NOW + timedelta(days=1))
    after = feed_of(reader, "/events.atom").entries[0]
    assert (after.id, after.title) == (before.id, "The general in Astana")
    assert (after.published, after.updated) == (before.published, "2026-02-05T09:30:00+00:00")
    assert feed_of(reader, "/events.atom").feed.updated == after.updated


def test_pages_lead_on_and_back(reader: Client) -> None:
    first = feed_of(reader, "/events.atom?page_size=3").feed
    links = {link.rel: link.href for link in first.links}
    assert links["self"] == links["first"] == first.id == "http://testserver/events.atom?page_size=3"
    assert links["alternate"] == "http://testserver/events/"
    assert "previous" not in links
    found, address = [], "/events.atom?page_size=3"
    while address:
        page = feed_of(reader, address)
        found += [entry.link.rstrip("/").rpartition("/")[2] for entry in page.entries]
        links = {link.rel: link.href for link in page.feed.links}
        assert page.feed.id == first.id
        address = links.get("next", "").removeprefix("http://testserver")
    assert found == NEWEST_PUBLISHED
    back = links["previous"].removeprefix("http://testserver")
    assert slugs(reader, back) == NEWEST_PUBLISHED[3:6]


def test_a_record_has_a_feed_of_its_events(reader: Client) -> None:
    assert slugs(reader, "/relations/KZ-PK.atom") == ["no-year", "call-2022", "munir-astana-2024"]
    assert slugs(reader, "/countries/PK.atom?kind=call") == ["call-2022"]
    assert slugs(reader, "/officials/asim-munir.atom") == ["munir-astana-2024"]
    assert slugs(reader, "/sectors/defence.atom") == ["munir-astana-2024"]
    assert slugs(reader, "/agreements/kz-pk-peacekeeping.atom") == ["munir-astana-2024"]
    assert slugs(reader, "/events/no-year.atom") == ["no-year"]
    assert feed_of(reader, "/relations/KZ-PK.atom").feed.title == "Chancery: Kazakhstan and Pakistan"


def test_an_empty_feed_is_a_feed_and_the_same_each_time(reader: Client) -> None:
    one, two = (feed_of(reader, "/countries/SUHH.atom") for _ in range(2))
    assert one.entries == []
    assert one.feed.updated == two.feed.updated == "2026-02-04T10:30:00+00:00"


def test_what_was_withdrawn_leaves_the_feed(reader: Client, library: Event) -> None:
    withdraw(ended(library, "Under review."), **BY)
    assert "munir-astana-2024" not in slugs(reader, "/events.atom")
    assert slugs(reader, "/officials/asim-munir.atom") == []
    assert reader.get("/events/munir-astana-2024.atom").status_code == 410


def test_no_text_breaks_the_feed(reader: Client) -> None:
    hostile = "<script>alert(1)</script> & ]]> \x0b\x1f\ufffe “é” 😀"
    cast.publish_all(plain("hostile", "2024-01-01", cast.pakistan(), title=hostile, summary=hostile))
    entry = feed_of(reader, "/events/hostile.atom").entries[0]
    assert entry.title.endswith("& ]]> \ufffd\ufffd\ufffd “é” 😀")
    assert "<script" not in entry.summary
