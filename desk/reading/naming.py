"""Find whom and what a text names: all known names at once, word by word, in whatever spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any, Final, NamedTuple

import ahocorasick
from django.db import connection

from desk.finding.words import country_words, sector_words
from publication.folding import fold
from relations.models import Country, NameVariant, Office, Official, Sector

SHORTEST: Final = 4
"""Letters of a family name, a synonym or a code at least, if it is to be found in a text."""
WORDS_MOST: Final = 5000
"""Words of a text that are looked up as names at most."""
SAME_NAME: Final = 8
"""Officials of one name that a mention lists at most; a family name that more of them share names nobody."""

WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
OWN_S: Final = re.compile(r"['’]?s\Z")
APART: Final = "|"
"""Stands between words that a comma, a line end or the like divides: no name goes over it."""
INITIALS: Final = 3
"""Letters of an initial or a short form, whose full stop is part of a name, at most."""
CAPITAL: Final = re.compile(r"\b[^\W\d_a-zа-я][\w’'-]*")

OF_FAMILIES: Final = "SELECT id FROM relations_official WHERE family_folded = ANY(%s)"

Known = dict[str, list[tuple[str, Any]]]
"""Folded names with the types and records they stand for."""


class Mention(NamedTuple):
    """A known record named in a text, by offsets from 0."""

    start: int
    end: int
    type: str
    record: Any


def mentions(text: str) -> list[Mention]:
    """Find the officials, countries, sectors and offices a text names; of two that overlap the longer."""
    known = folded_names(text)
    if not known:
        return []
    automaton = ahocorasick.Automaton()
    for key, records in known.items():
        automaton.add_word(key, (key, records))
    automaton.make_automaton()
    folded, begins, ends = by_words(text)
    hits = []
    for last, (key, records) in automaton.iter(folded):
        start, end = begins.get(last - len(key) + 1), ends.get(last + 1)
        if start is not None and end is not None and telling(text[start:end]):
            hits += [Mention(start, end, record_type, record) for record_type, record in records]
    return meant(longest(hits))


def folded_names(text: str) -> Known:
    """Fold the names to look for; each stands for a record once."""
    found: dict[str, dict[Any, tuple[str, Any]]] = defaultdict(dict)
    for word, record_type, record in names(text):
        if key := fold_once(word):
            found[key][record.pk] = (record_type, record)
    return {key: list(records.values()) for key, records in found.items()}


fold_once = lru_cache(maxsize=50_000)(fold)


def by_words(text: str) -> tuple[str, dict[int, int], dict[int, int]]:
    """Fold a text word by word; say where in the text each word of the result begins and ends.

    A plural or possessive s may be left off: a word that has one ends twice.
    """
    parts: list[str] = []
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    size = start = last = 0
    for match in WORD.finditer(text):
        word = fold_once(match[0])
        if not word:
            continue
        gap = text[last : match.start()].strip(" \t-\xa0")
        if last:
            parts.append(" " if not gap or (gap == "." and ends[size] - start <= INITIALS) else APART)
            size += 1
        start, last = match.span()
        begins[size] = match.start()
        own_s = OWN_S.search(match[0])
        if own_s and word.endswith("s"):
            ends[size + len(word) - 1] = match.start() + own_s.start()
        size += len(word)
        ends[size] = match.end()
        parts.append(word)
    return "".join(parts), begins, ends


def longest(hits: list[Mention]) -> list[Mention]:
    """Keep, of mentions that overlap, the longest; all that stand at the very same place."""
    kept: list[Mention] = []
    for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
        last = kept[-1] if kept else None
        if last is None or hit.start >= last.end or (hit.start, hit.end) == (last.start, last.end):
            kept.append(hit)
    return kept


def meant(found: list[Mention]) -> list[Mention]:
    """Of several officials of one name keep those whose whole name the text has, else all if they are few."""
    whole = {
        each.record.pk
        for each in found
        if each.type == "official" and each.end - each.start > len(each.record.family_name) + 1
    }
    kept: list[Mention] = []
    for _, same in groupby(found, key=lambda each: (each.start, each.end)):
        place = list(same)
        people = [each for each in place if each.type == "official"]
        told = [each for each in people if each.record.pk in whole][:SAME_NAME]
        chosen = told or (people if len(people) <= SAME_NAME else [])
        kept += [each for each in place if each.type != "official"] + chosen
    return kept


def names(text: str) -> Iterator[tuple[str, str, Any]]:
    """List the words to look for, with the records they stand for."""
    for country in Country.objects.all():
        yield from ((word, "country", country) for word in long_enough(country_words(country)))
    for sector in Sector.objects.all():
        yield from ((word, "sector", sector) for word in sector_words(sector) if telling(word))
    words = {fold_once(part) for match in CAPITAL.findall(text)[:WORDS_MOST] for part in WORD.findall(match)}
    words |= {fold_once(OWN_S.sub("", match)) for match in CAPITAL.findall(text)[:WORDS_MOST]}
    for official in of_families(words - {""}):
        known = [official.display_name, official.family_name]
        yield from ((word, "official", official) for word in long_enough(known))
    runs = spellings(text)
    for variant in NameVariant.objects.filter(text__in=runs).select_related("official"):
        yield variant.text, "official", variant.official
    for office in Office.objects.filter(title__in=runs).select_related("country"):
        yield office.title, "office", office


def of_families(folded: set[str]) -> Iterable[Official]:
    """Select the officials whose family name, folded, is one of these."""
    with connection.cursor() as cursor:
        cursor.execute(OF_FAMILIES, [list(folded)])
        ids = [pk for (pk,) in cursor.fetchall()]
    return Official.objects.filter(pk__in=ids)


def spellings(text: str) -> list[str]:
    """List the runs of up to five words of a text that begin with a capital."""
    runs: dict[str, None] = {}
    for match in list(CAPITAL.finditer(text))[:WORDS_MOST]:
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
