"""Make the meetings of an event, and who took part in them."""

from __future__ import annotations

from uuid import UUID

from desk.copies.known import Known
from desk.copies.quoting import cite, read_date, read_id
from desk.copies.rows import Rows
from events.models import Meeting, Participation
from publication.contracts.event import EventDocument, MeetingValue, Participant
from publication.identity import new_id


def write_meeting(value: MeetingValue, order: int, document: EventDocument, known: Known, rows: Rows) -> None:
    """Make a meeting; date and place are its own where they are not the event's."""
    event = UUID(document.id)
    meeting = Meeting(
        id=read_id(value.id, "meetings"),
        event_id=event,
        order=order,
        kind=value.kind,
        medium=value.medium,
        title=value.title,
        date=None if value.date == document.date else read_date(value.date),
        venue="" if value.place is None or value.place == document.place else value.place.name or "",
        note=value.note or "",
    )
    rows.add(meeting)
    said = (sector for each in document.statements if each.meeting == value.id for sector in each.sectors)
    rows.tie(Meeting, "sectors", meeting.pk, known.sectors(value.sectors, said))
    for place, participant in enumerate(value.participants, 1):
        write_participant(participant, place, event, meeting.pk, known, rows)
    cite(rows, known, meeting, value.passages)


def write_participant(
    value: Participant, order: int, event: UUID, meeting: UUID | None, known: Known, rows: Rows
) -> None:
    """Make a participation in a meeting, or in the event as a whole where none is given."""
    official = known.record("official", value.official.slug)
    country = known.maybe("country", value.country)
    row = Participation(
        id=new_id(),
        event_id=event,
        meeting_id=meeting,
        order=order,
        official_id=official,
        country_id=country,
        side=value.side,
        role=value.role,
        presence=value.presence,
        rank=value.rank or "",
    )
    rows.add(row)
    offices = [known.office_acted_in(official, each, country) for each in value.offices]
    rows.tie(Participation, "offices", row.pk, offices)
    cite(rows, known, row, value.passages)
