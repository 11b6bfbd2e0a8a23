"""Picture how two countries deal with each other, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _

from publication.crossing import crossed
from publication.naming import country_name
from publication.pictures.agreements import steps_of, tracks
from publication.pictures.levels import by_level, ladder, levels
from publication.pictures.naming import number_of
from publication.pictures.shape import Json, Picture, along, ranked, year_name, years
from publication.pictures.subject import Subject
from publication.reading import standing
from publication.vocabulary import Occurrence

AGREEMENTS: Final = 40
"""Agreements whose steps are drawn, the newest."""

SECTORS: Final = 14
"""Sectors drawn, those most dealt with."""


def pictures(subject: Subject) -> list[Picture]:
    """Draw a relation: what happened at which level, visits each way, sectors, agreements."""
    names = {each["code"]: country_name(each) for each in subject.document["countries"]}
    steps = steps_of(subject.documents("agreement", AGREEMENTS))
    axis = years(
        [*(year for year, _values in by_level(subject)), *(number_of(each["year"]) for each in steps)]
    )
    return [
        levels(subject, names, steps, axis),
        visits(subject, names, axis),
        ladder(subject, axis),
        sectors(subject, axis),
        tracks(steps, axis),
    ]


def visits(subject: Subject, names: Mapping[str, str], axis: Sequence[str]) -> Picture:
    """Draw visits that took place, each way, year by year."""
    one, other = names
    tags = ("kind:visit", f"occurrence:{Occurrence.OCCURRED}")
    found = crossed(subject.selection("event", *tags), {"host": (one, other)}, subject.serial)
    ways = {host: _("to %(country)s") % {"country": names[host]} for host in (one, other)}
    rows: list[Json] = [
        {
            "year": year_name(year), "way": ways[host], "count": number,
            "signed": number if host == one else -number, "host": host,
            "url": subject.list_of(year, kind="visit", occurrence="occurred", host=host),
        }
        for (year, (host,)), number in sorted(found.items()) if host
    ]  # fmt: skip
    most = max((row["count"] for row in rows), default=0)
    spec = {
        "width": "@plot", "height": 150,
        "mark": {"type": "bar", "cornerRadiusEnd": 1},
        "encoding": {
            "x": along(axis),
            "y": {
                "field": "signed", "type": "quantitative", "scale": {"domain": [-most, most]},
                "axis": {
                    "title": None, "labelExpr": "format(abs(datum.value), 'd')", "domain": False,
                    "ticks": False, "tickMinStep": 1, "tickCount": 5, "minExtent": "@beside",
                    "maxExtent": "@beside",
                },
            },
            "color": {"field": "way", "type": "nominal",
                      "scale": {"domain": list(ways.values()), "range": ["@one", "@other"]}},
        },
    }  # fmt: skip
    sums = {host: sum(row["count"] for row in rows if row["host"] == host) for host in ways}
    words = _("Visits that took place: %(there)s to %(one)s, %(back)s to %(other)s.") % {
        "there": sums[one], "back": sums[other], "one": names[one], "other": names[other],
    }  # fmt: skip
    columns = (("year", _("Year")), ("way", _("Visits")), ("count", _("Number")))
    return Picture("visits", _("Who visited whom"), words, columns, rows, spec)


def sectors(subject: Subject, axis: Sequence[str]) -> Picture:
    """Draw which sectors were dealt with in which year."""
    found = crossed(subject.selection(), {"sector": ()}, subject.serial)
    totals = Counter[str]()
    for (_year, (sector,)), number in found.items():
        totals[sector] += number
    tops = {key: row["title"] for key, row in standing("sector", list(totals)).items() if not row["parent"]}
    most = [each for each, _number in totals.most_common() if each in tops][:SECTORS]
    rows = [
        {"year": year_name(year), "name": tops[sector], "count": number, "sector": sector,
         "url": subject.list_of(year, sector=sector)}
        for (year, (sector,)), number in sorted(found.items()) if sector in most
    ]  # fmt: skip
    lanes = [tops[each] for each in most]
    spec = {
        "width": "@plot", "height": {"step": 24},
        "mark": {"type": "rect", "color": "@mark", "stroke": "@paper", "strokeWidth": 2, "cornerRadius": 2},
        "encoding": {
            "x": along(axis), "y": ranked(lanes),
            "opacity": {"field": "count", "type": "quantitative", "legend": None,
                        "scale": {"range": [0.3, 1], "type": "sqrt"}},
        },
    }  # fmt: skip
    words = (
        _("The sectors most dealt with are %(sectors)s.") % {"sectors": ", ".join(lanes[:3])} if rows else ""
    )
    columns = (("year", _("Year")), ("name", _("Sector")), ("count", _("Events")))
    note = _("A sector counts what its sub-sectors hold; darker is more events.")
    return Picture("sectors", _("What they deal with"), words, columns, rows, spec, note)
