"""Ask for a new personal token."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from desk.tokens.model import NAME_LENGTH
from desk.tokens.scopes import Scope
from desk.zones import newsroom_zone

DAY: Final = "Write a day such as 2027-01-31."
BETWEEN: Final = "Choose a day from {} to {}."
USUAL_DAYS: Final = 90


class TokenForm(forms.Form):
    """What a token is called, what it is for, and the day on which it ends."""

    name = forms.CharField(
        label="Name",
        max_length=NAME_LENGTH,
        help_text="What uses it, such as «wire import on the laptop».",
        error_messages={"required": "Give it a name."},
    )
    scopes = forms.MultipleChoiceField(
        label="What it may do",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one.",
            "invalid_choice": "«%(value)s» is no scope, or one your role has no use for.",
        },
    )
    expires_on = forms.DateField(
        label="Ends on",
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": DAY, "required": DAY},
    )

    def __init__(self, *given: Any, scopes: Iterable[Scope], at: datetime, **named: Any) -> None:
        """Take the scopes that may be chosen, and the present instant."""
        super().__init__(*given, **named)
        today = at.astimezone(newsroom_zone()).date()
        self.first, self.last = today + timedelta(days=1), today + timedelta(days=settings.TOKEN_DAYS_MAX)
        choices = self.fields["scopes"]
        assert isinstance(choices, forms.MultipleChoiceField)  # noqa: S101  # for the types alone
        choices.choices = [(scope.value, scope.label) for scope in scopes]
        self.initial.setdefault("scopes", [Scope.READ.value])
        self.initial.setdefault("expires_on", today + timedelta(days=USUAL_DAYS))
        day = self.fields["expires_on"]
        day.widget = forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "min": self.first, "max": self.last}
        )
        zone = settings.NEWSROOM_TIME_ZONE
        day.help_text = f"A year from now at most. It ends as that day begins ({zone})."

    def clean_expires_on(self) -> date:
        """Want a day to come, a year from now at most."""
        day: date = self.cleaned_data["expires_on"]
        if not self.first <= day <= self.last:
            words = [date_format(each, "j F Y") for each in (self.first, self.last)]
            raise ValidationError(BETWEEN.format(*words))
        return day

    def expires_at(self) -> datetime:
        """Give the instant at which the day begins in the newsroom."""
        return datetime.combine(self.cleaned_data["expires_on"], time.min, tzinfo=newsroom_zone())
