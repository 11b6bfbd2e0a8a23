"""Choose what waits in the newsroom: working copies of all kinds by state, age, pair, person and words.

A page is one statement: for each kind and state a stretch of an index, put together and cut. Where words or a
pair leave few rows, these are looked up first, and pages and counts made of them. What was loaded
by a program and never touched or published is nobody's work yet; it is chosen by itself (``LOADED``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import gt, lt
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from desk.kinds import RECORD_KINDS
from events.models import EventCountry
from publication.drafting import Publishable
from publication.models import Listing
from publication.reviewing import SINCE, UNTOUCHED, WAITING
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

FEW: Final = 2500
"""How many rows with the words or of the pair are looked up one by one; more are met along the stretches."""

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


class Place(NamedTuple):
    """Where a row stands in the queue, and what it is."""

    since: datetime
    id: UUID
    type: str
    state: str


COLUMNS: Final = (
    "since", "id", "record_type", "key", "words", "review_state", "assigned_to", "submitted_by", "authors",
    "publish_at",
)  # fmt: skip
"""What ``Waiting`` is read from."""


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


def sought(asked: Asked) -> list[Place] | None:
    """Find what waits with the words or of the pair, up to one more than ``FEW``; None if neither is asked.

    Few rows are looked up once, in the index that has them. Many are met soon along the stretches.
    """
    if not (asked.words or asked.pair):
        return None
    columns = ("since", "id", "record_type", "review_state")
    found = together([
        typed(narrowed(asked, kind, ""), kind).values_list(*columns)[: FEW + 1] for kind in kinds(asked)
    ])  # fmt: skip
    return [Place(*place) for place in found]


def page(asked: Asked, size: int, found: list[Place] | None = None) -> tuple[list[Waiting], bool]:
    """Read a page of the queue, of what was ``sought`` if that is few, and whether there is more after it."""
    if found is not None and len(found) <= FEW and asked.state != LOADED:
        return chosen(asked, size, found)
    order = ("-since", "-id") if asked.newest_first else ("since", "id")
    stretches = [
        stretch(asked, kind, state).order_by(*order)[: size + 1]
        for kind in kinds(asked)
        for state in states(asked)
    ]
    rows = [Waiting(*row) for row in together(stretches, *order)[: size + 1]]
    return rows[:size], len(rows) > size


def chosen(asked: Asked, size: int, found: list[Place]) -> tuple[list[Waiting], bool]:
    """Read a page out of the few that were found."""
    beyond = gt if not asked.newest_first else lt
    places = sorted(
        (place for place in found
         if asked.state in ("", place.state) and (not asked.after or beyond(place[:2], asked.after))),
        reverse=asked.newest_first,
    )  # fmt: skip
    shown = [place.id for place in places[:size]]
    rows = together([
        typed(in_state(kind, ""), kind).filter(pk__in=shown).values_list(*COLUMNS)
        for kind in kinds(asked)
        if any(place.type == kind.record_type for place in places[:size])
    ])  # fmt: skip
    return sorted((Waiting(*row) for row in rows), reverse=asked.newest_first), len(places) > size


def counts(asked: Asked, found: list[Place] | None = None) -> Counter[str]:
    """Count by state, up to one more than ``COUNTED`` or further, what the other filters leave.

    What was ``sought`` is counted already; where it is many, the states of which it holds too few are walked.
    """
    seen = Counter(place.state for place in found or ())
    if found is not None and len(found) <= FEW:
        return seen
    rest = [state for state in ORDER if seen[state] <= COUNTED]
    rows = together([
        narrowed(asked, kind, state).values_list("review_state")[: COUNTED + 1]
        for kind in kinds(asked)
        for state in rest
    ])  # fmt: skip
    return Counter({state: seen[state] for state in seen if state not in rest}) + Counter(s for (s,) in rows)


def together(parts: list[QuerySet[Any, Any]], *order: str) -> Any:
    """Put rows of the same columns together in one statement."""
    if len(parts) < 2:
        return parts[0] if parts else []
    return parts[0].union(*parts[1:], all=True).order_by(*order)


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
    rows = typed(narrowed(asked, kind, state), kind)
    if asked.after:
        way, (since, pk) = "lt" if asked.newest_first else "gt", asked.after
        beyond = Q(**{f"since__{way}": since}) | Q(since=since, **{f"id__{way}": pk})
        rows = rows.filter(beyond, **{f"since__{way}e": since})
    found: QuerySet[Any, Any] = rows.values_list(*COLUMNS)
    return found


def typed(rows: QuerySet[Any], kind: type[Publishable]) -> QuerySet[Any, Any]:
    """Say beside working copies of a kind what they are and are called."""
    words = Cast(kind.title_field, TextField())
    named: QuerySet[Any, Any] = rows.annotate(
        record_type=Value(kind.record_type, output_field=CharField()), words=words
    )
    return named


def narrowed(asked: Asked, kind: type[Publishable], state: str) -> QuerySet[Any]:
    """Select what waits of a kind in a state (empty: in any), by all that is asked but the place."""
    rows = in_state(kind, state)
    if asked.assigned_to is not None:
        rows = rows.filter(assigned_to=asked.assigned_to)
    if asked.before:
        rows = rows.filter(since__lte=asked.before)
    if asked.words:
        rows = rows.filter(Q(**{f"{kind.title_field}__icontains": asked.words}) | Q(key=asked.words))
    return rows.filter(of_pair(kind, *asked.pair)) if asked.pair else rows


def in_state(kind: type[Publishable], state: str) -> QuerySet[Any]:
    """Select the working copies of a kind that wait in a state (empty: in any); ``since`` says since when."""
    rows = kind._default_manager.order_by()
    if not state:
        return rows.filter(WAITING).annotate(since=SINCE)
    if state == LOADED:
        unseen = ~Exists(Listing.objects.filter(pk=OuterRef("pk")))
        return rows.filter(UNTOUCHED, unseen).annotate(since=F("created_at"))
    rows = rows.filter(review_state=state).annotate(since=SINCE)
    return rows.exclude(authors=[]) if state == ReviewState.DRAFT else rows


def of_pair(kind: type[Publishable], first: str, second: str) -> Q:
    """Say that a record of a paired kind is of two countries."""
    if kind.record_type == "event":
        of_second = EventCountry.objects.filter(country__key=second).values("event")
        return Q(pk__in=EventCountry.objects.filter(country__key=first, event__in=of_second).values("event"))
    if kind is Agreement:
        parties = Agreement.parties.through.objects.filter(agreement=OuterRef("pk"))
        return Q(Exists(parties.filter(country__key=first)), Exists(parties.filter(country__key=second)))
    return Q(first=first, second=second)
