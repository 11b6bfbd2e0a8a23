"""Make working copies of the documents of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from desk.copies.known import Known
from desk.copies.quoting import cite, read_date, read_span, write_disputes, write_sources
from desk.copies.rows import Rows
from desk.copies.saying import write_precedence, write_statement
from desk.copies.standing import degrees, heading
from desk.copies.taking_part import write_meeting, write_participant
from events.models import Event, EventCountry
from publication.contracts.event import EventDocument, EventStep, Place
from publication.contracts.shape import SectorCaption
from publication.identity import new_id
from relations.models import AgreementStep


def write_event(document: EventDocument, known: Known, rows: Rows) -> None:
    """Make an event with all that belongs to it."""
    event = _event(document, known)
    rows.add(event)
    for side in document.countries:
        country = known.record("country", side.code)
        rows.add(EventCountry(id=new_id(), event_id=event.pk, country_id=country, side=side.side))
    rows.tie(Event, "sources", event.pk, write_sources(document, known, rows))
    rows.tie(Event, "sectors", event.pk, known.sectors(document.sectors, _inside(document)))
    for order, participant in enumerate(document.participants, 1):
        write_participant(participant, order, event.pk, None, known, rows)
    for order, meeting in enumerate(document.meetings, 1):
        write_meeting(meeting, order, document, known, rows)
    for order, statement in enumerate(document.statements, 1):
        write_statement(statement, order, event.pk, known, rows)
    for claim in document.precedences:
        write_precedence(claim, event.pk, known, rows)
    _write_steps(document.agreement_steps, event.pk, known, rows)
    cite(rows, known, event, document.passages)
    write_disputes(document.disputes, known, rows, event_id=event.pk)


def _event(document: EventDocument, known: Known) -> Event:
    start, end = read_span(document.date)
    place = document.place or Place(name=None, country=None, lat=None, lon=None)
    return Event(
        **heading(document),
        title=document.title,
        summary=document.summary or "",
        kind=document.kind,
        visit_kind=document.visit_kind or "",
        occurrence=document.occurrence,
        start=start,
        end=end,
        place=place.name or "",
        place_country_id=known.maybe("country", place.country),
        lat=degrees(place.lat),
        lon=degrees(place.lon),
    )


def _inside(document: EventDocument) -> Iterator[SectorCaption]:
    """Walk the sectors of meetings and statements, which an event shows as its own."""
    for meeting in document.meetings:
        yield from meeting.sectors
    for statement in document.statements:
        yield from statement.sectors


def _write_steps(values: Sequence[EventStep], event: UUID, known: Known, rows: Rows) -> None:
    """Tie the steps of agreements that an event tells of; one that no agreement shows yet is made."""
    taken: list[UUID] = []
    for value in values:
        agreement = known.record("agreement", value.agreement.slug)
        wanted = (value.step, known.maybe("country", value.party), read_date(value.date), value.standing)
        fitting = (each for each in known.steps(agreement) if _facts(each) == wanted and each.pk not in taken)
        step = next(fitting, None) or _new_step(value, agreement, known, rows)
        taken.append(step.pk)
    rows.tie(Event, "agreement_steps", event, taken)


def _facts(step: AgreementStep) -> tuple[object, ...]:
    return step.step, step.party_id, step.date, step.standing


def _new_step(value: EventStep, agreement: UUID, known: Known, rows: Rows) -> AgreementStep:
    party, date = known.maybe("country", value.party), read_date(value.date)
    step = AgreementStep(
        id=new_id(),
        agreement_id=agreement,
        step=value.step,
        party_id=party,
        date=date,
        standing=value.standing,
    )
    cite(rows, known, rows.add(step), value.passages)
    return known.add_step(step)
