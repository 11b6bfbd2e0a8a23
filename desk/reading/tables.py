"""Read the word lists that the reading of stories goes by; each is a file made to be reviewed."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Read a word list, the longest words first, so that «deputy prime minister» comes before «minister»."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first = next(iter(rows[0]))
    return tuple(sorted(rows, key=lambda row: -len(row[first])))
