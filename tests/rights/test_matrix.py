"""Every newsroom address answers everybody as the table of rights says, in every review state."""

from __future__ import annotations

import pytest

from tests.rights.addresses import Route
from tests.rights.addresses import newsroom as addresses
from tests.rights.cells import cells
from tests.rights.conftest import Newsroom
from tests.rights.visiting import visits

pytestmark = pytest.mark.django_db


def group(route: Route) -> str:
    """Name the routes that are visited together: a room's, about a kind of record or an admin's model."""
    space, _, name = route.name.partition(":")
    if not name:
        return "accounts"
    return f"{space} {name.rpartition('_')[0] if space == 'admin' else route.kind or 'other'}"


@pytest.mark.parametrize("which", sorted({group(route) for route in addresses()}))
def test_everybody_is_let_in_where_the_table_says_and_nowhere_else(newsroom: Newsroom, which: str) -> None:
    found = [
        visit
        for route in addresses()
        if group(route) == which
        for cell in cells(route)
        for visit in visits(newsroom, cell)
    ]
    wrong = [str(visit) for visit in found if visit.wrong]
    assert not wrong, "\n".join(wrong)
    assert which.startswith("admin") or {visit.wanted for visit in found} == {True, False}
