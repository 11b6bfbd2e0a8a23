"""Whatever was done to a draft, restoring to each earlier point gives the very form of that moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desk.history.telling import flat
from publication.identity import new_id
from tests import cast
from tests.desk.api.writing import Person
from tests.desk.test_restore import change, restore, sets, written

pytestmark = pytest.mark.django_db

Form = dict[str, Any]
VISITOR = {"official": "asim-munir", "side": "visitor", "role": "visitor"}


def retitle(form: Form, number: int) -> None:
    form |= {"title": f"Title {number}", "start": f"2024-05-{number + 1:02}"}


def choose_sectors(form: Form, number: int) -> None:
    form["sectors"] = ["trade", "peacekeeping"][: number % 3]


def say(form: Form, number: int) -> None:
    meeting = form["meetings"][0]["id"] if form["meetings"] and number % 2 else None
    form["statements"] += [
        {"act": "discussed", "text": f"Point {number}", "sectors": ["trade"], "meeting": meeting}
    ]


def unsay(form: Form, number: int) -> None:
    form["statements"] = form["statements"][number % 2 :][::-1]


def meet(form: Form, number: int) -> None:
    form["meetings"] += [{"title": f"Talks {number}", "kind": "audience", "participations": [VISITOR]}]


def part(form: Form, number: int) -> None:
    if number % 2:
        form["meetings"] = form["meetings"][1:]
        kept = {each.get("id") for each in form["meetings"]}
        form["statements"] = [each for each in form["statements"] if each["meeting"] in (*kept, None)]
    else:
        form["participations"] = [VISITOR]


def cite(form: Form, number: int) -> None:
    form["passages"] = [{"source": str(cast.source().pk), "start": 0, "end": number + 1}]


def ask(form: Form, number: int) -> None:
    answers = [{"text": "One"}, {"text": f"Answer {number}"}]
    form["disputes"] = [*form["disputes"][:1], {"question": f"Which {number}?", "positions": answers}]


def take_sides(form: Form, number: int) -> None:
    form["sides"] = form["sides"][number % 2 :]


EDITS: list[Callable[[Form, int], None]] = [
    retitle, choose_sectors, say, unsay, meet, part, cite, ask, take_sides
]  # fmt: skip


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 20)), min_size=2, max_size=5))
def test_each_earlier_point_gives_the_very_form_of_that_moment(edits):
    cast.trade(), cast.peacekeeping()
    event, person = cast.visit(key=f"visit-{new_id()}"), Person("editor")
    points: dict[int, Form] = {}
    for edit, number in edits:
        form = written(person.form(f"events/{event.pk}/"))
        edit(form, number)
        after = change(person, event, **form)
        if newest := sets(person, event):
            points[newest[0]] = written(after)
    for at, form in points.items():
        answer = restore(person, event, at)
        assert answer.status_code == 200, answer.content
        assert list(flat(form, written(answer.json()))) == []
