"""Describe the fields of a working form to the record editor, from the form itself."""

from __future__ import annotations

from typing import Any, Final

from django.utils.text import capfirst
from rest_framework import serializers

from desk.api.passages import Passages
from desk.api.references import Reference, References
from relations.serializers import PartialDateSerializerField

TEXT_AREA: Final = "textarea.html"
LABELS: Final = {
    "lat": "Latitude", "lon": "Longitude", "end": "End, if it lasted",
    "speaker_countries": "Countries speaking", "place_country": "Country of the place",
    "agreement_steps": "Steps of agreements",
    "sides": "Countries and their sides", "participations": "People", "precedences": "Claims of a first",
    "disputes": "Open questions", "window_years": "Within how many years", "kinds": "Kinds of events",
    "levels": "Levels of office", "official": "Who", "visitor": "Visitor country", "host": "Host country",
}  # fmt: skip
"""Labels where a column's own name says too little."""

Description = dict[str, Any]


def describe(form: Any) -> dict[str, Description]:
    """Give, for each field that can be written, ``label``, ``kind``, ``help`` and what its kind needs."""
    return {
        name: one(name, field) for name, field in form.fields.items() if not field.read_only and name != "id"
    }


def one(name: str, field: Any) -> Description:
    """Describe one field, or a list of rows with the fields of its rows."""
    told: Description = {"label": LABELS.get(name, str(field.label)), **kind_of(name, field)}
    if field.help_text:
        told["help"] = str(field.help_text)
    return told


def kind_of(name: str, field: Any) -> Description:
    """Say of what kind a field is."""
    if isinstance(field, serializers.ListSerializer):
        return {"kind": "rows", "fields": describe(field.child)}
    if isinstance(field, Passages):
        return {"kind": "passages"}
    if isinstance(field, References):
        return {"kind": "references", "type": type_of(field.child)}
    if isinstance(field, Reference):
        return {"kind": "reference", "type": type_of(field), "empty": field.allow_null}
    if isinstance(field, PartialDateSerializerField):
        return {"kind": "date"}
    if isinstance(field, serializers.ListField):
        return {"kind": "ticks", "choices": choices(field.child)}
    if isinstance(field, serializers.ChoiceField):
        return {"kind": "choice", "choices": choices(field), "empty": field.allow_blank}
    return plain(name, field)


def type_of(field: Any) -> str:
    """Give the type of record a reference leads to, as the finding calls it."""
    return str(field.model._meta.model_name)


def plain(name: str, field: Any) -> Description:
    """Say of what kind a field without choices is."""
    if name == "meeting":
        return {"kind": "inside", "list": "meetings"}
    if isinstance(field, serializers.BooleanField):
        return {"kind": "tick"}
    if isinstance(field, serializers.IntegerField | serializers.DecimalField):
        return {"kind": "number"}
    long = field.style.get("base_template") == TEXT_AREA
    return {"kind": "long text" if long else "text", "most": getattr(field, "max_length", None)}


def choices(field: Any) -> list[list[str]]:
    """List the choices of a field, each with its label."""
    return [[str(value), capfirst(str(label))] for value, label in field.choices.items()]
