"""Write down what happened in a story: the event with its meetings, statements, claims and questions."""

from __future__ import annotations

from desk.stories.entering import Cast, Named, enter
from desk.stories.record import (
    DisputePart,
    EventPart,
    MeetingPart,
    ParticipationPart,
    PrecedencePart,
    StatementPart,
)
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

NESTED = {
    "place_country",
    "sides",
    "agreements",
    "passages",
    "participations",
    "meetings",
    "statements",
    "precedences",
    "disputes",
}
"""The keys of an event in a record file that are rows of their own."""


def write_event(part: EventPart, cast: Cast) -> Event:
    """Write the event and all that belongs to it, in the story's order."""
    event = Event(**part.model_dump(exclude=NESTED))
    event.place_country = cast.countries[part.place_country]
    enter(event)
    for side in part.sides:
        enter(EventCountry(event=event, country=cast.countries[side.country], side=side.side))
    for name in part.agreements:
        event.agreement_steps.add(*cast.agreements[name].steps.all())
    event.passages.set(cast.quoted(part.passages))
    event.sources.add(cast.source)
    write_participations(event, None, part.participations, cast)
    meetings = Named(
        {each.id: write_meeting(event, order, each, cast) for order, each in enumerate(part.meetings, 1)},
        "The meeting {} is named, but not listed under meetings.",
    )
    for order, statement in enumerate(part.statements, 1):
        write_statement(event, order, statement, meetings, cast)
    for precedence in part.precedences:
        write_precedence(event, precedence, cast)
    for order, dispute in enumerate(part.disputes, 1):
        write_dispute(event, order, dispute, cast)
    return event


def write_meeting(event: Event, order: int, part: MeetingPart, cast: Cast) -> Meeting:
    """Write a meeting or ceremony with those who took part."""
    facts = part.model_dump(exclude={"id", "passages", "participations"})
    meeting = enter(Meeting(event=event, order=order, **facts))
    meeting.passages.set(cast.quoted(part.passages))
    write_participations(event, meeting, part.participations, cast)
    return meeting


def write_participations(
    event: Event, meeting: Meeting | None, parts: list[ParticipationPart], cast: Cast
) -> None:
    """Write who took part in a meeting, or in the event as a whole, in the offices the record confirms."""
    for order, part in enumerate(parts, 1):
        facts = part.model_dump(exclude={"official", "country", "offices", "passages"})
        row = Participation(event=event, meeting=meeting, order=order, **facts)
        row.official = cast.officials[part.official]
        row.country = cast.countries[part.country]
        enter(row)
        row.offices.set([cast.offices[title, part.country] for title in part.offices])
        row.passages.set(cast.quoted(part.passages))


def write_statement(
    event: Event, order: int, part: StatementPart, meetings: Named[str, Meeting], cast: Cast
) -> None:
    """Write a statement; it is of the event as a whole where the story places it in no meeting."""
    linked = {
        "meeting",
        "speaker",
        "speaker_countries",
        "on_behalf_of",
        "sectors",
        "agreement",
        "passages",
    }
    said = Statement(event=event, order=order, **part.model_dump(exclude=linked))
    said.meeting = meetings[part.meeting] if part.meeting else None
    said.speaker = cast.officials[part.speaker] if part.speaker else None
    said.on_behalf_of = cast.officials[part.on_behalf_of] if part.on_behalf_of else None
    said.agreement = cast.agreements[part.agreement] if part.agreement else None
    enter(said)
    said.speaker_countries.set(cast.of_countries(part.speaker_countries))
    said.sectors.set(cast.of_sectors(part.sectors))
    said.passages.set(cast.quoted(part.passages))


def write_precedence(event: Event, part: PrecedencePart, cast: Cast) -> None:
    """Write a claim of a first; its verdict is computed, never written."""
    claim = Precedence(event=event, **part.model_dump(exclude={"visitor", "host", "passages"}))
    claim.visitor = cast.countries[part.visitor]
    claim.host = cast.countries[part.host] if part.host else None
    enter(claim).passages.set(cast.quoted(part.passages))


def write_dispute(event: Event, order: int, part: DisputePart, cast: Cast) -> None:
    """Write a question left open, with every answer the story gives."""
    question = Dispute(event=event, order=order, question=part.question, state=part.state, reason=part.reason)
    question.agreement = cast.agreements[part.agreement] if part.agreement else None
    enter(question)
    for place, position in enumerate(part.positions, 1):
        row = DisputePosition(dispute=question, order=place, text=position.text, voice=position.voice)
        enter(row).passages.set(cast.quoted(position.passages))
