"""Picture an event: who met whom, in the offices held then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.naming import country_name
from publication.pictures.naming import label
from publication.pictures.shape import Json, Picture
from publication.pictures.subject import Subject
from publication.vocabulary import MeetingKind, Occurrence, Presence, Side

PEOPLE: Final = 12
"""People drawn on a side; all stand in the numbers."""

MEETINGS: Final = 10
"""Meetings drawn."""

STEP: Final = 46
"""Pixels from one name to the next below it."""

TWO: Final = 2
"""Sides that meet, and the fewest meetings or people across that are worth a picture."""


def pictures(subject: Subject) -> list[Picture]:
    """Draw an event that took place, in which several people or meetings stand across from each other."""
    if subject.document["occurrence"] != Occurrence.OCCURRED:
        return []
    held = [each for each in subject.document["meetings"] if each["participants"]]
    rows = list(encounters(subject.document, held))
    sides = [{row["official"] for row in rows if row["way"] == way} for way in (0, TWO)]
    if not all(sides) or max(len(held), *map(len, sides)) < TWO:
        return []
    columns = (("name", _("Name")), ("office", _("Office then")), ("country", _("Country")))
    meetings = (("meeting", _("Meeting")),) if held else ()
    title = _("Who met whom") if held else _("Who took part on either side")
    words, spec = in_words(rows, len(held)), drawn(rows, labels(rows))
    return [Picture("people", title, words, (*meetings, *columns), rows, spec, note(rows, len(held)))]


def note(rows: Sequence[Json], meetings: int) -> str:
    """Say what is to be seen, and whether all is."""
    said = [_("The offices are those held then.")]
    if meetings:
        said.append(_("A dot in the middle is a meeting."))
    people = [len({row["official"] for row in rows if row["way"] == way}) for way in (0, TWO)]
    if meetings > MEETINGS or max(people) > PEOPLE:
        said.append(_("Only the first are drawn; all are in the numbers below."))
    return " ".join(said)


def encounters(document: Json, held: Sequence[Json]) -> Iterable[Json]:
    """Give each who was present in each meeting, or at the event where it holds no meetings with people."""
    names = {each["code"]: country_name(each) for each in document["countries"]}
    for meeting in held or [document]:
        for one in meeting["participants"]:
            if one["presence"] == Presence.PRESENT:
                yield {
                    "meeting": meeting["title"],
                    "id": meeting["id"],
                    "kind": kind(meeting) if held else "",
                    "name": one["official"]["name"],
                    "office": _(" and ").join(office["title"] for office in one["offices"]),
                    "country": names.get(one["country"], one["country"] or ""),
                    "code": one["country"] or "",
                    "official": one["official"]["slug"],
                    "way": way(one, document["countries"]),
                    "url": f"/officials/{one['official']['slug']}/",
                }


def kind(meeting: Json) -> str:
    """Name the kind of a meeting."""
    said = meeting["kind"]
    return _("Meeting") if said == MeetingKind.UNSPECIFIED else label(MeetingKind, said)


def way(one: Mapping[str, Any], countries: Sequence[Json]) -> int:
    """Say on which side somebody stands: visitors, or the first country, on one, all else on the other."""
    visited = any(each["side"] == Side.VISITOR for each in countries)
    home = countries[0]["code"] if countries else ""
    first = one["side"] == Side.VISITOR if visited else one["country"] == home
    return 0 if first else TWO


def labels(rows: Sequence[Json]) -> list[str]:
    """Name the two sides by their countries."""
    countries = [dict.fromkeys(row["country"] for row in rows if row["way"] == way) for way in (0, TWO)]
    one, other = (", ".join(filter(None, each)) or _("others") for each in countries)
    return [one, other] if one != other else [_("one side"), _("the other side")]


def colours(rows: Sequence[Json]) -> list[str]:
    """Give each side the colour that its country has on the page of the relation, by its code."""
    known = [sorted(row["code"] for row in rows if row["way"] == way and row["code"]) for way in (0, TWO)]
    one, other = (codes[0] if codes else "~" for codes in known)
    return ["@one", "@other"] if one <= other else ["@other", "@one"]


def in_words(rows: Sequence[Json], meetings: int) -> str:
    """Say who stood across from whom."""
    one, other = (dict.fromkeys(row["name"] for row in rows if row["way"] == way) for way in (0, TWO))
    told = {"one": ", ".join(one), "other": ", ".join(other), "number": meetings}
    if not meetings:
        return _("%(one)s with %(other)s.") % told
    return ngettext(
        "%(one)s with %(other)s, in %(number)s meeting.",
        "%(one)s with %(other)s, in %(number)s meetings.",
        meetings,
    ) % told  # fmt: skip


def drawn(rows: Sequence[Json], sides: Sequence[str]) -> Json:
    """Draw the people of either side, and the meetings that join them in the middle."""
    people = [
        list({row["official"]: row for row in rows if row["way"] == way}.values())[:PEOPLE]
        for way in (0, TWO)
    ]
    meetings = list({row["id"]: row for row in rows}.values())[:MEETINGS]
    tall = max(len(meetings), *map(len, people))
    standing = [
        {**row, "x": row["way"], "y": y, "side": sides[row["way"] // TWO]}
        for column in people
        for row, y in placed(column, tall)
    ]
    middle = [{"kind": row["kind"], "id": row["id"], "x": 1, "y": y} for row, y in placed(meetings, tall)]
    seats = {(row["official"], row["way"]): row for row in standing}
    held = {row["id"]: row["y"] for row in middle}
    lines = [
        {"link": f"{row['official']} {row['id']}", "side": sides[row["way"] // TWO], **point}
        for row in rows
        if (row["official"], row["way"]) in seats and row["id"] in held
        for point in bend(seats[row["official"], row["way"]], held[row["id"]])
    ]
    scale = {"domain": list(sides), "range": colours(rows)}
    return {**axes(tall), "layer": layers(lines, standing, middle, scale)}


def placed(column: Sequence[Json], tall: int) -> list[tuple[Json, float]]:
    """Give each of a column the height at which it stands, so that columns are centred on each other."""
    return [(row, round((i + 0.5) * tall / len(column), 3)) for i, row in enumerate(column)]


def bend(seat: Json, middle: float) -> list[Json]:
    """Lead from a name to a meeting, level at both ends."""
    x, y = seat["x"], seat["y"]
    return [
        {"x": x + (1 - x) * step, "y": height}
        for step, height in ((0, y), (0.15, y), (0.5, middle), (1, middle))
    ]


def axes(tall: int) -> Json:
    """Set the places on the sheet: three columns, and as many rows as the tallest has."""
    across = {"domain": [0, 2], "range": "@thirds"}
    down = {"domain": [0, tall], "reverse": True}
    return {
        "width": "@whole",
        "height": STEP * tall,
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "axis": None, "scale": across},
            "y": {"field": "y", "type": "quantitative", "axis": None, "scale": down},
        },
    }


def layers(
    lines: Sequence[Json], standing: Sequence[Json], middle: Sequence[Json], scale: Json
) -> list[Json]:
    """Lay lines, dots, names, offices and kinds of meeting over each other."""
    colour = {"color": {"field": "side", "type": "nominal", "scale": scale}}
    dot = {"type": "circle", "size": 60, "opacity": 1}
    line = {"type": "line", "interpolate": "monotone", "strokeWidth": 2}
    kinds = {"type": "text", "dy": -11, "fontSize": "@place", "color": "@quiet", "limit": "@kind"}
    return [
        {"data": {"values": lines}, "mark": line, "encoding": {"detail": {"field": "link"}, **colour}},
        {"data": {"values": standing}, "mark": dot, "encoding": colour},
        {"data": {"values": middle}, "mark": {**dot, "color": "@ink"}},
        {"data": {"values": middle}, "mark": kinds, "encoding": {"text": {"field": "kind"}}},
        *(named(standing, way, "name", dy=-7, fontWeight=600, color="@ink") for way in (0, TWO)),
        *(named(standing, way, "office", dy=8, color="@quiet") for way in (0, TWO)),
    ]


def named(standing: Sequence[Json], way: int, member: str, **mark: Any) -> Json:
    """Write a member of the people on one side beside their dots, away from the middle."""
    beside = (
        {"align": "left", "dx": 10, "limit": "@after"}
        if way
        else {"align": "right", "dx": -10, "limit": "@before"}
    )
    return {
        "data": {"values": [each for each in standing if each["way"] == way]},
        "mark": {"type": "text", **beside, **mark},
        "encoding": {"text": {"field": member}},
    }
