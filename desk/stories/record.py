"""Define the record file of a story: the working copies an editor would write from it, with their passages.

Names are those of the models. Passages, meetings and agreements are named by short ids of the file's own
(``S01``, ``M1``, ``G1``), other records by their keys, offices by title and country, dates by EDTF text.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from publication.vocabulary import (
    Act,
    AgreementKind,
    AgreementStepKind,
    Binding,
    Branch,
    Confidence,
    DisputeState,
    EventKind,
    Medium,
    MeetingKind,
    Modality,
    Occurrence,
    OfficeLevel,
    Presence,
    Role,
    Side,
    Standing,
    VisitKind,
    Voice,
)


class Part(BaseModel):
    """A part of a record file: no key more, no value of another type."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Cut(Part):
    """A passage by 0-based offsets in the text, end exclusive."""

    id: str
    start: int
    end: int
    record_free: bool = False
    note: str = ""


class SourcePart(Part):
    """The source; ``file`` lies beside the record file and must have this sha256."""

    key: str
    file: str
    sha256: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: str | None = None
    language: str = ""
    credit: str = ""
    passages: list[Cut]


class OfficePart(Part):
    """A post, said without its country's name."""

    title: str
    country: str
    level: OfficeLevel
    branch: Branch


class RankPart(Part):
    """A rank, and the dates it was read for."""

    title: str
    first_seen: str
    last_seen: str


class TenurePart(Part):
    """A time in an office of the official's own country."""

    office: str
    first_seen: str
    last_seen: str
    passages: list[str]


class OfficialPart(Part):
    """A person, by the name the story uses."""

    key: str
    display_name: str
    family_name: str
    given_name: str
    sort_name: str
    nationality: str
    ranks: list[RankPart] = []
    tenures: list[TenurePart]


class StepPart(Part):
    """A step of an agreement, by one party or by all (null)."""

    step: AgreementStepKind
    party: str | None
    date: str | None
    standing: Standing
    note: str = ""
    passages: list[str]


class AgreementPart(Part):
    """An agreement the story speaks of."""

    id: str
    key: str
    title: str
    title_is_description: bool
    kind: AgreementKind
    binding: Binding
    parties: list[str]
    sectors: list[str]
    note: str = ""
    steps: list[StepPart]


class SidePart(Part):
    """A country and its side in the event."""

    country: str
    side: Side


class ParticipationPart(Part):
    """Who took part; ``offices`` are titles in the service of ``country``."""

    official: str
    country: str
    offices: list[str]
    rank: str = ""
    side: Side
    role: Role
    presence: Presence = Presence.PRESENT
    note: str = ""
    passages: list[str]


class MeetingPart(Part):
    """A meeting or ceremony, in the story's order."""

    id: str
    kind: MeetingKind
    medium: Medium = Medium.IN_PERSON
    title: str
    date: str | None = None
    venue: str = ""
    note: str = ""
    passages: list[str]
    participations: list[ParticipationPart] = []


class StatementPart(Part):
    """What was said, in our own words; the speaker is unstated where none is given."""

    meeting: str | None = None
    act: Act
    speaker: str | None = None
    speaker_countries: list[str] = []
    on_behalf_of: str | None = None
    text: str
    sectors: list[str] = []
    agreement: str | None = None
    voice: Voice = Voice.BODY
    modality: Modality = Modality.REPORTED_SPEECH
    confidence: Confidence = Confidence.HIGH
    confidence_reason: str = ""
    passages: list[str]


class PrecedencePart(Part):
    """A claim of a first and the events that would contradict it."""

    text: str
    visitor: str
    host: str | None
    levels: list[OfficeLevel]
    kinds: list[EventKind]
    window_years: int | None
    passages: list[str]


class PositionPart(Part):
    """One answer to a question left open."""

    voice: Voice
    text: str
    passages: list[str]


class DisputePart(Part):
    """A question the story leaves open, on the event and, where named, on an agreement."""

    id: str
    agreement: str | None = None
    question: str
    state: DisputeState = DisputeState.OPEN
    reason: str
    positions: list[PositionPart]


class EventPart(Part):
    """What happened, with all that belongs to it."""

    key: str
    title: str
    summary: str
    kind: EventKind
    visit_kind: VisitKind
    occurrence: Occurrence
    start: str
    end: str | None = None
    place: str
    place_country: str
    sides: list[SidePart]
    agreements: list[str]
    passages: list[str]
    participations: list[ParticipationPart]
    meetings: list[MeetingPart]
    statements: list[StatementPart]
    precedences: list[PrecedencePart]
    disputes: list[DisputePart]


class StoryRecord(Part):
    """One story: its source, who and what stands in it, and what happened."""

    source: SourcePart
    offices: list[OfficePart]
    officials: list[OfficialPart]
    relations: list[str]
    agreements: list[AgreementPart]
    event: EventPart
