"""Ask for working copies and for approvals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime

from publication.admin.refusals import RefusableForm
from publication.drafting import Publishable
from publication.vocabulary import ChangeKind


@dataclass(frozen=True, slots=True)
class Theirs:
    """What a field holds now, where that is not what the editor sent."""

    label: str
    now: str


class DraftForm(RefusableForm):
    """A working copy, with the version the editor has seen.

    ``over`` names the newer version the editor chose to save over, after a refusal showed it.
    """

    lock_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    over = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.now: int = self.instance.lock_version
        self.stale = False
        self.initial["lock_version"] = self.now
        self.fields["lock_version"].show_hidden_initial = False

    @property
    def seen(self) -> int:
        """Give the version the editor has seen, or chose to save over."""
        return int(self.cleaned_data.get("over") or self.cleaned_data.get("lock_version") or 0)

    def clean(self) -> dict[str, Any] | None:
        """Refuse a form that was opened before somebody else's save."""
        cleaned = super().clean()
        if not self.instance._state.adding and self.seen != self.now:
            self.stale = True
            raise ValidationError("Nothing was saved: see above who saved this record in the meantime.")
        return cleaned

    def last_save(self) -> str:
        """Say who saved the record while this form was open."""
        return last_save(self.instance)

    def theirs(self) -> list[Theirs]:
        """List the fields whose value now is not what the editor sent."""
        names = [name for name in self.changed_data if name not in ("lock_version", "over")]
        return [Theirs(str(self[name].label), shown(self.initial.get(name))) for name in names]


def shown(value: Any) -> str:
    """Say a form's value on one line."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "empty"
    return str(getattr(value, "edtf", value) or "empty")


def last_save(record: Publishable) -> str:
    """Say who saved the record last and what they changed, as far as the admin's log knows."""
    newest = LogEntry.objects.filter(object_id=str(record.pk)).select_related("user").first()
    if newest is None:
        return "Somebody else saved this record after you opened it. Your input is kept below."
    when = date_format(localtime(newest.action_time), "j F H:i:s")
    what = newest.get_change_message() or "no field named"
    return f"{newest.user} saved this record after you opened it ({when}: {what}) Your input is kept below."


class ApprovalForm(forms.Form):
    """What an editor approves: the draft and edition seen, the kind of change and the public note."""

    draft_version = forms.IntegerField(widget=forms.HiddenInput)
    replaces = forms.IntegerField(widget=forms.HiddenInput)
    change = forms.ChoiceField(
        label="Kind of change",
        choices=[(kind.value, kind.label) for kind in ChangeKind if kind != ChangeKind.INITIAL],
        initial=ChangeKind.MAJOR,
        help_text="Minor: wording. Major: new facts. Correction: something published was wrong.",
    )
    to = forms.CharField(
        label="Points to",
        max_length=200,
        help_text="The key of the record that takes over, such as asim-munir.",
    )
    note = forms.CharField(
        label="Change note",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Shown to the public with the edition.",
    )

    def __init__(self, *given: Any, asks: set[str], **named: Any) -> None:
        super().__init__(*given, **named)
        for name in {"change", "to"} - asks:
            del self.fields[name]
        self.fields["note"].required = "reason" in asks
        if "reason" in asks:
            self.fields["note"].label = "Reason"

    def clean(self) -> dict[str, Any]:
        """Want a note where something published was wrong."""
        cleaned = super().clean() or {}
        if cleaned.get("change") == ChangeKind.CORRECTION and not cleaned.get("note", "").strip():
            self.add_error("note", "A correction needs a change note that says what was wrong.")
        return cleaned
