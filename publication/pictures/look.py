"""Dress a picture: the colours of the site in light and dark, one type, no frames."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from textwrap import wrap
from typing import Any, Final

from publication.pictures.shape import Json, Picture

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
FONT: Final = "system-ui, 'Segoe UI', 'Noto Sans', 'Liberation Sans', 'Noto Sans Arabic', Arial, sans-serif"

TITLE: Final = 64
"""Letters in a line of the title of a picture that stands alone."""

LIGHT: Final = {
    "paper": "#fcfbf8", "ink": "#1c1d1f", "quiet": "#595751", "line": "#d9d5cb", "land": "#e6e2d8",
    "one": "#17607f", "other": "#b4531a", "neither": "#77736a", "mark": "#1d4a5f", "good": "#1f6040",
}  # fmt: skip
DARK: Final = {
    "paper": "#15171a", "ink": "#e9e7e2", "quiet": "#aeaaa1", "line": "#383b40", "land": "#2c3036",
    "one": "#78bfe3", "other": "#f0a36b", "neither": "#9b978e", "mark": "#8fc6e4", "good": "#7cc9a0",
}  # fmt: skip
"""One side and the other differ in lightness too, so that they are told apart without colour."""


WIDE: Final = {
    "plot": 530, "beside": 216, "name": 186, "whole": 740, "world": 370, "dots": [40, 320],
    "text": 13, "place": 12, "first": 12, "columns": 4, "cell": 12, "tilt": 0, "thirds": [205, 440],
    "before": 172, "after": 262, "kind": 170,
}  # fmt: skip
NARROW: Final = {
    "plot": 160, "beside": 112, "name": 96, "whole": 284, "world": 146, "dots": [8, 80],
    "text": 11, "place": 0, "first": 10, "columns": 1, "cell": 0, "tilt": -90, "thirds": [112, 140],
    "before": 90, "after": 116, "kind": 1,
}  # fmt: skip
"""Measures in pixels: between the axes, of the names beside them, of a map; areas of dots; the
size of numbers in fields, and how names above them are turned; where two columns of names end and begin, and
the room for them and for what stands between.

The narrow ones fit a screen 320 pixels wide, where a map has no room for the names of places.
"""


def _declared(colours: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colours.items())


STYLE: Final = (
    f":root{{{_declared(LIGHT)}}}@media (prefers-color-scheme:dark){{:root{{{_declared(DARK)}}}}}"
    "a:hover,a:focus{opacity:.75}"
)
"""What a picture carries in itself, as an image takes nothing from the page around it."""

STYLE_HASH: Final = f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
"""The style's name in a content policy."""

THEMED: Final = {name: f"var(--{name})" for name in LIGHT}


def dressed(
    picture: Picture, colours: Mapping[str, str], *, titled: bool = False, measures: Json = WIDE
) -> Json:
    """Give a picture's spec with its data, in colours and measures; ``titled`` where it stands alone."""
    known = {**colours, **measures}
    spec: Json = {"$schema": SCHEMA, "description": picture.words, "data": {"values": list(picture.rows)}}
    spec |= _filled(picture.spec, known)
    if titled:
        lines = wrap(picture.of, TITLE, max_lines=3, placeholder=" …")
        named = {"text": lines, "subtitle": f"{picture.title} · Chancery"}
        spec["title"] = named if picture.of else {"text": picture.title, "subtitle": "Chancery"}
        spec["padding"] = 16
    return spec | {"config": _filled(_config(paper=titled), known)}


OF_THE_RECORD: Final = ("values", "sort", "domain")
"""Parts of a spec that hold words of the record."""


def _filled(part: Any, known: Mapping[str, Any]) -> Any:
    """Put colours and measures where a spec names them: «@one». What is the record's is left alone."""
    if isinstance(part, dict):
        return {key: value if key in OF_THE_RECORD else _filled(value, known) for key, value in part.items()}
    if isinstance(part, list):
        return [_filled(each, known) for each in part]
    if isinstance(part, str) and part.startswith("@"):
        return known[part[1:]]
    return part


def height_of(picture: Picture, measures: Json) -> int:
    """Give about how many pixels high a picture is, with its axis and the names of its colours."""
    within = _filled(picture.spec["height"], measures)
    if isinstance(within, dict):
        within = within["step"] * len(picture.spec["encoding"]["y"]["sort"])
    return int(within) + 50


def _config(*, paper: bool) -> Json:
    return {
        "aria": False,  # the words stand beside it; hundreds of marks would be read one by one
        "background": "@paper" if paper else None,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "labelColor": "@quiet", "labelFontSize": "@text", "domainColor": "@line",
            "gridColor": "@line", "tickColor": "@line", "titleColor": "@quiet",
        },
        "legend": {
            "labelColor": "@ink", "labelFontSize": "@text", "titleColor": "@quiet",
            "orient": "top", "title": None, "symbolStrokeWidth": 0, "offset": 4, "labelLimit": 300,
            "columns": "@columns", "columnPadding": 18,
        },
        "title": {
            "anchor": "start", "color": "@ink", "subtitleColor": "@quiet", "fontSize": 18,
            "subtitleFontSize": 13, "offset": 12,
        },
        "text": {"color": "@ink", "fontSize": "@text"},
    }  # fmt: skip
