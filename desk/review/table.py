"""Put together a page of the queue: its tabs, its rows, and what is shown beside each."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from desk.models import Comment
from desk.review import queue
from desk.review.asking import STATES, QueueForm
from desk.review.page import people_at_work
from desk.review.queue import COUNTED, LOADED, Asked, Waiting
from events.models import EventCountry
from publication.models import Listing
from publication.vocabulary import ReviewState


@dataclass(frozen=True, slots=True)
class Tab:
    """A state of the queue: its words, its address and how many wait in it (empty: not counted)."""

    label: str
    query: str
    count: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the queue with what stands beside it; ``version`` is that of the public edition, 0 if none."""

    waiting: Waiting
    countries: list[str]
    comments: int
    version: int

    @property
    def state(self) -> str:
        """Say how far it is."""
        return str(ReviewState(self.waiting.review_state).label)

    @property
    def author(self) -> str:
        """Name who changed it last."""
        return self.waiting.authors[-1] if self.waiting.authors else ""


def table(form: QueueForm, name: str, now: datetime, size: int) -> dict[str, Any]:
    """Read a page of the queue for somebody, in a number of queries that does not grow."""
    asked = form.asked(name, now)
    found = queue.sought(asked)
    rows, more = queue.page(asked, size, found)
    return {
        "tabs": tabs(form, asked, queue.counts(asked, found)),
        "rows": beside(rows),
        "next": form.next_address(rows[-1]) if more else "",
        "first": form.address() if asked.after else "",
        "filtered": any(form.data.get(each) for each in form.shown),
        "everything": form.address(**dict.fromkeys(form.shown, "")),
        "people": people_at_work(),
        "loaded": asked.state == LOADED,
    }


def tabs(form: QueueForm, asked: Asked, counted: Counter[str]) -> list[Tab]:
    """Say how many wait in the states under the same filters, as far as ``COUNTED``."""
    capped = {state: min(number, COUNTED + 1) for state, number in counted.items()}
    capped[""] = sum(counted.values())
    return [
        Tab(
            label=label_of(state),
            query=form.address(state=state),
            count="" if state == LOADED else number_words(capped.get(state, 0)),
            chosen=asked.state == state,
        )
        for state in STATES
    ]


def label_of(state: str) -> str:
    """Say a state as a tab."""
    return {"": "All", LOADED: "Loaded"}.get(state) or str(ReviewState(state).label)


def number_words(number: int) -> str:
    """Say a count as far as it was counted."""
    return f"{COUNTED}+" if number > COUNTED else str(number)


def beside(rows: list[Waiting]) -> list[Row]:
    """Fetch what is shown beside the rows, for all of them at once."""
    ids = [row.id for row in rows]
    public = dict(Listing.objects.filter(pk__in=ids).values_list("pk", "version"))
    countries: dict[UUID, list[str]] = defaultdict(list)
    sides = EventCountry.objects.filter(event__in=ids).order_by("country__key")
    for event, code in sides.values_list("event", "country__key"):
        countries[event].append(code)
    open_ones = Comment.objects.filter(record__in=ids, resolved_at=None).order_by()
    said = Counter(dict(open_ones.values("record").annotate(n=Count("pk")).values_list("record", "n")))
    return [Row(row, countries[row.id], said[row.id], public.get(row.id, 0)) for row in rows]
