"""Picture whom a country deals with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.naming import country_name, title_of
from publication.pictures.bars import BARS, bars, by_year, ranking
from publication.pictures.shape import Json, Picture
from publication.pictures.subject import Subject
from publication.pictures.world import arc, seen, world
from publication.reading import documents, standing
from publication.vocabulary import Occurrence

PARTNERS: Final = 60
"""Partners on the map, those it shares most events with."""


AT_ONCE: Final = 200
"""Officials read at once while those of a country are looked for."""


def pictures(subject: Subject) -> list[Picture]:
    """Draw a country: its partners on a map, their ranking, and who travels for it."""
    return [partners(subject), by_year(subject), closest(subject), travellers(subject)]


def partners(subject: Subject) -> Picture:
    """Draw arcs to the countries it deals with, as wide as there were events."""
    met = dict(subject.shared("country").most_common(PARTNERS))
    there = {row["code"]: row for row in documents("country", list(met)) if row["point"]}
    home = subject.document["point"]
    rows = [
        {
            "name": country_name(there[code]), "count": number, "code": code,
            "lon": there[code]["point"]["lon"], "lat": there[code]["point"]["lat"],
            "url": subject.list_of(country=code),
            **arc(home, there[code]["point"]),
        }
        for code, number in met.items() if home and code in there
    ]  # fmt: skip
    names = ", ".join(row["name"] for row in rows[:3])
    words = _("Most is recorded with %(countries)s.") % {"countries": names}
    columns = (("name", _("Country")), ("count", _("Events")))
    note = _("Lines join capitals; a wider one is more events. Coasts are drawn, borders are not.")
    itself = {"name": country_name(subject.document), "count": sum(met.values())}
    shown = [{**itself, **home}, *rows] if home else []
    spec = world(rows, shown, seen(shown, home["lon"] if home else 0))
    return Picture("partners", _("With whom it deals"), words, columns, rows, spec, note)


def closest(subject: Subject) -> Picture:
    """Rank the countries it shares most events with."""
    rows = ranking(subject, "country", "country")
    words = ngettext(
        "Events shared with the %(number)s country that shares any.",
        "Events shared with the %(number)s countries that share most.",
        len(rows),
    ) % {"number": len(rows)}
    columns = (("name", _("Country")), ("count", _("Events")))
    return Picture("ranking", _("With whom most is recorded"), words, columns, rows, bars(rows))


def travellers(subject: Subject) -> Picture:
    """Rank who went abroad for it."""
    tags = (f"visitor:{subject.key}", "kind:visit", f"occurrence:{Occurrence.OCCURRED}")
    own = of_country(subject.key, subject.shared("official", *tags).most_common())
    rows = [
        {"name": title_of(known), "count": number, "official": known["slug"],
         "url": subject.list_of(visitor=subject.key, kind="visit", occurrence="occurred",
                                official=known["slug"])}
        for known, number in islice(own, BARS)
    ]  # fmt: skip
    words = _("Officials present on visits abroad that took place.")
    columns = (("name", _("Official")), ("count", _("Visits")))
    return Picture("travellers", _("Who travels for it"), words, columns, rows, bars(rows))


def of_country(code: str, counted: Sequence[tuple[str, int]]) -> Iterator[tuple[Json, int]]:
    """Walk the officials of a country among those counted, as many read at once as a picture may need."""
    for start in range(0, len(counted), AT_ONCE):
        some = counted[start : start + AT_ONCE]
        known = standing("official", [key for key, _number in some])
        for key, number in some:
            if country_of(known.get(key)) == code:
                yield known[key], number


def country_of(official: Json | None) -> str:
    """Give the code of the country that an official acts for."""
    country = (official or {}).get("country")
    return str(country["code"]) if country else ""
