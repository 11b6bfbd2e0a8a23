"""The matrix bites: one cell of the table opened or closed, one route without a line, and it says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publication.rights import RIGHTS, UNDECIDED, NewsroomRole, Right, Rights, Verb
from publication.vocabulary import ReviewState
from tests.rights.addresses import Route
from tests.rights.addresses import newsroom as addresses
from tests.rights.cells import Cell, cells
from tests.rights.conftest import Newsroom
from tests.rights.visiting import Visit, visit

pytestmark = pytest.mark.django_db

REPORTER, EDITOR, ADMINISTRATOR = NewsroomRole
AGREEMENTS = frozenset({"agreement"})


def with_cell(verb: Verb, role: NewsroomRole, right: Right | None) -> Rights:
    """Give a copy of the table of rights in which one cell is another, or empty."""
    others = {each: held for each, held in RIGHTS[verb].items() if each != role}
    return {**RIGHTS, verb: {**others, role: right} if right else others}


def cell_of(name: str, method: str, step: str = "") -> Cell:
    """Give a cell about agreements."""
    return next(
        cell
        for route in addresses()
        if route.name == name and route.kind in ("agreement", "")
        if dict(route.chosen).get("step", "") == step
        for cell in cells(route)
        if cell.method == method
    )


DRAFT, IN_REVIEW, APPROVED = ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.APPROVED
SABOTAGED = [
    ("desk-api:approve", "POST", "", REPORTER, IN_REVIEW, Right(AGREEMENTS)),
    ("desk:act", "POST", "approve", REPORTER, IN_REVIEW, Right(AGREEMENTS)),
    ("desk-api:record", "PATCH", "", REPORTER, APPROVED, Right(AGREEMENTS)),
    ("desk-api:record", "PATCH", "", REPORTER, DRAFT, Right(AGREEMENTS, UNDECIDED)),
    ("desk-api:record", "PATCH", "", EDITOR, DRAFT, None),
    ("desk-api:publish", "POST", "", EDITOR, DRAFT, None),
    ("desk-api:records", "POST", "", REPORTER, DRAFT, None),
    ("admin:relations_agreement_publish", "POST", "", EDITOR, DRAFT, None),
    ("admin:relations_agreement_change", "POST", "", REPORTER, DRAFT, Right(AGREEMENTS)),
    ("admin:relations_agreement_retract", "POST", "", EDITOR, DRAFT, Right(AGREEMENTS)),
    ("desk:review", "GET", "", ADMINISTRATOR, DRAFT, None),
]
"""An address, somebody at it, a state, and what the sabotaged table says of the role and the verb."""


@pytest.mark.parametrize(("name", "method", "step", "who", "state", "right"), SABOTAGED)
def test_one_cell_that_is_another_is_reported(
    newsroom: Newsroom, name: str, method: str, step: str, who: NewsroomRole, state: str, right: Right | None
) -> None:
    cell = cell_of(name, method, step)
    sabotaged = with_cell(cell.needs[0].verbs[0], who, right)
    situation = (newsroom, cell, newsroom.asking.row(cell), who.value, state, False)
    assert not visit(*situation).wrong
    assert visit(*situation, sabotaged).wrong


def test_a_change_where_none_was_granted_is_reported() -> None:
    cell = cell_of("desk-api:approve", "POST")
    quiet = Visit(cell, "reporter", IN_REVIEW, False, wanted=False, status=403, granted=False, changed=False)
    assert not quiet.wrong
    assert replace(quiet, changed=True).wrong
    assert replace(quiet, granted=True, status=200).wrong
    assert replace(quiet, wanted=True, granted=True, status=200).wrong  # it said yes, and did nothing


def test_a_route_without_a_line_is_named() -> None:
    with pytest.raises(LookupError, match="desk:backdoor"):
        cells(Route("desk:backdoor", "/desk/backdoor/"))
    with pytest.raises(LookupError, match="desk:act"):
        cells(Route("desk:act", "/desk/act/", (("step", "merge-all"), ("record_type", "event"))))
