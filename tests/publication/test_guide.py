"""The page about the API shows programs that run, and tables of every filter, made for this record."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import cache
from html import unescape

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from publication.api.filtersets import FILTERS
from publication.pages.guide import FOLDER, LANGUAGES, TASKS
from publication.pages.lists import SHELVES
from tests import cast

PROGRAM = re.compile(r'<code class="(sh|py|R)">(.*?)</code>', re.DOTALL)
START = {"sh": ["sh", "-eu", "-c"], "py": [sys.executable, "-W", "error", "-c"], "R": ["Rscript", "-e"]}
NEEDS = {"sh": "curl --version", "R": "Rscript -e library(jsonlite);library(curl)"}


def programs(page: str) -> list[tuple[str, str]]:
    """Give the examples of a page, each with its suffix, as a reader copies them."""
    return [(suffix, unescape(text)) for suffix, text in PROGRAM.findall(page)]


@cache
def can_run(suffix: str) -> bool:
    """Say whether this machine has what the examples of a language need."""
    needed = NEEDS.get(suffix, "").split()
    return not needed or (
        shutil.which(needed[0]) is not None and subprocess.run(needed, capture_output=True).returncode == 0
    )


def run(suffix: str, program: str) -> str:
    """Run an example as its reader would; give what it prints."""
    ran = subprocess.run([*START[suffix], program], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, (program, ran.stderr)
    return ran.stdout


@pytest.mark.django_db(transaction=True)
def test_every_example_runs_on_the_server_that_shows_it(live_server: LiveServer) -> None:
    cast.published_visit()
    page = Client(headers={"host": live_server.url.removeprefix("http://")}).get("/api/").content.decode()
    shown = programs(page)
    assert len(shown) == len(TASKS) * len(LANGUAGES)
    assert "127.0.0.1:8000" not in page
    for suffix, program in shown:
        if not can_run(suffix):
            continue
        said = run(suffix, program)
        assert said.strip(), program
        assert ('"status":4' in said) == ("yesterday" in program and suffix == "sh"), (program, said)


@pytest.mark.django_db
def test_an_example_speaks_of_a_record_that_is_there(client: Client) -> None:
    cast.published_visit()
    text = "".join(program for _, program in programs(client.get("/api/").content.decode()))
    assert "/events/munir-astana-2024/" in text
    assert "munir-kazakhstan-visit" not in text


@pytest.mark.django_db
def test_an_empty_record_is_explained_too(client: Client) -> None:
    answer = client.get("/api/")
    assert answer.status_code == 200
    assert "/events/munir-kazakhstan-visit/" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("shelf", SHELVES)
def test_a_table_names_every_filter_with_its_values(client: Client, shelf: str) -> None:
    page = client.get("/api/").content.decode()
    table = page.split(f'id="filters-{shelf}"')[1].split("</table>")[0]
    of = FILTERS[SHELVES[shelf].type]
    assert re.findall(r'<th scope="row"><code>(.*?)</code>', table) == [*of.base_filters, "ordering"]
    for declared in of.base_filters.values():
        vocabulary = getattr(getattr(declared, "field", None), "vocabulary", None)
        for value in vocabulary.values if vocabulary else []:
            assert f"<code>{value}</code>" in table
    for ordering in of.orderings:
        assert f"<code>{ordering}</code>" in table


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("limit", "told"), [(0, "This server sets no limit"), (70, "may ask 70 times a minute")]
)
def test_the_limit_of_this_server_is_told(client: Client, limit: int, told: str, settings: object) -> None:
    settings.READS_PER_MINUTE = limit  # type: ignore[attr-defined]  # pytest-django's settings
    assert told in client.get("/api/").content.decode()


def test_every_example_is_shown_and_has_its_three_languages() -> None:
    there = {path.name for path in FOLDER.iterdir()}
    assert there == {f"{task}.{suffix}" for task in TASKS for suffix in LANGUAGES}
