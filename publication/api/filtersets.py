"""Declare the filters of every list once: the API, the pages' forms and OpenAPI all read them here."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from publication import vocabulary
from publication.api.fields import Text
from publication.api.filters import (
    DayFilter,
    Filters,
    InstantFilter,
    PairFilter,
    TagFilter,
    WholeDayFilter,
    YesFilter,
)


def _country(axis: str, about: Text) -> TagFilter:
    return TagFilter(
        axis,
        about=about,
        record="country",
        shape=r"[A-Z]{2}|[A-Z]{4}",
        refusal=_("«%(value)s» is not allowed; write it as an ISO code such as KZ."),
    )


def _slug(axis: str, about: Text) -> TagFilter:
    return TagFilter(
        axis,
        about=about,
        record=axis,
        shape=r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*",
        refusal=_("«%(value)s» is not allowed; write it as a slug such as asim-munir."),
    )


def _word(axis: str, choices: type[TextChoices], about: Text) -> TagFilter:
    return TagFilter(axis, about=about, choices=choices)


class TrueFalse(TextChoices):
    """Yes and no as they stand in addresses."""

    TRUE = "true"
    FALSE = "false"


_PAIR = {
    "shape": r"([A-Z]{2}|[A-Z]{4})-([A-Z]{2}|[A-Z]{4})",
    "refusal": _("«%(value)s» is not allowed; write it as two ISO codes such as KZ-PK."),
}
_SECTOR_ABOUT = _("A sector's slug; its sub-sectors are included.")


class _Happenings(Filters):
    """The filters that events and meetings share."""

    orderings = ("-date", "date", "-published", "relevance")

    country = _country("country", _("A country taking part, by ISO code."))
    pair = PairFilter("pair", about=_("Two countries, in either order."), record="relation", **_PAIR)
    official = _slug("official", _("An official named, by slug."))
    office_level = _word(
        "office_level", vocabulary.OfficeLevel, _("The level of an office somebody present held.")
    )
    sector = _slug("sector", _SECTOR_ABOUT)
    visit_kind = _word("visit_kind", vocabulary.VisitKind, _("The kind of visit."))
    host = _country("host", _("The host country, by ISO code."))
    visitor = _country("visitor", _("The visiting country, by ISO code."))
    agreement = _slug("agreement", _("An agreement spoken of, by slug."))
    occurrence = _word("occurrence", vocabulary.Occurrence, _("Whether it took place."))
    possible = YesFilter(
        about=_("true: also what may lie between these days, as its date is not known well enough."),
        label="possible",
    )
    disputed = _word("disputed", TrueFalse, _("Whether sources disagree on it."))
    published_since = InstantFilter(
        about=_("An instant: what was published, or changed, since."), label="published since"
    )
    as_of = InstantFilter(about=_("An instant: the record as it stood then."), label="as of")


_DAYS = {
    "from": DayFilter(end=False, required=False, label="from"),
    "to": DayFilter(end=True, required=False, label="to"),
}
"""Filters whose names are words of Python, added where the others are declared."""


class EventFilters(_Happenings):
    """The filters of the list of events."""

    record_type = "event"
    kind = _word("kind", vocabulary.EventKind, _("The kind of event."))


class MeetingFilters(_Happenings):
    """The filters of the list of meetings inside events."""

    record_type = "meeting"
    kind = _word("kind", vocabulary.MeetingKind, _("The kind of meeting."))


for _declared in (EventFilters, MeetingFilters):
    _declared.base_filters.update(_DAYS)


class AgreementFilters(Filters):
    """The filters of the list of agreements."""

    record_type = "agreement"
    orderings = ("-date", "date", "-published", "relevance")

    country = _country("country", _("A party, by ISO code."))
    pair = PairFilter("pair", about=_("Two parties, in either order."), record="relation", **_PAIR)
    official = _slug("official", _("A signatory, by slug."))
    status = _word("status", vocabulary.AgreementStepKind, _("The last accepted step."))
    kind = _word("kind", vocabulary.AgreementKind, _("The kind of agreement."))
    sector = _slug("sector", _SECTOR_ABOUT)
    disputed = _word("disputed", TrueFalse, _("Whether sources disagree on it."))


class OfficialFilters(Filters):
    """The filters of the list of officials."""

    record_type = "official"
    orderings = ("name", "-published", "relevance")

    country = _country("country", _("A country served, by ISO code."))
    office_level = _word(
        "office_level", vocabulary.OfficeLevel, _("The level of an office held at any time.")
    )
    serving_on = WholeDayFilter(
        about=_("A day: who may have been in office then, for the country and at the level given."),
        label="serving on",
    )


class CountryFilters(Filters):
    """The filters of the list of countries."""

    record_type = "country"
    orderings = ("name", "-published", "relevance")

    kind = _word("kind", vocabulary.CountryKind, _("State, territory, partially recognised or former."))


class SectorFilters(Filters):
    """The filters of the list of sectors."""

    record_type = "sector"
    orderings = ("name", "-published", "relevance")

    sector = _slug("sector", _("A sector whose sub-sectors are wanted, by slug."))


class RelationFilters(Filters):
    """The filters of the list of relations."""

    record_type = "relation"
    orderings = ("name", "-date", "date", "-published", "relevance")

    country = _country("country", _("One of the two countries, by ISO code."))


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
