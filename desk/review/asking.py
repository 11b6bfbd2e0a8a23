"""Read what somebody asks of the queue from the address, strictly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.http import urlencode

from desk.kinds import RECORD_KINDS
from desk.review.queue import LOADED, ORDER, Asked, Waiting
from publication.addresses import instant
from publication.vocabulary import ReviewState

ME: Final = "me"
NOBODY: Final = "nobody"
AGES: Final = (("", "Any age"), ("1", "A day or more"), ("3", "3 days or more"), ("7", "A week or more"),
               ("30", "30 days or more"))  # fmt: skip
ORDERS: Final = (("", "Oldest first"), ("newest", "Newest first"))
WHOSE: Final = "me, nobody, or the name somebody logs in with"
WRONG_PAIR: Final = "Write two codes of countries, such as KZ-PK."
WRONG_PLACE: Final = "This page of the queue is none: begin at its start."


class QueueForm(forms.Form):
    """The filters of the queue; all may be left out."""

    state = forms.ChoiceField(
        required=False, choices=[(state.value, state.label) for state in ReviewState] + [(LOADED, LOADED)]
    )
    q = forms.CharField(required=False, label="Words", max_length=200)
    kind = forms.ChoiceField(
        required=False, choices=[("", "All kinds"), *((kind, kind.capitalize()) for kind in RECORD_KINDS)]
    )
    pair = forms.CharField(required=False, max_length=20)
    assignee = forms.CharField(required=False, label="Assigned to", max_length=150)
    age = forms.ChoiceField(required=False, label="Waiting", choices=AGES)
    order = forms.ChoiceField(required=False, choices=ORDERS)
    after = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    shown: Final = ("q", "kind", "pair", "assignee", "age", "order")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["pair"].widget.attrs |= {"placeholder": "KZ-PK", "autocomplete": "off"}
        self.fields["assignee"].widget.attrs |= {
            "placeholder": "me, nobody, name", "list": "people", "autocomplete": "off",
        }  # fmt: skip

    def clean_pair(self) -> tuple[str, ...]:
        """Read two codes, in either order and case."""
        codes = self.cleaned_data["pair"].upper().split("-")
        if codes == [""]:
            return ()
        if len(codes) != 2 or not all(code.isascii() and code.isalnum() for code in codes):
            raise ValidationError(WRONG_PAIR)
        return tuple(sorted(codes))

    def clean_after(self) -> tuple[datetime, UUID] | None:
        """Read the place of the row before the page."""
        if not self.cleaned_data["after"]:
            return None
        since, _, pk = self.cleaned_data["after"].partition(" ")
        try:
            place = datetime.fromisoformat(since.replace("Z", "+00:00"))
            if place.tzinfo is None:
                raise ValueError(since)
            return place.astimezone(UTC), UUID(pk)  # PostgreSQL knows no offset of 16 hours
        except (ValueError, OverflowError) as wrong:
            raise ValidationError(WRONG_PLACE) from wrong

    def asked(self, name: str, now: datetime) -> Asked:
        """Say what is asked for; ``name`` is who asks. Only of a form that is valid."""
        told = self.cleaned_data
        whose = {"": None, ME: name, NOBODY: ""}.get(told["assignee"], told["assignee"])
        return Asked(
            state=told["state"],
            kind=told["kind"],
            pair=told["pair"],
            assigned_to=whose,
            words=told["q"],
            before=now - timedelta(days=int(told["age"])) if told["age"] else None,
            newest_first=told["order"] == "newest",
            after=told["after"],
        )

    def address(self, **changed: str) -> str:
        """Write the query of another page of the queue: the same filters, some changed."""
        kept = {name: self.data.get(name, "") for name in ("state", *self.shown)}
        return "?" + urlencode({name: value for name, value in (kept | changed).items() if value})

    def next_address(self, last: Waiting) -> str:
        """Write the query of the page after a row."""
        return self.address(after=f"{instant(last.since)} {last.id}")


STATES: Final = ("", *(state.value for state in ORDER), LOADED)
"""The tabs of the queue, in their order."""
