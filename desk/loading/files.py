"""Find the files to load and read them as text, refusing in one sentence what is none."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 100_000_000
"""The largest file that is read: some 150,000 trips, where the whole data set has 4,271."""

MAX_LINE: Final = 1_000_000
"""The longest line of a table, in characters."""

CHUNK: Final = 65_536
KINDS: Final = (".xml", ".csv", ".jsonl")
UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SIGNS: Final = {
    b"PK\x03\x04": "a ZIP archive or a workbook (.xlsx, .ods)",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old workbook (.xls)",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a SQLite database",
}
"""How files that people take for tables begin."""


class Unreadable(Exception):
    """A file of which nothing can be loaded: its path, a line (0: the file as a whole) and the reason."""

    def __init__(self, path: Path, reason: str, line: int = 0) -> None:
        where = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{where}: {reason}")


def find_files(given: Iterable[Path]) -> Iterator[Path | Unreadable]:
    """Yield the files named, and of each folder those inside it in order of name; refuse an empty folder."""
    for path in given:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(each for each in path.rglob("*") if each.suffix.lower() in KINDS and each.is_file())
        shown = [each for each in inside if not each.name.startswith(".")]
        if shown:
            yield from shown
        else:
            yield Unreadable(path, "this folder holds no .xml, no .csv and no .jsonl file.")


def check_file(path: Path, largest: int = MAX_BYTES) -> None:
    """Refuse what is missing, no plain file, empty or too large."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(path, system_words(error)) from error
    if not path.is_file():
        raise Unreadable(path, "this is not a plain file.")
    if size == 0:
        raise Unreadable(path, "the file is empty.")
    if size > largest:
        raise Unreadable(path, f"the file has {size:,} bytes; {largest:,} are allowed: split it.")


def read_chunks(path: Path, encoding: str = "") -> Iterator[str]:
    """Yield the text of a file in pieces, without its byte order mark.

    Takes an encoding, or finds UTF-16 by its mark and else expects UTF-8: of what is neither nobody can tell
    which it is. Refuses other encodings and NUL bytes, naming the line, and files of another kind.
    """
    check_file(path)
    try:
        with path.open("rb") as file:
            piece = file.read(CHUNK)
            check_kind(path, piece)
            decoder = _Decoder(path, encoding or ("utf-16" if piece.startswith(UTF_16) else "utf-8-sig"))
            while piece:
                yield decoder.decode(piece)
                piece = file.read(CHUNK)
        yield decoder.decode(b"", final=True)
    except OSError as error:
        raise Unreadable(path, system_words(error)) from error


def check_kind(path: Path, beginning: bytes) -> None:
    """Refuse a file that begins as one of another kind."""
    kind = next((kind for sign, kind in SIGNS.items() if beginning.startswith(sign)), None)
    if kind:
        raise Unreadable(path, f"this is {kind}, whatever its name: save it as plain text in UTF-8.")


class _Decoder:
    """Turn bytes into text and count lines, to name the one that cannot be read."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path = path
        self._name = "UTF-8" if encoding == "utf-8-sig" else encoding.upper()
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._line = 1

    def decode(self, piece: bytes, *, final: bool = False) -> str:
        """Give the text of a piece; a sign that is cut by its end comes with the next one."""
        try:
            text = self._decoder.decode(piece, final)
        except UnicodeDecodeError as error:
            at = self._line + error.object[: error.start].count(b"\n")
            reason = f"the text is not {self._name}: save the file in UTF-8."
            raise Unreadable(self._path, reason, at) from error
        if "\0" in text:
            at = self._line + text.count("\n", 0, text.index("\0"))
            reason = f"a NUL byte stands here, so this is not a text file in {self._name}."
            raise Unreadable(self._path, reason, at)
        self._line += text.count("\n")
        return text


def read_lines(path: Path, encoding: str = "") -> Iterator[str]:
    """Yield the lines of a text file with their ends; refuse a line longer than a table can have."""
    rest, number = "", 0
    for chunk in read_chunks(path, encoding):
        whole, cut, rest = (rest + chunk).rpartition("\n")
        for line in whole.split("\n") if cut else ():
            number += 1
            yield f"{line}\n"
        if len(rest) > MAX_LINE:
            raise Unreadable(path, f"the line is longer than {MAX_LINE:,} characters.", number + 1)
    if rest:
        yield rest


def system_words(error: OSError) -> str:
    """Say why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file."
    if isinstance(error, PermissionError):
        return "reading this file is not permitted."
    return f"the file cannot be read ({error.strerror or 'input or output error'})."
