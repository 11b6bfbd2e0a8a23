"""Say what our words are called in CAMEO and PLOVER, the event codebooks of political science.

The table ``data/codes.csv`` is data with its codebook's name in every row, so that a new codebook is a new
table and no new code. A cell is empty where the codebook has no word as narrow as ours.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Codes(NamedTuple):
    """The codebook and the codes in it, None where it has none."""

    codebook: str
    cameo: str | None
    plover: str | None


def codes_for_kind(kind: str) -> Codes:
    """Look up an event kind; raises ``KeyError`` for a word outside the vocabulary."""
    return _table()["kind", kind, ""]


def codes_for_act(act: str, context: str = "") -> Codes:
    """Look up a statement's act, narrower in the PLOVER contexts ``economic``, ``military``, ``legal``."""
    return _in_context("act", act, context)


def codes_for_step(step: str, context: str = "") -> Codes:
    """Look up an agreement step, narrower in the PLOVER contexts ``economic``, ``military``, ``legal``."""
    return _in_context("step", step, context)


def _in_context(subject: str, code: str, context: str) -> Codes:
    return _table().get((subject, code, context)) or _table()[subject, code, ""]


@cache
def _table() -> dict[tuple[str, str, str], Codes]:
    """Read the table once, by subject (kind, act or step), our code and context ("" for any)."""
    lines = (files("events") / "data" / "codes.csv").read_text(encoding="utf-8").splitlines()
    return {
        (row["subject"], row["code"], row["context"]): Codes(
            row["codebook"], row["cameo"] or None, row["plover"] or None
        )
        for row in csv.DictReader(lines)
    }
