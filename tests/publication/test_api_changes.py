"""The feed tells every edition after a serial, in order, once, and takes back what was taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from publication.models import Edition
from publication.publishing import publish, redirect, retract, withdraw
from tests import cast
from tests.publication.asking import VISIT, refused
from tests.publication.records import BY, ended, publish_again

pytestmark = pytest.mark.django_db

CHANGES = "/api/v1/changes/"


def told(client: Client, since: int = 0, **more: Any) -> list[dict[str, Any]]:
    page = client.get(CHANGES, {"since": since, "page_size": 200, **more}).json()
    results: list[dict[str, Any]] = page["results"]
    return results


def test_the_feed_tells_each_edition_with_its_document(client: Client) -> None:
    event = cast.published_visit()
    page = client.get(CHANGES).json()
    assert list(page) == ["results", "next", "previous", "last_serial"]
    assert [each["serial"] for each in page["results"]] == list(range(1, page["last_serial"] + 1))
    last = page["results"][-1]
    assert list(last) == [
        "serial", "type", "slug", "version", "state", "change", "published_at", "document"
    ]  # fmt: skip
    assert (last["type"], last["slug"], last["state"]) == ("event", event.key, "published")
    assert last["document"] == client.get(VISIT).json()


def test_a_reader_who_asks_again_gets_only_what_is_new(client: Client) -> None:
    event = cast.published_visit()
    seen = client.get(CHANGES).json()["last_serial"]
    assert told(client, seen) == []
    publish_again(event, "correction", "The title was wrong.", title="General Munir in Astana")
    assert [(each["slug"], each["version"]) for each in told(client, seen)] == [(event.key, 2)]


@pytest.mark.parametrize("size", [1, 2, 5])
def test_the_feed_is_followed_to_its_end_without_a_gap(client: Client, size: int) -> None:
    cast.published_visit()
    address, walked = f"{CHANGES}?page_size={size}", []
    while address:
        page = client.get(address).json()
        walked += [each["serial"] for each in page["results"]]
        address = page["next"]
    assert walked == list(range(1, Edition.objects.last_serial() + 1))


def test_endings_are_tombstones_and_the_documents_before_them_are_not_told_again(client: Client) -> None:
    first, second, third = cast.published_visit(), cast.visit("second"), cast.visit("third")
    cast.publish_all(second, third)
    start = told(client)[-3]["serial"]
    withdraw(ended(first, "In doubt."), **BY)
    retract(ended(second, "Never so."), **BY)
    states = {(each["slug"], each["state"]): each["document"] for each in told(client, start - 1)}
    assert states["munir-astana-2024", "published"] is None
    assert states["munir-astana-2024", "withdrawn"]["change"]["note"] == "In doubt."
    assert "meetings" not in states["munir-astana-2024", "withdrawn"]
    assert states["second", "published"] is states["second", "retracted"] is None
    assert states["third", "published"] is not None


def test_a_redirect_names_its_target_and_the_old_documents_stay(client: Client) -> None:
    event = cast.published_visit()
    cast.publish_all(cast.visit("the-same"))
    redirect(ended(event, "Entered twice."), to="the-same", **BY)
    *before, last = told(client)
    assert (last["state"], last["to"], last["document"]) == ("redirected", "the-same", None)
    assert all("to" not in each for each in before)
    assert next(each for each in before if each["slug"] == event.key)["document"] is not None


def test_what_comes_back_is_told_again_whole(client: Client) -> None:
    event = cast.published_visit()
    retract(ended(event), **BY)
    publish([cast.approval(event)], **BY)
    documents = [each["document"] for each in told(client) if each["slug"] == event.key]
    assert [bool(each) for each in documents] == [True, False, True]


def test_who_published_stays_in_the_house(client: Client) -> None:
    cast.published_visit()
    assert cast.EDITOR not in client.get(f"{CHANGES}?page_size=200").content.decode()


def test_the_feed_takes_at_most_three_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cast.published_visit()
    with django_assert_max_num_queries(3):
        client.get(f"{CHANGES}?since=2&page_size=3")


def test_an_empty_ledger_has_an_empty_feed(client: Client) -> None:
    assert client.get(CHANGES).json() == {"results": [], "next": None, "previous": None, "last_serial": 0}


@pytest.mark.parametrize("since", ["-1", "x", "1.5", "", "1e3", "9" * 19, "9" * 400, "٣", "1; DROP TABLE x"])
def test_a_serial_that_is_none_is_refused(client: Client, since: str) -> None:
    assert "write a serial" in refused(client, f"{CHANGES}?since={since}")["since"]


def test_a_serial_nobody_has_reached_has_nothing_after_it(client: Client) -> None:
    assert told(client, 999999999999999999) == []


def test_the_feed_takes_no_other_parameters(client: Client) -> None:
    assert "since, page_size" in refused(client, f"{CHANGES}?after=5")["after"]
