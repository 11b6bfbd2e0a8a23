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
KINDS: Final = (".xml", ".csv")


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
            yield Unreadable(path, "this folder holds no .xml and no .csv file.")


def check_file(path: Path) -> None:
    """Refuse what is missing, no plain file, empty or too large."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(path, _system_words(error)) from error
    if not path.is_file():
        raise Unreadable(path, "this is not a plain file.")
    if size == 0:
        raise Unreadable(path, "the file is empty.")
    if size > MAX_BYTES:
        raise Unreadable(path, f"the file has {size:,} bytes; {MAX_BYTES:,} are allowed: split it.")


def read_chunks(path: Path) -> Iterator[str]:
    """Yield the text of a UTF-8 file in pieces, without its byte order mark.

    Refuses other encodings and NUL bytes, naming the line.
    """
    check_file(path)
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    line = 1
    try:
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                yield _decode(decoder, piece, path, line)
                line += piece.count(b"\n")
        _decode(decoder, b"", path, line, final=True)
    except OSError as error:
        raise Unreadable(path, _system_words(error)) from error


def _decode(
    decoder: codecs.IncrementalDecoder, piece: bytes, path: Path, line: int, *, final: bool = False
) -> str:
    try:
        text = decoder.decode(piece, final)
    except UnicodeDecodeError as error:
        at = line + error.object[: error.start].count(b"\n")
        raise Unreadable(path, "the text is not UTF-8: save the file in UTF-8.", at) from error
    if "\0" in text:
        at = line + piece[: piece.index(b"\0")].count(b"\n")
        raise Unreadable(path, "a NUL byte stands here, so this is not a text file in UTF-8.", at)
    return text


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file with their ends; refuse a line longer than a table can have."""
    rest, number = "", 0
    for chunk in read_chunks(path):
        whole, cut, rest = (rest + chunk).rpartition("\n")
        for line in whole.split("\n") if cut else ():
            number += 1
            yield f"{line}\n"
        if len(rest) > MAX_LINE:
            raise Unreadable(path, f"the line is longer than {MAX_LINE:,} characters.", number + 1)
    if rest:
        yield rest


def _system_words(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file."
    if isinstance(error, PermissionError):
        return "reading this file is not permitted."
    return f"the file cannot be read ({error.strerror or 'input or output error'})."
