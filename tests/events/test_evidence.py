"""A date without a year is bounded by evidence and never completed."""

from __future__ import annotations

import pytest

from events.models import Event
from relations.models import Source, Tenure
from tests import cast

pytestmark = pytest.mark.django_db


def date_of(event: Event) -> dict[str, str | None]:
    """Give the date as the public would read it."""
    found: dict[str, str | None] = Event.fetch_for_snapshot([event.pk])[event.pk].snapshot()["date"]
    return found


def test_without_evidence_it_has_no_bounds() -> None:
    event = cast.visit(start="XXXX-05-17")
    Tenure.objects.update(start=None, start_known=False)
    Source.objects.update(published=None)
    date = date_of(event)
    assert (date["edtf"], date["earliest"], date["latest"]) == ("XXXX-05-17", None, None)
    assert (date["text"], date["basis"]) == ("17 May, year not stated", "year not stated")


def test_it_lies_in_years_when_the_offices_were_held_and_before_the_source_was_out() -> None:
    date = date_of(cast.visit(start="XXXX-05-17"))
    assert (date["earliest"], date["latest"]) == ("2023-05-17", "2024-05-17")
    assert date["basis"] == (
        "Asim Munir was Chief of Army Staff from 29 November 2022 at the earliest; "
        "«General received in Astana» was published 18 May 2024"
    )


def test_a_second_tenure_without_a_start_takes_the_bound_away() -> None:
    event = cast.visit(start="XXXX-05-17")
    tenure = Tenure.objects.get(official=cast.munir())
    Tenure.objects.create(official=tenure.official, office=tenure.office, end="1999")
    assert date_of(event)["earliest"] == "2019-05-17" or date_of(event)["earliest"] == "2020-05-17"


def test_a_stated_year_is_never_touched() -> None:
    date = date_of(cast.visit(start="2024-05"))
    assert (date["earliest"], date["latest"], date["basis"]) == ("2024-05-01", "2024-05-31", "stated")


def test_a_meeting_takes_the_date_of_its_event_with_its_bounds() -> None:
    event = cast.visit(start="XXXX-05-17")
    snapshot = Event.fetch_for_snapshot([event.pk])[event.pk].snapshot()
    assert snapshot["meetings"][0]["date"] == snapshot["date"]
