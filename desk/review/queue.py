"""Choose what waits in the newsroom: working copies of all kinds by state, age, pair, person and words.

A page is one statement: for each kind and state a stretch of an index, put together and cut. What was loaded
by a program and never touched or published is nobody's work yet; it is chosen by itself (``LOADED``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from desk.kinds import RECORD_KINDS
from events.models import EventCountry
from publication.drafting import Publishable
from publication.models import Listing
from publication.reviewing import SINCE
from publication.vocabulary import ReviewState
from relations.models import Agreement

LOADED: Final = "loaded"
"""The drafts that a program made and nobody has touched or published."""

ORDER: Final = (
    ReviewState.IN_REVIEW, ReviewState.CHANGES_REQUESTED, ReviewState.APPROVED, ReviewState.SCHEDULED,
    ReviewState.DRAFT,
)  # fmt: skip
"""The states of the queue, those that wait for an editor first."""

COUNTED: Final = 99
"""How far the rows of a state are counted."""

PAIRED: Final = ("event", "agreement", "relation")
"""The kinds that belong to a pair of countries."""


class Waiting(NamedTuple):
    """One row of the queue; ``since`` and ``id`` are its place in it."""

    since: datetime
    id: UUID
    type: str
    key: str
    title: str
    review_state: str
    assigned_to: str
    submitted_by: str
    authors: list[str]
    publish_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the queue is asked for.

    ``state`` is a review state, ``LOADED``, or empty for all states; ``assigned_to`` a name, empty for
    nobody, None for anybody; ``before`` the latest ``since``; ``after`` the place of the row before the page.
    """

    state: str = ""
    kind: str = ""
    pair: tuple[str, ...] = ()
    assigned_to: str | None = None
    words: str = ""
    before: datetime | None = None
    newest_first: bool = False
    after: tuple[datetime, UUID] | None = None


def page(asked: Asked, size: int) -> tuple[list[Waiting], bool]:
    """Read a page of the queue, and whether there is more after it."""
    sign = "-" if asked.newest_first else ""
    order = (f"{sign}since", f"{sign}id")
    stretches = [
        stretch(asked, kind, state).order_by(*order)[: size + 1]
        for kind in kinds(asked)
        for state in states(asked)
    ]
    if not stretches:
        return [], False
    first, *others = stretches
    rows = first.union(*others, all=True).order_by(*order)[: size + 1] if others else first
    found = [Waiting(*row) for row in rows]
    return found[:size], len(found) > size


def counts(asked: Asked) -> Counter[str]:
    """Count by state, up to one more than ``COUNTED``, what the other filters leave."""
    every = replace(asked, state="", after=None)
    stretches = [
        narrowed(every, kind, state).values_list("review_state")[: COUNTED + 1]
        for kind in kinds(every)
        for state in ORDER
    ]
    if not stretches:
        return Counter()
    first, *others = stretches
    rows = first.union(*others, all=True) if others else first
    return Counter(state for (state,) in rows)


def kinds(asked: Asked) -> Iterator[type[Publishable]]:
    """Yield the kinds that can hold what is asked for."""
    for record_type, kind in RECORD_KINDS.items():
        if asked.kind in ("", record_type) and (not asked.pair or record_type in PAIRED):
            yield kind


def states(asked: Asked) -> tuple[str, ...]:
    """List the states asked for; each is a stretch of its own."""
    return (asked.state,) if asked.state else ORDER


def stretch(asked: Asked, kind: type[Publishable], state: str) -> QuerySet[Any, Any]:
    """Select what waits of a kind in a state, from the place asked for, as rows of the queue."""
    rows = narrowed(asked, kind, state).annotate(
        record_type=Value(kind.record_type, output_field=CharField()),
        words=Cast(kind.title_field, TextField()),
    )
    if asked.after:
        way, (since, pk) = "lt" if asked.newest_first else "gt", asked.after
        beyond = Q(**{f"since__{way}": since}) | Q(since=since, **{f"id__{way}": pk})
        rows = rows.filter(beyond, **{f"since__{way}e": since})
    found: QuerySet[Any, Any] = rows.values_list(
        "since", "id", "record_type", "key", "words", "review_state", "assigned_to", "submitted_by",
        "authors", "publish_at",
    )  # fmt: skip
    return found


def narrowed(asked: Asked, kind: type[Publishable], state: str) -> QuerySet[Any]:
    """Select what waits of a kind in a state, by all that is asked but the place."""
    rows = in_state(kind, state)
    if asked.assigned_to is not None:
        rows = rows.filter(assigned_to=asked.assigned_to)
    if asked.before:
        rows = rows.filter(since__lte=asked.before)
    if asked.words:
        rows = rows.filter(Q(**{f"{kind.title_field}__icontains": asked.words}) | Q(key=asked.words))
    for code in asked.pair:
        rows = rows.filter(with_country(kind, code))
    return rows


def in_state(kind: type[Publishable], state: str) -> QuerySet[Any]:
    """Select the working copies of a kind that wait in a state; ``since`` says since when."""
    rows = kind._default_manager.order_by()
    if state == LOADED:
        unseen = ~Exists(Listing.objects.filter(pk=OuterRef("pk")))
        return rows.filter(unseen, review_state=ReviewState.DRAFT, authors=[]).annotate(since=F("created_at"))
    rows = rows.filter(review_state=state).annotate(since=SINCE)
    return rows.exclude(authors=[]) if state == ReviewState.DRAFT else rows


def with_country(kind: type[Publishable], code: str) -> Q | Exists:
    """Say that a record of a paired kind has to do with a country."""
    if kind.record_type == "event":
        return Exists(EventCountry.objects.filter(event=OuterRef("pk"), country__key=code))
    if kind is Agreement:
        parties = Agreement.parties.through.objects.filter(agreement=OuterRef("pk"), country__key=code)
        return Exists(parties)
    return Q(first=code) | Q(second=code)
