"""Agreements are drawn as far as their sources agree."""

from __future__ import annotations

from publication.pictures.agreements import steps_of, tracks
from publication.pictures.shape import OPEN, along


def test_a_disputed_step_is_a_ring_and_no_line_joins_it() -> None:
    steps = [
        {"step": "signed", "date": None, "standing": "disputed"},
        {"step": "intent_expressed", "date": None, "standing": "accepted"},
        {"step": "ratified", "date": None, "standing": "rejected"},
    ]
    found = tracks(steps_of([{"title": "Peacekeeping", "slug": "peacekeeping", "steps": steps}]), [OPEN])
    assert [row["standing"] for row in found.rows] == ["Disputed", "Accepted"]
    line, ring, dot = found.spec["layer"][:3]
    assert ring["transform"] == [{"filter": "datum.disputed"}]
    assert not ring["mark"]["filled"]
    assert dot["transform"] == [{"filter": "!datum.disputed"}]
    assert "!datum.disputed" in line["transform"][0]["filter"]
    assert "A ring is a step on which sources disagree." in found.note


def test_an_open_year_stands_apart_from_the_last() -> None:
    assert along(["2025", "2026", OPEN])["scale"]["domain"] == ["2025", "2026", " ", OPEN]
    assert along([OPEN])["scale"]["domain"] == [OPEN]
