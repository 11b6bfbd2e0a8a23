"""Whatever is done at once to records, the outcome is one that doing it in some order would have had."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from publication.inventory import reading_faults
from publication.verifying import draft_faults, ledger_faults
from tests.desk.api.writing import Person
from tests.desk.scene import DONE, GAVE_WAY, Scene, Start, ground, seen
from tests.desk.sequence import Verb, World, outcomes, seen_in
from tests.scale import size

AT_ONCE = 3
SCHEDULES = size(100, 5000)
NAMES = ("publish", "withdraw", "retract", "redirect", "merge", "change", "delete", "submit", "approve",
         "request-changes")  # fmt: skip

states = st.sampled_from(("", "published", "withdrawn"))
starts = st.builds(
    Start, a=states, b=st.sampled_from(("published", "published", "", "withdrawn")),
    x=st.sampled_from(("", "published")), named=st.sampled_from(("a", "a", "b", "")),
    review=st.sampled_from(("draft", "in_review", "approved")),
)  # fmt: skip


@st.composite
def wishes(draw: st.DrawFn, records: str = "aaabx") -> tuple[str, str, str]:
    """Draw a verb, the record it is about, and the other one where it needs one."""
    on = draw(st.sampled_from(records))
    names = NAMES if on != "x" else ("publish", "withdraw", "change", "delete")
    return draw(st.sampled_from(names)), on, {"a": "b", "b": "a"}.get(on, "")


class Newsroom:
    """People at work at the same time, each in a thread with connections of its own."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(AT_ONCE)
        self.people = [(Person("administrator"), Person("reporter")) for _ in range(AT_ONCE)]
        self.counts: Counter[str] = Counter()

    def all_at_once(self, scene: Scene, verbs: list[Verb]) -> list[str]:
        """Ask for all verbs at the same moment; gives what became of each."""
        together = threading.Barrier(len(verbs))

        def one(place: int) -> str:
            together.wait(timeout=30)
            return scene.ask(verbs[place], *self.people[place])

        return [each.result(timeout=60) for each in [self.pool.submit(one, n) for n in range(len(verbs))]]

    def close(self) -> None:
        """Let every thread hang up."""
        together = threading.Barrier(AT_ONCE)

        def hang_up() -> None:
            together.wait(timeout=30)
            connections.close_all()

        for each in [self.pool.submit(hang_up) for _ in range(AT_ONCE)]:
            each.result(timeout=60)
        self.pool.shutdown()


@pytest.fixture
def newsroom(transactional_db: None) -> Iterator[Newsroom]:
    ground()
    made = Newsroom()
    yield made
    made.close()


def test_verbs_at_once_end_as_they_would_in_some_order(
    newsroom: Newsroom, record_testsuite_property: Callable[[str, object], None]
) -> None:
    counts = newsroom.counts

    @settings(
        max_examples=SCHEDULES, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],  # a race does not shrink
    )  # fmt: skip
    @given(starts, st.lists(wishes(), min_size=2, max_size=AT_ONCE))
    def race(start: Start, wanted: list[tuple[str, str, str]]) -> None:
        scene = Scene(start)
        verbs = [seen_in(scene.world, *each) for each in wanted]
        became = newsroom.all_at_once(scene, verbs)
        counts.update(became)
        counts["schedules"] += 1
        told = [verb for verb, each in zip(verbs, became, strict=True) if each != GAVE_WAY]
        done = tuple(each == DONE for each in became if each != GAVE_WAY)
        may_be = [(which, seen(after)) for which, after in outcomes(scene.world, told)]
        assert (done, seen(scene.standing())) in may_be, (start, verbs, became)

    race()
    assert [*ledger_faults(), *reading_faults(), *draft_faults()] == []
    assert counts["schedules"] >= SCHEDULES
    assert counts["done"] > counts["schedules"] / 2
    assert counts["refused"] > counts["schedules"] / 2
    assert counts["gave way"] < counts["schedules"] / 10  # on a busy machine some wait too long
    record_testsuite_property("races", dict(counts))  # the figures, in a run with --junit-xml


class InOneNewsroom(RuleBasedStateMachine):
    """Take verbs one after another, some at a version that has passed, and compare with the model."""

    def __init__(self) -> None:
        super().__init__()
        self.boss, self.reporter = Person("administrator"), Person("reporter")
        self.scene = Scene(Start(a="", b="", x="", named="a"))
        self.world: World = self.scene.world

    @rule(wish=wishes("abx"), late=st.sampled_from((0, 0, 0, 0, 1)))
    def take(self, wish: tuple[str, str, str], late: int) -> None:
        """Take a verb at the version seen, or at one before it."""
        verb = seen_in(self.world, *wish)
        verb = Verb(verb.name, verb.on, verb.to, verb.lock - late, verb.version, verb.to_lock)
        became = self.scene.ask(verb, self.boss, self.reporter)
        assert (became == DONE) == self.world.take(verb), (verb, became)
        assert seen(self.scene.standing()) == seen(self.world), verb

    def teardown(self) -> None:
        """Prove the record whole."""
        assert [*ledger_faults(), *draft_faults()] == []


@pytest.mark.django_db
def test_verbs_one_after_another_do_what_the_model_says() -> None:
    ground()
    run_state_machine_as_test(
        InOneNewsroom,
        settings=settings(
            max_examples=size(10, 500), stateful_step_count=15, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate],
        ),
    )  # fmt: skip
