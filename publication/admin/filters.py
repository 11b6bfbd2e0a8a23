"""Narrow lists by what editors think in: words they type, and what the public sees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest

from publication.models import Listing
from publication.vocabulary import EditionState


class TypedFilter(admin.SimpleListFilter):
    """Ask for a word on one line; each filter says what it takes (``hint``) and how it narrows."""

    template = "admin/publication/typed_filter.html"
    hint = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer no list."""
        return []

    def has_output(self) -> bool:
        """Stand there without choices."""
        return True

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Show the line with what was typed."""
        yield {"name": self.parameter_name, "value": self.value() or "", "hint": self.hint}


class ChosenFilter(admin.SimpleListFilter):
    """Ask for one of a list that is too long to stand open."""

    template = "admin/publication/chosen_filter.html"


class PublicStateFilter(ChosenFilter):
    """Keep the records that are in one state before the public."""

    title = "public state"
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the states of editions, and none."""
        return [("never", "never published"), *EditionState.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        """Look the current edition up by the record's identity."""
        listings = Listing.objects.filter(pk=OuterRef("pk"))
        if self.value() == "never":
            return queryset.filter(~Exists(listings))
        if self.value() in EditionState.values:
            return queryset.filter(Exists(listings.filter(state=self.value())))
        return queryset
