"""Hold the shape of a country's document."""

from __future__ import annotations

from typing import ClassVar

from publication.contracts.shape import CountryCaption, CountryCode, DateValue, Document, Point


class CountryDocument(Document):
    """A country: state, territory, partially recognised or former state."""

    list_keys: ClassVar = ("code", "name", "kind", "region", "subregion")

    code: CountryCode
    name: str
    kind: str
    region: str | None
    subregion: str | None
    alpha_3: str | None
    numeric: str | None
    official_name: str | None
    aliases: list[str]
    demonyms: list[str]
    existed_from: DateValue | None
    existed_until: DateValue | None
    capital: str | None
    point: Point | None
    successors: list[CountryCaption]
