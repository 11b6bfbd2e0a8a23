"""Ask for dates, passages and sectors in the ways all admin pages share."""

from __future__ import annotations

from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from publication.admin.choosing import KnowingChoices, KnowingSelectMultiple
from publication.admin.filters import ChosenFilter
from publication.admin.look import INPUT_CLASSES
from relations.fields import PartialDateFormField
from relations.models import Passage, Sector

DATE_HELP: Final = "2024, 2024-05, 2024-05-17; 2024~ about; 2024/2025 from and to; XXXX-04-23 without a year."


class PassageChoice(KnowingSelectMultiple):
    """Choose passages from the sources at hand; without any, passages are found by their source's title."""

    sources: tuple[str, ...] = ()

    def get_url(self) -> str:
        """Ask for passages of these sources only."""
        asked = urlencode([("source", each) for each in self.sources])
        return f"{super().get_url()}?{asked}" if asked else super().get_url()


class RecordFields(KnowingChoices):
    """Give dates and texts their look and passages their choice; mixed in before unfold's classes."""

    rows_of: ClassVar[dict[str, int]] = {}
    """How many lines a text gets where three are too few or too many."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Ask for a partial date on one line, for a text on a few, for an address with https by default."""
        if isinstance(db_field, models.URLField):
            options["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **options)  # type: ignore[misc]  # a mixin
        if isinstance(field, PartialDateFormField):
            field.widget.attrs["class"] = " ".join(INPUT_CLASSES)
            field.help_text = db_field.help_text or DATE_HELP
        if field is not None and isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = self.rows_of.get(db_field.name, 3)
        return field

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Let a code without a default start empty, so that none is taken by oversight."""
        if not (db_field.blank or db_field.has_default()):
            options["choices"] = db_field.get_choices(blank_choice=[("", "Choose")])
        return super().formfield_for_choice_field(db_field, request, **options)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Choose passages by their source."""
        if db_field.remote_field.model is Passage:
            options.setdefault("help_text", "Type a part of the source's title.")
            options["widget"] = PassageChoice(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_manytomany(db_field, request, **options)


class SectorFilter(ChosenFilter):
    """Keep the rows of one sector, those of its sub-sectors included."""

    title = "sector"
    parameter_name = "sector"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the sectors of the first level, each followed by its own."""
        rows = list(Sector.objects.values_list("pk", "parent_id", "key", "name"))
        offered = []
        for top in (row for row in rows if row[1] is None):
            offered.append((top[2], top[3]))
            offered += [(row[2], f"– {row[3]}") for row in rows if row[1] == top[0]]
        return offered

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        """Look for the sector and what is below it."""
        if not self.value():
            return queryset
        wanted = Sector.objects.filter(Q(key=self.value()) | Q(parent__key=self.value()))
        links = queryset.model._meta.get_field("sectors").remote_field.through  # type: ignore[union-attr]
        name = queryset.model._meta.model_name
        return queryset.filter(pk__in=links._default_manager.filter(sector__in=wanted).values(f"{name}_id"))
