"""The working forms of officials, offices and tenures."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from desk.api.forms.header import HEADER, RecordForm
from desk.api.references import Reference, asked_for
from desk.api.shapes import Form, RowForm, RowList
from relations.models import NameVariant, Office, Official, Rank, Tenure

OFFICE = ("title", "country", "level", "branch", "organisation", "single_seat", "start", "end")
TENURE = (
    "office", "start", "end", "start_known", "end_known", "first_seen", "last_seen", "acting", "note",
    "sources", "passages",
)  # fmt: skip


class OfficeForm(Form):
    """A post, said without its country's name."""

    class Meta:
        model = Office
        fields = ("id", *OFFICE)
        read_only_fields = ("id",)


class OfficeOrNew(Reference):
    """An office by reference, or a new one by title, country and level: found where it is there."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Office, **options)

    def to_internal_value(self, data: Any) -> Any:
        """Find the office, or read a new one (unsaved)."""
        if asked_for(data) or not isinstance(data, dict):
            return super().to_internal_value(data)
        form = OfficeForm(data=data, context=self.context)
        form.is_valid(raise_exception=True)
        return Office(**form.validated_data)


class VariantRow(RowForm):
    """Another spelling of the name."""

    class Meta:
        model = NameVariant
        list_serializer_class = RowList
        fields = ("id", "text", "language", "script", "romanisation")


class RankRow(RowForm):
    """A rank."""

    class Meta:
        model = Rank
        list_serializer_class = RowList
        fields = ("id", "title", "start", "end", "first_seen", "last_seen")


class TenureRow(RowForm):
    """A time in an office."""

    office = OfficeOrNew()

    class Meta:
        model = Tenure
        list_serializer_class = RowList
        fields = ("id", *TENURE)


class TenureForm(Form):
    """A time in an office, on its own."""

    office = OfficeOrNew()

    class Meta:
        model = Tenure
        fields = ("id", "official", *TENURE)
        read_only_fields = ("id",)


class OfficialForm(RecordForm):
    """An official, with names, ranks and tenures: person, office and tenure in one request."""

    sort_name = serializers.CharField(required=False, allow_blank=True, max_length=200, trim_whitespace=False)
    variants = VariantRow(many=True, required=False)
    ranks = RankRow(many=True, required=False)
    tenures = TenureRow(many=True, required=False)

    class Meta:
        model = Official
        fields = (
            *HEADER, "key", "display_name", "family_name", "given_name", "sort_name", "nationality", "born",
            "died", "wikidata", "outside_ids", "note", "sources", "variants", "ranks", "tenures",
        )  # fmt: skip
