"""Resolve other people's labels for countries to our codes, on the day they are used for."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Final, NamedTuple

from relations.edtf import parse_day_bound
from relations.reference.countries import CountryRow, country_rows
from relations.reference.tables import read_table

MAX_LENGTH: Final = 200
_SILENT_SIGNS: Final = frozenset("'’‘ʻʼ`´.")
_SILENT_WORDS: Final = frozenset(("the", "and"))


@dataclass(frozen=True, slots=True)
class Resolved:
    """The code that a label means."""

    code: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why a label means no country of ours, in a sentence, and known labels that look like it."""

    sentence: str
    near: tuple[str, ...] = ()


class LabelRow(NamedTuple):
    """One reviewed decision: what a label means between two days; code "" where it means no country."""

    label: str
    code: str
    first: date | None
    last: date | None
    note: str


def label_rows() -> Iterator[LabelRow]:
    """Yield the reviewed decisions in the order of the file."""
    for cells in read_table("labels"):
        first, last = cells["from"], cells["until"]
        yield LabelRow(
            label=cells["label"],
            code=cells["code"],
            first=parse_day_bound(first, end=False) if first else None,
            last=parse_day_bound(last, end=True) if last else None,
            note=cells["note"],
        )


class CountryLabels:
    """Know every name of every country and the reviewed decisions about labels.

    Case, accents, punctuation and the words «the» and «and» make no difference, «St.» is «Saint», and
    «Korea, Republic of» is read as «Republic of Korea». Nothing else is guessed: what is not listed is
    unresolved. ISO 3166 codes in capital letters are labels too.

    On a day, a decision stands above the list of countries, and what decisions say of a code replaces what
    the list says of it. Without a day, a decision that still holds comes first, then the list.
    """

    def __init__(self, countries: Iterable[CountryRow], decisions: Iterable[LabelRow]) -> None:
        countries = tuple(countries)
        self._codes = {code: row.code for row in countries for code in _iso_codes(row)}
        self._shown: dict[str, str] = {}
        self._decisions = self._index(decisions)
        self._names = self._index(name for row in countries for name in _names(row))

    def resolve(self, label: str, day: date | None = None) -> Resolved | Unresolved:
        """Give the country that a label means on a day, or without a day: today, or at the end of its use.

        Take any text. What is no country of ours comes back as ``Unresolved`` with the reason.
        """
        label = " ".join(label.split())
        if not label_key(label) or len(label) > MAX_LENGTH or not label.isprintable():
            return Unresolved(f"A country label must be a printable name of at most {MAX_LENGTH} characters.")
        key = next((key for key in _readings(label) if key in self._shown), None)
        if key is not None:
            return _choose(label, self._decisions.get(key, []), self._names.get(key, []), day)
        if label in self._codes:
            return Resolved(self._codes[label])
        return Unresolved(f"No country is known by the label «{label}».", self._near(label))

    def _index(self, rows: Iterable[LabelRow]) -> dict[str, list[LabelRow]]:
        index: defaultdict[str, list[LabelRow]] = defaultdict(list)
        for row in rows:
            key = label_key(row.label)
            self._shown.setdefault(key, row.label)
            if row not in index[key]:
                index[key].append(row)
        return dict(index)

    def _near(self, label: str) -> tuple[str, ...]:
        keys = get_close_matches(label_key(label), self._shown, n=3, cutoff=0.75)
        return tuple(self._shown[key] for key in keys)


@lru_cache(maxsize=1)
def country_labels() -> CountryLabels:
    """Give the labels of the shipped tables, read once in a process."""
    return CountryLabels(country_rows(), label_rows())


def label_key(label: str) -> str:
    """Reduce a label to what counts in comparing it: words without accents, signs and case."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", label) if not unicodedata.combining(sign))
    spaced = "".join(_letter(sign) for sign in plain.casefold())
    words = ("saint" if word == "st" else word for word in spaced.split())
    return " ".join(word for word in words if word not in _SILENT_WORDS)


def _letter(sign: str) -> str:
    if sign in _SILENT_SIGNS:
        return ""
    return sign if sign.isalnum() else " "


def _readings(label: str) -> Iterator[str]:
    """List the keys to look a label up by: as it stands, then with its index form turned round."""
    yield label_key(label)
    head, comma, tail = label.partition(",")
    if comma and "," not in tail:
        yield label_key(f"{tail} {head}")


def _iso_codes(row: CountryRow) -> Iterator[str]:
    yield row.code
    # The three letters of former countries are left out: some were given to another country later.
    if row.alpha_3 and row.kind != "former":
        yield row.alpha_3


def _names(row: CountryRow) -> Iterator[LabelRow]:
    first = parse_day_bound(row.existed_from, end=False) if row.existed_from else None
    last = parse_day_bound(row.existed_until, end=True) if row.existed_until else None
    for name in (row.name, row.official_name, *row.aliases):
        if name:
            yield LabelRow(name, row.code, first, last, "")


def _choose(
    label: str, decided: list[LabelRow], named: list[LabelRow], day: date | None
) -> Resolved | Unresolved:
    """Choose what a label means among the decisions about it and the countries that bear it as a name."""
    if day is None:
        fitting = [row for row in decided if row.last is None] or named or decided
    else:
        settled = {row.code for row in decided}
        listed = [row for row in named if row.code not in settled]
        fitting = [row for row in decided if _holds(row, day)] or [row for row in listed if _holds(row, day)]
    codes = sorted({row.code for row in fitting})
    if codes == [""]:
        return Unresolved(f"«{label}» names no one country of ours: {fitting[0].note}.")
    if len(codes) == 1:
        return Resolved(codes[0])
    spans = ", ".join(dict.fromkeys(map(_span, decided or named)))
    if day is None:
        return Unresolved(f"«{label}» needs a day, for it has had more than one meaning: {spans}.")
    if codes:
        return Unresolved(f"«{label}» had more than one meaning on {day.isoformat()}: {spans}.")
    return Unresolved(f"Nothing was called «{label}» on {day.isoformat()}; the label is known for {spans}.")


def _holds(row: LabelRow, day: date) -> bool:
    return (row.first is None or row.first <= day) and (row.last is None or day <= row.last)


def _span(row: LabelRow) -> str:
    first = f" from {row.first.isoformat()}" if row.first else ""
    last = f" until {row.last.isoformat()}" if row.last else ""
    return f"{row.code or 'no country of ours'}{first}{last}"
