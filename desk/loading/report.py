"""Say what became of every row: counts, and a line for each row that needs somebody's eye."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import IO

import orjson
from django.db.models import TextChoices


class Fate(TextChoices):
    """Why a row is reported."""

    REFUSED = "refused", "not loaded"
    REPEAT = "repeat", "repeats another row"
    WARNING = "warning", "loaded, with a warning"
    HELD = "held", "not published"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reported row: where it stands, its key in the data set, and a sentence."""

    fate: Fate
    file: str
    line: int
    column: str
    row: str
    sentence: str

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        where = ", ".join(filter(None, (self.file, line, self.column)))
        named = f" (row {self.row})" if self.row else ""
        said = ": ".join(filter(None, (f"{where}{named}", str(self.fate.label), self.sentence)))
        return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in said)


COUNTED = {
    "rows": "rows read",
    "new": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "repeats": "repeats",
    "refused": "not loaded",
    "warnings": "warnings",
    "held": "held back",
    "terms": "terms of office",
    "officials": "officials new or changed",
    "relations": "new relations",
    "published": "editions published",
}
"""What a load counts, with the words for it; rows = new + changed + unchanged + repeats + not loaded."""

TALLIED = {Fate.REFUSED: "refused", Fate.REPEAT: "repeats", Fate.WARNING: "warnings", Fate.HELD: "held"}


class Report:
    """Count what was done and pass each finding on at once, so that nothing piles up in memory."""

    def __init__(self, say: Callable[[str], object] | None = None, file: IO[bytes] | None = None) -> None:
        """Take a way to say one line, and a binary file that gets the findings as JSON Lines."""
        self.counts: Counter[str] = Counter()
        self.unreadable: list[str] = []
        self._say = say
        self._file = file

    def count(self, what: str, number: int = 1) -> None:
        """Add to one of the counts."""
        self.counts[what] += number

    def find(self, finding: Finding, *, again: bool = False) -> None:
        """Report a row; ``again`` for another sentence about a row that is counted already."""
        self.counts[TALLIED[finding.fate]] += not again
        if self._say:
            self._say(str(finding))
        if self._file:
            self._file.write(orjson.dumps(asdict(finding), option=orjson.OPT_APPEND_NEWLINE))

    def refuse_file(self, sentence: str) -> None:
        """Report a file of which nothing could be loaded."""
        self.unreadable.append(sentence)
        if self._say:
            self._say(sentence)

    def summary(self) -> str:
        """Say all counts in one line."""
        return ", ".join(f"{self.counts[name]:,} {words}" for name, words in COUNTED.items()) + "."
