"""Guess what a sentence may say: suggestions for an editor to confirm, never facts."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from desk.api.references import give
from desk.reading.naming import Mention


class Cue(NamedTuple):
    """Words that tell how a statement is made."""

    words: str
    act: str
    modality: str


@cache
def cues() -> list[Cue]:
    """Read the cues, the longest words first, so that «stressed the need» comes before «stressed»."""
    with (Path(__file__).parent / "data" / "cues.csv").open(encoding="utf-8", newline="") as file:
        rows = [Cue(row["words"], row["act"], row["modality"]) for row in csv.DictReader(file)]
    return sorted(rows, key=lambda cue: -len(cue.words))


def hints(words: str, named: list[Mention]) -> dict[str, Any]:
    """Suggest act and modality by cue words, sectors by mention, and as speaker the official named first.

    Without a cue there is no speaker to suggest. Countries speak where they come before any official.
    """
    told: dict[str, Any] = {"sectors": [give(each.record) for each in unique(named, "sector")]}
    lower = words.lower()
    cue = next((each for each in cues() if each.words in lower), None)
    if cue:
        told |= {"act": cue.act, "modality": cue.modality}
        first = next((each for each in named if each.type in ("official", "country")), None)
        if first is not None and cue.act != "discussed" and first.type == "official":
            told["speaker"] = give(first.record)
    return told


def unique(named: list[Mention], record_type: str) -> list[Mention]:
    """List the mentions of a type, each record once."""
    return list({each.record.pk: each for each in named if each.type == record_type}.values())
