"""The documents of each kind are those of ``tests/golden``, key by key and in order; see its README."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.publication.asking import LISTS, RECORDS

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parent.parent / "golden"
IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
HASH = re.compile(r"\b[0-9a-f]{64}\b")

KEYS = {
    "event": (30, 21),
    "meeting": (11, 11),
    "agreement": (25, 18),
    "official": (25, 14),
    "country": (25, 15),
    "sector": (14, 12),
    "relation": (21, 13),
}
"""How many keys the record and its list form have; adding one is deliberate."""


def settled(document: Any) -> str:
    """Write a document as text that is the same in every run."""
    text = json.dumps(document, indent=1, ensure_ascii=False)
    for place, identity in enumerate(dict.fromkeys(IDENTITY.findall(text)), 1):
        text = text.replace(identity, f"id-{place}")
    return HASH.sub("sha256", text) + "\n"


def compare(name: str, document: Any) -> None:
    """Compare a document with its golden file, or write the file anew where that was asked for."""
    file = GOLDEN / name
    if os.environ.get("GOLDEN_REFRESH") == "1":
        file.write_text(settled(document))
    assert settled(document) == file.read_text()


def listed(client: Client, kind: str) -> dict[str, Any]:
    rows = client.get(LISTS[kind]).json()["results"]
    slug = RECORDS[kind].strip("/").split("/")[-1] if kind in RECORDS else None
    found: dict[str, Any] = next(row for row in rows if slug is None or row["slug"] == slug)
    return found


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_reads_as_its_golden_file(reader: Client, kind: str) -> None:
    document = reader.get(RECORDS[kind]).json()
    assert len(document) == KEYS[kind][0]
    compare(f"{kind}.json", document)


@pytest.mark.parametrize("kind", LISTS)
def test_a_row_of_a_list_reads_as_its_golden_file(reader: Client, kind: str) -> None:
    document = listed(reader, kind)
    assert len(document) == KEYS[kind][1]
    compare(f"{kind}.list.json", document)


def test_there_is_no_golden_file_that_nothing_is_held_to() -> None:
    held = {f"{kind}.json" for kind in RECORDS} | {f"{kind}.list.json" for kind in LISTS} | {"README.md"}
    assert {file.name for file in GOLDEN.iterdir()} == held
