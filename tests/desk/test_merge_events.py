"""An event told twice becomes one: what the other lacks is added to its draft, and the address leads on."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from events.models import Event, EventCountry, Meeting, Statement
from publication.comparing import unpublished_changes
from publication.inventory import reading_faults
from publication.models import Listing
from publication.verifying import draft_faults, ledger_faults
from tests import cast
from tests.desk.api.writing import Person, errors
from tests.desk.merging import merge
from tests.publication import records
from tests.publication.library import plain
from tests.publication.records import document_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Person:
    return Person("administrator")


def told_again(**facts: Any) -> Event:
    """Make another record of the cast's visit, with its meeting and a second one."""
    event = cast.visit(key="astana-visit", title="Munir in Astana", **facts)
    same = event.meetings.get()
    same.statements.create(event=event, act="discussed", text="They spoke of trade.")
    talks = Meeting.objects.create(event=event, order=2, kind="delegation_talks", title="Talks")
    talks.passages.add(cast.passage(0, 18))
    Statement.objects.create(event=event, meeting=talks, order=2, act="proposed", text="A new route.")
    return event


def test_what_the_other_lacks_is_added_to_its_draft_and_nothing_stands_twice(boss: Person) -> None:
    new, old = cast.published_visit(), told_again(summary="As told by the agency.")
    answer = merge(boss, old, new.key)
    assert answer.status_code == 200, answer.content
    assert not Event.objects.filter(pk=old.pk).exists()
    new.refresh_from_db()
    assert [each.title for each in new.meetings.all()] == ["Munir meets Tokayev", "Talks"]
    audience, talks = new.meetings.all()
    assert audience.participations.count() == 2
    assert [each.text for each in audience.statements.all()] == ["They spoke of trade."]
    assert [each.text for each in talks.statements.all()] == ["A new route."]
    assert (new.sides.count(), new.sectors.count(), new.passages.count()) == (2, 1, 1)
    assert (new.title, new.summary) == ("General Munir visits Astana", "As told by the agency.")
    assert "Talks" not in Listing.objects.get(pk=new.pk).text
    assert unpublished_changes(new)
    assert (new.lock_version, new.authors) == (2, ["administrator-one"])


def test_the_address_of_a_public_event_leads_on(boss: Person, client: Client) -> None:
    new, old = cast.published_visit(), told_again()
    cast.publish_all(old)
    assert merge(boss, old, new.pk).status_code == 200
    moved = client.get("/events/astana-visit/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/events/munir-astana-2024/")
    old.refresh_from_db()
    assert (old.meetings.count(), old.sides.count(), old.lock_version) == (0, 0, 2)
    assert [*ledger_faults(), *reading_faults(), *draft_faults()] == []
    cast.publish_all(new)
    assert [each["title"] for each in document_of(new)["meetings"]] == ["Munir meets Tokayev", "Talks"]


def test_a_full_event_can_be_merged_and_published(boss: Person) -> None:
    old = records.one_of_every_kind()
    new = plain("the-other", "2024-05-17", cast.pakistan(), kind="visit", visit_kind="official")
    EventCountry.objects.filter(event=new, country__key="KZ").update(side="host")
    EventCountry.objects.filter(event=new, country__key="PK").update(side="visitor")
    cast.publish_all(new)
    before = document_of(old)
    assert merge(boss, old, new.key).status_code == 200
    cast.publish_all(new)
    after = document_of(new)
    same = ("meetings", "participants", "statements", "agreement_steps", "disputes", "sources", "officials")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


def test_a_row_that_says_something_else_is_kept_beside_the_other(boss: Person) -> None:
    new, old = cast.published_visit(), told_again()
    old.meetings.filter(order=1).update(venue="Akorda", date="2024-05-18")
    new.meetings.update(date="2024-05-17")
    assert merge(boss, old, new.key).status_code == 200
    assert [each.title for each in new.meetings.all()] == [
        "Munir meets Tokayev",
        "Munir meets Tokayev",
        "Talks",
    ]


def test_what_the_database_refuses_is_said_and_nothing_is_merged(boss: Person) -> None:
    new, old = cast.published_visit(), told_again()
    Event.objects.filter(pk=new.pk).update(start=None, end="2020-01-01")
    answer = merge(boss, old, new.key)
    assert answer.status_code == 409
    assert errors(answer) == {"": "An event cannot end before it starts."}
    new.refresh_from_db()
    assert (new.start, new.meetings.count(), old.meetings.count()) == (None, 1, 2)


def test_a_field_that_contradicts_is_left_and_not_half_taken(boss: Person) -> None:
    new, old = cast.published_visit(), told_again(start="2024-05-16", end="2024-05-19", place="Almaty")
    assert merge(boss, old, new.key).status_code == 200
    new.refresh_from_db()
    assert new.date
    assert (new.date.edtf, new.place) == ("2024-05-17", "Astana")
