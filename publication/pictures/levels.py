"""Picture who met at which level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.crossing import Crossed, crossed
from publication.pictures.naming import label
from publication.pictures.shape import OPEN, Json, Picture, along, ranked, year_name
from publication.pictures.subject import Subject
from publication.vocabulary import OfficeLevel

LEVELS: Final = OfficeLevel.values


def where(names: Mapping[str, str], host: str) -> str:
    """Say which side was host."""
    return _("in %(country)s") % {"country": names[host]} if host else _("elsewhere, or from afar")


def by_level(subject: Subject) -> Crossed:
    """Count events by year, host and level of those present."""
    hosts = subject.key.split("-")
    return crossed(subject.selection(), {"host": hosts, "office_level": LEVELS}, subject.serial)


def levels(subject: Subject, names: Mapping[str, str], steps: Sequence[Json], axis: Sequence[str]) -> Picture:
    """Draw events by year, by the level of those present and by who was host, with steps of agreements."""
    rows = [
        {"year": year_name(year), "name": label(OfficeLevel, level), "hosted": where(names, host),
         "count": number, "level": level, "host": host,
         "url": subject.list_of(year, office_level=level, host=host) if host else ""}
        for (year, (host, level)), number in sorted(by_level(subject).items()) if level
    ]  # fmt: skip
    columns = (("year", _("Year")), ("name", _("Level")), ("hosted", _("Held")), ("count", _("Events")))
    note = _("An event stands once at each level that was present; a larger dot is more events.")
    spec = lanes(rows, steps, axis, [where(names, host) for host in (*names, "")])
    return Picture("levels", _("Events by level and side"), in_words(rows), columns, rows, spec, note)


def in_words(rows: Sequence[Json]) -> str:
    """Say what the lanes show."""
    if not rows:
        return ""
    number = len({row["year"] for row in rows} - {OPEN})
    words = ngettext(
        "Events in %(number)s year, by the level of those present and by where they were held.",
        "Events in %(number)s years, by the level of those present and by where they were held.",
        number,
    ) % {"number": number}
    top = min((row["level"] for row in rows), key=LEVELS.index)
    return f"{words} " + _("The highest level was %(level)s.") % {"level": label(OfficeLevel, top).lower()}


def lanes(rows: Sequence[Json], steps: Sequence[Json], axis: Sequence[str], sides: Sequence[str]) -> Json:
    """Draw a lane for each level, and one for the steps of agreements, over the same years."""
    agreed, taken = _("Steps of agreements"), Counter(step["year"] for step in steps)
    marks = [{"year": year, "name": agreed, "count": number} for year, number in sorted(taken.items())]
    present = [label(OfficeLevel, level) for level in LEVELS if any(row["level"] == level for row in rows)]
    y = ranked([*present, *([agreed] if marks else [])])
    size = {"field": "count", "type": "quantitative", "scale": {"range": "@dots"}, "legend": None}
    held = {"field": "hosted", "type": "nominal", "sort": list(sides)}
    colours = {"domain": list(sides), "range": ["@one", "@other", "@neither"]}
    dots = {
        "mark": {"type": "circle", "opacity": 0.85},
        "encoding": {"size": size, "yOffset": held, "color": {**held, "scale": colours}},
    }
    diamonds = {
        "data": {"values": marks},
        "mark": {"type": "point", "shape": "diamond", "filled": True, "color": "@ink"},
        "encoding": {"size": size},
    }
    return {
        "width": "@plot",
        "height": {"step": 34, "for": "position"},
        "encoding": {"x": along(axis), "y": {**y, "axis": {**y["axis"], "grid": True}}},
        "layer": [dots, diamonds],
    }


def ladder(subject: Subject, axis: Sequence[str]) -> Picture:
    """Draw the highest level that was present in each year."""
    highest: dict[int, str] = {}
    for year, (_host, level) in by_level(subject):
        if level and year:
            highest[year] = min(level, highest.get(year, level), key=LEVELS.index)
    rows = [
        {"year": year_name(year), "name": label(OfficeLevel, level), "level": level,
         "url": subject.list_of(year, office_level=level)}
        for year, level in sorted(highest.items())
    ]  # fmt: skip
    rungs = [label(OfficeLevel, level) for level in LEVELS if level in highest.values()]
    spec = {
        "width": "@plot", "height": {"step": 26},
        "encoding": {"x": along(axis), "y": ranked(rungs)},
        "layer": [
            {"mark": {"type": "line", "interpolate": "step-after", "color": "@line", "strokeWidth": 2}},
            {"mark": {"type": "circle", "size": 80, "color": "@mark", "opacity": 1}},
        ],
    }  # fmt: skip
    words = ""
    if rows:
        last, top = rows[-1], min(highest.values(), key=LEVELS.index)
        words = _("The highest level of %(year)s was %(level)s; the highest ever was %(top)s.") % {
            "year": last["year"], "level": last["name"].lower(), "top": label(OfficeLevel, top).lower(),
        }  # fmt: skip
    columns = (("year", _("Year")), ("name", _("Highest level")))
    return Picture("ladder", _("The highest level of each year"), words, columns, rows, spec)
