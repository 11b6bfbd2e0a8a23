"""Give and take working forms: what every serializer of the write API shares."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers
from rest_framework.validators import UniqueValidator

from desk.api.passages import Passages, Texts, sources_in
from desk.api.references import Catalogue, Reference, References, asked_in
from relations.fields import PartialDateField
from relations.models import Passage
from relations.serializers import PartialDateSerializerField


class Form(serializers.ModelSerializer[Any]):
    """The working form of a model: its own fields, references by identity or key, passages, nested rows.

    A key that is not the form's is refused by name. Texts are taken as they are, spaces and all.
    """

    serializer_field_mapping: ClassVar[Any] = {
        **serializers.ModelSerializer.serializer_field_mapping,
        PartialDateField: PartialDateSerializerField,
    }

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        """Leave texts untrimmed, and what only the database can know to the database."""
        made, options = super().build_standard_field(field_name, model_field)
        if isinstance(model_field, PartialDateField):
            options = {key: options[key] for key in ("required", "allow_null") if key in options}
        elif issubclass(made, serializers.CharField):
            options["trim_whitespace"] = False
        checks = options.get("validators", [])
        if checks:
            options["validators"] = [each for each in checks if not isinstance(each, UniqueValidator)]
        return made, options

    def build_relational_field(self, field_name: str, relation_info: Any) -> Any:
        """Take a reference, several, or passages."""
        field, model = relation_info.model_field, relation_info.related_model
        if model is Passage:
            return Passages, {"required": False}
        if relation_info.to_many:
            return References, {"model": model, "required": False}
        optional = {"required": False, "allow_null": True} if field.null else {}
        return Reference, {"model": model, **optional}

    def get_validators(self) -> list[Any]:
        """Ask the database, not beforehand, whether rows are unique."""
        return []

    def to_internal_value(self, data: Any) -> Any:
        """Read the form; refuse unknown keys by name."""
        if isinstance(data, dict):
            allowed = [name for name, field in self.fields.items()]
            unknown = [str(key) for key in data if key not in self.fields]
            if unknown:
                sentence = f"There is no such key here; there are: {', '.join(allowed)}."
                raise serializers.ValidationError({key: [sentence] for key in unknown})
        return super().to_internal_value(data)


class RowForm(Form):
    """The form of a row inside another; ``id`` names a row there is, or is chosen for a new one."""

    id = serializers.UUIDField(required=False)


def reading_context(form: type[Form], data: Any, **more: Any) -> dict[str, Any]:
    """Read in a few queries all records and sources that a request's data names."""
    catalogue, texts = Catalogue(), Texts()
    empty = form()
    catalogue.fetch(asked_in(empty, data))
    texts.fetch(sources_in(empty, data))
    return {"catalogue": catalogue, "texts": texts, **more}


class RowList(serializers.ListSerializer[Any]):
    """Rows of a form, as prefetched."""

    def to_representation(self, data: Any) -> Any:
        """Show the rows without asking the database again."""
        rows = list(data.all()) if isinstance(data, models.Manager) else data
        return [self.child.to_representation(row) for row in rows]  # type: ignore[union-attr]  # many=True has one
