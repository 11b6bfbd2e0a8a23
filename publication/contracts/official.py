"""Hold the shape of an official's document."""

from __future__ import annotations

from typing import ClassVar

from publication.contracts.shape import (
    CountryCaption,
    DateValue,
    DisputeValue,
    Document,
    OfficeHeld,
    Passage,
    Shape,
    SourceValue,
)


class NameVariantValue(Shape):
    """Another spelling of a name: BCP 47 language, ISO 15924 script."""

    text: str
    language: str | None
    script: str | None
    romanisation: str | None


class RankHeld(Shape):
    """A military or diplomatic rank; ``first_seen`` and ``last_seen`` stand in as for offices."""

    title: str
    start: DateValue | None
    end: DateValue | None
    first_seen: DateValue | None
    last_seen: DateValue | None


class TenureValue(Shape):
    """A time in an office; ``first_seen`` and ``last_seen`` stand in where start or end were not read."""

    title: str
    level: str
    country: CountryCaption | None
    organisation: str | None
    start: DateValue | None
    end: DateValue | None
    start_known: bool
    end_known: bool
    first_seen: DateValue | None
    last_seen: DateValue | None
    acting: bool
    sources: list[str]
    passages: list[Passage]


class OfficialDocument(Document):
    """A person who acts for a country, with the offices held."""

    list_keys: ClassVar = ("name", "sort_name", "country", "office")

    name: str
    sort_name: str
    country: CountryCaption | None
    office: OfficeHeld | None
    family_name: str | None
    given_name: str | None
    variants: list[NameVariantValue]
    born: DateValue | None
    died: DateValue | None
    ids: dict[str, str]
    ranks: list[RankHeld]
    offices: list[TenureValue]
    note: str | None
    disputes: list[DisputeValue]
    sources: list[SourceValue]
