"""Collect the new rows of documents, each held to what its fields allow."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models

from desk.loading.copying import CopyBatch
from publication.copying import copy_values

Row = TypeVar("Row", bound=models.Model)


class Unfit(Exception):
    """A document that cannot be loaded: the field, and a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field, self.sentence = field, sentence
        super().__init__(sentence)


class Rule(NamedTuple):
    """What one field allows: some words alone (none: any), so many characters, and what validators ask."""

    name: str
    words: frozenset[str]
    length: int | None
    validators: tuple[Any, ...]


@cache
def _rules(model: type[models.Model]) -> list[Rule]:
    """List the fields of a model that do not take any text."""
    rules = []
    for field in model._meta.concrete_fields:
        plain: Any = field.base_field if isinstance(field, ArrayField) else field
        known = (MaxLengthValidator, ProhibitNullCharactersValidator)
        special = tuple(each for each in plain.validators if not isinstance(each, known))
        if not isinstance(plain, (models.CharField, models.TextField)):
            continue
        words = frozenset(value for value, _ in plain.flatchoices)
        if words or plain.max_length or special:
            rules.append(Rule(field.attname, words, plain.max_length, special))
    return rules


def check(row: models.Model) -> None:
    """Refuse a row whose words its fields do not allow: ``Unfit``."""
    for rule in _rules(type(row)):
        value = getattr(row, rule.name)
        for word in value if isinstance(value, list) else (value,):
            if word:
                _check_word(rule, word)


def _check_word(rule: Rule, word: str) -> None:
    if rule.words and word not in rule.words:
        raise Unfit(rule.name, f"«{word[:80]}» is not one of: {', '.join(sorted(rule.words))}.")
    if rule.length and len(word) > rule.length:
        raise Unfit(rule.name, f"At most {rule.length} characters are allowed; these are {len(word):,}.")
    for validator in rule.validators:
        try:
            validator(word)
        except ValidationError as refusal:
            raise Unfit(rule.name, f"«{word[:80]}»: {' '.join(refusal.messages)}") from refusal


class Rows:
    """The rows of a batch of documents: those of the document at hand count once it is ``kept``."""

    def __init__(self) -> None:
        self._batch = CopyBatch()
        self._ties: dict[type[models.Model], list[tuple[UUID, UUID]]] = {}
        self._own: list[models.Model] = []
        self._own_ties: list[tuple[type[models.Model], tuple[UUID, UUID]]] = []

    def add(self, row: Row) -> Row:
        """Take a new row of the document at hand."""
        check(row)
        self._own.append(row)
        return row

    def tie(self, model: type[models.Model], field: str, owner: UUID, others: Iterable[UUID]) -> None:
        """Take the ties of a row to others, by their identities, through a many-to-many field."""
        relation: Any = model._meta.get_field(field)
        through = relation.remote_field.through
        self._own_ties.extend((through, (owner, other)) for other in dict.fromkeys(others))

    def keep(self) -> None:
        """Count the rows of the document at hand in."""
        for row in self._own:
            self._batch.add(row)
        for through, ends in self._own_ties:
            self._ties.setdefault(through, []).append(ends)
        self.forget()

    def forget(self) -> None:
        """Leave the rows of the document at hand out."""
        self._own.clear()
        self._own_ties.clear()

    def write(self) -> None:
        """Write all rows that count, by COPY."""
        self._batch.write()
        for through, ends in self._ties.items():
            copy_values(through, ends)
        self._ties.clear()
