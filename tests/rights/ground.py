"""Lay out a record of each kind that every verb could be used on, and bring it into a review state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Model

from desk.history.acting import Actor, acting
from desk.models import Comment
from events.models import Event, Meeting
from publication.drafting import Publishable
from publication.models import Edition
from publication.tasks import recaption_later
from publication.vocabulary import OfficeLevel, ReviewState
from relations.models import Agreement, Country, Office, Official, Passage, Relation, Sector, Source, Tenure
from tests import cast
from tests.publication.library import plain
from tests.publication.records import agreement, one_of_every_kind, uzbekistan

SOMEBODY = "somebody-else"
MISSING = "01900000-0000-7000-8000-000000000000"

NEWS: dict[str, dict[str, Any]] = {
    "country": {"capital": "Elsewhere"}, "sector": {"synonyms": ["anew"]}, "official": {"note": "Anew."},
    "relation": {"summary": "Anew."}, "agreement": {"note": "Anew."}, "event": {"summary": "Anew."},
    "office": {"organisation": "Anew"}, "tenure": {"note": "Anew."}, "source": {"author": "Anew"},
    "meeting": {"note": "Anew."},
}  # fmt: skip
"""For each kind a change that is always in order."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Three records of a kind: public with a change to publish, public beside it, and never public."""

    standing: Any
    beside: Any
    fresh: Any


Ground = dict[str, Shelf]


def lay_the_ground() -> Ground:
    """Make and publish the records; give them by kind."""
    visit = one_of_every_kind()
    Relation.objects.get(key="KZ-UZ").sources.add(cast.source())
    second = agreement("kz-pk-second")
    call = plain("call-2022", "2022-03", uzbekistan())
    call.disputes.create(question="Who called?", reason="Nobody says.").positions.create(text="Either.")
    call.disputes.get().positions.create(text="Neither.", order=2)
    cast.publish_all(second, call)
    recaption_later("event", visit.key)  # a background job
    there = {**records(visit, second, call), **parts(visit, call)}
    with acting(lambda: Actor(SOMEBODY, "", "")):  # so that the history has a state before this
        leave_something_pending(there)
    return there


def leave_something_pending(there: Ground) -> None:
    """Change each record that stands, and comment on it."""
    for kind, shelf in there.items():
        values = {**NEWS[kind], **({"note": "Pending."} if "note" in NEWS[kind] else {})}
        if kind not in ("office", "source"):
            type(shelf.standing)._default_manager.filter(pk=shelf.standing.pk).update(**pending(values))
        about = {"record_type": kind, "author": SOMEBODY, "created_at": cast.NOW, "text": "?"}
        Comment.objects.create(record=shelf.standing.pk, **about)


def pending(values: dict[str, Any]) -> dict[str, Any]:
    """Give other news than the table's, so that the table's still changes something."""
    return {name: ["pending"] if isinstance(value, list) else "Pending." for name, value in values.items()}


def records(visit: Event, second: Agreement, call: Event) -> Ground:
    """Gather what is published by itself."""
    kazakhstan = cast.kazakhstan()
    kosovo = Country.objects.create(key="XK", name="Kosovo")
    draft = Official.objects.create(
        key="a-draft", display_name="A Draft", sort_name="Draft, A", nationality=kazakhstan
    )
    pair = Relation.objects.create(key="PK-UZ", first=cast.pakistan(), second=uzbekistan())
    event = Event.objects.create(key="a-draft", title="A draft", kind="call", start="2024")
    return {
        "country": Shelf(kazakhstan, cast.pakistan(), kosovo),
        "sector": Shelf(cast.peacekeeping(), cast.trade(), Sector.objects.create(key="fresh", name="Fresh")),
        "official": Shelf(cast.tokayev(), cast.munir(), draft),
        "relation": Shelf(Relation.objects.get(key="KZ-UZ"), cast.relation(), pair),
        "agreement": Shelf(agreement(), second, Agreement.objects.create(key="a-draft", title="A draft")),
        "event": Shelf(call, visit, event),
    }


def parts(visit: Event, call: Event) -> Ground:
    """Gather what stands by itself or inside a record and is not published by itself."""
    munir, tokayev = cast.munir(), cast.tokayev()
    envoy = cast.office("Envoy", cast.kazakhstan(), OfficeLevel.OTHER)
    tenures = Shelf(
        tokayev.tenures.all()[0],
        munir.tenures.all()[0],
        Tenure.objects.create(official=tokayev, office=envoy),
    )
    one, other = (Meeting.objects.create(event=call, title=title) for title in ("A call", "Another"))
    offices = Shelf(
        tenures.standing.office,
        tenures.beside.office,
        Office.objects.create(title="Fresh", country=cast.kazakhstan()),
    )
    letter = Source.objects.create(title="A letter", url="https://news.example/letter")
    fresh = Source(title="Fresh").with_text("Nobody has cited this.")
    fresh.save()
    fresh.passage(0, 6).save()
    return {
        "office": offices,
        "tenure": tenures,
        "source": Shelf(cast.source(), letter, fresh),
        "meeting": Shelf(one, visit.meetings.all()[0], other),
    }


def owner_of(row: Any) -> Any:
    """Give the working copy whose state holds for a row; none for offices, sources and what is no record."""
    if isinstance(row, Meeting):
        return row.event
    return row.official if isinstance(row, Tenure) else row if isinstance(row, Publishable) else None


def bring_into(row: Any, state: str, whose: str) -> None:
    """Bring the working copy of a row into a review state, written by somebody else and assigned to whom."""
    owner = owner_of(row)
    if owner is None:
        return
    seen = state in (ReviewState.APPROVED, ReviewState.SCHEDULED)
    type(owner)._default_manager.filter(pk=owner.pk).update(
        review_state=state, assigned_to=whose, authors=[SOMEBODY], submitted_by=SOMEBODY,
        approved_by="a-third-person" if seen else "",
        approved_version=F("lock_version") if seen else None,
        publish_at=cast.NOW + timedelta(days=36500) if state == ReviewState.SCHEDULED else None,
        publish_note="Embargo." if seen else "",  # taking it off the schedule changes this
    )  # fmt: skip


def print_of(row: Any) -> Any:
    """Take down how a row and its working copy stand, and how many there are, to see a change."""
    owner, aggregate = owner_of(row), "string_agg(t::text, '' ORDER BY id)"
    looks = [
        look("t::text", type(row), "id", row),
        look(aggregate, Comment, "record", row),
        look("count(*)", type(row)),
        look("count(*)", Edition),
    ]
    if owner is not None and owner is not row:
        looks.append(look("t::text", type(owner), "id", owner))
    if isinstance(row, Source):
        looks.append(look(aggregate, Passage, "source_id", row))
    with connection.cursor() as cursor:
        asked = ", ".join(f"({sql})" for sql, _ in looks)
        cursor.execute(f"SELECT {asked}", [value for _, values in looks for value in values])
        return cursor.fetchone()


def look(what: str, model: type[Model], column: str = "", named: Any = None) -> tuple[str, list[str]]:
    """Ask for something of a table, or of its rows whose column names a row."""
    asked = f'SELECT {what} FROM "{model._meta.db_table}" t'
    return (f"{asked} WHERE {column}::text = %s", [str(named.pk)]) if column else (asked, [])


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back what is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def print_of_tables(*, without: tuple[str, ...] = ()) -> dict[str, tuple[int, int]]:
    """Take down every table: how many rows, and a sum over what they hold."""
    with connection.cursor() as cursor:
        names = [each.name for each in connection.introspection.get_table_list(cursor) if each.type != "v"]
        found = {}
        for name in sorted(set(names) - set(without)):
            cursor.execute(f'SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM "{name}" t')
            found[name] = cursor.fetchone()
    return found
