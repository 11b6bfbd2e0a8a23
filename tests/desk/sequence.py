"""A small model of the newsroom: two officials, an event that names one, and what each verb does to them.

The model takes verbs one after another and knows nothing of tables, locks or threads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import permutations

PUBLIC = ("published", "withdrawn")
ENDED = ("redirected", "retracted")


@dataclass
class Record:
    """A record: whether it is there, its lock version, review state, edition, and whether it has news.

    ``is_written``: somebody changed it since it was published. ``is_own``: the administrator did.
    ``is_empty``: it was merged into another, so it has no source any more and is never ready.
    """

    there: bool = True
    lock: int = 1
    review: str = "draft"
    state: str = ""
    version: int = 0
    news: bool = True
    is_written: bool = False
    is_own: bool = False
    is_empty: bool = False


@dataclass(frozen=True)
class Verb:
    """A verb on a record, perhaps towards another, with the versions that were seen of them."""

    name: str
    on: str
    to: str = ""
    lock: int = 0
    version: int = 0
    to_lock: int = 0


@dataclass
class World:
    """The officials ``a`` and ``b``, the event ``x``, and which of the two it names (or nobody)."""

    records: dict[str, Record] = field(default_factory=dict)
    named: str = ""

    def take(self, verb: Verb) -> bool:
        """Take a verb; whether it was done. What is refused changes nothing."""
        record = self.records[verb.on]
        if not record.there or record.lock != verb.lock:
            return False
        done: bool = getattr(self, f"_{verb.name.replace('-', '_')}")(verb, record)
        return done

    def _change(self, verb: Verb, record: Record) -> bool:
        if record.review == "approved":  # a reporter's right ends there
            return False
        record.lock, record.news, record.is_written = record.lock + 1, True, True
        return True

    def _submit(self, verb: Verb, record: Record) -> bool:
        if record.review not in ("draft", "changes_requested"):
            return False
        record.review = "in_review"
        return True

    def _approve(self, verb: Verb, record: Record) -> bool:
        if record.review != "in_review" or record.is_own:
            return False
        record.review = "approved"
        return True

    def _request_changes(self, verb: Verb, record: Record) -> bool:
        if record.review not in ("in_review", "approved"):
            return False
        record.review = "changes_requested"
        return True

    def _delete(self, verb: Verb, record: Record) -> bool:
        if record.state or self.named == verb.on:
            return False
        record.there = False
        self.named = "" if verb.on == "x" else self.named
        return True

    def _publish(self, verb: Verb, record: Record) -> bool:
        mentioned = self.records[self.named].state if verb.on == "x" and self.named else "published"
        if record.version != verb.version or mentioned not in PUBLIC or record.is_own or record.is_empty:
            return False
        if record.state == "published" and not record.news:
            return False
        self._edition(record, "published")
        record.news = False
        self._settle(record)
        return True

    def _settle(self, record: Record) -> None:
        record.review, record.is_written, record.is_own = "draft", False, False

    def _edition(self, record: Record, state: str) -> bool:
        record.state, record.version = state, record.version + 1
        return True

    def _withdraw(self, verb: Verb, record: Record) -> bool:
        stands = record.state == "published" and record.version == verb.version
        return stands and self._edition(record, "withdrawn")

    def _retract(self, verb: Verb, record: Record) -> bool:
        stands = record.state in (*PUBLIC, "redirected") and record.version == verb.version
        return stands and self._edition(record, "retracted")

    def _redirect(self, verb: Verb, record: Record) -> bool:
        stands = record.state in PUBLIC and record.version == verb.version
        return stands and self.records[verb.to].state == "published" and self._edition(record, "redirected")

    def _merge(self, verb: Verb, record: Record) -> bool:
        other = self.records[verb.to]
        if not other.there or other.lock != verb.to_lock or {record.state, other.state} & {*ENDED}:
            return False
        if record.state and (other.state != "published" or record.version != verb.version):
            return False
        if record.state:
            self._edition(record, "redirected")
            record.lock, record.is_empty = record.lock + 1, True
            self._settle(record)
        else:
            record.there = False
        self._disturb(other, is_own=True)
        if self.named == verb.on:
            event = self.records["x"]
            self.named = verb.to
            self._disturb(event, is_own=event.is_written or event.review != "draft")
        return True

    def _disturb(self, record: Record, *, is_own: bool) -> None:
        record.lock, record.news = record.lock + 1, True
        record.is_own = record.is_own or is_own
        record.is_written = record.is_written or is_own
        record.review = "in_review" if record.review == "approved" else record.review


Outcome = tuple[tuple[bool, ...], World]


def outcomes(world: World, verbs: Sequence[Verb]) -> Iterator[Outcome]:
    """Walk what may come of verbs at once: which were done, and the world after, in every order."""
    for order in permutations(range(len(verbs))):
        after, done = deepcopy(world), [False] * len(verbs)
        for place in order:
            done[place] = after.take(verbs[place])
        yield tuple(done), after


def seen_in(world: World, name: str, on: str, to: str = "") -> Verb:
    """Give a verb that has seen the world as it stands."""
    lock, version = world.records[on].lock, world.records[on].version
    return Verb(name, on, to, lock, version, world.records[to].lock if to else 0)
