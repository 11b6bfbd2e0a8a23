"""What keeps an event from being shown, and in which words the editor hears of it."""

from __future__ import annotations

import pytest

from events.models import Event, EventCountry, Meeting, Participation
from publication.vocabulary import EventKind, OfficeLevel
from relations.models import Source, Tenure
from tests import cast

pytestmark = pytest.mark.django_db


def problems(event: Event) -> dict[str, str]:
    """Give the problems of an event, the last sentence by field."""
    found = Event.fetch_for_snapshot([event.pk])[event.pk]
    return {each.field: each.sentence for each in found.problems()}


def test_a_complete_visit_is_ready() -> None:
    assert problems(cast.visit()) == {}


def test_a_bare_event_hears_of_every_field() -> None:
    bare = Event.objects.create(key="bare", title=" ", kind=EventKind.VISIT)
    assert set(problems(bare)) == {"title", "start", "sides", "visit_kind", "sources"}


def test_a_visit_needs_a_host_and_a_visitor() -> None:
    event = cast.visit()
    EventCountry.objects.filter(event=event).update(side="party")
    assert problems(event)["sides"] == "A visit needs a host country and a visitor country."


def test_an_office_not_held_on_the_date_is_named() -> None:
    event = cast.visit(start="2022-05-17")
    assert problems(event)["participations"] == (
        "Asim Munir did not hold the office Chief of Army Staff on 17 May 2022."
    )


def test_an_office_never_held_is_named() -> None:
    event = cast.visit()
    row = Participation.objects.get(event=event, official=cast.munir())
    row.offices.set([cast.office("Governor", cast.pakistan(), OfficeLevel.GOVERNOR)])
    assert "has no tenure as Governor" in problems(event)["participations"]


def test_an_official_acts_for_a_country_that_takes_part() -> None:
    event = cast.visit()
    EventCountry.objects.filter(event=event, country=cast.pakistan()).delete()
    assert "acts for Pakistan, which has no side" in problems(event)["participations"]


def test_a_meeting_outside_the_event_s_date_is_named() -> None:
    event = cast.visit()
    Meeting.objects.filter(event=event).update(date="2024-06-01")
    assert "is dated 1 June 2024" in problems(event)["meetings"]


def test_a_date_that_fits_no_year_of_the_offices_is_named() -> None:
    event = cast.visit(start="XXXX-05-17")
    Tenure.objects.filter(official=cast.munir()).update(end="2023-01-31", end_known=True)
    assert problems(event)["start"].startswith("The offices and sources do not fit the date:")


def test_one_character_changed_in_the_text_flags_each_passage_once() -> None:
    event = cast.visit()
    source = Source.objects.get(pk=cast.source().pk)
    before = source.sha256
    source.with_text(source.text.replace("received", "welcomed")).save()
    assert source.sha256 != before
    found = Event.fetch_for_snapshot([event.pk])[event.pk].problems()
    assert [each.field for each in found] == ["passages"]
    assert "no longer stands in the text" in found[0].sentence
