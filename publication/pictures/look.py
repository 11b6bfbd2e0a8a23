"""Dress a picture: the colours of the site in light and dark, one type, no frames."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Any, Final

from publication.pictures.shape import Json, Picture

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
FONT: Final = "system-ui, 'Segoe UI', 'Noto Sans', 'Liberation Sans', 'Noto Sans Arabic', Arial, sans-serif"

LIGHT: Final = {
    "paper": "#fcfbf8", "ink": "#1c1d1f", "quiet": "#595751", "line": "#d9d5cb", "land": "#e6e2d8",
    "one": "#17607f", "other": "#b4531a", "neither": "#77736a", "mark": "#1d4a5f",
}  # fmt: skip
DARK: Final = {
    "paper": "#15171a", "ink": "#e9e7e2", "quiet": "#aeaaa1", "line": "#383b40", "land": "#2c3036",
    "one": "#78bfe3", "other": "#f0a36b", "neither": "#9b978e", "mark": "#8fc6e4",
}  # fmt: skip
"""One side and the other differ in lightness too, so that they are told apart without colour."""


def _declared(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colours.items())


STYLE: Final = (
    f":root{{{_declared(LIGHT)}}}@media (prefers-color-scheme:dark){{:root{{{_declared(DARK)}}}}}"
    "a:hover,a:focus{opacity:.75}"
)
"""What a picture carries in itself, as an image takes nothing from the page around it."""

STYLE_HASH: Final = f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
"""The style's name in a content policy."""

THEMED: Final = {name: f"var(--{name})" for name in LIGHT}


def dressed(picture: Picture, colours: dict[str, str], *, titled: bool = False) -> Json:
    """Give a picture's spec with its data, in colours; ``titled`` where it stands alone."""
    spec: Json = {"$schema": SCHEMA, "description": picture.words, "data": {"values": list(picture.rows)}}
    spec |= _coloured(picture.spec, colours)
    if titled:
        spec["title"] = {"text": picture.title, "subtitle": "Chancery"}
        spec["padding"] = 16
    return spec | {"config": _config(colours, paper=titled)}


def _coloured(part: Any, colours: dict[str, str]) -> Any:
    """Put colours where a spec names them: «@one»."""
    if isinstance(part, dict):
        return {key: _coloured(value, colours) for key, value in part.items()}
    if isinstance(part, list):
        return [_coloured(each, colours) for each in part]
    if isinstance(part, str) and part.startswith("@"):
        return colours[part[1:]]
    return part


def _config(colours: dict[str, str], *, paper: bool) -> Json:
    return {
        "aria": False,  # the words stand beside it; hundreds of marks would be read one by one
        "background": colours["paper"] if paper else None,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "labelColor": colours["quiet"], "labelFontSize": 13, "domainColor": colours["line"],
            "gridColor": colours["line"], "tickColor": colours["line"], "titleColor": colours["quiet"],
        },
        "legend": {
            "labelColor": colours["ink"], "labelFontSize": 13, "titleColor": colours["quiet"],
            "orient": "top", "title": None, "symbolStrokeWidth": 0, "offset": 4, "labelLimit": 300,
        },
        "title": {
            "anchor": "start", "color": colours["ink"], "subtitleColor": colours["quiet"], "fontSize": 18,
            "subtitleFontSize": 13, "offset": 12,
        },
        "text": {"color": colours["ink"], "fontSize": 13},
    }  # fmt: skip
