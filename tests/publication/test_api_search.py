"""A search finds records of every kind by their words, with accents and slips of the finger forgiven."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.models import Event
from publication.publishing import retract
from tests.publication.asking import RECORDS, asked, refused
from tests.publication.records import BY, ended

pytestmark = pytest.mark.django_db

SEARCH = "/api/v1/search/"


def found(client: Client, words: str) -> list[str]:
    answer = client.get(SEARCH, {"q": words})
    assert answer.status_code == 200
    return [hit["slug"] for hit in answer.json()["results"]]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("munir", "asim-munir"),
        ("Munír", "asim-munir"),
        ("muneer asim", "asim-munir"),
        ("Асим Мунир", "asim-munir"),
        ("shariff", "shehbaz-sharif"),
        ("Kazakstan", "KZ"),
        ("USSR", "SUHH"),
        ("peacekeping", "peacekeeping"),
        ("kz pk", "KZ-PK"),
        ('"greetings of the Prime Minister"', "munir-astana-2024"),
        ("agreement on peacekeeping", "kz-pk-peacekeeping"),
    ],
)
def test_the_best_match_comes_first(reader: Client, words: str, first: str) -> None:
    assert found(reader, words)[0] == first


def test_a_hit_says_what_it_is_where_it_stands_and_shows_the_words(reader: Client) -> None:
    hit = reader.get(SEARCH, {"q": "greetings"}).json()["results"][0]
    assert list(hit) == ["type", "slug", "url", "title", "snippet"]
    assert (hit["type"], hit["url"]) == ("event", "/events/munir-astana-2024/")
    assert "«greetings»" in hit["snippet"]


def test_the_answer_says_how_many_were_found_and_whether_more_were_not_looked_at(reader: Client) -> None:
    page = reader.get(SEARCH, {"q": "event", "page_size": "2"}).json()
    assert list(page) == ["results", "next", "previous", "found", "capped"]
    assert (len(page["results"]), page["found"], page["capped"]) == (2, 6, False)


@pytest.mark.parametrize("words", ["nothing like this at all", "!!!", "-munir -peacekeeping xyzzy", "́", "«»"])
def test_words_that_match_nothing_find_nothing(reader: Client, words: str) -> None:
    assert found(reader, words) == []


def test_a_word_with_a_minus_leaves_records_out(reader: Client) -> None:
    assert "munir-astana-2024" in found(reader, "peacekeeping")
    assert "munir-astana-2024" not in found(reader, "peacekeeping -greetings")


@pytest.mark.parametrize("words", ["", " ", "a" * 201])
def test_no_words_or_too_many_are_refused(reader: Client, words: str) -> None:
    assert "1 to 200 characters" in refused(reader, asked(SEARCH, q=words))["q"]


def test_what_was_taken_back_is_not_found(reader: Client, library: Event) -> None:
    assert "munir-astana-2024" in found(reader, "greetings")
    retract(ended(library), **BY)
    assert found(reader, "greetings") == []


def test_unknown_parameters_are_refused(reader: Client) -> None:
    assert refused(reader, f"{SEARCH}?q=munir&cursor=x") == {
        "cursor": "There is no parameter 'cursor'; allowed are: q, page_size."
    }


def test_a_search_takes_at_most_three_queries(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        reader.get(f"{SEARCH}?q=munir")


def test_every_record_is_found_by_its_title(reader: Client) -> None:
    for address in RECORDS.values():
        document = reader.get(address).json()
        assert document["slug"] in found(reader, document["title"])
