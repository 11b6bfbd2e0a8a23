"""Picture agreements on their way from intent to force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.pictures.naming import label, number_of, year_of
from publication.pictures.shape import OPEN, Json, Picture, along, ranked, years
from publication.pictures.subject import Subject
from publication.vocabulary import AgreementStepKind, Standing


def steps_of(agreements: Sequence[Json]) -> list[Json]:
    """List the accepted and disputed steps of agreements, with the year each was taken in."""
    return [
        {
            "name": agreement["title"],
            "step": label(AgreementStepKind, step["step"]), "kind": step["step"],
            "year": year_of(step["date"]), "url": f"/agreements/{agreement['slug']}/",
            "disputed": step["standing"] != Standing.ACCEPTED,
            "standing": label(Standing, step["standing"]),
        }
        for agreement in agreements for step in agreement["steps"] if step["standing"] != "rejected"
    ]  # fmt: skip


TAKEN: Final = [{"filter": f"!datum.disputed && datum.year != '{OPEN}'"}]
"""The steps that a line may join: accepted, and in a known year."""

ROOM: Final = 0.4
"""How much of the width of the years there is before them, where other pictures have names."""


LONGEST: Final = 0.75
"""How much of that width a title may take."""

NARROWER: Final = 0.87
"""How much narrower the type is with which the drawing program measures than readers' widest."""


def pictures(subject: Subject) -> list[Picture]:
    """Draw an agreement."""
    return [stairs(steps_of([subject.document]))]


def stairs(steps: Sequence[Json]) -> Picture:
    """Draw the steps of one agreement, each in its year."""
    rungs = [label(AgreementStepKind, kind) for kind in AgreementStepKind.values]
    rows = [{**step, "name": step["step"]} for step in steps] if steps[1:] else []  # one says nothing new
    lanes = [rung for rung in rungs if any(row["name"] == rung for row in rows)]
    spec = {
        "width": "@plot", "height": {"step": 26},
        "encoding": {"x": along(years(number_of(row["year"]) for row in rows)), "y": ranked(lanes)},
        "layer": [
            {"transform": TAKEN, "mark": {"type": "line", "color": "@line", "strokeWidth": 2}},
            *marks({"value": "@mark"}),
        ],
    }  # fmt: skip
    columns = (("name", _("Step")), ("year", _("Year")), ("standing", _("Standing")))
    words = _("Each step in the year in which it was taken.")
    return Picture("steps", _("From intent to force"), words, columns, rows, spec, note(rows))


def marks(colour: Json) -> list[Json]:
    """Draw a dot for each step that is accepted, and a ring around it for one that sources dispute."""
    ring = {"type": "point", "shape": "circle", "filled": False, "size": 190, "strokeWidth": 2, "opacity": 1}
    dot = {"type": "circle", "size": 90, "opacity": 1}
    return [
        {"transform": [{"filter": "datum.disputed"}], "mark": ring, "encoding": {"color": colour}},
        {"transform": [{"filter": "!datum.disputed"}], "mark": dot, "encoding": {"color": colour}},
    ]


def note(rows: Sequence[Json]) -> str:
    """Say what a ring is, where there is one."""
    return _("A ring is a step on which sources disagree.") if any(row["disputed"] for row in rows) else ""


def tracks(steps: Sequence[Json], axis: Sequence[str]) -> Picture:
    """Draw each agreement from intent to force."""
    stages = {_("on its way"): "@neither", _("signed"): "@good", _("in force"): "@ink", _("ended"): "@other"}
    rows = [{**step, "stage": list(stages)[stage_of(step["kind"])]} for step in steps]
    taken = {name: sorted(row["year"] for row in rows if row["name"] == name) for name in names_of(rows)}
    order = sorted(taken, key=lambda name: taken[name])
    number = len(order)
    words = ngettext(
        "The steps of %(number)s agreement.", "The steps of %(number)s agreements.", number
    ) % {"number": number}  # fmt: skip
    columns = (
        ("name", _("Agreement")),
        ("step", _("Step")),
        ("year", _("Year")),
        ("standing", _("Standing")),
    )
    beside = {"title": None, "labels": False, "minExtent": "@beside", "domain": False, "ticks": False}
    spec = {
        "width": "@plot", "height": {"step": 24},
        "encoding": {"x": along(axis), "y": {**ranked(order), "axis": beside}},
        "layer": [
            {"transform": TAKEN, "mark": {"type": "line", "color": "@neither", "strokeWidth": 2},
             "encoding": {"detail": {"field": "name"}}},
            *marks({"field": "stage", "type": "nominal",
                    "scale": {"domain": list(stages), "range": list(stages.values())}}),
            *titled(taken, axis),
        ],
    }  # fmt: skip
    return Picture("agreements", _("Agreements from intent to force"), words, columns, rows, spec, note(rows))


def names_of(rows: Sequence[Json]) -> list[str]:
    """Name the agreements, each once."""
    return list(dict.fromkeys(row["name"] for row in rows))


def titled(taken: Mapping[str, Sequence[str]], axis: Sequence[str]) -> list[Json]:
    """Write each title beside its steps, on the side where there is room, and no longer than that is."""
    beside: dict[tuple[str, str, float], list[Json]] = {}
    for name, found in taken.items():
        after = room_after(found, axis)
        year = found[-1] if after else found[0]
        share = (axis.index(year) + 0.5) / len(axis)
        side = ("left", year, 1 - share) if after else ("right", year, share + ROOM)
        beside.setdefault(side, []).append({"name": name, "year": year})
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "text", "align": align, "dx": 10 if align == "left" else -10, "color": "@ink",
                     "limit": {"expr": f"(width * {min(room, LONGEST):.3f} - 14) * {NARROWER}"}},
            "encoding": {"text": {"field": "name"}},
        }
        for (align, _year, room), rows in beside.items()
    ]  # fmt: skip


def room_after(taken: Sequence[str], axis: Sequence[str]) -> bool:
    """Whether there is more room after the last step than before the first; the names stand before it too."""
    before, after = axis.index(taken[0]), len(axis) - axis.index(taken[-1])
    return after > before + len(axis) * ROOM


def stage_of(step: str) -> int:
    """Tell how far a step brings an agreement: 0 on its way, 1 signed, 2 in force, 3 ended."""
    place = AgreementStepKind.values.index(step)
    bounds = (AgreementStepKind.SIGNED, AgreementStepKind.PROVISIONALLY_APPLIED, AgreementStepKind.SUSPENDED)
    return sum(place >= AgreementStepKind.values.index(each) for each in bounds)
