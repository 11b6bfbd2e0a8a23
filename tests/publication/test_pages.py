"""A reader sees what is published, and only that, as a page that needs no script."""

from __future__ import annotations

import itertools
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from events.models import Dispute, Event
from publication.pages.rendering import parts
from publication.publishing import redirect, retract, withdraw
from tests import cast

pytestmark = pytest.mark.django_db

VISIT = "/events/munir-astana-2024/"
RECORDS = [VISIT, "/relations/KZ-PK/", "/countries/KZ/", "/officials/asim-munir/", "/sectors/peacekeeping/"]
PLACES = ["/", "/search/?q=munir", "/changes/", "/api/", *RECORDS]


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_event_page_says_what_who_when_where_and_whence(client: Client) -> None:
    cast.published_visit(summary="The general was received by the President.")
    page = read(client, VISIT)
    assert "<h1>General Munir visits Astana</h1>" in page
    assert "Official visit" in page
    assert '<time datetime="2024-05-17">17 May 2024</time>' in page
    assert 'Astana, <a href="/countries/KZ/">Kazakhstan</a>' in page
    assert '<a href="/relations/KZ-PK/">Kazakhstan – Pakistan</a>' in page
    assert '<h3>Munir meets Tokayev</h3> <p class="meta"> <span>Audience</span>' in page
    assert (
        '<a href="/officials/asim-munir/">Asim Munir</a></strong></p> <p class="office">Chief of Army Staff'
        in page
    )
    assert cast.TEXT in page
    assert "The Steppe Gazette" in page


def test_a_date_without_a_year_says_so_and_is_no_machine_date(client: Client) -> None:
    cast.published_visit(start="XXXX-04-23")
    page = read(client, VISIT)
    assert "23 April, year not stated" in page
    assert 'datetime="XXXX' not in page


def test_an_open_dispute_stands_before_the_meetings_with_all_positions(client: Client) -> None:
    cast.publish_the_ground()
    event = cast.visit()
    dispute = Dispute.objects.create(event=event, question="Who received the general?")
    for text in ("The President.", "The Defence Minister."):
        dispute.positions.create(text=text).passages.add(cast.passage(0, 20))
    cast.publish_all(event)
    page = read(client, VISIT)
    assert page.index("The sources disagree on one question") < page.index("Munir meets Tokayev")
    assert "The President." in page
    assert "The Defence Minister." in page
    assert "General Munir visits Astana" in read(client, "/").split("Where sources disagree")[1]


def test_every_link_on_record_pages_is_answered(client: Client) -> None:
    cast.published_visit()
    links = {link for address in RECORDS for link in re.findall(r'href="(/[^"#]*)', read(client, address))}
    own = {unescape(link) for link in links if not link.startswith(("/static/", "/api/v1/"))}
    assert {link: client.get(link).status_code for link in own} == dict.fromkeys(own, 200)


def test_the_page_of_what_an_event_concerns_lists_it_and_leads_to_all(client: Client) -> None:
    cast.published_visit()
    for address, same in [
        ("/relations/KZ-PK/", "pair=KZ-PK"),
        ("/countries/KZ/", "country=KZ"),
        ("/officials/asim-munir/", "official=asim-munir"),
        ("/sectors/peacekeeping/", "sector=peacekeeping"),
    ]:
        page = read(client, address)
        assert f'<a href="{VISIT}">General Munir visits Astana</a>' in page
        assert f'href="/events/?{same}"' in page


def test_a_page_has_its_landmarks_one_heading_and_nothing_inline(client: Client) -> None:
    cast.published_visit()
    for address in PLACES:
        page = read(client, address)
        assert page.startswith('<!doctype html> <html lang="en" dir="ltr">')
        assert page.count("<h1") == page.count("<main") == page.count("</footer>") == 1
        assert re.search(r"<title>[^<]+</title>", page)
        assert re.search(r'<meta name="description" property="og:description" content="[^"]+">', page)
        assert not re.search(r"<script(?! src=| type=.application/ld)|<style|\son\w+=|\sstyle=", page)
        levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), address


def test_a_draft_and_a_change_not_yet_published_do_not_show(client: Client) -> None:
    event = cast.published_visit()
    cast.visit("another-visit", title="A secret visit")
    Event.objects.filter(pk=event.pk).update(title="A secret title")
    client.get("/events/another-visit/")
    assert client.get("/events/another-visit/").status_code == 404
    for address in [*PLACES, "/events/"]:
        assert "secret" not in read(client, address)


def test_a_withdrawn_record_keeps_its_title_and_gives_the_reason(client: Client) -> None:
    event = cast.published_visit(summary="Received with honours.")
    withdraw(cast.approval(event, note="The source took it back."), by=cast.EDITOR, at=cast.NOW)
    page = read(client, VISIT)
    assert "The source took it back." in page
    assert "General Munir visits Astana" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Received with honours." not in page + read(client, f"{VISIT}versions/") + read(
        client, f"{VISIT}versions/1/"
    )


def test_a_retracted_record_is_gone_at_all_its_addresses_and_says_why(client: Client) -> None:
    event = cast.published_visit()
    retract(cast.approval(event, note="It never took place."), by=cast.EDITOR, at=cast.NOW)
    for address in (VISIT, f"{VISIT}versions/", f"{VISIT}versions/1/"):
        page = read(client, address, 410)
        assert "It never took place." in page
        assert "General Munir" not in page
    assert "General Munir visits Astana" not in read(client, "/changes/")


def test_a_merged_record_sends_the_reader_on(client: Client) -> None:
    event = cast.published_visit()
    cast.publish_all(cast.visit("munir-visit", title="The same visit"))
    redirect(cast.approval(event, note="Recorded twice."), to="munir-visit", by=cast.EDITOR, at=cast.NOW)
    answer = client.get(VISIT)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/events/munir-visit/")


def test_an_unknown_address_says_so_and_offers_the_search(client: Client) -> None:
    for address in ("/events/nothing/", "/nowhere/", "/relations/XX-YY/"):
        page = read(client, address, 404)
        assert "There is nothing at this address" in page
        assert 'action="/search/"' in page


def test_a_page_is_tagged_and_not_sent_twice(client: Client) -> None:
    event = cast.published_visit()
    first = client.get(VISIT)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert first.headers["Last-Modified"] == "Wed, 04 Feb 2026 09:30:00 GMT"
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get(VISIT, headers=tag).status_code == 304
    event.summary = "More is known."
    event.save()
    cast.publish_all(event, at=cast.NOW + timedelta(days=1))
    assert client.get(VISIT, headers=tag).status_code == 200


def test_a_page_or_picture_in_another_language_is_another(client: Client) -> None:
    cast.published_visit()
    for address in ("/", VISIT, "/countries/KZ/pictures/ranking.csv", "/countries/KZ/pictures/ranking/"):
        tag = {"If-None-Match": client.get(address).headers["ETag"]}
        with translation.override("ru"):
            assert client.get(address, headers=tag).status_code == 200
        assert client.get(address, headers=tag).status_code == 304


def test_a_page_that_is_written_otherwise_is_another() -> None:
    home = Path(settings.BASE_DIR)
    made_of = {str(each.relative_to(home)) for each in parts() if each.is_file()}
    assert len(made_of) == len(parts())  # no folders
    assert made_of >= {
        "templates/base.html", "examples/api/dates.py", "publication/static/publication/site.css",
        "publication/naming.py", "publication/vocabulary.py", "publication/templatetags/record.py",
        "publication/pages/lists.py", "publication/pictures/bars.py",
    }  # fmt: skip


def test_pages_are_for_reading_only(client: Client) -> None:
    cast.published_visit()
    assert [client.post(address).status_code for address in (VISIT, "/", "/events/")] == [405] * 3
    assert client.head(VISIT).status_code == 200


def test_words_of_a_record_are_text_and_never_markup(client: Client) -> None:
    cast.published_visit(title="<script>alert(1)</script> & co", summary='"><img src=x onerror=alert(1)>')
    for address in (VISIT, "/", "/events/", "/relations/KZ-PK/", "/changes/", "/search/?q=co"):
        page = read(client, address)
        files = ("django_htmx/htmx-2.min.js", "publication/explore.js", "publication/suggest.js")
        ours = {
            '<script type="application/ld+json">',
            *(f'<script src="/static/{file}" defer>' for file in files),
        }
        assert set(re.findall(r"<script[^>]*>", page)) <= ours
        assert "<script>alert" not in page
        assert all(each.startswith('<img src="/') for each in re.findall(r"<img.{9}", page))  # pictures


def test_a_source_that_is_no_web_address_is_not_linked(client: Client) -> None:
    cast.publish_the_ground()
    event = cast.visit()
    source = cast.source()
    type(source).objects.filter(pk=source.pk).update(url="javascript:alert(1)")
    cast.publish_all(event)
    assert "javascript:" not in read(client, VISIT)
