"""Editors work on an event on one page, see where it stands, and make it public from there."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, Meeting, Participation
from publication.comparing import unpublished_changes
from publication.models import Edition, Listing
from publication.vocabulary import OfficeLevel, Role, Side
from tests import cast
from tests.filling import add_row, filled, signed_in, text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/events/event/"


def page_of(event: Event) -> str:
    return f"{LIST}{event.pk}/change/"


def queries_of(client: Any, address: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


def several(first: int, last: int) -> None:
    for number in range(first, last):
        cast.visit(key=f"visit-{number}")


def test_a_list_costs_the_same_with_five_events_and_with_fifty():
    client = signed_in("editor")
    several(0, 5)
    few = queries_of(client, LIST)
    several(5, 50)
    many = queries_of(client, LIST)
    assert len(few) == len(many) <= 9  # one asks for a second factor


def test_a_list_never_counts_the_whole_table():
    several(0, 2)
    for query in queries_of(signed_in("editor"), f"{LIST}?pair=KZ-PK&q=Munir"):
        assert "COUNT(" not in query or "LIMIT 1000" in query


def test_a_list_that_is_cut_short_says_so(monkeypatch: pytest.MonkeyPatch):
    several(0, 3)
    assert "narrow the list" not in text_of(signed_in("editor").get(LIST))
    monkeypatch.setattr("publication.admin.paging.MOST_ROWS", 2)
    assert "These are the first 2; narrow the list" in text_of(signed_in("editor").get(LIST))


def test_choosing_by_typing_costs_the_same_however_many_there_are():
    client = signed_in("editor")
    address = "/admin/autocomplete/?app_label=events&model_name=statement&field_name=agreement&term=munir"
    assert client.get(address).status_code == 200
    address = "/admin/autocomplete/?app_label=events&model_name=participation&field_name=offices&term=Chief"
    cast.munir()
    few = queries_of(client, address)
    for number in range(30):
        cast.office(f"Chief of Staff {number}", cast.pakistan(), OfficeLevel.OTHER)
    assert len(few) == len(queries_of(client, address))
    assert len(client.get(address).json()["results"]) == 20


def test_the_page_of_an_event_costs_the_same_with_more_participants():
    client, event = signed_in("editor"), cast.visit()
    client.get(page_of(event))
    few = queries_of(client, page_of(event))
    meeting = event.meetings.get()
    for number in range(10):
        post = cast.office(f"Adviser {number}", cast.pakistan(), OfficeLevel.OTHER)
        cast.take_part(
            event,
            meeting,
            cast.official(f"adviser-{number}", "A", f"N{number}", post, "2020"),
            Side.VISITOR,
            Role.MEMBER,
            3,
        )
    assert len(queries_of(client, page_of(event))) == len(few)


def test_a_new_meeting_takes_its_participants_with_the_offices_held_then():
    client, event = signed_in("editor"), cast.visit()
    sent = filled(client.get(page_of(event)))
    meeting = add_row(sent, "meetings", title="Wreath-laying", kind="wreath_laying", medium="in_person")
    munir = str(cast.munir().pk)
    add_row(
        sent,
        f"{meeting}-participations",
        official=munir,
        side="visitor",
        role="visitor",
        presence="present",
        confidence="high",
    )
    said = text_of(client.post(page_of(event), sent, follow=True))
    row = Participation.objects.get(meeting__title="Wreath-laying")
    assert row.event == event
    assert [office.title for office in row.offices.all()] == ["Chief of Army Staff"]
    assert row.country == cast.pakistan()
    assert Meeting.objects.get(title="Wreath-laying").order == 2
    assert "Asim Munir is recorded as Chief of Army Staff" in said


def test_an_office_not_held_on_the_date_is_not_proposed():
    client, event = signed_in("editor"), cast.visit(start="2021-05-17")
    sent = filled(client.get(page_of(event)))
    munir = str(cast.munir().pk)
    add_row(
        sent,
        "participations",
        official=munir,
        side="visitor",
        role="member",
        presence="present",
        confidence="high",
    )
    client.post(page_of(event), sent)
    assert not Participation.objects.get(event=event, meeting=None).offices.exists()


def test_offices_an_editor_chose_or_took_away_stay_so():
    client, event = signed_in("editor"), cast.visit()
    other = cast.office("Envoy", cast.pakistan(), OfficeLevel.OTHER)
    sent = filled(client.get(page_of(event)))
    row = "meetings-0-participations-0"
    sent[f"{row}-offices"] = [str(other.pk)]
    client.post(page_of(event), sent)
    chosen = Participation.objects.get(event=event, official=cast.munir())
    assert list(chosen.offices.all()) == [other]
    sent = filled(client.get(page_of(event)))
    sent[f"{row}-offices"] = []
    client.post(page_of(event), sent)
    assert not chosen.offices.exists()


def test_an_event_saved_untouched_says_what_it_said():
    client, event = signed_in("editor"), cast.published_visit()
    assert client.post(page_of(event), filled(client.get(page_of(event)))).status_code == 302
    assert not unpublished_changes(event)


def test_an_official_stands_in_a_meeting_once_in_one_role():
    client, event = signed_in("editor"), cast.visit()
    sent = filled(client.get(page_of(event)))
    munir = str(cast.munir().pk)
    add_row(
        sent,
        "meetings-0-participations",
        official=munir,
        side="visitor",
        role="visitor",
        presence="present",
        confidence="high",
    )
    assert "Asim Munir is there already in this role." in text_of(client.post(page_of(event), sent))


def test_a_statement_cannot_stand_in_a_meeting_of_another_event():
    client, event = signed_in("editor"), cast.visit()
    foreign = Meeting.objects.create(event=cast.visit(key="another"), title="Elsewhere")
    sent = filled(client.get(page_of(event)))
    row = add_row(
        sent,
        "statements",
        text="Peace.",
        act="discussed",
        voice="body",
        modality="asserted",
        confidence="high",
    )
    said = text_of(client.post(page_of(event), sent | {f"{row}-meeting": str(foreign.pk)}))
    assert "Choose a meeting of this event" in said
    client.post(page_of(event), sent | {f"{row}-meeting": str(event.meetings.get().pk)})
    assert event.statements.get().meeting == event.meetings.get()


def test_the_second_of_two_editors_is_refused_and_loses_nothing():
    one, other, event = signed_in("editor"), signed_in("administrator"), cast.visit()
    first, second = filled(one.get(page_of(event))), filled(other.get(page_of(event)))
    one.post(page_of(event), first | {"title": "The first editor's title"})
    answer = other.post(page_of(event), second | {"title": "The second editor's title"})
    said = text_of(answer)
    event.refresh_from_db()
    assert event.title == "The first editor's title"
    assert "editor-one saved this record after you opened it" in said
    assert "<strong>Title</strong>: The first editor's title" in said
    assert 'value="The second editor\'s title"' in said
    over = {"title": "The second editor's title", "over": str(event.lock_version)}
    assert other.post(page_of(event), second | over).status_code == 302
    event.refresh_from_db()
    assert event.title == "The second editor's title"


def test_a_change_of_rows_alone_also_makes_an_open_form_stale():
    one, other, event = signed_in("editor"), signed_in("administrator"), cast.visit()
    first, second = filled(one.get(page_of(event))), filled(other.get(page_of(event)))
    one.post(page_of(event), first | {"meetings-0-title": "Munir is received"})
    assert "saved this record after you opened it" in text_of(other.post(page_of(event), second))


@pytest.mark.parametrize(
    ("asked", "found"),
    [("pair=KZ-PK", True), ("pair=kz", True), ("pair=KZ-US", False), ("sector=defence", True),
     ("sector=trade", False), ("date=2024", True), ("date=2024-05-18/2024-06", False),
     ("date=nonsense", False), ("kind__exact=visit", True), ("public=never", True),
     ("public=published", False), ("review_state__exact=draft", True), ("q=munir", True)],
)  # fmt: skip
def test_the_list_is_narrowed_by_what_editors_think_in(asked: str, found: bool):
    cast.visit()
    cast.trade()
    assert ("General Munir visits Astana" in text_of(signed_in("editor").get(f"{LIST}?{asked}"))) is found


def test_a_deleted_event_was_never_published():
    client, published = signed_in("administrator"), cast.published_visit()
    draft = cast.visit(key="never-shown")
    client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})
    assert not Event.objects.filter(pk=draft.pk).exists()
    said = text_of(client.post(f"{LIST}{published.pk}/delete/", {"post": "yes"}, follow=True))
    assert "cannot be deleted: withdraw or retract it instead" in said
    assert Event.objects.filter(pk=published.pk).exists()
    assert Edition.objects.filter(record=published.pk).exists()
    assert Listing.objects.filter(pk=published.pk).exists()
