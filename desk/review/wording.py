"""Compare two texts word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final

TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]")
MOST_TOKENS: Final = 1500
"""Words of the part that differs; the time to compare grows with their square."""

SAME: Final = "same"
GONE: Final = "gone"
NEW: Final = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that stays (``same``), is taken out (``gone``) or comes in (``new``)."""

    kind: str
    text: str


def runs(old: str, new: str) -> list[Run]:
    """Show a text turning into another as runs of words; what begins and ends alike is not compared."""
    was, now = TOKEN.findall(old), TOKEN.findall(new)
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False)))
    rest = list(zip(reversed(was[head:]), reversed(now[head:]), strict=False))
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    middle = _middle(was[head : len(was) - tail], now[head : len(now) - tail])
    ends = was[:head], was[len(was) - tail :]
    found = [Run(SAME, "".join(ends[0])), *middle, Run(SAME, "".join(ends[1]))]
    return [run for run in found if run.text]


def _middle(was: list[str], now: list[str]) -> list[Run]:
    if max(len(was), len(now)) > MOST_TOKENS:
        return [Run(GONE, "".join(was)), Run(NEW, "".join(now))]
    found = []
    for what, start, end, to_start, to_end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Run(SAME, "".join(was[start:end])))
            continue
        found += [Run(GONE, "".join(was[start:end])), Run(NEW, "".join(now[to_start:to_end]))]
    return found
