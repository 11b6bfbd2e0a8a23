"""Ask the public API as a program would, and take its answers apart."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.test import Client

VISIT = "/api/v1/events/munir-astana-2024/"
LISTS = {
    "event": "/api/v1/events/",
    "meeting": "/api/v1/meetings/",
    "agreement": "/api/v1/agreements/",
    "official": "/api/v1/officials/",
    "country": "/api/v1/countries/",
    "sector": "/api/v1/sectors/",
    "relation": "/api/v1/relations/",
}
"""The address of each list, by what it lists."""

RECORDS = {
    "event": VISIT,
    "agreement": "/api/v1/agreements/kz-pk-peacekeeping/",
    "official": "/api/v1/officials/asim-munir/",
    "country": "/api/v1/countries/SUHH/",
    "sector": "/api/v1/sectors/peacekeeping/",
    "relation": "/api/v1/relations/KZ-PK/",
}
"""The address of one full record of each kind."""


def asked(address: str, **parameters: str) -> str:
    """Put parameters behind an address."""
    return f"{address}?{urlencode(parameters)}"


def listed(client: Client, address: str) -> list[str]:
    """Give the slugs (of meetings: the titles) that a list answers."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.content)
    return names(answer.json())


def names(page: dict[str, Any]) -> list[str]:
    """Name the rows of a page."""
    return [row.get("slug") or row["title"] for row in page["results"]]


def refused(client: Client, address: str) -> dict[str, str]:
    """Give the sentence for each field at fault in a request that is refused."""
    answer = client.get(address)
    assert answer.status_code == 400, (address, answer.status_code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    return {each["field"]: each["sentence"] for each in answer.json()["errors"]}
