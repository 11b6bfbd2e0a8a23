"""A map shows as much of the world as its places need, and its names apart from each other."""

from __future__ import annotations

from typing import Any

from publication.pictures.world import View, apart, seen

ASTANA: dict[str, Any] = {"name": "Kazakhstan", "lon": 71.4, "lat": 51.1}
ISLAMABAD = {"name": "Pakistan", "lon": 73.0, "lat": 33.7}
BISHKEK = {"name": "Kyrgyzstan", "lon": 74.6, "lat": 42.9}
WASHINGTON = {"name": "United States", "lon": -77.0, "lat": 38.9}
SUVA = {"name": "Fiji", "lon": 178.4, "lat": -18.1}
APIA = {"name": "Samoa", "lon": -171.8, "lat": -13.8}
TASHKENT = {"name": "Uzbekistan", "lon": 69.2, "lat": 41.3}


def holds(view: View, place: dict[str, Any]) -> bool:
    """Say whether a map shows a place."""
    from_middle = (place["lon"] - view.middle + 180) % 360 - 180
    return bool(abs(from_middle) <= view.wide / 2 and view.south <= place["lat"] <= view.north)


def test_neighbours_fill_the_map() -> None:
    view = seen([ASTANA, ISLAMABAD, BISHKEK], 40)
    assert not view.whole
    assert view.wide < 120
    assert all(holds(view, place) for place in (ASTANA, ISLAMABAD, BISHKEK))
    assert not holds(view, WASHINGTON)
    assert view.projection()["fit"]["geometry"]["coordinates"]


def test_places_far_apart_are_on_the_whole_world() -> None:
    view = seen([ASTANA, WASHINGTON, SUVA], 40)
    assert view.whole
    assert view.projection() == {"type": "equalEarth", "rotate": [-40, 0, 0]}


def test_neighbours_across_the_date_line_are_neighbours() -> None:
    view = seen([SUVA, APIA], 178.4)
    assert not view.whole
    assert all(holds(view, place) for place in (SUVA, APIA))


def test_one_place_stands_in_the_middle_and_none_on_the_whole_world() -> None:
    view = seen([ASTANA], 40)
    assert abs(view.middle - ASTANA["lon"]) < 0.01
    assert abs((view.south + view.north) / 2 - ASTANA["lat"]) < 0.01
    assert seen([], 40).whole


def test_names_stand_closer_on_a_closer_map() -> None:
    rows = [BISHKEK, TASHKENT]
    assert list(apart(rows, *View(40, 360, -90, 90).apart)) == [BISHKEK]
    assert list(apart(rows, *seen(rows, 40).apart)) == rows
