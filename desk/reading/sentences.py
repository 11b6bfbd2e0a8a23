"""Split a story into the pieces that facts are read in, and say with whose voice each speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from publication.vocabulary import Voice

END: Final = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+\s+")
LABEL: Final = re.compile(r"[^\W\d_][^.:!?]{0,60}:\s*\Z")
PICTURE: Final = re.compile(r"\b(photo|pic|picture|image|courtesy|credit|фото)\b", re.IGNORECASE)
ABBREVIATIONS: Final = frozenset(
    {
        "adm", "amb", "brig", "capt", "cf", "col", "co", "corp", "dr", "etc", "gen", "gov", "hon", "inc",
        "jr", "lt", "ltd", "maj", "mr", "mrs", "ms", "no", "prof", "rep", "sen", "sgt", "sr", "st", "vs",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "г", "гг", "им",
        "ул",
    }
)  # fmt: skip
SUBHEAD_LENGTH: Final = 120
"""Characters of the second line at most, if it is to be a subhead."""


WORD_LENGTH: Final = 20
"""Characters before a full stop that are looked at for an abbreviation."""


class Sentence(NamedTuple):
    """A piece of the text by offsets from 0, end exclusive, with the voice it speaks in."""

    start: int
    end: int
    voice: Voice


def sentences(text: str) -> list[Sentence]:
    """Split a text, in one pass: each line is cut at the ends of its sentences.

    The first line of several is the headline, a short second one without a full stop the subhead; after a
    short line that ends in a colon (a section mark) the story sums up.
    """
    found: list[Sentence] = []
    recap = False
    lines = list(pieces(text))
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        recap = recap or (number > 1 and bool(LABEL.fullmatch(line)))
        spans = [(start, end)] if number == 0 and len(lines) > 1 else list(split(text, start, end))
        for first, last in spans:
            found.append(Sentence(first, last, voice_of(text[first:last], number, len(lines), recap)))
    return found


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that hold something, without the space around them."""
    for match in re.finditer(r"[^\r\n]+", text):
        line = match[0]
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            yield start, end


def split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a line at the ends of its sentences; an abbreviation or an initial ends none."""
    begin = start
    for match in END.finditer(text, start, end):
        after = match.end()
        if (
            after < end
            and opens(text[after])
            and not abbreviates(text[max(begin, match.start() - WORD_LENGTH) : match.start() + 1])
        ):
            yield begin, match.start() + len(match[0].rstrip())
            begin = after
    yield begin, end


def opens(letter: str) -> bool:
    """Whether a sentence may begin so."""
    return letter.isupper() or letter.isdigit() or letter in "\"'“‘«([—-"


def abbreviates(said: str) -> bool:
    """Whether the last word before a full stop is an abbreviation or an initial."""
    if not said.endswith("."):
        return False
    word = re.split(r"[\s(\[\"'“‘«]", said[:-1])[-1]
    return (
        word.lower() in ABBREVIATIONS or "." in word or (len(word) == 1 and word.isalpha() and word.isupper())
    )


def voice_of(words: str, line: int, lines: int, recap: bool) -> Voice:
    """Say with whose voice a piece speaks, by its place and look."""
    if line == 0 and lines > 1:
        return Voice.HEADLINE
    if line == 1 and len(words) <= SUBHEAD_LENGTH and words[-1] not in ".!?…»”)":
        return Voice.SUBHEAD
    if words.startswith("(") and words.endswith(")") and PICTURE.search(words):
        return Voice.CAPTION
    return Voice.RECAP if recap else Voice.BODY
