"""Edit the passages quoted from the texts of sources."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from publication.admin.choosing import KnowingAdmin
from publication.admin.lists import BoundedAdmin
from publication.admin.look import AnyFormSet, AnyRows
from publication.admin.refusals import RefusableForm
from relations.admin.choices import RecordFields
from relations.admin.texts import TextField
from relations.models import Passage, Source

ASKED: Final = "Give the quote, or the offsets where it starts and ends."


class PassageForm(RefusableForm):
    """A passage by its quote, by its offsets, or by both when they agree."""

    at_hand: Source | None = None
    """The source the row is edited with, which a new source's passages have no key of yet."""

    class Meta:
        field_classes = {"exact": TextField}

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in ("start", "end", "exact"):
            if name in self.fields:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any] | None:
        """Find the offsets of the quote, or cut the quote by its offsets, and hold both to the text."""
        cleaned = super().clean() or {}
        source = self.at_hand or cleaned.get("source")
        if source is None or self.errors:
            return cleaned
        start, end = self._place(source.text, cleaned)
        made = source.passage(start, end)
        cleaned |= {"start": start, "end": end, "exact": made.exact}
        self.instance.prefix, self.instance.suffix = made.prefix, made.suffix
        return cleaned

    def _place(self, text: str, asked: dict[str, Any]) -> tuple[int, int]:
        start, end, quote = asked.get("start"), asked.get("end"), asked.get("exact") or ""
        if quote and (start is None or self._quote_alone_changed()):
            return found_once(text, quote)
        if start is None or (end is None and not quote):
            raise ValidationError(ASKED)
        end = start + len(quote) if end is None else end
        if not start < end <= len(text):
            raise ValidationError(
                {"end": f"The passage must end after it starts and within the text's {len(text)} characters."}
            )
        if quote and "exact" in self.changed_data and text[start:end] != quote:
            raise ValidationError({"exact": f"From {start} to {end} the text reads «{text[start:end]}»."})
        return start, end

    def _quote_alone_changed(self) -> bool:
        return "exact" in self.changed_data and not {"start", "end"} & set(self.changed_data)


def found_once(text: str, quote: str) -> tuple[int, int]:
    """Find the one place where the text has the quote; refuse none and several."""
    times = text.count(quote)
    if times == 0:
        raise ValidationError({"exact": "This quote is not in the source's text; copy it exactly."})
    if times > 1:
        raise ValidationError(
            {"start": f"This quote is in the text {times} times; say where it starts, or quote more."}
        )
    start = text.index(quote)
    return start, start + len(quote)


def is_identity(text: str) -> bool:
    """Tell whether a text from an address can be a record's identity."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def stands(passage: Passage) -> str:
    """Say whether the text still reads so at this place."""
    if passage._state.adding:
        return ""
    return "yes" if passage.stands else format_html('<span class="fallen">{}</span>', "no longer in the text")


class PassageForms(AnyFormSet):
    """The passages of one source, each form knowing the source as it is about to be saved."""

    def _construct_form(self, i: int, **options: Any) -> Any:
        form = super()._construct_form(i, **options)  # type: ignore[misc]  # the stubs leave it out
        form.at_hand = self.instance
        if not self.instance._state.adding:
            form.instance.source = self.instance
        return form


class PassageInline(RecordFields, AnyRows):
    """Edit the passages of a source."""

    model = Passage
    form = PassageForm
    formset = PassageForms
    extra = 0
    tab = True
    hide_title = True
    fields = ("exact", "start", "end", "stands", "record_free", "note")
    readonly_fields = ("stands",)

    @admin.display(description="Stands")
    def stands(self, passage: Passage) -> str:
        """Flag a passage that fell with a change of the text."""
        return stands(passage)


@admin.register(Passage)
class PassageAdmin(RecordFields, KnowingAdmin, BoundedAdmin):
    """Find passages, and edit one with its source in view."""

    form = PassageForm
    list_display = ("exact", "source", "start", "end", "record_free")
    list_filter = ("record_free",)
    list_select_related = ("source",)
    search_fields = ("source__title__icontains",)
    search_help_text = "A part of the source's title."
    ordering = ("-id",)
    sortable_by = ()
    autocomplete_fields = ("source",)
    fields = ("source", "exact", ("start", "end"), "record_free", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Passage]:
        """Leave the sources' texts out of lists and choices."""
        rows = super().get_queryset(request)
        listed = not (request.resolver_match and "object_id" in request.resolver_match.kwargs)
        return rows.defer("source__text") if listed else rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search the quotes of the sources at hand where a page names them, else by the source's title."""
        sources = [source for source in request.GET.getlist("source") if is_identity(source)]
        if not sources:
            return super().get_search_results(request, queryset, search_term)
        at_hand = queryset.filter(source__in=sources).order_by("source_id", "start")
        return (at_hand.filter(exact__icontains=search_term) if search_term else at_hand), False
