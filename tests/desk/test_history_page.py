"""The history of a record is read on a page and by program, newest first, and restored from there."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings

from desk.history.acting import Actor, acting
from desk.models import ChangeSet
from events.models import Event, Statement
from relations.models import Official, Source
from tests import cast
from tests.desk.api.writing import Person, errors
from tests.desk.test_restore import change, sets
from tests.filling import signed_in, text_of

pytestmark = pytest.mark.django_db


def script() -> Actor:
    return Actor("a script", "a test", "")


def address(record: Any, at: int | None = None, kind: str = "event") -> str:
    return f"/desk/history/{kind}/{record.pk}/" + (f"{at}/" if at else "")


def told(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return " ".join(text_of(page).split())


def test_the_page_says_who_changed_what_when_and_where():
    event, reporter = cast.visit(), Person("reporter")
    change(reporter, event, title="General Munir visits Almaty")
    with override_settings(NEWSROOM_TIME_ZONE="Asia/Almaty"):
        page = told(reporter.client, address(event))
    assert "<strong>reporter-one</strong>" in page
    assert f"/api/v1/desk/events/{event.pk}/" in page
    assert "(Asia/Almaty)" in page
    assert "General Munir visits <del>" in page
    assert "</span>Almaty<span" in page
    assert "The record was made." in page


def test_rows_are_told_by_what_they_are_known_by():
    event, client = cast.visit(), signed_in("reporter")
    at = Statement.objects.create(event=event, act="discussed", text="Trade grows.")
    at.sectors.add(cast.trade())
    Statement.objects.filter(pk=at.pk).delete()
    entry = client.get(address(event)).context["page"].entries[0]
    assert entry.told.by == ChangeSet.objects.latest("pk").by
    changed = Person("reporter")
    form = changed.form(f"events/{event.pk}/")
    form["meetings"][0]["participations"] = form["meetings"][0]["participations"][:1]
    form["statements"] = [{"act": "discussed", "text": "Trade grows.", "sectors": ["trade"]}]
    change(changed, event, **{name: form[name] for name in ("meetings", "statements")})
    page = told(client, address(event))
    assert "<strong>Removed:</strong> Kassym-Jomart Tokayev, host" in page
    assert "<strong>Added:</strong> Trade grows." in page


def test_a_step_of_review_is_told_in_words():
    event, client = cast.visit(), signed_in("reporter")
    Event.objects.filter(pk=event.pk).update(authors=["reporter-one"])
    seen = {"seen": event.lock_version, "replaces": 0}
    client.post(f"/desk/review/event/{event.pk}/submit/", seen)
    page = told(client, address(event))
    assert "Review state" in page
    assert "A step of review" in page


def test_the_history_is_walked_page_by_page():
    event, person = cast.visit(), Person("reporter")
    for number in range(5):
        change(person, event, title=f"Title {number}")
    first = person.get(f"events/{event.pk}/history/?page_size=2").json()
    assert [each["changes"] for each in first["results"]] == [
        [{"field": "title", "old": "Title 3", "new": "Title 4"}],
        [{"field": "title", "old": "Title 2", "new": "Title 3"}],
    ]
    second = person.client.get(first["next"]).json()
    assert [each["changes"][0]["new"] for each in second["results"]] == ["Title 2", "Title 1"]
    last = person.client.get(person.client.get(second["next"]).json()["next"] or second["next"]).json()
    assert last["next"] is None
    with override_settings(PAGE_SIZE=2):
        page = person.client.get(address(event))
        again = person.client.get(address(event) + f"?before={page.context['page'].next}")
    assert [each.after["title"] for each in again.context["page"].entries] == ["Title 2", "Title 1"]


def test_what_is_asked_wrongly_is_told():
    event, person = cast.visit(), Person("reporter")
    path = f"events/{event.pk}/history/"
    assert "no such filter" in errors(person.get(path + "?after=1"))["after"]
    assert "before" in errors(person.get(path + "?before=x"))
    assert person.client.get(address(event) + "?before=x").status_code == 404
    assert person.client.get(address(event, kind="meeting")).status_code == 404
    assert person.client.get(address(event, 10**30)).status_code == 404
    assert person.get(f"meetings/{event.pk}/history/").status_code == 404


def test_only_people_of_the_newsroom_read_it():
    event = cast.visit()
    at = sets(Person("reporter"), event)[0]
    stranger = Client()
    stranger.force_login(User.objects.create_user("a-stranger", is_staff=True))
    for path in (address(event), address(event, at)):
        assert stranger.get(path).status_code == 403
        assert Client().get(path).status_code == 302
    assert stranger.get(f"/api/v1/desk/events/{event.pk}/history/").status_code == 403
    assert Client().get(f"/api/v1/desk/events/{event.pk}/history/").status_code == 401


def test_a_deleted_record_keeps_its_history():
    official = Official.objects.create(key="a-minister", display_name="A Minister", sort_name="Minister, A")
    pk, client = official.pk, signed_in("reporter")
    with acting(script):
        official.delete()
    official.pk = pk
    page = told(client, address(official, kind="official"))
    assert "The record was deleted." in page
    assert "A Minister" in page
    missing = client.get("/desk/history/official/01900000-0000-7000-8000-000000000000/")
    assert missing.status_code == 404


def test_a_source_shows_how_its_text_changed_and_is_not_restored():
    source, client = cast.source(), signed_in("editor")
    with acting(script):
        Source.objects.filter(pk=source.pk).update(text=cast.TEXT.replace("17 May", "18 May"))
    page = told(client, address(source, kind="source"))
    assert "</span>17<span" in page
    assert "</span>18<span" in page
    at = ChangeSet.objects.latest("pk").pk
    assert client.get(address(source, at, "source")).status_code == 404


def test_an_earlier_state_is_shown_beside_the_one_now_and_restored():
    event, editor = cast.visit(), Person("editor")
    change(editor, event, title="The first")
    change(editor, event, title="The second")
    at, client = sets(editor, event)[1], editor.client
    page = client.get(address(event, at))
    assert "The <del>" in " ".join(text_of(page).split())
    seen = page.context["form"].initial["seen"]
    answer = client.post(address(event, at), {"seen": seen}, follow=True)
    assert "stands again as it did then" in text_of(answer)
    event.refresh_from_db()
    assert (event.title, event.lock_version, event.authors) == ("The first", 4, ["editor-one"])
    assert "Restored as change set" in text_of(answer)


def test_a_page_that_was_opened_before_somebody_saved_restores_nothing():
    event, editor = cast.visit(), Person("editor")
    change(editor, event, title="The first")
    change(editor, event, title="The second")
    at = sets(editor, event)[1]
    answer = editor.client.post(address(event, at), {"seen": 2})
    assert answer.status_code == 409
    assert "was changed by somebody else" in text_of(answer)
    event.refresh_from_db()
    assert event.title == "The second"
    again = editor.client.post(address(event, at), {"seen": answer.context["form"]["seen"].value()})
    assert again.status_code == 302


def test_the_page_asks_before_it_leaves_out_what_is_gone():
    event, editor = cast.visit(), Person("editor")
    minister = Official.objects.create(key="a-minister", display_name="A Minister", sort_name="Minister, A")
    change(editor, event, participations=[{"official": "a-minister", "side": "host", "role": "host"}])
    at = sets(editor, event)[0]
    change(editor, event, participations=[], title="Another")
    minister.delete()
    page = editor.client.get(address(event, at))
    assert "«A Minister» was deleted since" in text_of(page)
    seen = {"seen": page.context["form"].initial["seen"]}
    refused = editor.client.post(address(event, at), seen)
    assert (refused.status_code, "Nothing was restored" in text_of(refused)) == (409, True)
    assert editor.client.post(address(event, at), seen | {"leave_out": "on"}).status_code == 302


def test_who_may_not_change_the_draft_reads_and_does_not_restore():
    event, editor, reporter = cast.visit(), Person("editor"), signed_in("reporter")
    change(editor, event, title="The first")
    change(editor, event, title="The second")
    at = sets(editor, event)[1]
    Event.objects.update(assigned_to="editor-one")
    page = reporter.get(address(event, at))
    assert "You may not change this draft" in text_of(page)
    assert reporter.post(address(event, at), {"seen": 3}).status_code == 403


def test_the_review_page_and_the_admin_lead_to_the_history():
    event, client = cast.visit(), signed_in("editor")
    assert f'href="{address(event)}"' in text_of(client.get(f"/desk/review/event/{event.pk}/"))
    answer = client.get(f"/admin/events/event/{event.pk}/history/")
    assert answer.headers["Location"] == address(event)
