"""Guess what a sentence may say: suggestions for an editor to confirm, never facts."""

from __future__ import annotations

import re
from typing import Any, Final

from desk.api.references import give
from desk.reading.naming import Mention
from desk.reading.tables import table

BOTH: Final = re.compile(r"\b(?:both|two) (?:countries|nations|sides|states|parties)\b", re.IGNORECASE)
CARRIED: Final = re.compile(
    r"\W*(?:he|she|they|the (?:man|woman|general|minister|president|leader))\b", re.IGNORECASE
)


def hints(words: str, named: list[Mention]) -> dict[str, Any]:
    """Suggest act and modality by cue words, sectors by mention, and as speaker the official named first.

    Without a cue there is no speaker to suggest, and what is discussed or evaluated has none.
    """
    told: dict[str, Any] = {"sectors": [give(each.record) for each in unique(named, "sector")]}
    lower = words.lower()
    meeting = next((row for row in table("meetings") if row["words"] in lower), None)
    if meeting:
        told["meeting_kind"] = meeting["kind"]
    cue = next((row for row in table("cues") if row["words"] in lower), None)
    if cue:
        told |= {"act": cue["act"], "modality": cue["modality"]}
        if cue["act"] != "discussed" and cue["modality"] != "evaluated":
            told |= speaking(words, named)
    return told


def speaking(words: str, named: list[Mention]) -> dict[str, Any]:
    """Suggest who speaks: an official or a country by name, both countries, or whoever spoke before."""
    if CARRIED.match(words):
        return {"carried": True}
    if BOTH.search(words):
        return {"both": True}
    first = next((each for each in named if each.type in ("official", "country")), None)
    if first is None:
        return {}
    shown = give(first.record)
    return {"speaker": shown} if first.type == "official" else {"speaker_countries": [shown]}


def unique(named: list[Mention], record_type: str) -> list[Mention]:
    """List the mentions of a type, each record once."""
    return list({each.record.pk: each for each in named if each.type == record_type}.values())
