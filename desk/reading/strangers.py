"""Find the people a story introduces by rank or office, whom the record does not know yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from desk.api.references import give
from desk.finding.words import country_words
from desk.reading.sentences import Sentence
from desk.reading.tables import table
from publication.folding import fold
from publication.vocabulary import Voice
from relations.models import Country, Official

MOST: Final = 40
"""People proposed from one story at most."""

CAPITALISED: Final = (Voice.HEADLINE, Voice.SUBHEAD)
"""Where every word may begin with a capital, names cannot be told from other words."""

WORD: Final = r"[^\W\d_a-zа-я][\w’'-]*"
NAME: Final = rf"(?P<name>{WORD}(?: (?:bin|al|ul|ur|de|van|von))?(?: {WORD}){{1,3}})"
OF: Final = rf"(?: of (?:the )?(?P<of>{WORD}(?: {WORD})*))?"


class Stranger(NamedTuple):
    """Somebody named with rank or office, in a sentence; offsets from 0."""

    start: int
    end: int
    name: str
    rank: str
    offices: tuple[str, ...]
    country: str


def words_of(name: str) -> str:
    """Give a word list as alternatives of a pattern."""
    return "|".join(re.escape(next(iter(row.values()))) for row in table(name))


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Give the ways in which stories introduce people: «X, the Y of Z», «Foreign Minister X», «Colonel X»."""
    ranks, offices = rf"(?P<rank>(?i:{words_of('ranks')}))", words_of("offices")
    some = rf"(?P<offices>(?i:{offices})(?: and (?i:{offices}))*)"
    land = rf"(?P<land>{WORD}(?:’s|'s)?)"
    return (
        re.compile(rf"(?:{ranks} )?{NAME}, (?:the )?(?:{land} )?{some}{OF}"),
        re.compile(rf"(?:{land} )?{some} (?:{ranks} )?{NAME}"),
        re.compile(rf"{ranks} {NAME}"),
    )


def strangers(text: str, spoken: Iterable[Sentence]) -> list[dict[str, Any]]:
    """List the people introduced in the sentences, each once, with what is told of them there.

    Whoever the record knows by this name is left out.
    """
    lands = {fold(word): country for country in Country.objects.all() for word in country_words(country)}
    found: dict[str, tuple[Stranger, Sentence]] = {}
    for sentence in (each for each in spoken if each.voice not in CAPITALISED):
        for one in introduced(text[sentence.start : sentence.end], lands):
            known = found.get(one.name)
            if known is None or (not known[0].country and one.country):
                found[one.name] = (one, known[1] if known else sentence)
    there = set(Official.objects.filter(display_name__in=found).values_list("display_name", flat=True))
    new = [each for name, each in found.items() if name not in there]
    return [shown(one, sentence, lands) for one, sentence in new[:MOST]]


def introduced(sentence: str, lands: dict[str, Country]) -> Iterator[Stranger]:
    """Yield the people a sentence introduces; of finds that overlap, the one that tells more."""
    taken: list[tuple[int, int]] = []
    for one in (read(each, lands) for pattern in patterns() for each in pattern.finditer(sentence)):
        if one and all(one.end <= start or end <= one.start for start, end in taken):
            taken.append((one.start, one.end))
            yield one


def read(found: re.Match[str], lands: dict[str, Country]) -> Stranger | None:
    """Read one find; none where the name is a country's."""
    parts = found.groupdict(default="")
    name = parts["name"]
    if fold(name) in lands:
        return None
    offices = tuple(titled(each) for each in parts.get("offices", "").split(" and ") if each)
    land = (parts.get("of") or parts.get("land", "")).removesuffix("'s").removesuffix("’s")
    return Stranger(
        found.start(),
        found.end(),
        name,
        titled(parts.get("rank", "")),
        offices,
        land if fold(land) in lands else "",
    )


def titled(words: str) -> str:
    """Write an office or rank with capitals, its small words apart."""
    small = {"of", "the", "and", "for"}
    return " ".join(word if word in small else word[:1].upper() + word[1:] for word in words.split())


def shown(one: Stranger, sentence: Sentence, lands: dict[str, Country]) -> dict[str, Any]:
    """Show a stranger as the editor's page proposes them."""
    country = lands.get(fold(one.country)) if one.country else None
    return {
        "name": one.name,
        "rank": one.rank,
        "country": give(country) if country else None,
        "offices": [office(title) for title in one.offices],
        "start": sentence.start,
        "end": sentence.end,
    }


def office(title: str) -> dict[str, str]:
    """Guess level and branch of an office by its title."""
    row = next((row for row in table("offices") if row["words"] in title.lower()), None)
    return {"title": title, "level": row["level"] if row else "other", "branch": row["branch"] if row else ""}
