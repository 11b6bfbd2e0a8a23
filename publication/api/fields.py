"""Read the values of filters: each field refuses with a sentence, and says in JSON Schema what it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.days import DayRefused, parse_day_bound

Json = dict[str, Any]
Text = Any  # a lazy translation

WORDS_MAX = 200
"""Characters of a text filter that are allowed."""

TEXT: Json = {"type": "string", "pattern": r"^[^\x00]*$"}
"""Any text that can be stored: without NUL."""

WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

VALUES_MAX = 10
"""How often one filter may be repeated."""


def not_allowed(value: str, choices: Iterable[str]) -> str:
    """Refuse a value with a sentence that lists those there are, as they stand in addresses."""
    told = {"value": value[:60], "choices": ", ".join(choices)}
    return _("«%(value)s» is not allowed; choose of: %(choices)s.") % told


class RepeatedField(forms.Field):
    """Values of a parameter that may be given several times, all of which must hold.

    ``refusal`` is what is said of a ``value`` that has not the shape.
    """

    widget = forms.SelectMultiple

    def __init__(
        self, *, shape: str = "", refusal: Text = "", choices: type[TextChoices] | None = None, **rest: Any
    ):
        self.shape, self.refusal, self.vocabulary = re.compile(shape), refusal, choices
        super().__init__(**rest)
        self.widget.choices = choices.choices if choices else []

    @property
    def schema(self) -> Json:
        """Describe the values."""
        if self.vocabulary:
            item: Json = {"type": "string", "enum": list(self.vocabulary.values)}
        else:
            item = {"type": "string", "pattern": f"^(?:{self.shape.pattern})$", "maxLength": WORDS_MAX}
        return {"type": "array", "items": item, "maxItems": VALUES_MAX}

    def to_python(self, value: Any) -> list[str]:
        """Read the values, each checked; empty ones are left out."""
        values = [each.strip() for each in value or [] if each.strip()]
        if len(values) > VALUES_MAX:
            sentence = ngettext(
                "At most %(most)s value is allowed, not %(number)s.",
                "At most %(most)s values are allowed, not %(number)s.",
                VALUES_MAX,
            )
            raise ValidationError(sentence % {"most": VALUES_MAX, "number": len(values)})
        return [self._checked(each) for each in values]

    def _checked(self, value: str) -> str:
        if self.vocabulary is not None and value not in self.vocabulary.values:
            raise ValidationError(not_allowed(value, self.vocabulary.values))
        if self.vocabulary is None and (len(value) > WORDS_MAX or not self.shape.fullmatch(value)):
            raise ValidationError(self.refusal % {"value": value[:60]})
        return value


class WordsField(forms.CharField):
    """Words, as in a search box."""

    schema: Json = {**TEXT, "maxLength": WORDS_MAX}

    def __init__(self, **rest: Any) -> None:
        super().__init__(max_length=WORDS_MAX, **rest)


class DayField(forms.CharField):
    """A year, month or day that bounds a list."""

    schema: Json = {
        "anyOf": [
            {"type": "string", "format": "date"},
            {"type": "string", "pattern": "^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2]))?$"},
        ]
    }

    def __init__(self, *, end: bool, **rest: Any) -> None:
        self.end = end
        super().__init__(**rest)

    def clean(self, value: Any) -> Any:
        """Read the day, or none."""
        text = super().clean(value)
        try:
            return parse_day_bound(text, end=self.end) if text else None
        except DayRefused as refused:
            raise ValidationError(str(refused)) from None


class WholeDayField(forms.CharField):
    """One day."""

    schema: Json = {"type": "string", "format": "date"}

    def clean(self, value: Any) -> date | None:
        """Read the day, or none."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return date.fromisoformat(text if WHOLE_DAY.fullmatch(text) else "")
        except ValueError:
            sentence = _("«%(value)s» is not allowed; write a day as YYYY-MM-DD.")
            raise ValidationError(sentence % {"value": text[:60]}) from None


class YesField(forms.CharField):
    """A yes or no written as true or false."""

    schema: Json = {"type": "boolean"}

    def clean(self, value: Any) -> Any:
        """Read true, false or nothing."""
        text = (super().clean(value) or "").lower()
        if text not in ("", "true", "false"):
            raise ValidationError(not_allowed(text, ("true", "false")))
        return {"true": True, "false": False, "": None}[text]


class InstantField(forms.CharField):
    """An instant, RFC 3339 with an offset."""

    schema: Json = {"type": "string", "format": "date-time"}

    def clean(self, value: Any) -> Any:
        """Read the instant, or none."""
        text = super().clean(value)
        if not text:
            return None
        try:
            found = parse_datetime(text.replace(" ", "+"))
            if found is None or found.tzinfo is None:
                raise ValueError
            return found.astimezone(UTC)  # PostgreSQL knows no offset of 16 hours, which RFC 3339 allows
        except (ValueError, OverflowError):
            sentence = _("Write the instant as 2026-02-04T09:30:00Z, with its offset from UTC.")
            raise ValidationError(sentence) from None
