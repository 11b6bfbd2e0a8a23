"""Pictures have the colours of the pages they stand on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from publication.pictures.look import DARK, LIGHT

SHEET = Path(settings.BASE_DIR) / "publication/static/publication/site.css"
SHARED = {"paper", "ink", "quiet", "line", "mark"}
"""Colours that the pages name too; the others are of pictures alone."""


@pytest.mark.parametrize(("palette", "place"), [(LIGHT, 0), (DARK, 1)])
def test_a_colour_of_the_pages_is_the_same_in_pictures(palette: dict[str, str], place: int) -> None:
    blocks = re.findall(r":root \{(.*?)\}", SHEET.read_text(), flags=re.DOTALL)
    page = dict(re.findall(r"--([\w-]+): (#\w+);", blocks[place]))
    assert {name: palette[name] for name in SHARED} == {name: page[name] for name in SHARED}
    assert palette.keys() == LIGHT.keys()


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_what_is_drawn_stands_out_from_the_paper(palette: dict[str, str]) -> None:
    """WCAG 2.2, 1.4.11: three to one for what must be seen; 1.4.3: four and a half for words."""
    for name in ("one", "other", "neither", "mark"):
        assert contrast(palette[name], palette["paper"]) >= 3, name
    for name in ("ink", "quiet"):
        assert contrast(palette[name], palette["paper"]) >= 4.5, name


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
