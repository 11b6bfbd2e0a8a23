"""Keep a spreadsheet from reading a text as a formula, and take that off again.

A text that begins with a sign of a formula gets a leading apostrophe. So does one that begins with
apostrophes and then such a sign, so that taking one off always gives the text back.
"""

from __future__ import annotations

import re
from typing import Final

SIGNS: Final = "=+\\-@\t\r\n\0＝＋－＠"
DANGEROUS: Final = re.compile(f"'*[{SIGNS}]")
GUARDED: Final = re.compile(f"'+[{SIGNS}]")


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet might run."""
    return f"'{text}" if DANGEROUS.match(text) else text


def unguard(cell: str) -> str:
    """Give the text of a cell that ``guard`` has written."""
    return cell[1:] if GUARDED.match(cell) else cell
