"""Hold the shape of a relation's document."""

from __future__ import annotations

from typing import ClassVar

from publication.contracts.shape import (
    CountryCaption,
    CountryCode,
    DateValue,
    DisputeValue,
    Document,
    Pair,
    Shape,
    SourceValue,
)


class MissionValue(Shape):
    """A post of one country (``of``) in the other (``host``)."""

    of: CountryCode
    host: CountryCode
    kind: str
    place: str | None
    opened: DateValue | None
    closed: DateValue | None


class RelationDocument(Document):
    """How two countries stand: the pair, what was established when, missions in each capital."""

    list_keys: ClassVar = ("pair", "countries", "established")

    pair: Pair
    countries: list[CountryCaption]
    established: DateValue | None
    recognised: DateValue | None
    recognised_by: CountryCode | None
    suspended: DateValue | None
    restored: DateValue | None
    summary: str | None
    missions: list[MissionValue]
    disputes: list[DisputeValue]
    sources: list[SourceValue]

    def retitle(self) -> None:
        """Make the title of the names of both countries."""
        self.title = " and ".join(country.name for country in self.countries)
