"""Hold the shape of an agreement's document."""

from __future__ import annotations

from typing import ClassVar

from publication.contracts.shape import (
    CountryCaption,
    CountryCode,
    DateValue,
    DisputeValue,
    Document,
    OfficialCaption,
    Pair,
    Passage,
    SectorCaption,
    Shape,
    SourceValue,
    once_each,
)


class StepValue(Shape):
    """One step; ``party`` is a country code, or null where all parties took it."""

    id: str
    step: str
    party: CountryCode | None
    date: DateValue | None
    place: str | None
    standing: str
    note: str | None
    signatories: list[OfficialCaption]
    sources: list[str]
    passages: list[Passage]


class AgreementDocument(Document):
    """An agreement; ``status`` is the last accepted step, null where none is accepted."""

    list_keys: ClassVar = ("kind", "binding", "status", "disputed", "date", "parties", "pairs", "sectors")

    kind: str
    binding: str
    status: str | None
    disputed: bool
    date: DateValue | None
    parties: list[CountryCaption]
    pairs: list[Pair]
    sectors: list[SectorCaption]
    title_is_description: bool
    text_url: str | None
    registration: str | None
    note: str | None
    steps: list[StepValue]
    disputes: list[DisputeValue]
    sources: list[SourceValue]

    def join_officials(self, old: str, new: str) -> None:
        """Let each signatory stand once in a step."""
        for step in self.steps:
            step.signatories = once_each(step.signatories, old, new)
