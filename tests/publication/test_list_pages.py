"""A reader filters, pages and searches the lists without script."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from publication.pages.lists import SHELVES
from tests import cast
from tests.publication.test_pages import read

pytestmark = pytest.mark.django_db


def many_visits(count: int) -> None:
    cast.publish_the_ground()
    cast.publish_all(
        *(
            cast.visit(f"visit-{place}", f"2024-05-{place:02}", title=f"Visit {place}.")
            for place in range(1, count + 1)
        )
    )


def titles(page: str) -> list[str]:
    return re.findall(r"Visit \d+\.", re.sub(r"<option.*?</option>", "", page))


def test_no_list_takes_more_than_three_queries_however_many_rows(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many_visits(12)
    for address in [*(f"/{shelf}/" for shelf in SHELVES), "/search/?q=visit", "/changes/"]:
        with django_assert_max_num_queries(3):
            assert "<h1>" in read(client, address)


@pytest.mark.parametrize("shelf", SHELVES)
def test_every_list_names_its_filters_as_the_api_does(client: Client, shelf: str) -> None:
    page = read(client, f"/{shelf}/")
    names = set(re.findall(r'name="([a-z_]+)"', page)) - {"description", "viewport", "color-scheme"}
    assert names == set(_names(shelf))
    fields = re.findall(r'<(?:input|select)[^>]*\sid="([^"]+)"', page)
    assert all(f'for="{field}"' in page for field in fields)


def _names(shelf: str) -> list[str]:
    from publication.api.filters import PAGING
    from publication.api.filtersets import FILTERS

    return [name for name in FILTERS[SHELVES[shelf].type].names() if name not in PAGING]


def test_the_form_sent_with_empty_fields_filters_nothing(client: Client) -> None:
    many_visits(2)
    assert titles(read(client, "/events/?q=&country=&from=&to=&kind=&ordering=")) == ["Visit 2.", "Visit 1."]


def test_filters_hold_together_and_stay_in_the_form(client: Client) -> None:
    many_visits(3)
    page = read(client, "/events/?pair=PK-KZ&from=2024-05-02&to=2024-05-02")
    assert titles(page) == ["Visit 2."]
    assert 'value="PK-KZ"' in page
    assert page.count("take this filter off") == 3


def test_pages_lead_on_and_back_and_keep_the_filters(client: Client) -> None:
    many_visits(5)
    first = read(client, "/events/?country=KZ&page_size=2")
    assert titles(first) == ["Visit 5.", "Visit 4."]
    assert 'rel="prev"' not in first
    second = read(client, "/events/" + way(first, "next"))
    assert titles(second) == ["Visit 3.", "Visit 2."]
    third = read(client, "/events/" + way(second, "next"))
    assert titles(third) == ["Visit 1."]
    assert 'rel="next"' not in third
    assert titles(read(client, "/events/" + way(third, "prev"))) == ["Visit 3.", "Visit 2."]
    assert "country=KZ" in way(second, "next")


def way(page: str, relation: str) -> str:
    found = re.search(rf'<a href="([^"]+)" rel="{relation}"', page)
    assert found, page
    return found[1].replace("&amp;", "&")


def test_an_empty_list_names_the_filters_and_offers_to_clear_them(client: Client) -> None:
    many_visits(1)
    page = read(client, "/events/?kind=call&country=KZ")
    assert "<strong>Kind</strong>: call" in page
    assert "<strong>Country</strong>: KZ" in page
    assert '<a href="/events/">Clear all filters</a>' in page


def test_an_empty_span_offers_records_without_a_year(client: Client) -> None:
    cast.published_visit(start="XXXX-04-23")
    page = read(client, "/events/?from=2024-01-01&to=2024-12-31")
    offered = re.search(r'<a href="(\?[^"]+)">show those that may lie', page)
    assert offered
    assert "General Munir visits Astana" in read(client, "/events/" + offered[1].replace("&amp;", "&"))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kind=holiday", "kind: «holiday» is not allowed; choose of: visit, meeting"),
        ("from=yesterday", "from: Write the bound as YYYY, YYYY-MM or YYYY-MM-DD"),
        ("colour=red", "There is no parameter &#x27;colour&#x27;; allowed are: "),
        ("page_size=1000000000", "write a number from 1 to 200"),
        ("cursor=abc", "The cursor is damaged or belongs to another list"),
        ("country=XX", "The record holds no country «XX»"),
        ("pair=KZ", "two ISO codes such as KZ-PK"),
    ],
)
def test_what_is_not_understood_is_named_and_the_form_kept(client: Client, query: str, sentence: str) -> None:
    many_visits(1)
    page = read(client, f"/events/?official=asim-munir&{query}", 400)
    assert sentence in page
    assert 'value="asim-munir"' in page
    assert 'role="alert"' in page


def test_search_finds_names_with_typos_and_marks_the_words(client: Client) -> None:
    cast.published_visit()
    assert '<a href="/officials/asim-munir/">Asim Munir</a>' in read(client, "/search/?q=asim+munnir")
    assert "<mark>Astana</mark>" in read(client, "/search/?q=astana")
    hit = read(client, "/search/?q=astana").split("General Munir visits Astana</a>")[1].split("</li>")[0]
    assert "General Munir visits" not in hit  # the title stands above
    assert " · " in hit  # texts of different places do not run together
    assert "Nothing in the record has these words" in read(client, "/search/?q=zzzzz")
    assert "200 are allowed" in read(client, f"/search/?q={'x' * 300}", 400)


def test_a_snippet_does_not_repeat_the_title_above_it(client: Client) -> None:
    cast.published_visit(title="General Munir on «two wheels» · Astana", summary="He came for a polonaise.")
    page = read(client, "/search/?q=polonaise")
    assert page.count("two wheels") == 1
    assert "<mark>polonaise</mark>" in page


def test_changes_are_told_newest_first_and_lead_back_to_the_first(client: Client) -> None:
    many_visits(30)
    seen, address = [], "/changes/"
    while address:
        page = read(client, address)
        seen += re.findall(r'<h2 class="row-title"><a href="([^"]+)"', page)
        address = "/changes/" + way(page, "next") if 'rel="next"' in page else ""
    assert len(seen) == len(set(seen)) > 30
    assert seen[0] == "/events/visit-30/"
    assert set(seen[-2:]) == {"/countries/KZ/", "/countries/PK/"}
    first = re.findall(r'<h2 class="row-title"><a href="([^"]+)"', read(client, "/changes/?since=0"))
    assert first == seen[::-1][:25]
    assert "write a serial" in read(client, "/changes/?since=soon", 400)


def test_an_empty_list_says_which_filter_empties_it(client: Client) -> None:
    many_visits(2)
    page = read(client, "/events/?pair=KZ-PK&kind=call&from=2024")
    assert "Nothing in the record answers to all of these filters" in page
    ways = re.findall(r'<a href="(\?[^"]*)">show what there is without it', page)
    assert ways == ["?pair=KZ-PK&amp;from=2024"]  # the kind alone empties it
    assert titles(read(client, f"/events/{ways[0].replace('&amp;', '&')}")) == ["Visit 2.", "Visit 1."]
    assert "without it" not in read(client, "/events/?kind=call")


def test_an_unknown_record_is_not_found_and_others_are_suggested(client: Client) -> None:
    many_visits(1)
    answer = client.get("/officials/asim-munirr/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert 'href="/officials/asim-munir/"' in page.split("Perhaps one of these was meant")[1]
    assert "Perhaps" not in client.get("/officials/zzzzzzzz/").content.decode()


def test_a_search_is_grouped_by_kind_each_leading_to_all_of_it(client: Client) -> None:
    many_visits(2)
    page = read(client, "/search/?q=munir")
    groups = re.findall(r'<h2 id="found-(\w+)">', page)
    assert groups[0] == "official"
    assert len(groups) == len(set(groups))
    for link in re.findall(r'<p class="onward"><a href="([^"]+)"', page):
        assert client.get(link).status_code == 200


def test_a_list_of_events_is_counted_and_every_number_leads_to_what_it_counts(client: Client) -> None:
    many_visits(3)
    page = read(client, "/events/?pair=KZ-PK&kind=visit")
    link = re.findall(r'href="(/facets/events/[^"]*)"', page)[0].replace("&amp;", "&")
    assert link == "/facets/events/?pair=KZ-PK&kind=visit"
    found = re.findall(
        r'<li><a rel="nofollow" href="(/events/[^"]+)">([^<]+)</a> <span class="number">(\d+)',
        read(client, link),
    )
    assert ("2024", "3") in [(name, number) for _address, name, number in found]
    for address, name, number in found:
        counted = client.get(f"/api/v1{address.replace('&amp;', '&')}&count=exact").json()["count"]
        assert str(counted) == number, name


def test_counts_refuse_what_their_list_refuses(client: Client) -> None:
    for query in ("kind=holiday", "as_of=2026-01-01T00:00:00Z", "shape=round"):
        assert client.get(f"/facets/events/?{query}").status_code == 400
    assert "0 events" in read(client, "/facets/events/")


def test_counts_and_matrix_refuse_a_record_that_is_not_there(client: Client) -> None:
    many_visits(1)
    for page in ("/facets/events/", "/matrix/"):
        assert "The record holds no sector «nosuch»." in read(client, f"{page}?sector=nosuch", 400)
        assert "«nosuch»" not in read(client, f"{page}?sector=peacekeeping&kind=call")
    assert 'aria-describedby="error-1"' in read(client, "/matrix/?sector=nosuch&kind=visit", 400)
