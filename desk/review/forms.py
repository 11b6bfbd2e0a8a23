"""Ask for what a step of the review needs; each form names the version that was seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.conf import settings

from desk.review.commenting import TEXT_LENGTH, Place
from desk.zones import NoSuchTime, instant_of
from publication.vocabulary import ChangeKind

NOTE_LENGTH: Final = 2000
CHANGES: Final = [(kind.value, kind.label) for kind in ChangeKind if kind != ChangeKind.INITIAL]
KINDS_OF_CHANGE: Final = "Minor: wording. Major: new facts. Correction: something published was wrong."
PUBLIC_NOTE: Final = "The public reads it with the new version."
WRONG: Final = "A correction needs a note that says what was wrong."


def lines(rows: int) -> forms.Textarea:
    """Give a text area of some rows."""
    return forms.Textarea(attrs={"rows": rows})


class StepForm(forms.Form):
    """A step: the version seen, and the version of the edition that stands (0: none)."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    replaces = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CommentForm(forms.Form):
    """A comment, pinned to a field or on the whole."""

    field = forms.ChoiceField(label="About", required=False)
    text = forms.CharField(label="Comment", max_length=TEXT_LENGTH, widget=lines(3))

    def __init__(self, *given: Any, places: Iterable[Place] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        about = self.fields["field"]
        assert isinstance(about, forms.ChoiceField)  # noqa: S101  # for the types alone
        about.choices = [(place.path, place.words) for place in places]


class RequestChangesForm(StepForm, CommentForm):
    """What has to change, said where."""

    field_order = ("field", "text")


class NoteForm(StepForm):
    """A change with its kind and public note."""

    change = forms.ChoiceField(
        label="Kind of change", choices=CHANGES, initial=ChangeKind.MAJOR.value, help_text=KINDS_OF_CHANGE
    )
    note = forms.CharField(
        label="Public note", required=False, max_length=NOTE_LENGTH, widget=lines(3), help_text=PUBLIC_NOTE
    )

    def __init__(self, *given: Any, first: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        if first:  # the first edition is always «initial»
            del self.fields["change"]

    def clean(self) -> dict[str, Any]:
        """Want a note where something published was wrong."""
        told = super().clean() or {}
        if told.get("change") == ChangeKind.CORRECTION and not told.get("note", "").strip():
            self.add_error("note", WRONG)
        return told


class PublishForm(NoteForm):
    """A publication; where the draft mentions what nobody can read yet, that can go out with it."""

    with_mentions = forms.BooleanField(label="Publish these with it", required=False)
    company = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, company: dict[UUID, int] | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        if company is None:
            del self.fields["with_mentions"], self.fields["company"]
        else:
            self.initial["company"] = " ".join(sorted(f"{pk}:{version}" for pk, version in company.items()))

    def clean_company(self) -> dict[UUID, int]:
        """Read the versions of the company that was seen."""
        try:
            pairs = [each.split(":") for each in self.cleaned_data["company"].split()]
            return {UUID(pk): int(version) for pk, version in pairs}
        except ValueError as wrong:
            raise forms.ValidationError("Open this page again.") from wrong


class ScheduleForm(NoteForm):
    """A publication to come: a day and a time in a zone that is said."""

    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label="Time", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    zone = forms.CharField(label="Time zone", max_length=64)
    field_order = ("day", "time", "zone", "change", "note")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        sent = self.data.get("zone", "") if self.is_bound else ""
        known = dict.fromkeys(filter(None, (settings.NEWSROOM_TIME_ZONE, "UTC", sent)))
        self.fields["zone"].widget = forms.Select(choices=[(zone, zone) for zone in known])
        self.fields["zone"].initial = settings.NEWSROOM_TIME_ZONE

    def clean(self) -> dict[str, Any]:
        """Find the instant that is meant, as ``publish_at``."""
        told = super().clean()
        if {"day", "time", "zone"} <= told.keys():
            try:
                told["publish_at"] = instant_of(told["day"], told["time"], told["zone"])
            except NoSuchTime as none:
                self.add_error("time", str(none))
        return told


class ReasonForm(StepForm):
    """An ending, with the reason the public reads."""

    note = forms.CharField(
        label="Public reason", max_length=NOTE_LENGTH, widget=lines(3), help_text="The public reads it."
    )


class RedirectForm(ReasonForm):
    """An ending that leads to another record."""

    to = forms.CharField(
        label="Leads to", max_length=200,
        help_text="The key of a published record of the same kind, such as asim-munir.",
    )  # fmt: skip
    field_order = ("to", "note")


class AssignForm(forms.Form):
    """Whose work it is to be; empty: nobody's."""

    to = forms.CharField(label="Assigned to", required=False, max_length=150)

    def __init__(self, *given: Any, people: Iterable[str] | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        if people is not None:
            held = self.initial.get("to", "")
            names = dict.fromkeys(filter(None, (held, *people)))
            choices = [("", "Nobody"), *((name, name) for name in names)]
            self.fields["to"].widget = forms.Select(choices=choices)


class SettleForm(forms.Form):
    """Whether a comment is done with."""

    comment = forms.UUIDField()
    resolved = forms.BooleanField(required=False)
