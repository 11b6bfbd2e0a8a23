"""Find the documents in files of JSON Lines: where each line of a kind begins, and what it says."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

import orjson
from pydantic import ValidationError

from desk.loading.files import Unreadable, check_file, check_kind, system_words
from publication.contracts import CONTRACTS, Document

ORDER: Final = ("country", "sector", "official", "relation", "agreement", "event")
"""The kinds of documents, each after those that it mentions."""

LARGEST: Final = 2**40
"""Bytes of a file: it is read line by line, so its size is no matter."""

LONGEST: Final = 10_000_000
"""The longest line, in bytes."""

UTF_8_MARK: Final = b"\xef\xbb\xbf"
NO_DOCUMENT: Final = "This is not a JSON object in UTF-8."
TOO_LONG: Final = f"The line is longer than {LONGEST:,} bytes."

_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_BEGINNING: Final = re.compile(rb'\s*\{"id":"[^"\\]*","type":"([a-z]+)"')


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: where it stands, and its bytes."""

    path: Path
    number: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a line: the field, empty for the line as a whole, and a sentence."""

    field: str
    sentence: str


@dataclass
class Survey:
    """Where the lines of each kind begin in a file, by offset and number, and which lines are no document."""

    path: Path
    offsets: dict[str, array[int]] = field(default_factory=lambda: {kind: array("Q") for kind in ORDER})
    numbers: dict[str, array[int]] = field(default_factory=lambda: {kind: array("Q") for kind in ORDER})
    wrong: list[tuple[int, Wrong]] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """Count the lines that are documents."""
        return sum(map(len, self.offsets.values()))

    def lines(self, kind: str) -> Iterator[Line]:
        """Read the lines of a kind, in the order of the file."""
        if not self.offsets[kind]:
            return
        with self.path.open("rb") as file:
            for offset, number in zip(self.offsets[kind], self.numbers[kind], strict=True):
                file.seek(offset)
                yield Line(self.path, number, file.readline().strip())


def survey(path: Path) -> Survey:
    """Read a file once; ``Unreadable`` where it is missing, of another kind, or holds no document at all."""
    check_file(path, LARGEST)
    found = Survey(path)
    try:
        with path.open("rb") as file:
            check_kind(path, file.read(8))
            file.seek(0)
            for number, (offset, text) in enumerate(_pieces(file), 1):
                _note(found, number, offset, text)
    except OSError as error:
        raise Unreadable(path, system_words(error)) from error
    if not found.documents:
        number, wrong = next(iter(found.wrong), (0, Wrong("", "the file holds no line.")))
        raise Unreadable(path, f"no line of this file is a document of the record: {wrong.sentence}", number)
    return found


def _pieces(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Walk the lines with their offsets; of a line that is too long the beginning is all that is held."""
    offset = len(UTF_8_MARK) if file.read(3) == UTF_8_MARK else 0
    file.seek(offset)
    while text := file.readline(LONGEST + 2):
        yield offset, text
        while len(text) > LONGEST and not text.endswith(b"\n"):
            text = file.readline(LONGEST + 2)
        offset = file.tell()


def _note(found: Survey, number: int, offset: int, text: bytes) -> None:
    if not text.strip():
        return
    kind = _kind(text)
    if isinstance(kind, Wrong):
        found.wrong.append((number, kind))
    else:
        found.offsets[kind].append(offset)
        found.numbers[kind].append(number)


def _kind(text: bytes) -> str | Wrong:
    """Tell the kind of a document, or why it is none."""
    if len(text) > LONGEST:
        return Wrong("", TOO_LONG)
    begun = _BEGINNING.match(text)
    kind: object = begun[1].decode() if begun else None
    if begun is None:
        try:
            document = orjson.loads(text)
        except orjson.JSONDecodeError:
            return Wrong("", NO_DOCUMENT)
        kind = document.get("type") if isinstance(document, dict) else None
    if kind in CONTRACTS:
        return str(kind)
    return Wrong("type", f"The type of a document is one of: {', '.join(ORDER)}.")


def read(line: Line) -> Document | list[Wrong]:
    """Read a document and hold it to its contract."""
    kind = _kind(line.text)
    if isinstance(kind, Wrong):
        return [kind]
    try:
        document = CONTRACTS[kind].model_validate_json(line.text)
    except ValidationError as broken:
        return [Wrong(".".join(map(str, each["loc"])), f"{each['msg']}.") for each in broken.errors()][:20]
    if _NUL.search(line.text):
        return [Wrong("", "A NUL character stands in this document.")]
    return document
