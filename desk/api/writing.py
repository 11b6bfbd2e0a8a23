"""Write a working form into the tables, each kind with its rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from django.db.models import Model, Q, prefetch_related_objects
from rest_framework.serializers import ValidationError

from desk.api.rows import Data, Writing
from desk.api.stepping import write_steps
from events.models import (
    Dispute,
    DisputePosition,
    Event,
    EventCountry,
    Meeting,
    Participation,
    Precedence,
    Statement,
)
from events.offices import propose
from events.reaching import count_at, marks_of, reached
from relations.models import (
    Agreement,
    AgreementStep,
    Mission,
    NameVariant,
    Office,
    Official,
    Passage,
    Rank,
    Relation,
    Source,
    Tenure,
)

WriteRows: TypeAlias = Callable[[Writing, Any, Data], None]


def write(writing: Writing, record: Model, data: Data, *, new: bool) -> None:
    """Write a record's own fields and links, then the rows of those lists that the data gives."""
    writing.cite(data)
    writing.save(record, data, new=new)
    WRITERS.get(type(record), nothing_more)(writing, record, data)


def nothing_more(writing: Writing, record: Any, data: Data) -> None:
    """Write no rows: the record has none."""


def write_event(writing: Writing, event: Event, data: Data) -> None:
    """Write what belongs to an event."""
    if "sides" in data:
        writing.rows(event.sides.all(), data["sides"], EventCountry, event=event)
    if "meetings" in data:
        standing = list(event.meetings.all())
        for meeting, row in writing.rows(standing, data["meetings"], Meeting, event=event):
            write_participations(writing, event, meeting, row)
    if "participations" in data:
        write_participations(writing, event, None, data)
    if "statements" in data:
        writing.rows(event.statements.all(), data["statements"], Statement, event=event)
    if "agreement_steps" in data:
        write_steps(writing, event, data["agreement_steps"])
    if "precedences" in data:
        writing.rows(event.precedences.all(), data["precedences"], Precedence, event=event)
    if "disputes" in data:
        write_disputes(writing, event, data["disputes"])


def write_disputes(writing: Writing, event: Event, wanted: list[Data]) -> None:
    """Write the disputes with their positions, and count them at the records they are about."""
    before = marks_of(event)
    for dispute, row in writing.rows(event.disputes.all(), wanted, Dispute, event=event):
        if "positions" in row:
            standing = dispute.positions.all()
            writing.rows(standing, row["positions"], DisputePosition, dispute=dispute)
    others = reached(before, marks_of(event))
    writing.along += others
    count_at(others, writing.by)


def write_participations(writing: Writing, event: Event, meeting: Meeting | None, data: Data) -> None:
    """Write who took part in a meeting, or in the event as a whole, proposing what is left out."""
    if "participations" not in data:
        return
    pk = meeting.pk if meeting else None
    standing = [row for row in event.participations.all() if row.meeting_id == pk]
    known = {row.pk for row in standing}
    date = (meeting.date if meeting else None) or event.date
    added = [row for row in data["participations"] if row.get("id") not in known]
    prefetch_related_objects([row["official"] for row in added], "nationality", "tenures__office")
    for row in added:
        if date and "offices" not in row:
            row["offices"] = propose(row["official"], date)
        row.setdefault("country", row["official"].nationality)
    writing.rows(standing, data["participations"], Participation, event=event, meeting=meeting)


def write_official(writing: Writing, official: Official, data: Data) -> None:
    """Write names, ranks and tenures, making the offices that are not there yet."""
    if "variants" in data:
        writing.rows(official.variants.all(), data["variants"], NameVariant, official=official)
    if "ranks" in data:
        writing.rows(official.ranks.all(), data["ranks"], Rank, official=official)
    if "tenures" in data:
        for row in data["tenures"]:
            row["office"] = office_there(row["office"])
        writing.rows(official.tenures.all(), data["tenures"], Tenure, official=official)


def office_there(office: Office) -> Office:
    """Find the office by title, country and organisation, or make it."""
    if not office._state.adding:
        return office
    same = Q(title=office.title, country=office.country, organisation=office.organisation)
    found = Office.objects.filter(same).first()
    if found is None:
        office.save(force_insert=True)
    return found or office


def write_agreement(writing: Writing, agreement: Agreement, data: Data) -> None:
    """Write the steps; whoever takes one is a party."""
    if "steps" in data:
        taking = {row["party"] for row in data["steps"] if row.get("party")}
        agreement.parties.add(*taking)
        writing.rows(agreement.steps.all(), data["steps"], AgreementStep, agreement=agreement)


def write_relation(writing: Writing, relation: Relation, data: Data) -> None:
    """Write the missions."""
    if "missions" in data:
        writing.rows(relation.missions.all(), data["missions"], Mission, relation=relation)


def write_source(writing: Writing, source: Source, data: Data) -> None:
    """Keep the text's hash true, and write the passages, each cut from the text."""
    if "text" in data and source.sha256 != source.computed_sha256:
        source.sha256 = source.computed_sha256
        source.save(update_fields=["sha256"])
    if "passages" not in data:
        return
    wrong = [cut_wrongly(source, row) for row in data["passages"]]
    if any(wrong):
        raise ValidationError({"passages": wrong})
    for row in data["passages"]:
        made = source.passage(row["start"], row["end"])
        row |= {"exact": made.exact, "prefix": made.prefix, "suffix": made.suffix}
    writing.rows(source.passages.all(), data["passages"], Passage, source=source)


def cut_wrongly(source: Source, row: Data) -> Data:
    """Say what is wrong with a passage's place or quote; nothing where it is in order."""
    start, end = row["start"], row["end"]
    if not start < end <= len(source.text):
        return {"end": [f"A passage ends after it starts, within the {len(source.text)} characters."]}
    if row.get("exact", source.text[start:end]) != source.text[start:end]:
        return {"exact": [f"From {start} to {end} the text reads «{source.text[start:end]}»."]}
    return {}


def write_meeting(writing: Writing, meeting: Meeting, data: Data) -> None:
    """Write who took part."""
    write_participations(writing, meeting.event, meeting, data)


WRITERS: dict[type[Model], WriteRows] = {
    Event: write_event,
    Official: write_official,
    Agreement: write_agreement,
    Relation: write_relation,
    Source: write_source,
    Meeting: write_meeting,
}
