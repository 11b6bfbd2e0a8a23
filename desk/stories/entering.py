"""Enter rows through the models, as an editor's form does, and find what a story's words stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from desk.stories.reading import StoryRefused
from publication.drafting import Publishable
from relations.models import Agreement, Country, Office, Official, Passage, Sector, Source

Row = TypeVar("Row", bound=models.Model)
Record = TypeVar("Record", bound=Publishable)
Key = TypeVar("Key")
Thing = TypeVar("Thing")


def enter(row: Row) -> Row:
    """Check a row as a form would and save it; raises ``StoryRefused`` with the model's own sentences."""
    try:
        row.full_clean()
    except ValidationError as refused:
        sentences = " ".join(refused.messages)
        raise StoryRefused(f"The {row._meta.verbose_name} «{row}» is refused: {sentences}") from refused
    row.save()
    return row


def there(model: type[Row], **facts: object) -> Row | None:
    """Find the row that is in the newsroom already, or none."""
    return model._default_manager.filter(**facts).first()


def by_key(model: type[Record]) -> dict[str, Record]:
    """Find all records of a kind, by key."""
    return {each.key: each for each in model._default_manager.all()}


class Named(dict[Key, Thing]):
    """What the record may name; naming anything else raises ``StoryRefused`` with the sentence given."""

    def __init__(self, things: Mapping[Key, Thing], sentence: str) -> None:
        super().__init__(things)
        self.sentence = sentence

    def __missing__(self, key: Key) -> Thing:
        words = " of ".join(key) if isinstance(key, tuple) else key
        raise StoryRefused(self.sentence.format(words))


@dataclass(frozen=True, slots=True)
class Cast:
    """What the words of one record file stand for in the newsroom."""

    source: Source
    passages: Named[str, Passage]
    countries: Named[str, Country]
    sectors: Named[str, Sector]
    offices: Named[tuple[str, str], Office] = field(
        default_factory=lambda: Named({}, "The office {} is named, but not listed under offices.")
    )
    officials: Named[str, Official] = field(
        default_factory=lambda: Named({}, "The official {} is named, but not listed under officials.")
    )
    agreements: Named[str, Agreement] = field(
        default_factory=lambda: Named({}, "The agreement {} is named, but not listed under agreements.")
    )

    def quoted(self, ids: Iterable[str]) -> list[Passage]:
        """Find passages by their ids in the file."""
        return [self.passages[each] for each in ids]

    def of_sectors(self, keys: Iterable[str]) -> list[Sector]:
        """Find sectors by key."""
        return [self.sectors[each] for each in keys]

    def of_countries(self, codes: Iterable[str]) -> list[Country]:
        """Find countries by code."""
        return [self.countries[each] for each in codes]


def countries_there() -> Named[str, Country]:
    """Find all countries of the newsroom, by code."""
    return Named(by_key(Country), "The country {} is not in the newsroom: load the countries first.")


def sectors_there() -> Named[str, Sector]:
    """Find all sectors of the newsroom, by key."""
    return Named(by_key(Sector), "The sector {} is not in the newsroom: load the sectors first.")
