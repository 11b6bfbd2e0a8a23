"""Take and give a partial date in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from relations.dates import DateRefused, PartialDate
from relations.edtf import MAX_LENGTH
from relations.fields import HELP

_DAY = {"type": ["string", "null"], "format": "date"}
_EDTF = {"type": "string", "maxLength": MAX_LENGTH, "description": HELP, "examples": ["2024-05-17"]}
_OBJECT = {
    "type": "object",
    "required": ["edtf"],
    "additionalProperties": False,
    "properties": {
        "edtf": _EDTF,
        "earliest": _DAY,
        "latest": _DAY,
        "text": {"type": "string"},
        "basis": {"type": "string"},
    },
}


@extend_schema_field({"oneOf": [_EDTF, _OBJECT]})
class PartialDateSerializerField(serializers.Field[PartialDate, Any, dict[str, str | None], Any]):
    """Take an EDTF text or the object form, refuse all else with a sentence, give the published form."""

    def to_internal_value(self, data: Any) -> PartialDate:
        """Read what a client sent."""
        if not data or not isinstance(data, str | dict):
            raise serializers.ValidationError("Give a date as an EDTF text or as an object with edtf.")
        try:
            return PartialDate.from_json(data) if isinstance(data, dict) else PartialDate.parse(data)
        except DateRefused as refused:
            raise serializers.ValidationError(str(refused), code="invalid_date") from refused

    def to_representation(self, value: PartialDate) -> dict[str, str | None]:
        """Show the published form."""
        return value.document()
