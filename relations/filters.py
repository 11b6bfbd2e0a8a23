"""Find records by a stretch of days, certain or possible."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from relations.dates import DateRefused, parse_day_bound


class DayBoundField(forms.CharField):
    """Clean YYYY, YYYY-MM or YYYY-MM-DD into its first day, or with `end` its last."""

    def __init__(self, *, end: bool = False, **options: Any) -> None:
        self.end = end
        super().__init__(**options)

    def clean(self, value: Any) -> date | None:
        """Read the bound, or refuse it with a sentence."""
        text = super().clean(value)
        try:
            return parse_day_bound(text, self.end) if text else None
        except DateRefused as refused:
            raise ValidationError(str(refused), code="invalid_date") from refused


class PartialDateBoundFilter(django_filters.Filter):  # untyped package
    """Keep records dated surely from (or with `end`, surely until) a day.

    With `possible=true` in the same filter set, keep also those whose bounds merely reach it, and those
    not bounded on that side. Take ISO dates only; refuse all else with a sentence.
    """

    field_class = DayBoundField

    def __init__(self, field_name: str, *, end: bool = False, **options: Any) -> None:
        self.end = end
        super().__init__(field_name=field_name, end=end, **options)

    def filter(self, qs: QuerySet[Model], value: date | None) -> QuerySet[Model]:
        """Narrow `qs`; without a value leave it."""
        if value is None:
            return qs
        return qs.filter(self.condition(value, possible=self._possible()))

    def condition(self, day: date, *, possible: bool) -> Q:
        """Build the condition on the bound that decides: the near one if sure, the far one if possible."""
        bound = f"{self.field_name}__{'earliest' if self.end == possible else 'latest'}"
        reached = Q(**{f"{bound}__{'lte' if self.end else 'gte'}": day.isoformat()})
        return reached | Q(**{f"{bound}__isnull": True}) if possible else reached

    def _possible(self) -> bool:
        form = getattr(getattr(self, "parent", None), "form", None)
        return bool(form and form.cleaned_data.get("possible"))
