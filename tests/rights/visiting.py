"""Visit one cell of the matrix as somebody, and say where the answer is not what the table says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from publication.rights import RIGHTS, Rights
from tests.rights.cells import Cell, situations
from tests.rights.ground import SOMEBODY, bring_into, print_of, taken_back
from tests.rights.people import NO_ROLE, OUTSIDE, ROLES
from tests.rights.table import Who

LOGIN = ("/admin/login/", "/accounts/login/", "/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/")


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a cell: what the table says, and what came of it."""

    cell: Cell
    who: str
    state: str
    own: bool
    wanted: bool
    status: int
    granted: bool
    changed: bool

    @property
    def wrong(self) -> bool:
        """Whether the table and the answer disagree, or something changed that should not, or did not."""
        return self.granted != self.wanted or self.changed != (self.wanted and self.cell.changes)

    def __str__(self) -> str:
        whose = "own" if self.own else "another's"
        said = "may" if self.wanted else "may not"
        changed = "changed" if self.changed else "unchanged"
        return f"{self.cell}: {self.who} {said} ({whose}, {self.state}): {self.status}, {changed}"


def visits(newsroom: Any, cell: Cell) -> Iterator[Visit]:
    """Visit a cell as everybody, in the states that matter, with own and others' records."""
    row, met = newsroom.asking.row(cell), defaultdict(list)
    for who in (*ROLES, *NO_ROLE, *OUTSIDE):
        for state, own in situations(cell, who):
            met[state, who if own else ""].append(who)
    for (state, whose), people in met.items():
        with brought(row, state, whose) as before:
            for who in people:
                yield call(newsroom, cell, row, who, Situation(state, bool(whose), before))


def visit(
    newsroom: Any, cell: Cell, row: Any, who: str, state: str, own: bool, rights: Rights = RIGHTS
) -> Visit:
    """Visit a cell as somebody in one situation; hold it to a table of rights."""
    with brought(row, state, who if own else "") as before:
        return call(newsroom, cell, row, who, Situation(state, own, before), rights)


@dataclass(frozen=True, slots=True)
class Situation:
    """The state of a record, whether it is the visitor's own, and its print."""

    state: str
    own: bool
    before: Any


@contextmanager
def brought(row: Any, state: str, whose: str) -> Iterator[Any]:
    """Bring a row into a state, somebody's own where they are named; give its print."""
    with taken_back():
        bring_into(row, state, f"{whose}-at-work" if whose else SOMEBODY)
        yield print_of(row)


def call(newsroom: Any, cell: Cell, row: Any, who: str, met: Situation, rights: Rights = RIGHTS) -> Visit:
    """Call as somebody, and take back what that did."""
    with taken_back():
        answer = newsroom.asking.ask(cell, newsroom.people[who], row)
        changed = print_of(row) != met.before
    wanted = cell.who == Who.ANYBODY
    if who not in OUTSIDE:
        wanted = cell.grants(who, met.state, own=met.own, rights=rights)
    return Visit(cell, who, met.state, met.own, wanted, answer.status_code, granted(answer), changed)


def granted(answer: Any) -> bool:
    """Whether an answer lets somebody in: no error, and not to log in first and then come back."""
    location = answer.headers.get("Location", "")
    to_login = location.startswith(LOGIN) and "next=" in location
    return answer.status_code < 400 and not to_login
