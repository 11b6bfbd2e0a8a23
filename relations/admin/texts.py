"""Take texts from a form exactly as they are meant."""

from __future__ import annotations

from typing import Any

from django import forms


def as_stored(text: str) -> str:
    """Undo what a browser does to line ends: a form sends CR LF for each (HTML, form submission)."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class TextField(forms.CharField):
    """Take a text exactly, spaces at its ends included: offsets count every character."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)

    def to_python(self, value: Any) -> str:
        """Read the text with line ends as stored."""
        return as_stored(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare without regard to the kind of line ends."""
        return as_stored(initial or "") != as_stored(data or "")
