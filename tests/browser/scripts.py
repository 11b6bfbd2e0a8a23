"""Deal texts that are scripts out to the fields of rows, so that each field comes to hold each of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from django.contrib.postgres.fields import ArrayField
from django.db import models

from relations.dates import BASIS_LENGTH, PartialDate
from relations.fields import PartialDateField
from tests.publication.marking import text_fields

BY_PLACE: dict[str, list[str]] = orjson.loads((Path(__file__).parent / "scripts.json").read_bytes())
"""The scripts, by the place in a page where they would run if nothing were escaped."""

SCRIPTS = [script for some in BY_PLACE.values() for script in some]
"""Each of them calls ``hit()`` or ``alert()``, asks for ``/hit`` or ``hit.invalid``, or leads to a script."""

ALSO = frozenset({"language", "plover", "import_name", "import_key"})
"""Fields of a fixed shape that the database takes any text in."""

NO_YEAR, SINCE, UNTIL = "XXXX-05-17", date(2023, 1, 1), date(2025, 12, 31)
"""A date that says in a text on what its bounds are based, as one with a year does not."""

WEB = "https://news.example/"


class Dealer:
    """Somebody who deals scripts out, to each field in turn and as many as it takes."""

    def __init__(self) -> None:
        self.dealt: defaultdict[str, set[str]] = defaultdict(set)
        self._turns: Counter[str] = Counter()

    def deal(self, field: str, most: int | None = None) -> str:
        """Give the next scripts for a field, at most so many characters; all of them where it takes any."""
        fitting = [script for script in SCRIPTS if len(script) <= (most or len(script))]
        hand: list[str] = []
        for place in range(len(fitting)):
            script = fitting[(self._turns[field] + place) % len(fitting)]
            if most and len("  ".join((*hand, script))) > most:
                break
            hand.append(script)
        self._turns[field] += len(hand) if most else 1
        self.dealt[field].update(hand)
        return "  ".join(hand)

    def address(self, field: str) -> str:
        """Give an address that is a script, or one of the web that breaks out of its attribute."""
        scripts = BY_PLACE["address"] + [WEB + script for script in BY_PLACE["double-quoted attribute"]]
        self._turns[field] += 1
        return scripts[self._turns[field] % len(scripts)]

    def fill(self, rows: Iterable[models.Model], *leave: str) -> None:
        """Write scripts into every text of these rows, all of one model, but not into some fields."""
        rows = list(rows)
        model = type(rows[0])
        fields = [each for each in taking_scripts(model) if each.name not in leave]
        if not fields:
            return
        for row in rows:
            for field in fields:
                setattr(row, field.name, self.value(field, row))
        model._default_manager.bulk_update(rows, [each.name for each in fields])

    def value(self, field: Any, row: models.Model) -> object:
        """Give a value of a field with scripts in all its texts."""
        name = str(field)
        if isinstance(field, PartialDateField):
            held = getattr(row, field.name)
            basis = self.deal(name, BASIS_LENGTH - 100) if held else ""
            return held and PartialDate.parse(NO_YEAR, not_before=SINCE, not_after=UNTIL, basis=basis)
        if isinstance(field, models.URLField):
            return self.address(name)
        if isinstance(field, ArrayField):
            return [self.deal(name, getattr(field.base_field, "max_length", None)) for _ in range(4)]
        if isinstance(field, models.JSONField):
            return {self.deal(f"{name} keys"): self.deal(name)}
        return self.deal(name, field.max_length)

    def left(self) -> dict[str, int]:
        """Say of how many scripts each field has held none yet, though they would fit."""
        longest = {field: max(map(len, held), default=0) for field, held in self.dealt.items()}
        return {
            field: missing
            for field, held in self.dealt.items()
            if (missing := len({each for each in SCRIPTS if len(each) <= longest[field]} - held))
        }


def taking_scripts(model: type[models.Model]) -> list[Any]:
    """List the fields of a model that hold text, dates with their bases among them."""
    dates = [each for each in model._meta.concrete_fields if isinstance(each, PartialDateField)]
    also = [each for each in model._meta.concrete_fields if each.name in ALSO]
    shortest = min(map(len, SCRIPTS))
    return [
        *(
            each
            for each in text_fields(model)
            if each.name not in ALSO and (each.max_length or shortest) >= shortest
        ),
        *also,
        *dates,
    ]
