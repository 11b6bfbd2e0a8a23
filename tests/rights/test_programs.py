"""A program is let in where its token's scopes and its person may, over the write API and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.rights.addresses import newsroom as addresses
from tests.rights.cells import Cell, cells, situations
from tests.rights.conftest import Newsroom
from tests.rights.table import Who
from tests.rights.tokens import TOKENS
from tests.rights.visiting import Situation, Visit, brought, call

pytestmark = pytest.mark.django_db

KINDS = ("official", "source", "")
"""The kinds whose addresses are tried; those of the others run through the same views."""


def tried(*spaces: str) -> Iterator[Cell]:
    """Give the cells of some rooms."""
    for route in addresses():
        if route.name.startswith(spaces) and route.kind in KINDS:
            yield from cells(route)


def came(newsroom: Newsroom, cell: Cell, name: str, state: str) -> Visit:
    """Let a program come once, to a record that is somebody else's."""
    row = newsroom.asking.row(cell)
    with brought(row, state, "") as before:
        return call(newsroom, cell, row, name, Situation(state, False, before))


@pytest.mark.parametrize("name", TOKENS)
def test_a_program_does_what_its_token_and_its_person_may(newsroom: Newsroom, name: str) -> None:
    way, found = TOKENS[name], []
    for cell in tried("desk-api:"):
        for state in dict.fromkeys(state for state, own in situations(cell, way.role) if not own):
            wanted = way.grants(cell, state, own=False)
            found.append(replace(came(newsroom, cell, name, state), wanted=wanted))
    wrong = [str(visit) for visit in found if visit.wrong]
    assert not wrong, "\n".join(wrong)
    assert {visit.wanted for visit in found} == ({True, False} if way.valid else {False})


@pytest.mark.parametrize("name", ["administrator's token", "reporter's token in an administrator's browser"])
def test_a_token_opens_no_page_and_closes_none(newsroom: Newsroom, name: str) -> None:
    found = [
        came(newsroom, cell, name, "draft") for cell in tried("desk:", "tokens:") if cell.method == "GET"
    ]
    browser = TOKENS[name].browser
    for visit in found:
        opens = visit.cell.grants(browser, "draft", own=False) if browser else visit.cell.who == Who.ANYBODY
        assert not replace(visit, wanted=opens).wrong, str(visit)
    assert found
