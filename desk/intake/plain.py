"""Read a text file."""

from __future__ import annotations

from desk.intake.decoding import decode
from desk.intake.signs import hold_to_text
from desk.intake.story import Story


def read(raw: bytes, language: str, most: int) -> Story:
    """Read the text as it is, in whatever encoding it is written."""
    hold_to_text(raw)
    text, encoding = decode(raw, language)
    return Story(text, "", f"text/plain; charset={encoding}")
