"""Write a marker word into every text a working copy holds, so that a leak of any of them is seen."""

from __future__ import annotations

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import QuerySet

MARKER = "zqleak"
"""A word that stands in no published text; in other letters it would be searched for all the same."""

KEPT = frozenset(
    {"key", "review_state", "alpha_3", "numeric", "sha256", "language", "script", "wikidata", "import_name",
     "import_key", "dac", "plover", "exact", "prefix", "suffix"}
)  # fmt: skip
"""Text fields of a fixed shape, and the words of a passage, which are its source's own."""


def working_models() -> list[type[models.Model]]:
    """List the models of the newsroom's records, tables between them left out."""
    return [each for each in apps.get_models() if each._meta.app_label in ("relations", "events")]


def text_fields(model: type[models.Model]) -> list[models.Field]:  # type: ignore[type-arg]
    """List the fields of a model that take any text."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | ArrayField | models.JSONField)
        and not getattr(field, "choices", None)
        and not getattr(getattr(field, "base_field", None), "choices", None)
        and field.name not in KEPT
        and type(field).__name__ != "PartialDateField"
    ]


def mark(rows: QuerySet[models.Model]) -> int:
    """Write the marker into every text field of these rows; gives how many fields of how many rows."""
    fields = text_fields(rows.model)
    for row in rows:
        for field in fields:
            setattr(row, field.name, marked(field, row))
    if fields:
        rows.model._default_manager.bulk_update(rows, [field.name for field in fields])
    return len(rows) * len(fields)


def marked(field: models.Field, row: models.Model) -> object:  # type: ignore[type-arg]
    """Give a text with the marker that the field takes, another one for each row."""
    word = f"{MARKER}{str(row.pk)[-12:]}"
    if isinstance(field, models.URLField):
        return f"https://{word}.example/"
    if isinstance(field, ArrayField):
        return [word]
    if isinstance(field, models.JSONField):
        return {"viaf": word}
    return f"{word} {field.name}"[: field.max_length or 500]


def mark_everything() -> int:
    """Write the marker into every text of the newsroom; gives how many texts that were."""
    return sum(mark(model._default_manager.all()) for model in working_models())
