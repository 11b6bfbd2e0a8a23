"""Methods that an address does not take change nothing, whoever sends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.rights.addresses import Route
from tests.rights.addresses import newsroom as addresses
from tests.rights.cells import Cell, cells
from tests.rights.conftest import Newsroom
from tests.rights.ground import bring_into, print_of_tables, taken_back
from tests.rights.table import SILENT

pytestmark = pytest.mark.django_db

METHODS = ("HEAD", "OPTIONS", "TRACE", "POST", "PUT", "PATCH", "DELETE")
KINDS = ("official", "tenure", "")
"""The kinds whose addresses are tried; those of the others run through the same views."""

MEMORY = ("desk_cache", "django_session")
"""Where the door counts who knocks, and remembers what it asked them."""


def tried() -> list[Route]:
    """List the addresses that are tried, those of the admin for one model of each sort."""
    models = ("admin:relations_sector", "admin:events_dispute", "admin:auth")
    routes = [route for route in addresses() if route.kind in KINDS and route.name not in SILENT]
    return [
        route
        for route in routes
        if not route.name.startswith("admin:")
        or route.name.startswith(models)
        or "_" not in route.name.removeprefix("admin:")
    ]


def not_taken(route: Route) -> Iterator[Cell]:
    """Give the methods that a route's line does not name, each as if it were a change of the record."""
    named = cells(route)
    taken = {cell.method for cell in named}
    if route.name.startswith("mfa_"):
        taken |= {"PUT", "DELETE"}  # Django's own views of forms take them as POST, for the same people
    for method in METHODS:
        if method not in taken:
            yield replace(named[-1], method=method)


@pytest.mark.parametrize("who", ["anonymous", "administrator"])
def test_a_method_that_is_not_taken_changes_nothing(newsroom: Newsroom, who: str) -> None:
    with taken_back():
        for shelf in newsroom.ground.values():
            bring_into(shelf.standing, "in_review", f"{who}-at-work")
        before, answers = print_of_tables(without=MEMORY), []
        for route in tried():
            for cell in not_taken(route):
                answer = newsroom.asking.ask(cell, newsroom.people[who], newsroom.asking.row(cell))
                if answer.status_code >= 500:
                    answers.append(f"{cell}: {answer.status_code}")
        assert print_of_tables(without=MEMORY) == before
        assert not answers, "\n".join(answers)


def test_the_same_look_sees_a_change(newsroom: Newsroom) -> None:
    routes = [route for route in addresses() if route.name == "desk-api:record" and route.kind == "official"]
    change = next(cell for cell in cells(routes[0]) if cell.method == "PATCH")
    with taken_back():
        before = print_of_tables()
        newsroom.asking.ask(change, newsroom.people["editor"], newsroom.asking.row(change))
        changed = {name for name, held in print_of_tables().items() if held != before[name]}
    assert changed == {"relations_official", "desk_change", "desk_changeset"}
