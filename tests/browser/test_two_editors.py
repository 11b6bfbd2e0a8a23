"""Two people change one event at once, in two browsers: no text is lost that nobody chose to give up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.browser.harness import Editor
from tests.browser.ledger import LIST, ROW_TEXTS, TEXTS, Ledger
from tests.browser.writers import Writer, settle
from tests.scale import size

pytestmark = pytest.mark.django_db(transaction=True)

EDITS = size(200, 10_000)
STEPS = 200  # at one event
NUMBERS = count(1)
OWN = {0: "venue", 1: "note"}

who = st.integers(0, 1)
place = st.integers(0, 5)


@pytest.fixture
def pair(browser: Browser, live_server: LiveServer) -> Iterator[tuple[Writer, Writer]]:
    event = cast.visit()
    writers = [
        Writer(Editor(browser, live_server.url, role, event.pk), role) for role in ("reporter", "editor")
    ]
    yield writers[0], writers[1]
    for each in writers:
        each.editor.close()


class TwoEditors(RuleBasedStateMachine):
    """Two people at one event: what they do, in any order, and what has to stand when both have settled."""

    pair: ClassVar[tuple[Writer, Writer]]
    done: ClassVar[Counter[str]] = Counter()

    @initialize()
    def open(self) -> None:
        event = cast.visit(key=f"visit-{next(NUMBERS)}")
        for each in self.pair:
            each.online(True)
            each.editor.open(event.pk)
        self.ledger = Ledger(self.pair[0].form())

    def edited(self, done: bool) -> None:
        self.ledger.count("edits" if done else "nothing to edit")

    @rule(who=who, key=st.sampled_from(TEXTS))
    def type(self, who: int, key: str) -> None:
        self.edited(self.pair[who].type(self.ledger, (key,), f"{key} {next(NUMBERS)}"))

    @rule(who=who)
    def type_where_nobody_else_does(self, who: int) -> None:
        row = self.pair[who].row(0)
        path = (LIST, row, OWN[who])
        self.edited(bool(row) and self.pair[who].type(self.ledger, path, f"own {next(NUMBERS)}"))

    @rule(who=who, at=place, key=st.sampled_from(ROW_TEXTS))
    def type_in_a_row(self, who: int, at: int, key: str) -> None:
        row = self.pair[who].row(at)
        path = (LIST, row, key)
        self.edited(bool(row) and self.pair[who].type(self.ledger, path, f"{key} {next(NUMBERS)}"))

    @rule(who=who, at=place)
    def add_a_row(self, who: int, at: int) -> None:
        self.edited(self.pair[who].add(self.ledger, at, f"meeting {next(NUMBERS)}"))

    @rule(who=who, at=place)
    def remove_a_row(self, who: int, at: int) -> None:
        self.edited(self.pair[who].remove(self.ledger, at))

    @rule(who=who, at=place, to=place)
    def move_a_row(self, who: int, at: int, to: int) -> None:
        self.edited(self.pair[who].move(at, to))

    @rule(who=who, there=st.booleans())
    def lose_or_find_the_connection(self, who: int, there: bool) -> None:
        self.pair[who].online(there)

    @rule(who=who, waiting=st.booleans())
    def save(self, who: int, waiting: bool) -> None:
        self.pair[who].save(waiting=waiting)

    @rule(who=who)
    def hear_of_others(self, who: int) -> None:
        self.pair[who].beat()

    @rule(who=who, choice=st.sampled_from(["mine", "theirs", "edited"]))
    def decide(self, who: int, choice: str) -> None:
        self.pair[who].decide(self.ledger, choice, f"by hand {next(NUMBERS)}")

    @precondition(lambda self: any(each.connected for each in self.pair))
    @rule(who=who)
    def reload(self, who: int) -> None:
        if self.pair[who].connected:
            self.pair[who].reload()

    def teardown(self) -> None:
        if not self.ledger.counts:
            return
        for each in self.pair:
            each.online(True)
        form = settle(self.pair, self.ledger, lambda: f"by hand {next(NUMBERS)}")
        assert self.ledger.unlike(form) == []
        assert [each.editor.errors for each in self.pair] == [[], []]
        type(self).done.update(self.ledger.counts)


def test_nothing_is_lost_in_any_order_of_edits(
    pair: tuple[Writer, Writer], record_property: Callable[[str, Any], None]
) -> None:
    TwoEditors.pair, TwoEditors.done = pair, Counter()
    some = settings(
        max_examples=4, stateful_step_count=STEPS, phases=[Phase.generate], database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    while TwoEditors.done["edits"] < EDITS:
        run_state_machine_as_test(TwoEditors, settings=some)
    for what, number in TwoEditors.done.items():
        record_property(what, number)


def test_a_page_that_hid_a_conflict_would_be_caught_here(pair: tuple[Writer, Writer]) -> None:
    first, second = pair
    ledger = Ledger(first.form())
    second.editor.do("() => { editor.saver.holding.collide = () => {}; }")
    for number, each in enumerate(pair):
        each.type(ledger, ("title",), f"Title {number}")
        each.save(waiting=True)
    form = settle(pair, ledger, str)
    assert ledger.unlike(form) == ["title: ['Title 0', 'Title 1'] were to stand, 'Title 1' stands"]
