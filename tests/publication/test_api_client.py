"""A client that others' generator makes from our schema lists, pages through and reads the events."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from tests.publication.asking import LISTS, listed
from tests.publication.library import publish_a_library

PACKAGE = "chancery_client"


@pytest.fixture
def generated(live_server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Generate a client from the schema of a running server that holds a library, and import it."""
    publish_a_library()
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"post_hooks": [], "http_timeout": 60}))
    command = [
        sys.executable,
        "-m",
        "openapi_python_client",
        "generate",
        "--fail-on-warning",
        "--meta",
        "none",
    ]
    where = ["--url", f"{live_server.url}/api/v1/schema/", "--output-path", str(tmp_path / PACKAGE)]
    made = subprocess.run([*command, *where, "--config", str(config)], capture_output=True, text=True)
    assert made.returncode == 0, made.stdout + made.stderr
    monkeypatch.syspath_prepend(tmp_path)
    return import_module(PACKAGE).Client(base_url=live_server.url)


def operation(name: str) -> Any:
    """Give the function of an operation on events."""
    return import_module(f"{PACKAGE}.api.events.{name}").sync


def test_a_generated_client_lists_pages_and_reads_events(generated: Any) -> None:
    slugs: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = operation("events_list")(client=generated, country=["KZ"], page_size=2, **cursor)
        slugs += [row.slug for row in page.results]
        if page.next_ is None:
            break
        assert len(page.results) == 2
        cursor = {"cursor": parse_qs(urlsplit(page.next_).query)["cursor"][0]}
    assert slugs == listed(Client(), f"{LISTS['event']}?country=KZ")
    assert len(slugs) > 2

    for slug in slugs:
        event = operation("events_record")(slug, client=generated)
        assert (event.slug, event.version) == (slug, 1)
    event = operation("events_record")("munir-astana-2024", client=generated)
    assert [meeting.title for meeting in event.meetings] == ["Munir meets Tokayev", "Talks in private"]
    assert event.to_dict() == Client().get("/api/v1/events/munir-astana-2024/").json()

    wanted = import_module(f"{PACKAGE}.models").EventsListFieldsItem
    page = operation("events_list")(client=generated, fields=[wanted.SLUG, wanted.TITLE], page_size=1)
    assert list(page.results[0].to_dict()) == ["slug", "title"]

    refusal = operation("events_record")("nowhere", client=generated)
    assert (refusal.status, refusal.title) == (404, "Not Found")
