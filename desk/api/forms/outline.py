"""Outline a working form for the record editor: what is only read, what is required, what holds rows."""

from __future__ import annotations

from typing import Any, Final

from rest_framework import serializers

INSIDE: Final = {"statements": {"meeting": "meetings"}}
"""Fields that name a row of another list of the same form."""


def outline(form: serializers.Serializer[Any]) -> dict[str, Any]:
    """Give ``header``, ``required``, ``rows`` (for each list its own outline) and ``inside``."""
    lists = {
        name: field.child
        for name, field in form.fields.items()
        if isinstance(field, serializers.ListSerializer) and isinstance(field.child, serializers.Serializer)
    }
    found: dict[str, Any] = {
        "header": [name for name, field in form.fields.items() if field.read_only],
        "required": [name for name, field in form.fields.items() if field.required],
        "rows": {
            name: outline(child) | ({"inside": INSIDE[name]} if name in INSIDE else {})
            for name, child in lists.items()
        },
    }
    return {name: value for name, value in found.items() if value or name == "required"}
