"""Read bytes as text: by their byte-order mark, as UTF-8, as declared, or else by a guess that is told."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from desk.intake.story import FileRefused

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
"""Byte-order marks; UTF-32 stands before UTF-16, whose mark begins as its own."""

USUAL: Final = ("windows-1252", "windows-1251", "koi8-r")
OF_LANGUAGE: Final = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "ky", "tg", "mn"), "windows-1251"),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl", "bs", "sq"), "windows-1250"),
    **dict.fromkeys(("tr", "az"), "windows-1254"), **dict.fromkeys(("ar", "fa", "ur"), "windows-1256"),
    **dict.fromkeys(("et", "lv", "lt"), "windows-1257"),
    "kk": "kz1048", "el": "windows-1253", "he": "windows-1255", "vi": "windows-1258",
}  # fmt: skip
"""The encoding that a language was usually written in before Unicode."""

DECLARED: Final = {
    **{name: name for name in (*USUAL, *OF_LANGUAGE.values(), "koi8-u", "ibm866", "iso-8859-2")},
    **{name: name for name in ("iso-8859-5", "gb18030", "big5", "euc-jp", "shift_jis", "euc-kr")},
    "iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252",
    "iso-8859-9": "windows-1254", "cp1251": "windows-1251", "cp1252": "windows-1252", "gb2312": "gb18030",
    "gbk": "gb18030",
}  # fmt: skip
"""The encodings that a page may declare, with what browsers read them as (WHATWG Encoding)."""

SAMPLE: Final = 200_000
"""Bytes that a guess looks at."""
WORD: Final = re.compile(r"[^\W\d_]+")
UNKNOWN: Final = "Its letters are in an encoding that is not known; save it as UTF-8."
BROKEN: Final = "It says that it is {}, but it is cut off or damaged."


class Decoded(NamedTuple):
    """A text and the encoding it was read in, which may have been guessed."""

    text: str
    encoding: str


def decode(raw: bytes, language: str = "", declared: str = "") -> Decoded:
    """Read bytes as text; UTF-8 that holds is believed before what a page declares."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return Decoded(strictly(raw[len(mark) :] if encoding == "utf-8" else raw, encoding), encoding)
    if (text := attempt(raw, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    known = DECLARED.get(declared.strip().lower(), "")
    if known and (text := attempt(raw, known)) is not None:
        return Decoded(text, known)
    return guess(raw, language)


def strictly(raw: bytes, encoding: str) -> str:
    """Read what its mark says; refuse what is not."""
    text = attempt(raw, encoding)
    if text is None:
        raise FileRefused(BROKEN.format(encoding.upper()))
    return text


def attempt(raw: bytes, encoding: str) -> str | None:
    """Read bytes in an encoding; nothing where they are none."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def guess(raw: bytes, language: str) -> Decoded:
    """Read bytes in the encoding in which most words look like words; that of the language wins a tie."""
    first = OF_LANGUAGE.get(language.strip().lower().split("-")[0])
    candidates = dict.fromkeys([*([first] if first else []), *USUAL])
    sample = raw[:SAMPLE]
    likely = sorted(candidates, key=lambda each: -likeness(sample.decode(each, "replace")))
    for encoding in likely:
        if (text := attempt(raw, encoding)) is not None:
            return Decoded(text, f"{encoding} (guessed)")
    raise FileRefused(UNKNOWN)


def likeness(text: str) -> float:
    """Say how much a text looks like words: letters beyond ASCII count for it or against it."""
    odd = sum(1 for letter in text if letter > "\x7f" and unicodedata.category(letter) in ("Cc", "So", "Cn"))
    return sum(worth(word) for word in WORD.findall(text) if not word.isascii()) - odd


def worth(word: str) -> float:
    """Weigh a word: one script, and capitals only at its beginning or throughout."""
    beyond = sum(1 for letter in word if letter > "\x7f")
    scripts = set(scripts_of(word))
    if len(scripts) > 1 or (scripts == {"LATIN"} and len(word) > 2 and beyond * 2 > len(word)):
        return -beyond
    if word.islower() or word.istitle():
        return beyond
    return beyond / 2 if word.isupper() else -beyond


def scripts_of(word: str) -> Iterator[str]:
    """Name the script of each letter, by the first word of its name in Unicode."""
    return (unicodedata.name(letter, "NONE").split()[0] for letter in word)
