"""Find countries and sectors: few enough to be compared one by one with what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final

from publication.folding import fold
from relations.models import Country, Sector

NEAR: Final = 0.75
"""How alike a word must be to what was typed (difflib, 0 to 1)."""


fold_once = lru_cache(maxsize=10_000)(fold)
"""Folds a word that was folded before at no cost: countries and sectors are the same each time."""


def country_words(country: Country) -> list[str]:
    """List what a country is called."""
    return [
        country.name, country.key, country.alpha_3, country.official_name, *country.aliases,
        *country.demonyms,
    ]  # fmt: skip


def sector_words(sector: Sector) -> list[str]:
    """List what a sector is called."""
    return [sector.name, sector.key.replace("-", " "), *sector.synonyms]


def rank(asked: str, words: Iterable[str]) -> float:
    """Say how well words answer what was typed: 0 not at all; the same word, a beginning, a likeness."""
    best = 0.0
    likely = SequenceMatcher(None, b=asked)
    for word in filter(None, map(fold_once, words)):
        if word == asked:
            return 3.0
        if f" {word}".find(f" {asked}") >= 0:
            best = max(best, 2.0 if word.startswith(asked) else 1.8)
        elif best < 1 and len(asked) > 3:
            likely.set_seq1(word[: len(asked) + 1])
            if likely.real_quick_ratio() >= NEAR and likely.quick_ratio() >= NEAR:
                likeness = likely.ratio()
                best = max(best, likeness if likeness >= NEAR else 0)
    return best


def best(asked: str, rows: Iterable[Any], words: Any, limit: int) -> list[Any]:
    """Give the rows that answer best; with nothing typed the first ones."""
    sought = fold(asked)
    if not sought:
        return list(rows)[:limit]
    ranked = [(rank(sought, words(row)), row) for row in rows]
    found = sorted((each for each in ranked if each[0]), key=lambda each: (-each[0], str(each[1])))
    return [row for _, row in found[:limit]]
