"""Know a file by its first bytes, whatever it is called."""

from __future__ import annotations

from typing import Final

from desk.intake.story import FileRefused

PDF_WITHIN: Final = 1024
"""The bytes among which a PDF's sign must begin (ISO 32000-1, H.3)."""

OLD_WORD: Final = (
    "an old Word file (.doc) or one protected by a password; save it as .docx without a password"
)
SIGNS: Final = (
    (b"PK\x03\x04", ".docx", "a ZIP archive, as .docx is"), (b"PK\x05\x06", "", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", OLD_WORD), (b"{\\rtf", "", "an RTF file; save it as .docx"),
    (b"\x89PNG\r\n", "", "a picture"), (b"\xff\xd8\xff", "", "a picture"), (b"GIF8", "", "a picture"),
    (b"\x1f\x8b", "", "a compressed file"), (b"7z\xbc\xaf", "", "a compressed file"),
    (b"Rar!", "", "a compressed file"), (b"\x7fELF", "", "a program"),
)  # fmt: skip
"""How files begin, the ending that fits, and what they are."""

HALF_ZERO: Final = 0.04
"""The share of NUL above which a file may be UTF-16: spaces and line ends have one each."""
NO_TEXT_HOLDS: Final = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")
"""Bytes that stand in no text of one byte a letter, NUL among them."""


def hold_to_ending(raw: bytes, ending: str) -> None:
    """Refuse a file that is not what its ending says."""
    if raw.find(b"%PDF-", 0, PDF_WITHIN) >= 0 and (ending == ".pdf" or raw.startswith(b"%PDF-")):
        found, what = ".pdf", "a PDF"
    else:
        found, what = next(((fits, what) for sign, fits, what in SIGNS if raw.startswith(sign)), ("", ""))
    if what and found != ending:
        raise FileRefused(f"It is called {ending} but is {what}.")
    if ending in (".pdf", ".docx") and not found:
        raise FileRefused(f"It is called {ending} but does not begin as such a file does.")


def hold_to_text(raw: bytes) -> None:
    """Refuse bytes that are no text: NUL and other signs for machines; UTF-16 and UTF-32 are left out."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return
    if NO_TEXT_HOLDS.isdisjoint(raw):
        return
    even = len(raw) % 2 == 0 and raw.count(0) > HALF_ZERO * len(raw)
    if even and (0 not in raw[::2] or 0 not in raw[1::2]):
        raise FileRefused("It seems to be UTF-16 without a byte-order mark; save it as UTF-8.")
    raise FileRefused("It is no text file: it holds NUL or other signs that no text has.")
