"""Find whom and what a text names: all known names at once, by the words' own borders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

import ahocorasick

from desk.finding.words import country_words, sector_words
from relations.folding import plain
from relations.models import Country, NameVariant, Office, Official, Sector

SHORTEST: Final = 4
"""Letters of a family name, a synonym or a code at least, if it is to be found in a text."""
WORDS_MOST: Final = 5000
"""Words of a text that are looked up as names at most."""


class Mention(NamedTuple):
    """A known record named in a text, by offsets from 0."""

    start: int
    end: int
    type: str
    record: Any


def mentions(text: str) -> list[Mention]:
    """Find the officials, countries, sectors and offices a text names; of two that overlap the longer."""
    folded, places = fold_in_place(text)
    automaton = ahocorasick.Automaton()
    for word, record_type, record in names(text):
        key = " ".join(fold_in_place(word)[0].split())
        known = automaton.get(key, ()) if key else ()
        automaton.add_word(key, (*known, (key, record_type, record))) if key else None
    if not len(automaton):
        return []
    automaton.make_automaton()
    hits = [
        Mention(places[last - len(key) + 1], places[last] + 1, record_type, record)
        for last, found in automaton.iter(folded)
        for key, record_type, record in found
        if borders(folded, last - len(key) + 1, last + 1)
        and (len(key) >= SHORTEST or text[places[last - len(key) + 1] : places[last] + 1].isupper())
    ]
    return longest(hits)


def fold_in_place(text: str) -> tuple[str, list[int]]:
    """Fold a text letter by letter; give for each letter of the result its place in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for each in plain(letter) or (" " if letter.isspace() else ""):
            letters.append(" " if each.isspace() or each == "-" else each)
            places.append(place)
    return "".join(letters), places


def borders(folded: str, start: int, end: int) -> bool:
    """Whether a find begins and ends at the borders of words; a plural or a possessive s may follow."""
    if start > 0 and folded[start - 1].isalnum():
        return False
    rest = folded[end : end + 2]
    return not rest[:1].isalnum() or (rest[:1] == "s" and not rest[1:].isalnum())


def longest(hits: list[Mention]) -> list[Mention]:
    """Keep, of mentions that overlap, the longest; all that stand at the very same place."""
    kept: list[Mention] = []
    for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
        last = kept[-1] if kept else None
        if last is None or hit.start >= last.end or (hit.start, hit.end) == (last.start, last.end):
            kept.append(hit)
    return kept


def names(text: str) -> Iterator[tuple[str, str, Any]]:
    """List the words to look for, with the records they stand for."""
    for country in Country.objects.all():
        yield from ((word, "country", country) for word in long_enough(country_words(country)))
    for sector in Sector.objects.all():
        yield from ((word, "sector", sector) for word in sector_words(sector) if telling(word))
    words = list(dict.fromkeys(re.findall(r"\b[^\W\d_a-zа-я][\w’'-]+", text)))[:WORDS_MOST]
    for official in Official.objects.filter(family_name__in=words).select_related("nationality"):
        known = [official.display_name, official.family_name]
        yield from ((word, "official", official) for word in long_enough(known))
    for variant in NameVariant.objects.filter(text__in=spellings(words, text)).select_related("official"):
        yield variant.text, "official", variant.official
    for office in Office.objects.filter(title__in=spellings(words, text)).select_related("country"):
        yield office.title, "office", office


def spellings(words: list[str], text: str) -> list[str]:
    """List the runs of up to five words of a text that begin with a capital."""
    found = re.finditer(r"\b[^\W\d_a-zа-я][\w’'-]*", text)
    runs: dict[str, None] = {}
    for match in list(found)[:WORDS_MOST]:
        tail = text[match.start() : match.start() + 80].split()
        for length in range(1, min(5, len(tail)) + 1):
            runs[" ".join(tail[:length]).rstrip(".,;:!?»”)")] = None
    return list(runs)


def telling(word: str) -> bool:
    """Whether a word is long enough to mean what it says, or stands in capitals, such as IT."""
    return len(word) >= SHORTEST or (len(word) > 1 and word.isupper())


def long_enough(words: Iterable[str]) -> Iterator[str]:
    """Keep the words that are long enough to mean what they say."""
    return (word for word in words if len(word) >= SHORTEST)
