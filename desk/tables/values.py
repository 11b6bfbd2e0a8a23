"""Put what other people's cells say into our words, one column at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Final

from desk.loading.tables import Fault
from desk.tables.answers import NOTHING, Answers
from desk.tables.dates import read_date
from desk.tables.fields import Field
from desk.tables.mapping import TableMapping
from relations.dates import DateRefused
from relations.reference.labels import Resolved, country_labels

JOINT: Final = ";"
"""What stands between several values in one cell, unless the mapping says otherwise."""

ID: Final = re.compile(r"[A-Za-z0-9._:/-]+", re.ASCII)
QNUMBER: Final = re.compile(r"Q[1-9][0-9]*", re.ASCII)
ADDRESS: Final = re.compile(r"https?://[^\s/]+\.[^\s/]+(/\S*)?")
FLAGS: Final = {"yes": "yes", "true": "yes", "1": "yes", "x": "yes", "no": "", "false": "", "0": ""}


@dataclass(frozen=True)
class Lexicon:
    """What labels are looked up in: the mapping, people's answers, and the countries and sectors known."""

    mapping: TableMapping
    answers: Answers
    countries: Collection[str]
    sectors: Collection[str]


def says_nothing(text: str, mapping: TableMapping) -> bool:
    """Whether a cell holds a word for nothing, such as «Not Known»; * in the mapping stands for any signs."""
    return any(fnmatchcase(text, nil) for nil in mapping.empty)


class Column:
    """Read one column of one row; faults and what is left out are collected."""

    def __init__(self, lexicon: Lexicon, name: str, field: Field, row: str, day: date | None) -> None:
        self.faults: list[Fault] = []
        self.left_out: list[str] = []
        self._lexicon = lexicon
        self._name = name
        self._field = field
        self._row = row
        self._day = day

    def read(self, text: str) -> str:
        """Give the value in our words; empty where nothing is said or a fault was found."""
        values = [self._read_one(part) for part in self._parts(text)]
        joint = "; " if self._field.kind in ("countries", "sectors") else ", "
        whole = joint.join(dict.fromkeys(filter(None, values)))
        if len(whole) > self._field.limit:
            limit = f"At most {self._field.limit:,} characters are allowed here; there are {len(whole):,}."
            self._fault(limit, text if len(text) <= 1000 else "", once=True)
            return ""
        return whole

    def _parts(self, text: str) -> Iterable[str]:
        mapping = self._lexicon.mapping
        several = self._field.kind in ("countries", "sectors")
        joint = mapping.lists.get(self._name, JOINT if several else "")
        parts = [part.strip() for part in text.split(joint)] if joint else [text]
        if self._name in mapping.capitals_only:
            parts = [part for part in parts if part == part.upper()]
        return [part for part in parts if part and not says_nothing(part, mapping)]

    def _read_one(self, label: str) -> str:
        answer = self._lexicon.answers.of(self._row, self._name, label)
        if answer == NOTHING:
            self.left_out.append(label)
            return ""
        if answer is not None:
            return self._convert(answer, label, forms=())
        meaning = self._meaning(label)
        if meaning is None:
            return ""
        if meaning == NOTHING:
            self.left_out.append(label)
            return ""
        return self._convert(meaning, label, self._lexicon.mapping.date_forms)

    def _meaning(self, label: str) -> str | None:
        """Look a label up among the mapping's decisions; None, with a fault, where a word is wanted."""
        mapping = self._lexicon.mapping
        if begins := mapping.begins.get(self._name):
            return next(
                (ours for head, ours in begins.items() if label.casefold().startswith(head.casefold())), ""
            )
        decided = mapping.labels.get(self._name, {})
        if label in decided:
            return decided[label]
        if decided and self._field.kind not in ("country", "countries"):
            self._fault(f"Nobody has said yet what «{label[:60]}» means here.", label)
            return None
        return label

    def _convert(self, value: str, label: str, forms: tuple[str, ...]) -> str:
        if not value:
            return ""
        reader: Callable[[str], str] = getattr(self, f"_{self._field.kind}", self._text)
        try:
            return self._date(value, forms) if self._field.kind == "date" else reader(value)
        except (ValueError, DateRefused) as refused:
            self._fault(str(refused), label)
            return ""

    def _fault(self, sentence: str, label: str, *, once: bool = False) -> None:
        self.faults.append(Fault(self._name, sentence, label, once))

    def _text(self, value: str) -> str:
        if not value.isprintable():
            raise ValueError("Signs that cannot be printed stand here.")
        return value

    def _person(self, value: str) -> str:
        if QNUMBER.fullmatch(value):
            raise ValueError("A number of Wikidata stands here in place of a name: fill the name in.")
        return self._text(value)

    def _id(self, value: str) -> str:
        if not ID.fullmatch(value):
            raise ValueError("An identifier has letters, digits and . _ : / - alone, such as Q200881.")
        return value

    def _url(self, value: str) -> str:
        address = value.replace("\\", "/")
        if not ADDRESS.fullmatch(address):
            raise ValueError("An address begins with http:// or https:// and has no spaces.")
        return address

    def _flag(self, value: str) -> str:
        if value.casefold() not in FLAGS:
            raise ValueError("Write yes or no here.")
        return FLAGS[value.casefold()]

    def _choice(self, value: str) -> str:
        if value not in self._field.allowed:
            raise ValueError(f"«{value[:60]}» is not among {', '.join(self._field.allowed)}.")
        return value

    def _sectors(self, value: str) -> str:
        if value not in self._lexicon.sectors:
            near = get_close_matches(value, self._lexicon.sectors, n=3)
            hint = f" Like it: {', '.join(near)}." if near else ""
            raise ValueError(f"«{value[:60]}» is no sector of ours.{hint}")
        return value

    def _date(self, value: str, forms: tuple[str, ...]) -> str:
        return read_date(
            value, forms, new_year_is_the_year=self._lexicon.mapping.new_year_is_the_year and bool(forms)
        )

    def _country(self, value: str) -> str:
        meant = country_labels().resolve(value, self._day)
        if not isinstance(meant, Resolved) and (self._day is None or self._lexicon.mapping.labels_of_any_day):
            meant = country_labels().resolve(value)
        if not isinstance(meant, Resolved):
            near = f" Known labels like it: {', '.join(meant.near)}." if meant.near else ""
            raise ValueError(meant.sentence + near)
        if meant.code not in self._lexicon.countries:
            raise ValueError(f"«{value}» is {meant.code}, which is not among the countries loaded here.")
        return meant.code

    _countries = _country
