"""Name the columns of our own tables, and what each may hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from publication.vocabulary import (
    AgreementKind,
    AgreementStepKind,
    Binding,
    EventKind,
    Occurrence,
    OfficeLevel,
    VisitKind,
)


@dataclass(frozen=True, slots=True)
class Field:
    """What a column holds: text, person, date, country, countries, choice, sectors, flag, url, key or id."""

    kind: str = "text"
    limit: int = 200
    allowed: Collection[str] = ()


def choice(codes: Collection[str]) -> Field:
    """Give a column that holds one of these words."""
    return Field("choice", allowed=tuple(codes))


DATE: Final = Field("date", limit=64)
COUNTRY: Final = Field("country")
COUNTRIES: Final = Field("countries", limit=20_000)
NAME: Final = Field("person")
SOURCE: Final = {
    "source_publisher": Field(limit=300),
    "source_title": Field(limit=1000),
    "source_url": Field("url", limit=2000),
    "source_published": DATE,
}
"""Where the row's facts were read; else the table itself is cited."""


def _person(side: str) -> dict[str, Field]:
    return {
        f"{side}_name": NAME,
        f"{side}_id": Field("id", limit=100),
        f"{side}_office": Field(),
        f"{side}_level": choice(OfficeLevel.values),
    }


EVENTS: Final[Mapping[str, Field]] = {
    "start": DATE,
    "end": DATE,
    "kind": choice(EventKind.values),
    "visit_kind": choice(VisitKind.values),
    "occurrence": choice(Occurrence.values),
    "title": Field(limit=300),
    "place": Field(),
    "place_country": COUNTRY,
    "visitors": COUNTRIES,
    "hosts": COUNTRIES,
    "parties": COUNTRIES,
    "third_parties": COUNTRIES,
    **_person("visitor"),
    **_person("host"),
    "sectors": Field("sectors", limit=2000),
    **SOURCE,
}

OFFICIALS: Final[Mapping[str, Field]] = {
    "start": DATE,
    "end": DATE,
    "name": NAME,
    "id": Field("id", limit=100),
    "wikidata": Field("id", limit=20),
    "family_name": Field(limit=120),
    "given_name": Field(limit=120),
    "born": DATE,
    "died": DATE,
    "country": COUNTRY,
    "office": Field(),
    "level": choice(OfficeLevel.values),
    "accredited_to": COUNTRY,
    "organisation": Field(),
    "acting": Field("flag"),
    **SOURCE,
}

AGREEMENTS: Final[Mapping[str, Field]] = {
    **dict.fromkeys(AgreementStepKind.values, DATE),
    **{f"{step}_place": Field() for step in AgreementStepKind.values},
    **{f"{step}_note": Field(limit=500) for step in AgreementStepKind.values},
    "title": Field(limit=2000),
    "kind": choice(AgreementKind.values),
    "binding": choice(Binding.values),
    "parties": COUNTRIES,
    "sectors": Field("sectors", limit=2000),
    "text_url": Field("url", limit=2000),
    "registration": Field(limit=100),
    **SOURCE,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of table: its columns in order, those every row needs, and the columns that date it."""

    format: str
    noun: str
    fields: Mapping[str, Field]
    required: tuple[str, ...]

    def dates(self) -> Iterable[str]:
        """Name the columns that hold dates."""
        return (name for name, field in self.fields.items() if field.kind == "date")


SHAPES: Final = {
    shape.format: shape
    for shape in (
        Shape("events-csv", "events", EVENTS, ("key", "start", "kind")),
        Shape("officials-csv", "officials", OFFICIALS, ("key", "name", "country", "office")),
        Shape("agreements-csv", "agreements", AGREEMENTS, ("key", "title", "parties")),
    )
}
"""The kinds of table, by the word for them; each also has the column ``key``, which names the row."""
