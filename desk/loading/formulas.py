"""Keep cells from being taken for formulas by the programs that open tables, and take that off again."""

from __future__ import annotations

from typing import Final

STARTERS: Final = frozenset("=+-@\t\r\n＝＋－＠")
"""With one of these at its head a cell may be run as a formula."""


def quoted(text: str) -> str:
    """Put an apostrophe before what may be run."""
    return f"'{text}" if text[:1] in STARTERS else text


def unquoted(text: str) -> str:
    """Take off the apostrophe that an export put before what may be run; any other stays."""
    return text[1:] if text[:1] == "'" and text[1:2] in STARTERS else text
