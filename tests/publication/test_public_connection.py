"""Every public address is answered through the restricted role, in a database of its own."""

from __future__ import annotations

import threading

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from config.embedded import PUBLIC_ROLE
from publication.addresses import PLURALS
from publication.formats import FORMATS, of_list
from tests.publication.asking import LISTS, RECORDS
from tests.publication.library import publish_a_library

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.LOCAL, reason="the server's own role is set up by its administrator"),
]

ADDRESSES = [
    *LISTS.values(),
    *(f"{address}?q=munir&ordering=-published" for address in LISTS.values()),
    *RECORDS.values(),
    *(f"{address}versions/" for address in RECORDS.values()),
    *(f"{address}versions/1/" for address in RECORDS.values()),
    "/api/v1/events/?pair=KZ-PK&sector=defence&from=2020&possible=true&q=munir",
    "/api/v1/changes/",
    "/api/v1/search/?q=muneer",
    "/",
    "/events/",
    "/search/?q=munir",
    "/changes/",
    *(address.removeprefix("/api/v1") for address in (*LISTS.values(), *RECORDS.values())),
    *(f"{address.removeprefix('/api/v1')}versions/" for address in RECORDS.values()),
    *(f"/{PLURALS.get(kind, 'meetings')}.{each.suffix}" for kind in LISTS for each in of_list(kind)),
    *(f"{RECORDS['relation'].removeprefix('/api/v1').rstrip('/')}.{each.suffix}" for each in FORMATS),
]


def status_of(address: str) -> int:
    """Ask for an address and read the whole answer."""
    answer = Client().get(address)
    if answer.streaming:
        b"".join(answer)
    return answer.status_code


def ask_as_the_public() -> dict[str, object]:
    """Ask in a thread of its own, whose ``public`` connection is not that of the newsroom."""
    found: dict[str, object] = {}

    def ask() -> None:
        try:
            with connections["public"].cursor() as cursor:
                cursor.execute("SELECT current_user")
                found["role"] = cursor.fetchone()
            with connections["default"].execute_wrapper(no_newsroom):
                found.update({each: status_of(each) for each in ADDRESSES})
        finally:
            connections.close_all()

    def no_newsroom(execute, sql, params, many, context):
        raise AssertionError(f"A public address asked the newsroom's connection: {sql}")

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()
    return found


def test_every_public_address_answers_as_the_restricted_role() -> None:
    publish_a_library()
    found = ask_as_the_public()
    assert found.pop("role") == (PUBLIC_ROLE,)
    assert {each: status for each, status in found.items() if status != 200} == {}
    assert len(found) == len(set(ADDRESSES))
