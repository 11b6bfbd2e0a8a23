"""Define what all documents share: the header, captions of other records, dates, passages and sources.

Keys are fixed and unknown keys refused; the order of fields is the order of keys in the JSON text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field

Instant = Annotated[str, Field(description="An instant in UTC, RFC 3339.", examples=["2026-02-04T09:30:00Z"])]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A calendar day, ISO 8601.")]
CountryCode = Annotated[
    str, Field(pattern=r"^([A-Z]{2}|[A-Z]{4})$", description="ISO 3166-1 or 3166-3 code.")
]
Pair = Annotated[
    str, Field(pattern=r"^[A-Z]{2,4}-[A-Z]{2,4}$", description="Two codes in alphabetical order.")
]


class Shape(BaseModel):
    """A part of a document: no key more, no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=False)

    def walk(self) -> Iterator[Shape]:
        """Walk this part and all parts inside it, in order."""
        yield self
        for name in _holding_parts(type(self)):
            value = getattr(self, name)
            for item in value if isinstance(value, list) else (value,):
                if isinstance(item, Shape):
                    yield from item.walk()

    def captions(self) -> Iterator[Caption]:
        """Walk all captions in this part, in order."""
        return (each for each in self.walk() if isinstance(each, Caption))


@cache
def _holding_parts(shape: type[Shape]) -> list[str]:
    """Name the fields of a shape that can hold other shapes."""
    return [name for name, field in shape.model_fields.items() if _may_hold_parts(field.annotation)]


def _may_hold_parts(annotation: object) -> bool:
    inside = get_args(annotation)
    return any(map(_may_hold_parts, inside)) or (
        isinstance(annotation, type) and issubclass(annotation, Shape)
    )


class Caption(Shape):
    """A mention of another record: its key and the words used for it, and nothing deeper."""

    record_type: ClassVar[str]
    key_field: ClassVar[str] = "slug"
    words_field: ClassVar[str] = "name"

    @property
    def mention(self) -> tuple[str, str]:
        """Name the record mentioned: its type and key."""
        return self.record_type, getattr(self, self.key_field)

    @property
    def words(self) -> str:
        """Give the words used."""
        return str(getattr(self, self.words_field))

    def say(self, words: str) -> None:
        """Use other words for the record."""
        setattr(self, self.words_field, words)

    def lead_to(self, key: str) -> None:
        """Mention another record of the same kind: the one that this one was merged into."""
        setattr(self, self.key_field, key)


class CountryCaption(Caption):
    """A mention of a country."""

    record_type = "country"
    key_field = "code"

    code: CountryCode
    name: str


class SectorCaption(Caption):
    """A mention of a sector."""

    record_type = "sector"

    slug: str
    name: str


class AgreementCaption(Caption):
    """A mention of an agreement."""

    record_type = "agreement"
    words_field = "title"

    slug: str
    title: str


class OfficialCaption(Caption):
    """A mention of an official."""

    record_type = "official"

    slug: str
    name: str


Mentioned = TypeVar("Mentioned", bound=OfficialCaption)


def once_each(captions: Sequence[Mentioned], old: str, new: str) -> list[Mentioned]:
    """Leave out ``old`` where ``new`` stands beside it, and give ``old`` the place of ``new`` elsewhere."""
    both = any(each.slug == new for each in captions)
    kept = [each for each in captions if not (both and each.slug == old)]
    return sorted(kept, key=lambda each: new if each.slug == old else each.slug)


class OfficeHeld(Shape):
    """An office as it was held on the date, kept as words."""

    title: str
    level: str


class SpeakingOfficial(OfficialCaption):
    """A mention of an official who speaks, with the offices held on that date."""

    offices: list[OfficeHeld]


class DateValue(Shape):
    """A partial date: EDTF level 1, its bounds (null where there is none) and the basis for them."""

    edtf: str
    earliest: Day | None
    latest: Day | None
    text: str
    basis: str


class Point(Shape):
    """A point in degrees, WGS 84."""

    lat: float
    lon: float


class Passage(Shape):
    """A quote: 0-based character offsets in the source's text, end exclusive, and the words themselves."""

    source: str
    start: int
    end: int
    exact: str


class SourceValue(Shape):
    """Where facts were read. The text itself stays in the newsroom; ``sha256`` is its hash in UTF-8."""

    id: str
    publisher: str | None
    title: str | None
    author: str | None
    url: str | None
    archive_url: str | None
    published: DateValue | None
    language: str | None
    sha256: str | None


class Position(Shape):
    """One answer to a question, with the passages that give it."""

    text: str
    passages: list[Passage]


class DisputeValue(Shape):
    """A question on which sources disagree, with each answer and its passages."""

    question: str
    state: str
    positions: list[Position]
    reason: str | None


class Change(Shape):
    """Why this edition was made."""

    kind: Literal["initial", "minor", "major", "correction"]
    note: str | None


class Document(Shape):
    """The header of every document, in this order; each kind adds its body."""

    list_keys: ClassVar[tuple[str, ...]] = ()
    """The body's keys that the list form shows; the record shows all."""

    id: str
    type: str
    slug: str
    url: str
    version: int
    state: Literal["published", "withdrawn"]
    published_at: Instant
    first_published_at: Instant
    change: Change
    title: str

    @classmethod
    def listed_keys(cls) -> list[str]:
        """Name the keys of the list form, in order."""
        return [*Document.model_fields, *cls.list_keys]

    def retitle(self) -> None:
        """Bring a title that is made of captions in line with them; other titles stay."""

    def join_officials(self, old: str, new: str) -> None:
        """Drop what would stand twice once mentions of the official ``old`` lead to ``new``."""

    def parts(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Split the document into its list form and the rest, both plain JSON values."""
        whole = self.model_dump(mode="json")
        listed = {key: whole.pop(key) for key in self.listed_keys()}
        return listed, whole


class WithdrawnDocument(Document):
    """What stays of a withdrawn record: its header, with the reason as the change note."""
