"""Read a query string as a selection of the record, by filters that say what they allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import django_filters
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publication.api.fields import (
    DayField,
    InstantField,
    RepeatedField,
    Text,
    WholeDayField,
    WordsField,
    YesField,
    not_allowed,
)
from publication.api.problems import BadRequest
from publication.selecting import Selection

PAGING = ("page_size", "cursor", "count", "fields")
"""Parameters of every list that are no filters."""


class TagFilter(django_filters.Filter):
    """A filter by a tag: an axis and each of the values given."""

    field_class = RepeatedField

    def __init__(self, axis: str, *, about: Text, record: str = "", **extra: Any) -> None:
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
    about = gettext_lazy("A year, month or day, YYYY, YYYY-MM or YYYY-MM-DD.")


class PlainFilter(django_filters.Filter):
    """A filter by one value, of which it says what it means."""

    def __init__(self, *, about: Text, label: str) -> None:
        self.about = about
        super().__init__(label=label, required=False)


class WholeDayFilter(PlainFilter):
    """A filter by one day."""

    field_class = WholeDayField


class YesFilter(PlainFilter):
    """A filter that is true or false."""

    field_class = YesField


class InstantFilter(PlainFilter):
    """A filter by an instant."""

    field_class = InstantField


class WordsFilter(PlainFilter):
    """A filter by words."""

    field_class = WordsField


class Filters(django_filters.FilterSet):
    """The filters of one list; ``selection`` reads a query string by them."""

    record_type: ClassVar[str]
    orderings: ClassVar[tuple[str, ...]] = ("-published",)

    q = WordsFilter(about=gettext_lazy("Words to look for, as in a search box."), label="words")

    @classmethod
    def names(cls) -> list[str]:
        """Name the parameters of the list, filters first."""
        return [*cls.base_filters, "ordering", *PAGING]

    @classmethod
    def repeatable(cls) -> set[str]:
        """Name the parameters that may be given several times."""
        return {"fields", *(name for name, each in cls.base_filters.items() if isinstance(each, TagFilter))}

    @classmethod
    def selection(cls, query: QueryDict, allowed: Sequence[str] = ()) -> Selection:
        """Read the filters; raises ``BadRequest`` naming every field at fault and what is allowed.

        ``allowed`` are the parameters of the address; those of the list unless told.
        """
        names = allowed or cls.names()
        errors = _unknown(query, names)
        errors += [
            (name, _("%(name)s may be given once.") % {"name": name})
            for name in names
            if len(query.getlist(name)) > 1 and name not in cls.repeatable()
        ]
        values, wrong = cls._read(query)
        errors += wrong
        errors += [("ordering", f"ordering: {sentence}") for sentence in cls._misordered(query)]
        if errors:
            raise BadRequest(errors)
        return cls._select(values, query.get("ordering", ""))

    @classmethod
    def _read(cls, query: QueryDict) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """Read the values of the filters that are given, by their fields; a form would make all anew."""
        values: dict[str, Any] = {}
        errors = []
        for name in filter(query.__contains__, cls.base_filters):
            field = cls.base_filters[name].field
            try:
                values[name] = field.clean(field.widget.value_from_datadict(query, {}, name))
            except ValidationError as wrong:
                errors += [(name, f"{name}: {each}") for each in wrong.messages]
        return values, errors

    @classmethod
    def _misordered(cls, query: QueryDict) -> list[str]:
        """Say what is wrong with the order asked for."""
        ordering = query.get("ordering", "")
        wrong = []
        if ordering and ordering not in cls.orderings:
            wrong.append(not_allowed(ordering, cls.orderings))
        if ordering == "relevance" and not query.get("q"):
            wrong.append(_("relevance needs words in q."))
        if ordering == "relevance" and query.get("as_of"):
            wrong.append(_("relevance is not there together with as_of."))
        return wrong

    @classmethod
    def _select(cls, values: dict[str, Any], ordering: str) -> Selection:
        tags = [
            tag
            for name, each in cls.base_filters.items()
            if isinstance(each, TagFilter)
            for tag in each.tags(values.get(name) or [])
        ]
        return Selection(
            type=cls.record_type,
            tags=tuple(sorted(set(tags))),
            first=values.get("from"),
            last=values.get("to"),
            possible=bool(values.get("possible")),
            words=values.get("q") or "",
            published_since=values.get("published_since"),
            as_of=values.get("as_of"),
            serving_on=values.get("serving_on"),
            ordering=ordering,
        )

    @classmethod
    def mentions(cls, selection: Selection) -> dict[tuple[str, str], str]:
        """Name the records that a selection's tags speak of, by type and key, each with its parameter.

        As of an instant none: what is there now says nothing of what was.
        """
        if selection.as_of:
            return {}
        kinds = {each.axis: each.record for each in cls.base_filters.values() if isinstance(each, TagFilter)}
        split = [tag.split(":", 1) for tag in selection.tags]
        return {(kinds[axis], key): axis for axis, key in split if kinds.get(axis)}


def page_size(query: QueryDict, default: int, most: int) -> int:
    """Read how many rows a page shall have; raises ``BadRequest`` outside 1 to the most allowed."""
    text = query.get("page_size", str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 12 and 1 <= int(text) <= most):
        sentence = _("«%(value)s» is not allowed; write a number from 1 to %(most)s.")
        told = sentence % {"value": text[:60], "most": most}
        raise BadRequest([("page_size", f"page_size: {told}")])
    return int(text)


def serial(query: QueryDict, name: str) -> int | None:
    """Read a serial, none where it is not given; raises ``BadRequest`` for anything but a whole number."""
    text = query.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        sentence = _("«%(value)s» is not allowed; write a serial, 0 for the first.")
        raise BadRequest([(name, f"{name}: {sentence % {'value': text[:60]}}")])
    return int(text)


def allow_only(query: QueryDict, names: Sequence[str]) -> None:
    """Refuse parameters that an address does not take."""
    if errors := _unknown(query, names):
        raise BadRequest(errors)


def _unknown(query: QueryDict, names: Sequence[str]) -> list[tuple[str, str]]:
    sentence = _("There is no parameter %(name)s; none is allowed here.")
    if names:
        sentence = _("There is no parameter %(name)s; allowed are: %(names)s.")
    listed = ", ".join(names)
    unknown = [name[:60] for name in query if name not in names]
    return [(name, sentence % {"name": repr(name), "names": listed}) for name in unknown]


def counted(query: QueryDict) -> bool:
    """Read whether the rows of a list shall be counted; raises ``BadRequest`` for anything but ``exact``."""
    text = query.get("count", "")
    if text not in ("", "exact"):
        raise BadRequest([("count", f"count: {not_allowed(text, ['exact'])}")])
    return bool(text)


def fields(query: QueryDict, allowed: Sequence[str]) -> tuple[str, ...]:
    """Read which members of a document are wanted, none for all; raises ``BadRequest`` for unknown ones."""
    texts = filter(str.strip, query.getlist("fields"))  # some clients repeat the name, whatever is told them
    names = [name.strip() for text in texts for name in text.split(",")]
    if unknown := [name for name in names if name not in allowed]:
        raise BadRequest([("fields", f"fields: {not_allowed(unknown[0], allowed)}")])
    return tuple(dict.fromkeys(names))
