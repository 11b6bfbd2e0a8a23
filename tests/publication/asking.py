"""Ask the public API as a program would, and take its answers apart."""

from __future__ import annotations

from django.test import Client

VISIT = "/api/v1/events/munir-astana-2024/"
LISTS = ("events", "meetings", "agreements", "officials", "countries", "sectors", "relations")
RECORDS = {
    "event": VISIT,
    "agreement": "/api/v1/agreements/kz-pk-peacekeeping/",
    "official": "/api/v1/officials/asim-munir/",
    "country": "/api/v1/countries/SUHH/",
    "sector": "/api/v1/sectors/peacekeeping/",
    "relation": "/api/v1/relations/KZ-PK/",
}
"""The address of one full record of each kind."""


def listed(client: Client, address: str) -> list[str]:
    """Give the slugs (of meetings: the titles) that a list answers."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return [row.get("slug") or row["title"] for row in answer.json()["results"]]


def refused(client: Client, address: str, **headers: str) -> dict[str, str]:
    """Give the sentence for each field at fault in a request that is refused."""
    answer = client.get(address, **headers)  # type: ignore[arg-type]  # names of WSGI headers
    assert answer.status_code == 400, (address, answer.status_code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    return {each["field"]: each["sentence"] for each in answer.json()["errors"]}
