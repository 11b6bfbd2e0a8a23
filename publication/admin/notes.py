"""Place readiness problems by the fields they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html

from publication.drafting import Problem


@dataclass(frozen=True, slots=True)
class Note:
    """A problem's sentence, and the place in the page where it is mended (empty where there is none)."""

    sentence: str
    anchor: str


def note_problems(problems: list[Problem], context: dict[str, Any]) -> list[Note]:
    """List the problems with their anchors, and repeat each beside its field where there is one."""
    form = context["adminform"].form
    formsets = {inline.formset.prefix: inline for inline in context["inline_admin_formsets"]}
    notes = []
    for problem in problems:
        name = problem.field.split(".")[0]
        notes.append(Note(problem.sentence, _anchor(name, form, formsets)))
        if name in form.fields:
            field = form[name]
            field.help_text = format_html(
                '<span class="problem-note">{}</span> {}', problem.sentence, field.help_text
            )
    return notes


def _anchor(name: str, form: Any, formsets: dict[str, Any]) -> str:
    """Name the field's own id, or the tab of the rows it stands in, as unfold writes it in the address."""
    if name in form.fields:
        return str(form[name].id_for_label)
    for prefix, inline in formsets.items():
        if prefix == name:
            return prefix if getattr(inline.opts, "tab", False) else f"{prefix}-group"
    return ""
