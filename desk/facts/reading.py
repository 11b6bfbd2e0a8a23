"""Read the fact files and the values in their rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from django.utils.text import slugify

from relations.dates import PartialDate

Fact = dict[str, Any]
"""One row of a fact file; ``data/README.md`` names its columns."""

FOLDER: Traversable = files("desk.facts") / "data"
DOTLESS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "’": "", "'": ""})
"""Letters that do not come apart into a Latin letter and an accent, and apostrophes."""


class Facts(NamedTuple):
    """All rows of the fact files, by the key of the record each becomes."""

    relations: dict[str, Fact]
    officials: dict[str, Fact]
    agreements: dict[str, Fact]
    events: dict[str, Fact]


def read_facts(folder: Traversable = FOLDER) -> Facts:
    """Read the four fact files: one JSON object a line, UTF-8."""
    by_name = {name: list(_rows(folder / f"{name}.jsonl")) for name in Facts._fields}
    return Facts(**{name: {_key(name, row): row for row in rows} for name, rows in by_name.items()})


def _rows(file: Traversable) -> Iterator[Fact]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _key(name: str, row: Fact) -> str:
    return name_key(row["display"]) if name == "officials" else str(row["key"])


def read_date(text: str | None) -> PartialDate | None:
    """Read an EDTF text; none where no date was read."""
    return PartialDate.parse(text) if text else None


def name_key(name: str) -> str:
    """Turn a person's name into the key of their record: Mevlüt Çavuşoğlu is ``mevlut-cavusoglu``."""
    return slugify(name.translate(DOTLESS))
