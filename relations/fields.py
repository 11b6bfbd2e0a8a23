"""Keep a partial date in one jsonb column, ask for it in a form, and compare it by its bounds in SQL."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, Transform

from relations.dates import DateRefused, PartialDate
from relations.edtf import MAX_LENGTH

if TYPE_CHECKING:
    _Field = models.Field[PartialDate | str | None, PartialDate | None]
    _TextField = models.TextField[str | date, str]
else:
    _Field, _TextField = models.Field, models.TextField

HELP: Final = (
    "2024, 2024-05 or 2024-05-17; 2024~ about, 2024? uncertain; 2024-05-17/2024-05-19 from and to; "
    "XXXX-04-23 if the year is not stated; 201X for a decade; 2001-21 to 2001-24 for spring to winter."
)
_COMPARED: Final = frozenset({"exact", "in", "isnull"})


def to_partial_date(value: object) -> PartialDate | None:
    """Turn what a form, a fixture or a program gives (PartialDate, EDTF text, stored form) into the value.

    Take None and "" as no date. Refuse all else with a `ValidationError` that carries the sentence.
    """
    if value is None or value == "":
        return None
    if isinstance(value, PartialDate):
        return value
    try:
        if isinstance(value, dict):
            return PartialDate.from_json(value)
        if isinstance(value, str) and value.startswith("{"):
            return PartialDate.from_json(json.loads(value))
        return PartialDate.parse(value)  # type: ignore[arg-type]  # parse refuses what is not a text
    except (DateRefused, json.JSONDecodeError, RecursionError) as refused:
        raise ValidationError(str(refused), code="invalid_date") from refused


class PartialDateInput(forms.TextInput):
    """Ask for an EDTF text on one line."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"spellcheck": "false", "autocomplete": "off", "size": 24, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Show a value by its EDTF text."""
        return value.edtf if isinstance(value, PartialDate) else super().format_value(value)


class PartialDateFormField(forms.CharField):
    """Clean an EDTF text into a `PartialDate`; keep the evidence of the one shown while its text stays."""

    widget = PartialDateInput
    shown: PartialDate | None = None

    def __init__(self, *, help_text: str = "", **options: Any) -> None:
        options["max_length"] = MAX_LENGTH
        super().__init__(help_text=help_text or HELP, **options)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Remember the value this form shows, whose evidence a text alone would lose."""
        initial = form.get_initial_for_field(self, field_name)
        self.shown = initial if isinstance(initial, PartialDate) else None
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: Any) -> Any:
        """Show a value by its EDTF text, whatever the widget."""
        return value.edtf if isinstance(value, PartialDate) else value

    def clean(self, value: Any) -> PartialDate | None:
        """Read the text; an unchanged text is the value that was shown, evidence and all."""
        text = super().clean(self.prepare_value(value))
        if self.shown is not None and self.shown.edtf == text:
            return self.shown
        return to_partial_date(text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare texts: the evidence is not in the form."""
        return super().has_changed(self.prepare_value(initial), data)


class IsoDayField(_TextField):
    """Hold an ISO day as text in a comparison; text order is day order. Take a `date` or its ISO text."""

    def get_prep_value(self, value: Any) -> Any:
        """Give a day as ISO text; refuse an instant, which has no single day."""
        if isinstance(value, datetime):
            raise TypeError("Compare a partial date with a date, not with an instant.")
        return value.isoformat() if isinstance(value, date) else super().get_prep_value(value)


class PartialDateField(_Field):
    """Store a `PartialDate` as jsonb {"edtf", "earliest", "latest", "basis"}; None is SQL NULL.

    Compare it as a whole (`exact`, `in`, `isnull`) or by `__earliest`, `__latest` and `__edtf`; any other
    lookup is refused, since jsonb order is not the order of days.
    """

    description = "a date of which a part may be unknown (EDTF level 1)"
    empty_strings_allowed = False
    if TYPE_CHECKING:
        _pyi_private_set_type: PartialDate | str
        _pyi_private_get_type: PartialDate

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Name the column's type."""
        return "jsonb"

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]] | None:
        """Offer the comparisons that mean something on the whole value."""
        return super().get_lookup(lookup_name) if lookup_name in _COMPARED else None

    def to_python(self, value: Any) -> PartialDate | None:
        """Take a PartialDate, an EDTF text or the stored form; see `to_partial_date`."""
        return to_partial_date(value)

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> PartialDate | None:
        """Rebuild the value as it was stored, bounds and basis untouched."""
        stored = None if value is None else json.loads(value)
        if stored is None:
            return None
        earliest, latest = (stored[key] and date.fromisoformat(stored[key]) for key in ("earliest", "latest"))
        return PartialDate(stored["edtf"], earliest, latest, stored["basis"])

    def get_prep_value(self, value: Any) -> Any:
        """Check what a program assigned, even where nothing cleaned it."""
        return self.to_python(super().get_prep_value(value))

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """Give the stored form as jsonb."""
        prepped = value if prepared else self.get_prep_value(value)
        if not isinstance(prepped, PartialDate):
            return prepped
        return connection.ops.adapt_json_value(prepped.to_json(), None)

    def value_to_string(self, obj: models.Model) -> str:
        """Write the stored form for fixtures."""
        value = self.to_python(self.value_from_object(obj))
        return "" if value is None else json.dumps(value.to_json())

    def formfield(self, **options: Any) -> Any:
        """Ask by one text."""
        return super().formfield(**{"form_class": PartialDateFormField, **options})


class _Key(Transform):
    """Read one key of the stored form as text: SQL NULL where the date is unbounded or absent."""

    # The cast names the type of a bare NULL when a constraint is checked outside a table.
    template = "((%(expressions)s)::jsonb ->> '%(function)s')"


@PartialDateField.register_lookup
class Earliest(_Key):
    """Give the earliest day as ISO text."""

    lookup_name = function = "earliest"
    output_field = IsoDayField()


@PartialDateField.register_lookup
class Latest(_Key):
    """Give the latest day as ISO text."""

    lookup_name = function = "latest"
    output_field = IsoDayField()


@PartialDateField.register_lookup
class Edtf(_Key):
    """Give the EDTF text."""

    lookup_name = function = "edtf"
    output_field = models.TextField()
