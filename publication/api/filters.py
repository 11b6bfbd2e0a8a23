"""Declare the filters of every list once: the API, the pages' forms and OpenAPI all read them here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import django_filters
from django.db.models import TextChoices
from django.http import QueryDict

from publication import vocabulary
from publication.api.fields import WORDS_MAX, DayField, InstantField, RepeatedField, YesField
from publication.api.problems import BadRequest
from publication.models import Listing
from publication.reading import Selection

PAGING = ("page_size", "cursor")
"""Parameters of every list that are no filters."""


class TagFilter(django_filters.Filter):
    """A filter by a tag: an axis and each of the values given."""

    field_class = RepeatedField

    def __init__(self, axis: str, *, about: str, record: str = "", **extra: Any) -> None:
        self.axis, self.about, self.record = axis, about, record
        super().__init__(required=False, label=axis.replace("_", " "), **extra)

    def tags(self, values: Iterable[str]) -> list[str]:
        """Give the tags of the values."""
        return [f"{self.axis}:{value}" for value in values]


class PairFilter(TagFilter):
    """A filter by a pair of countries, in either order."""

    def tags(self, values: Iterable[str]) -> list[str]:
        """Give the tags, codes in alphabetical order."""
        return [f"pair:{'-'.join(sorted(value.split('-')))}" for value in values]


class DayFilter(django_filters.Filter):
    """A filter by a year, month or day."""

    field_class = DayField
    about = "A year, month or day, YYYY, YYYY-MM or YYYY-MM-DD."


class YesFilter(django_filters.Filter):
    """A filter that is true or false."""

    field_class = YesField


class InstantFilter(django_filters.Filter):
    """A filter by an instant."""

    field_class = InstantField


def _country(axis: str, about: str) -> TagFilter:
    return TagFilter(
        axis, about=about, record="country", shape=r"[A-Z]{2}|[A-Z]{4}", example="an ISO code such as KZ"
    )


def _slug(axis: str, about: str) -> TagFilter:
    return TagFilter(
        axis,
        about=about,
        record=axis,
        shape=r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*",
        example="a slug such as asim-munir",
    )


def _word(axis: str, choices: type[TextChoices], about: str) -> TagFilter:
    return TagFilter(axis, about=about, choices=choices)


def _words() -> django_filters.CharFilter:
    found = django_filters.CharFilter(max_length=WORDS_MAX, label="words")
    found.about = "Words to look for, as in a search box."
    return found


class TrueFalse(TextChoices):
    """Yes and no as they stand in addresses."""

    TRUE = "true"
    FALSE = "false"


class Filters(django_filters.FilterSet):
    """The filters of one list; ``selection`` reads a query string by them."""

    record_type: ClassVar[str]
    orderings: ClassVar[tuple[str, ...]] = ("-published",)

    q = _words()

    @classmethod
    def names(cls) -> list[str]:
        """Name the parameters allowed, filters first."""
        return [*cls.base_filters, "ordering", *PAGING]

    @classmethod
    def selection(cls, query: QueryDict) -> Selection:
        """Read the filters; raises ``BadRequest`` naming every field at fault and what is allowed."""
        errors = [(name[:60], f"There is no parameter {name[:60]!r}; allowed are: {', '.join(cls.names())}.")
                  for name in query if name not in cls.names()]  # fmt: skip
        errors += [
            (name, f"{name} may be given once.") for name in cls._single() if len(query.getlist(name)) > 1
        ]
        form = cls(query, queryset=Listing.objects.none()).form
        if not form.is_valid():
            errors += [(name, f"{name}: {each}") for name, found in form.errors.items() for each in found]
        ordering = query.get("ordering", "")
        if ordering and ordering not in cls.orderings:
            allowed = ", ".join(cls.orderings)
            errors.append(("ordering", f"ordering: «{ordering[:60]}» is not allowed; choose of: {allowed}."))
        if ordering == "relevance" and not query.get("q"):
            errors.append(("ordering", "ordering: relevance needs words in q."))
        if errors:
            raise BadRequest(errors)
        return cls._select(form.cleaned_data, ordering)

    @classmethod
    def _single(cls) -> list[str]:
        return [name for name in cls.names() if not isinstance(cls.base_filters.get(name), TagFilter)]

    @classmethod
    def _select(cls, values: dict[str, Any], ordering: str) -> Selection:
        tags = [
            tag
            for name, each in cls.base_filters.items()
            if isinstance(each, TagFilter)
            for tag in each.tags(values[name] or [])
        ]
        return Selection(
            type=cls.record_type,
            tags=tuple(sorted(set(tags))),
            first=values.get("from"),
            last=values.get("to"),
            possible=bool(values.get("possible")),
            words=values.get("q") or "",
            published_since=values.get("published_since"),
            ordering=ordering,
        )

    @classmethod
    def mentions(cls, selection: Selection) -> list[tuple[str, str]]:
        """Name the records that the tags of a selection speak of, by type and key."""
        kinds = {each.axis: each.record for each in cls.base_filters.values() if isinstance(each, TagFilter)}
        split = [tag.split(":", 1) for tag in selection.tags]
        return [(kinds[axis], key) for axis, key in split if kinds.get(axis)]


_PAIR = {"shape": r"([A-Z]{2}|[A-Z]{4})-([A-Z]{2}|[A-Z]{4})", "example": "two ISO codes such as KZ-PK"}
_SECTOR_ABOUT = "A sector's slug; its sub-sectors are included."


class _Happenings(Filters):
    """The filters that events and meetings share."""

    orderings = ("-date", "date", "-published", "relevance")

    country = _country("country", "A country taking part, by ISO code.")
    pair = PairFilter("pair", about="Two countries, in either order.", record="relation", **_PAIR)
    official = _slug("official", "An official named, by slug.")
    office_level = _word(
        "office_level", vocabulary.OfficeLevel, "The level of an office somebody present held."
    )
    sector = _slug("sector", _SECTOR_ABOUT)
    visit_kind = _word("visit_kind", vocabulary.VisitKind, "The kind of visit.")
    host = _country("host", "The host country, by ISO code.")
    visitor = _country("visitor", "The visiting country, by ISO code.")
    agreement = _slug("agreement", "An agreement spoken of, by slug.")
    occurrence = _word("occurrence", vocabulary.Occurrence, "Whether it took place.")
    possible = YesFilter(label="possible")
    disputed = _word("disputed", TrueFalse, "Whether sources disagree on it.")
    published_since = InstantFilter(label="published since")


_DAYS = {
    "from": DayFilter(end=False, required=False, label="from"),
    "to": DayFilter(end=True, required=False, label="to"),
}
"""Filters whose names are words of Python, added where the others are declared."""


class EventFilters(_Happenings):
    """The filters of the list of events."""

    record_type = "event"
    kind = _word("kind", vocabulary.EventKind, "The kind of event.")


class MeetingFilters(_Happenings):
    """The filters of the list of meetings inside events."""

    record_type = "meeting"
    kind = _word("kind", vocabulary.MeetingKind, "The kind of meeting.")


for _declared in (EventFilters, MeetingFilters):
    _declared.base_filters.update(_DAYS)


class AgreementFilters(Filters):
    """The filters of the list of agreements."""

    record_type = "agreement"
    orderings = ("-date", "date", "-published", "relevance")

    country = _country("country", "A party, by ISO code.")
    pair = PairFilter("pair", about="Two parties, in either order.", record="relation", **_PAIR)
    official = _slug("official", "A signatory, by slug.")
    status = _word("status", vocabulary.AgreementStepKind, "The last accepted step.")
    kind = _word("kind", vocabulary.AgreementKind, "The kind of agreement.")
    sector = _slug("sector", _SECTOR_ABOUT)
    disputed = _word("disputed", TrueFalse, "Whether sources disagree on it.")


class OfficialFilters(Filters):
    """The filters of the list of officials."""

    record_type = "official"
    orderings = ("name", "-published", "relevance")

    country = _country("country", "A country served, by ISO code.")
    office_level = _word("office_level", vocabulary.OfficeLevel, "The level of an office held at any time.")


class CountryFilters(Filters):
    """The filters of the list of countries."""

    record_type = "country"
    orderings = ("name", "-published", "relevance")

    kind = _word("kind", vocabulary.CountryKind, "State, territory, partially recognised or former.")


class SectorFilters(Filters):
    """The filters of the list of sectors."""

    record_type = "sector"
    orderings = ("name", "-published", "relevance")

    sector = _slug("sector", "A sector whose sub-sectors are wanted, by slug.")


class RelationFilters(Filters):
    """The filters of the list of relations."""

    record_type = "relation"
    orderings = ("name", "-date", "date", "-published", "relevance")

    country = _country("country", "One of the two countries, by ISO code.")


FILTERS: dict[str, type[Filters]] = {
    each.record_type: each
    for each in (
        EventFilters,
        MeetingFilters,
        AgreementFilters,
        OfficialFilters,
        CountryFilters,
        SectorFilters,
        RelationFilters,
    )
}
"""The filters of each list."""


def page_size(query: QueryDict, default: int, most: int) -> int:
    """Read how many rows a page shall have; raises ``BadRequest`` outside 1 to the most allowed."""
    text = query.get("page_size", str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 12 and 1 <= int(text) <= most):
        raise BadRequest(
            [("page_size", f"page_size: «{text[:60]}» is not allowed; write a number from 1 to {most}.")]
        )
    return int(text)


def allow_only(query: QueryDict, names: Sequence[str]) -> None:
    """Refuse parameters that an address does not take."""
    allowed = f"allowed are: {', '.join(names)}" if names else "none is allowed here"
    errors = [
        (name[:60], f"There is no parameter {name[:60]!r}; {allowed}.") for name in query if name not in names
    ]
    if errors:
        raise BadRequest(errors)
