"""Read a PDF: the words of its pages, put together to paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError

from desk.intake.story import FileRefused, Gathered, Story, apart

PAGES_MOST: Final = 1000
"""Pages that are read at most."""
END_WITHIN: Final = 2048
"""Bytes at the end among which the mark of the end must stand."""
FULL: Final = 0.8
"""A line of this share of the longest usual line goes on in the next one."""

PROTECTED: Final = "It is protected by a password; save it without one."
CUT_OFF: Final = "It is cut off: the mark at its end is missing."
NO_WORDS: Final = "It holds no text, as a scan does, which is pictures alone; paste the text instead."
NUMBER: Final = re.compile(r"(?:page\s+)?(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
BROKEN_WORD: Final = re.compile(r"([^\W\d_]+)-\Z")
FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
ENDS: Final = re.compile(r"[.!?…:][\"'”’»)\]]*\Z")


def read(raw: bytes, language: str, most: int) -> Story:
    """Read the text of all pages; refuse a file with a password, cut off, or without text."""
    if b"%%EOF" not in raw[-END_WITHIN:]:
        raise FileRefused(CUT_OFF)
    reader = PdfReader(BytesIO(raw))
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileRefused(PROTECTED)
    except (DependencyError, NotImplementedError) as unknown:
        raise FileRefused(PROTECTED) from unknown
    pages = len(reader.pages)
    if pages > PAGES_MOST:
        raise FileRefused(f"It has {pages:,} pages; {PAGES_MOST:,} are the most.")
    lines = list(lines_of(reader, Gathered(most)))
    if not any(lines):
        raise FileRefused(NO_WORDS)
    return Story(apart(paragraphs(lines)), "", "application/pdf")


def lines_of(reader: PdfReader, gathered: Gathered) -> Iterator[str]:
    """Yield the lines of all pages, without a page's own number at its top or foot."""
    for number, page in enumerate(reader.pages, start=1):
        lines = [" ".join(line.split()) for line in gathered.weigh(page.extract_text()).splitlines()]
        while lines and not lines[-1]:
            lines.pop()
        for place in (-1, 0):
            told = NUMBER.fullmatch(lines[place]) if lines else None
            if told and int(told[1]) == number:
                lines.pop(place)
        yield from lines


def paragraphs(lines: list[str]) -> Iterator[str]:
    """Put lines together to paragraphs: a full line goes on in the next, a short one that ends does not."""
    width = usual_width(lines)
    known = set(FIRST_WORD.findall(" ".join(lines)))
    held = ""
    last = ""
    for line in lines:
        if held and line and goes_on(last, line, width):
            held = joined(held, line, known)
        else:
            yield held
            held = line
        last = line
    yield held


def usual_width(lines: list[str]) -> float:
    """Say how long the usual full line is: nine of ten are no longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[min(len(lengths) - 1, int(len(lengths) * 0.9))] if lengths else 0


def goes_on(last: str, line: str, width: float) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    if line[:1].islower():
        return True
    return len(last) >= FULL * width and not (ENDS.search(last) and len(last) < 0.9 * width)


def joined(held: str, line: str, known: set[str]) -> str:
    """Join two lines; a word divided at the line's end is made whole only where the text has it whole."""
    if held.endswith("\u00ad"):
        return held[:-1] + line
    broken, rest = BROKEN_WORD.search(held), FIRST_WORD.match(line)
    if broken and rest:
        return (held[:-1] if broken[1] + rest[0] in known else held) + line
    return f"{held} {line}"
