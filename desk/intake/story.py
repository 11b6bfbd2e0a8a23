"""Say what a file gives: its text, its title, and how it was read; or why it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

NO_TEXT: Final = "There is no text in it."
TEXT_AT_MOST: Final = "Its text has more than {:,} characters, which is the most that is taken."
PARAGRAPHS_APART: Final = "\n\n"


class FileRefused(Exception):
    """The file is not taken; the message is one sentence for whoever sent it."""


class Story(NamedTuple):
    """The text of a file, the title it names, and the format (with encoding) it was read as."""

    text: str
    title: str
    read_as: str


class Gathered:
    """Paragraphs gathered from a file, as long as they stay below ``most`` characters."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0

    def weigh(self, words: str) -> str:
        """Count words that come in; refuse them when it is too much."""
        self._size += len(words)
        if self._size > self._most:
            raise FileRefused(TEXT_AT_MOST.format(self._most))
        return words


def apart(paragraphs: Iterable[str]) -> str:
    """Join the paragraphs that hold something, an empty line between each two."""
    return PARAGRAPHS_APART.join(kept for each in paragraphs if (kept := each.strip()))


def as_kept(text: str, most: int) -> str:
    """Give a text as it is kept: line ends as LF, nothing empty around it.

    Refuses an empty one, one of more than ``most`` characters, and what no stored text can hold.
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").removeprefix("\ufeff").strip()
    if not kept:
        raise FileRefused(NO_TEXT)
    if len(kept) > most:
        raise FileRefused(TEXT_AT_MOST.format(most))
    for place, letter in enumerate(kept):
        if letter == "\0" or "\ud800" <= letter <= "\udfff":
            what = "NUL" if letter == "\0" else "half a letter (a lone surrogate)"
            raise FileRefused(f"At character {place} of its text stands {what}, which no text can hold.")
    return kept
