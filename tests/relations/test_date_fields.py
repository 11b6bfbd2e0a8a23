"""A partial date is kept in one column, asked for in a form, taken by the API and found by its bounds."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import django_filters
import pytest
from django import forms
from django.core import serializers as fixtures
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection
from django.db.models import F
from rest_framework import serializers

from relations.dates import PartialDate
from relations.fields import PartialDateField, PartialDateFormField
from relations.filters import PartialDateBoundFilter
from relations.models import Office, Official, Tenure
from relations.serializers import PartialDateSerializerField

parse = PartialDate.parse
SPRING = parse("XXXX-04-23", not_before=date(2022, 11, 29), not_after=date(2026, 4, 25), basis="in office")


def office(start: PartialDate | str | None = None, **more: Any) -> Office:
    return Office.objects.create(title=f"Minister since {start}", start=start, **more)


def found(**condition: Any) -> set[str]:
    return {str(row.start and row.start.edtf) for row in Office.objects.filter(**condition)}


def tenure(start: str | None, end: str | None) -> Tenure:
    official = Official(key="asim-munir", display_name="Asim Munir", sort_name="Munir, Asim")
    official.save()
    return Tenure(official=official, office=office(), start=start, end=end)


@pytest.mark.django_db
@pytest.mark.parametrize("value", [parse("2024-05"), parse("2024/.."), parse("XXXX-04-23"), SPRING, None])
def test_a_date_comes_back_from_the_database_as_it_went_in(value: PartialDate | None) -> None:
    assert Office.objects.get(pk=office(value).pk).start == value


@pytest.mark.django_db
def test_no_date_is_null_in_the_column_and_a_date_is_four_keys() -> None:
    office(None), office(parse("2024"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT start FROM relations_office ORDER BY start NULLS FIRST")
        (absent,), (stored,) = cursor.fetchall()
    assert absent is None
    assert PartialDateField().from_db_value(stored, None, connection) == parse("2024")


@pytest.mark.django_db
def test_a_text_is_read_when_the_model_is_cleaned_or_saved() -> None:
    row = Office(title="Minister", start="2024-05")
    row.full_clean()
    assert row.start == parse("2024-05")
    assert Office.objects.get(pk=office("2024").pk).start == parse("2024")


@pytest.mark.django_db
def test_a_text_that_is_no_date_is_refused_by_clean_with_the_field_named() -> None:
    with pytest.raises(ValidationError, match="0001 to 9999") as refused:
        Office(title="Minister", start="23 April").full_clean()
    assert list(refused.value.message_dict) == ["start"]
    with pytest.raises(ValidationError):
        office("yesterday")


@pytest.mark.django_db
def test_many_rows_are_written_and_updated_at_once() -> None:
    rows = Office.objects.bulk_create([Office(title=f"{n}", start=f"20{n}") for n in (10, 11, 12)])
    for row in rows:
        row.start, row.end = None, parse("2024")
    Office.objects.bulk_update(rows, ["start", "end"])
    assert {row.end for row in Office.objects.filter(start=None)} == {parse("2024")}
    Office.objects.update(start=SPRING, end=F("start"))
    assert Office.objects.filter(start=SPRING, end=None).count() == 3


@pytest.mark.django_db
def test_rows_are_found_by_the_whole_date() -> None:
    office(SPRING), office("2024"), office(None)
    assert found(start=parse("2024")) == found(start="2024") == {"2024"}
    assert found(start=parse("XXXX-04-23")) == set()
    assert found(start__in=[SPRING, parse("2024")]) == {"XXXX-04-23", "2024"}
    assert found(start__isnull=True) == {"None"}


@pytest.mark.django_db
def test_rows_are_found_by_bounds_given_as_days_or_texts() -> None:
    office("2024"), office("2024-05"), office("0987"), office("XXXX-04-23"), office(None)
    assert found(start__earliest__gte=date(2024, 1, 1)) == {"2024", "2024-05"}
    assert found(start__latest__lte="2024-05-31") == {"2024-05", "0987"}
    assert found(start__latest__range=(date(900, 1, 1), date(999, 1, 1))) == {"0987"}
    assert found(start__edtf="XXXX-04-23") == {"XXXX-04-23"}
    assert found(start__latest__isnull=True) == {"XXXX-04-23", "None"}
    order = Office.objects.order_by(F("start__latest").desc(nulls_last=True), "start__edtf")
    assert [row.start and row.start.edtf for row in order] == ["2024", "2024-05", "0987", "XXXX-04-23", None]
    assert list(Office.objects.filter(start="2024").values_list("start__earliest", flat=True)) == [
        "2024-01-01"
    ]


@pytest.mark.django_db
def test_comparisons_that_mean_nothing_are_refused() -> None:
    with pytest.raises(FieldError):
        found(start__gte=parse("2024"))
    with pytest.raises(TypeError, match="not with an instant"):
        found(start__earliest__gte=datetime(2024, 1, 1, tzinfo=UTC))


@pytest.mark.django_db
def test_a_constraint_compares_the_bounds_of_two_dates() -> None:
    backwards = tenure("2024-05", "2023")
    with pytest.raises(ValidationError, match="cannot end before it starts"):
        backwards.full_clean()
    with pytest.raises(IntegrityError, match="tenure_end_not_before_start"):
        backwards.save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end"), [("2024-05", "2024"), ("2024", None), (None, None), ("XXXX-04-23", "2023")]
)
def test_a_constraint_lets_pass_what_may_be_so(start: str | None, end: str | None) -> None:
    row = tenure(start, end)
    row.full_clean()
    row.save()
    assert Tenure.objects.filter(pk=row.pk).exists()


@pytest.mark.django_db
def test_a_fixture_carries_bounds_and_evidence() -> None:
    row = office(SPRING)
    for form in ("json", "xml"):
        (read,) = fixtures.deserialize(form, fixtures.serialize(form, [row]))
        copy = read.object
        assert isinstance(copy, Office)
        assert (copy.start, copy.end) == (SPRING, None)


def test_a_migration_can_write_the_field_down() -> None:
    _, path, args, options = PartialDateField(null=True, name="start").deconstruct()
    assert (path, args, options) == ("relations.fields.PartialDateField", [], {"null": True})


class OfficeForm(forms.ModelForm):  # type: ignore[type-arg]  # subscriptable for mypy alone
    class Meta:
        model = Office
        fields = ["start"]


def test_a_form_shows_the_text_and_says_what_is_allowed() -> None:
    form = OfficeForm(instance=Office(title="Minister", start=SPRING))
    assert 'value="XXXX-04-23"' in str(form["start"])
    assert "XXXX-04-23 if the year is not stated" in form.fields["start"].help_text
    assert isinstance(form.fields["start"], PartialDateFormField)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("XXXX-04-23", SPRING), (" XXXX-04-23 ", SPRING), ("XXXX-04-24", parse("XXXX-04-24")), ("", None)],
)
def test_evidence_is_kept_only_while_the_text_is_unchanged(typed: str, kept: PartialDate | None) -> None:
    form = OfficeForm({"start": typed}, instance=Office(title="Minister", start=SPRING))
    assert form.is_valid()
    assert form.cleaned_data["start"] == form.instance.start == kept
    assert form.has_changed() is (kept != SPRING)


@pytest.mark.parametrize("typed", ["23 April", "9" * 65, "2024\0", "٢٠٢٤", "2024/2023"])
def test_a_form_refuses_what_is_no_date_and_shows_it_again(typed: str) -> None:
    form = OfficeForm({"start": typed})
    assert list(form.errors) == ["start"]
    assert form["start"].value() == typed


class Shown(serializers.Serializer[Any]):
    on = PartialDateSerializerField(allow_null=True)


@pytest.mark.parametrize(
    "given", ["2024-05", {"edtf": "2024-05"}, parse("2024-05").document(), SPRING.document()]
)
def test_the_api_takes_a_text_or_an_object_and_gives_the_published_form(given: Any) -> None:
    taken = Shown(data={"on": given})
    assert taken.is_valid(), taken.errors
    value = taken.validated_data["on"]
    assert value in (parse("2024-05"), SPRING)
    assert Shown({"on": value}).data["on"] == value.document()


@pytest.mark.parametrize(
    "given", ["", 2024, ["2024"], True, {}, {"edtf": "2024", "x": 1}, "May 2024", "\ud800"]
)
def test_the_api_refuses_what_is_no_date_with_a_sentence(given: Any) -> None:
    taken = Shown(data={"on": given})
    assert not taken.is_valid()
    assert str(taken.errors["on"][0]).endswith(".")


class OfficeFilters(django_filters.FilterSet):  # untyped package
    start_from = PartialDateBoundFilter("start")
    start_to = PartialDateBoundFilter("start", end=True)
    possible = django_filters.BooleanFilter(method="leave")

    class Meta:
        model = Office
        fields: tuple[str, ...] = ()

    def leave(self, rows: Any, name: str, value: bool) -> Any:
        return rows


@pytest.mark.django_db
def test_a_filter_for_one_year_finds_a_date_without_a_year_only_as_possible() -> None:
    for each in ("2025-05", "2024/2025", "2026", SPRING, parse("XXXX-01-01"), None):
        office(each)
    asked = {"start_from": "2025", "start_to": "2025"}
    rows = OfficeFilters(asked, Office.objects.all()).qs
    assert {row.start.edtf for row in rows} == {"2025-05"}
    rows = OfficeFilters(asked | {"possible": "true"}, Office.objects.exclude(start=None)).qs
    assert {row.start.edtf for row in rows} == {"2025-05", "2024/2025", "XXXX-04-23", "XXXX-01-01"}


@pytest.mark.parametrize("bound", ["2025~", "XXXX-04-23", "2025/2026", "last year", "2025-02-30"])
def test_a_filter_refuses_a_bound_that_is_no_iso_date(bound: str) -> None:
    filters = OfficeFilters({"start_from": bound}, Office.objects.none())
    assert "YYYY-MM-DD" in str(filters.errors["start_from"])
