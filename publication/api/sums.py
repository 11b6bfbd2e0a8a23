"""Describe to OpenAPI what facets and summaries answer."""

from __future__ import annotations

from pydantic import BaseModel

from publication.contracts.shape import DateValue


class YearCount(BaseModel):
    """Records of a year; null where the date settles none."""

    year: int | None
    count: int


class KindCount(BaseModel):
    """Records of a kind."""

    kind: str
    count: int


class LevelCount(BaseModel):
    """Events at which somebody of a level was present."""

    level: str
    count: int


class CountryCount(BaseModel):
    """Records that a country takes part in."""

    code: str
    name: str
    count: int


class SectorCount(BaseModel):
    """Records of a sector."""

    slug: str
    name: str
    count: int


class CounterpartCount(SectorCount):
    """Events shared with another record."""

    type: str


class FacetCounts(BaseModel):
    """How many records bear each value, as far as wanted; ``capped`` where only the newest were looked at."""

    count: int = 0
    years: list[YearCount] = []
    kinds: list[KindCount] = []
    countries: list[CountryCount] = []
    sectors: list[SectorCount] = []
    capped: bool


class EventMention(BaseModel):
    """An event, shortly."""

    slug: str
    title: str
    date: DateValue | None


class LastVisit(BaseModel):
    """The newest visit that took place, one way."""

    host: list[str]
    visitor: list[str]
    event: EventMention


class OpenAgreement(BaseModel):
    """An agreement on its way to force."""

    slug: str
    title: str
    status: str
    disputed: bool
    date: DateValue | None


class RecordSummary(BaseModel):
    """What a record is concerned in, in numbers."""

    type: str
    slug: str
    url: str
    events: int
    years: list[YearCount]
    kinds: list[KindCount]
    sectors: list[SectorCount]
    levels: list[LevelCount]
    counterparts: list[CounterpartCount]
    last_visits: list[LastVisit]
    open_agreements: list[OpenAgreement]
    capped: bool
