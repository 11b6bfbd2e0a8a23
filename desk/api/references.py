"""Name other records in a working form: given as identity, key and name, taken by any of the two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import Model
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from publication.drafting import Publishable
from publication.models import Listing
from publication.vocabulary import EditionState
from relations.models import Office, Source

Asked: TypeAlias = tuple[type[Model], str]
"""A kind of record and the identity or key it is asked for by."""

SCHEMA = {
    "oneOf": [
        {"type": "string", "description": "The record's identity or its key."},
        {
            "type": "object",
            "properties": {"id": {"type": "string", "format": "uuid"}, "key": {"type": "string"},
                           "name": {"type": "string"}},
        },
    ]
}  # fmt: skip


def as_uuid(text: str) -> UUID | None:
    """Read an identity; none where the text is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def asked_for(data: Any) -> str | None:
    """Read what names the record: an identity before a key."""
    if isinstance(data, dict):
        data = data.get("id") or data.get("key")
    return data if isinstance(data, str) and data and "\0" not in data else None


class Catalogue:
    """The records a request names, each kind read in one query."""

    def __init__(self) -> None:
        self._found: dict[Asked, Model] = {}
        self._merged: dict[Any, str] = {}

    def fetch(self, asked: Iterator[Asked]) -> None:
        """Read all that are asked for; what is not there is not in the catalogue."""
        wanted: dict[type[Model], set[str]] = defaultdict(set)
        for model, name in asked:
            wanted[model].add(name)
        for model, names in wanted.items():
            self._fetch(model, names)

    def _fetch(self, model: type[Model], names: set[str]) -> None:
        ids = {uuid for uuid in map(as_uuid, names) if uuid}
        rows = list(_rows(model).filter(pk__in=ids)) if ids else []
        keys = {name for name in names if as_uuid(name) is None}
        if keys and hasattr(model, "key"):
            rows += list(_rows(model).filter(key__in=keys))
        if rows and issubclass(model, Publishable):
            merged = Listing.objects.filter(pk__in=[row.pk for row in rows], state=EditionState.REDIRECTED)
            self._merged |= dict(merged.values_list("pk", "to"))
        for row in rows:
            self._found[model, str(row.pk)] = row
            if hasattr(row, "key"):
                self._found[model, row.key] = row

    def find(self, model: type[Model], name: str) -> Model | None:
        """Give a record by identity (in any case of letters) or key."""
        uuid = as_uuid(name)
        return self._found.get((model, str(uuid) if uuid else name))

    def leads_to(self, found: Model) -> str:
        """Give the key of the record that a record was merged into, empty where it stands by itself."""
        return self._merged.get(found.pk, "")


def _rows(model: type[Model]) -> Any:
    rows = model._default_manager.all()
    if model is Office:
        return rows.select_related("country")
    return rows.defer("text") if model is Source else rows


def give(record: Any) -> dict[str, str]:
    """Show a reference: identity, key where the kind has one, and name."""
    key = {"key": record.key} if hasattr(record, "key") else {}
    return {"id": str(record.pk), **key, "name": str(record)}


@extend_schema_field(SCHEMA)
class Reference(serializers.Field):  # type: ignore[type-arg]  # generic in the stubs alone
    """One record of a kind, looked up in the request's catalogue."""

    def __init__(self, model: type[Model], **options: Any) -> None:
        self.model = model
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> Model:
        """Find the record; refuse what names none."""
        kind = self.model._meta.verbose_name
        name = asked_for(data)
        if name is None:
            raise serializers.ValidationError(f"Name the {kind} by its id or key.")
        found: Model | None = self.context["catalogue"].find(self.model, name)
        if found is None:
            raise serializers.ValidationError(f"There is no {kind} «{name}».")
        if to := self.context["catalogue"].leads_to(found):
            raise serializers.ValidationError(f"«{found}» was merged into «{to}»: choose that.")
        return found

    def to_representation(self, value: Any) -> dict[str, str]:
        """Show the record."""
        return give(value)


class References(serializers.ListField):
    """Several records of a kind, each once."""

    def __init__(self, model: type[Model], **options: Any) -> None:
        super().__init__(child=Reference(model), **options)

    def get_attribute(self, instance: Any) -> Any:
        """Read the prefetched rows."""
        return list(getattr(instance, str(self.source)).all())

    def to_internal_value(self, data: Any) -> list[Any]:
        """Find the records, dropping repeats."""
        return list(dict.fromkeys(super().to_internal_value(data)))


def asked_in(serializer: Any, data: Any) -> Iterator[Asked]:
    """Walk a request's data along its serializer and yield every record it names."""
    if isinstance(serializer, serializers.ListSerializer):
        for row in data if isinstance(data, list) else ():
            yield from asked_in(serializer.child, row)
    elif isinstance(serializer, serializers.Serializer) and isinstance(data, dict):
        for name, field in serializer.fields.items():
            if name in data and not field.read_only:
                yield from asked_in(field, data[name])
    elif isinstance(serializer, References):
        for each in data if isinstance(data, list) else ():
            yield from asked_in(serializer.child, each)
    elif isinstance(serializer, Reference) and (asked := asked_for(data)):
        yield serializer.model, asked
