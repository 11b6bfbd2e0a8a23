"""Hold the shape of an event's document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from publication.contracts.shape import (
    AgreementCaption,
    CountryCaption,
    CountryCode,
    DateValue,
    DisputeValue,
    Document,
    OfficeHeld,
    OfficialCaption,
    Pair,
    Passage,
    SectorCaption,
    Shape,
    SourceValue,
    SpeakingOfficial,
    once_each,
)


class Place(Shape):
    """Where it was; null for what the source does not say."""

    name: str | None
    country: CountryCode | None
    lat: float | None
    lon: float | None


class SideCaption(CountryCaption):
    """A country taking part and its side."""

    side: str


class NamedOfficial(OfficialCaption):
    """An official named in the event and the country acted for."""

    country: CountryCode | None


class Counts(Shape):
    """How much stands in the event."""

    meetings: int
    statements: int
    disputes_open: int
    sources: int


class Participant(Shape):
    """Who took part, with the offices held on that date."""

    official: OfficialCaption
    country: CountryCode | None
    side: str
    role: str
    presence: str
    rank: str | None
    offices: list[OfficeHeld]
    passages: list[Passage]

    def take_over(self, other: Participant) -> None:
        """Take what another row says of the same person in the same role."""
        known = {(each.title, each.level) for each in self.offices}
        offices = self.offices + [each for each in other.offices if (each.title, each.level) not in known]
        self.offices = sorted(offices, key=lambda each: each.title)
        passages = {(each.source, each.start, each.end): each for each in (*other.passages, *self.passages)}
        self.passages = [passages[place] for place in sorted(passages)]
        self.country, self.rank = self.country or other.country, self.rank or other.rank


def taking_part_once(rows: Sequence[Participant], old: str, new: str) -> list[Participant]:
    """Let the row of ``new`` take over that of ``old`` in the same role."""
    own = {row.role: row for row in rows if row.official.slug == new}
    kept = []
    for row in rows:
        if row.official.slug == old and row.role in own:
            own[row.role].take_over(row)
        else:
            kept.append(row)
    return kept


class MeetingValue(Shape):
    """A meeting or ceremony inside an event. ``sectors`` hold those of its statements and all parents."""

    id: str
    kind: str
    medium: str
    title: str
    date: DateValue | None
    place: Place | None
    sectors: list[SectorCaption]
    note: str | None
    participants: list[Participant]
    passages: list[Passage]


class Speaker(Shape):
    """An official, or countries."""

    official: SpeakingOfficial | None
    countries: list[CountryCaption]


class StatementValue(Shape):
    """What was said; ``speaker`` is null where the source does not say who."""

    id: str
    meeting: str | None
    act: str
    speaker: Speaker | None
    on_behalf_of: SpeakingOfficial | None
    text: str
    sectors: list[SectorCaption]
    agreement: AgreementCaption | None
    voice: str
    modality: str
    confidence: str
    passages: list[Passage]


class EventStep(Shape):
    """A step of an agreement taken, or spoken of, in this event."""

    agreement: AgreementCaption
    step: str
    party: CountryCode | None
    date: DateValue | None
    standing: str
    passages: list[Passage]


class Scope(Shape):
    """Which events would contradict a claim of a first; null and empty mean any."""

    visitor: CountryCode | None
    host: CountryCode | None
    levels: list[str]
    kinds: list[str]


class PrecedenceValue(Shape):
    """A claim of a first, with the verdict computed from the published record."""

    text: str
    scope: Scope
    window_years: int | None
    verdict: str
    because: str
    passages: list[Passage]


class Codes(Shape):
    """The event in the schemes of others, null where the scheme has no code."""

    codebook: str
    cameo: str | None
    plover: str | None


class EventDocument(Document):
    """What happened between countries. ``sectors`` hold those of everything inside it and all parents."""

    list_keys: ClassVar = (
        "summary", "kind", "visit_kind", "occurrence", "date", "place", "countries", "pairs", "sectors",
        "officials", "counts",
    )  # fmt: skip

    summary: str | None
    kind: str
    visit_kind: str | None
    occurrence: str
    date: DateValue | None
    place: Place | None
    countries: list[SideCaption]
    pairs: list[Pair]
    sectors: list[SectorCaption]
    officials: list[NamedOfficial]
    counts: Counts
    meetings: list[MeetingValue]
    participants: list[Participant]
    statements: list[StatementValue]
    agreement_steps: list[EventStep]
    precedences: list[PrecedenceValue]
    disputes: list[DisputeValue]
    sources: list[SourceValue]
    codes: Codes
    passages: list[Passage]

    def join_officials(self, old: str, new: str) -> None:
        """Let each official be named once, and take part once in a role."""
        self.officials = once_each(self.officials, old, new)
        self.participants = taking_part_once(self.participants, old, new)
        for meeting in self.meetings:
            meeting.participants = taking_part_once(meeting.participants, old, new)


class EventCaptionOfMeeting(Shape):
    """The event a meeting belongs to, as the list of meetings shows it."""

    slug: str
    title: str
    date: DateValue | None


class MeetingDocument(MeetingValue):
    """A meeting as the list of meetings shows it: the same object, and its event."""

    event: EventCaptionOfMeeting
