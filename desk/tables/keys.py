"""Know which row keys stand in the files more than once, and which row of each comes first."""

from __future__ import annotations

from array import array
from itertools import pairwise

from desk.tables.reader import Entry


class Keys:
    """Eight bytes for each row read, and the facts of those few whose key comes again."""

    def __init__(self) -> None:
        self._read = array("q")
        self._repeated: set[int] = set()
        self._first: dict[str, int] = {}

    def note(self, key: str) -> None:
        """Take the key of a row at the first reading."""
        self._read.append(hash(key))

    def settle(self) -> None:
        """Find the keys that came more than once."""
        self._repeated = {one for one, other in pairwise(sorted(self._read)) if one == other}
        self._read = array("q")

    def first(self, entry: Entry) -> bool | None:
        """Compare a row with an earlier one of its key: the same facts, others, or no such row (None)."""
        if hash(entry.key) not in self._repeated:
            return None
        facts = hash(tuple(entry.facts.items()))
        if entry.key not in self._first:
            self._first[entry.key] = facts
            return None
        return self._first[entry.key] == facts
