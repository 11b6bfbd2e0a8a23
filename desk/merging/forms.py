"""Ask for what a merge needs."""

from __future__ import annotations

from typing import Any

from django import forms

from desk.review.forms import NOTE_LENGTH, StepForm, lines


class IntoForm(forms.Form):
    """The record that stays."""

    into = forms.CharField(
        label="Merge into", max_length=200,
        help_text="The key of the record that stays, such as asim-munir, or its id.",
    )  # fmt: skip


class MergeForm(StepForm):
    """The merge itself: the record that stays and its version as seen, and the reason the public reads."""

    into = forms.CharField(widget=forms.HiddenInput, max_length=200)
    into_seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    note = forms.CharField(
        label="Public reason", max_length=NOTE_LENGTH, widget=lines(3), help_text="The public reads it."
    )

    def __init__(self, *given: Any, public: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        if not public:  # nothing public happens, so there is nobody to tell
            del self.fields["note"]
