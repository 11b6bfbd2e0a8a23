"""What becomes public is approved on a page that shows it, by those who may, through the one door."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events.models import Event
from publication.models import Edition, Listing
from tests import cast
from tests.filling import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


def address(event: Event, verb: str) -> str:
    return f"/admin/events/event/{event.pk}/{verb}/"


def approved(page: Any, **answers: str) -> dict[str, str]:
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else str(value) for name, value in shown.items()} | answers


def edited(client: Any, event: Event, **changes: str) -> None:
    page = address(event, "change")
    assert client.post(page, filled(client.get(page)) | changes).status_code == 302


def test_an_editor_publishes_a_ready_event():
    cast.publish_the_ground()
    client, event = signed_in("editor"), cast.visit()
    assert "Never published" in text_of(client.get(address(event, "change")))
    page = client.get(address(event, "publish"))
    assert "What the public will read" in text_of(page)
    said = text_of(client.post(address(event, "publish"), approved(page), follow=True))
    assert "Published as version 1." in said
    edition = Edition.objects.about(event.pk).get()
    assert (edition.version, edition.change, edition.published_by) == (1, "initial", "editor-one")


def test_a_change_is_a_draft_until_it_is_published_with_its_note():
    client, event = signed_in("editor"), cast.published_visit()
    edited(signed_in("reporter"), event, title="General Munir in Astana")
    assert "Unpublished changes" in text_of(client.get(address(event, "change")))
    assert Listing.objects.get(pk=event.pk).title == "General Munir visits Astana"
    page = client.get(address(event, "publish"))
    assert "General Munir in Astana" in text_of(page)
    assert "says what was wrong" in text_of(
        client.post(address(event, "publish"), approved(page, change="correction"))
    )
    client.post(address(event, "publish"), approved(page, change="correction", note="The title was wrong."))
    edition = Edition.objects.about(event.pk)[0]
    assert (edition.version, edition.change, edition.note) == (2, "correction", "The title was wrong.")
    assert "Unpublished changes" not in text_of(client.get(address(event, "change")))


def test_an_approval_of_what_has_changed_since_is_refused():
    client, event = signed_in("editor"), cast.published_visit()
    edited(client, event, title="One title")
    page = client.get(address(event, "publish"))
    edited(client, event, title="Another title")
    said = text_of(client.post(address(event, "publish"), approved(page)))
    assert "was changed by somebody else after it was approved" in said
    assert Listing.objects.get(pk=event.pk).version == 1


def test_nobody_publishes_what_they_alone_have_written():
    client, event = signed_in("editor"), cast.published_visit()
    edited(client, event, title="General Munir in Astana")
    page = client.get(address(event, "publish"))
    said = text_of(client.post(address(event, "publish"), approved(page, change="major")))
    assert "needs a second pair of eyes" in said
    assert Listing.objects.get(pk=event.pk).version == 1


def test_nothing_new_is_not_published_again():
    client, event = signed_in("editor"), cast.published_visit()
    page = client.get(address(event, "publish"))
    assert "There is nothing new to publish" in text_of(page)
    assert "has no changes to publish" in text_of(client.post(address(event, "publish"), approved(page)))


def test_problems_stand_by_their_fields_and_bar_the_door():
    cast.publish_the_ground()
    client, event = signed_in("editor"), cast.visit()
    Event.objects.filter(pk=event.pk).update(visit_kind="", start=None)
    change = text_of(client.get(address(event, "change")))
    assert '<a href="#id_start">The event needs a date' in change
    assert '<span class="problem-note">The event needs a date' in change
    page = client.get(address(event, "publish"))
    assert "A visit needs its visit kind" in text_of(page)
    assert "A visit needs its visit kind" in text_of(client.post(address(event, "publish"), approved(page)))
    assert not Edition.objects.about(event.pk).exists()


def test_a_mention_of_a_record_the_public_cannot_read_is_a_problem():
    event = cast.visit()
    assert "(asim-munir) is not published yet" in text_of(signed_in("editor").get(address(event, "change")))


def test_a_withdrawal_needs_a_reason_and_keeps_the_page():
    client, event = signed_in("editor"), cast.published_visit()
    page = client.get(address(event, "withdraw"))
    assert "This field is required" in text_of(client.post(address(event, "withdraw"), approved(page)))
    client.post(address(event, "withdraw"), approved(page, note="The source took it back."))
    listing = Listing.objects.get(pk=event.pk)
    assert (listing.state, listing.note) == ("withdrawn", "The source took it back.")
    assert "Withdraw…" not in text_of(client.get(address(event, "change")))


@pytest.mark.parametrize(
    ("role", "verb", "status"),
    [("reporter", "publish", 403), ("reporter", "withdraw", 403), ("editor", "publish", 200),
     ("editor", "retract", 403), ("editor", "redirect", 403), ("administrator", "retract", 200)],
)  # fmt: skip
def test_each_verb_is_for_those_who_may(role: str, verb: str, status: int):
    client, event = signed_in(role), cast.published_visit()
    assert client.get(address(event, verb)).status_code == status
    assert client.post(address(event, verb), {}).status_code == status
    shown = f"/{verb}/" in text_of(client.get(address(event, "change")))
    assert shown is (status == 200)


def test_an_administrator_retracts_and_redirects():
    client, event = signed_in("administrator"), cast.published_visit()
    other = cast.visit(key="the-same-visit", title="The same visit")
    cast.publish_all(other)
    page = client.get(address(event, "redirect"))
    wrong = client.post(address(event, "redirect"), approved(page, to="nowhere", note="Twice."))
    assert "«nowhere» is not another published event." in text_of(wrong)
    client.post(address(event, "redirect"), approved(page, to="the-same-visit", note="Twice."))
    assert Listing.objects.get(pk=event.pk).to == "the-same-visit"
    page = client.get(address(other, "retract"))
    client.post(address(other, "retract"), approved(page, note="It was never so."))
    assert Listing.objects.get(pk=other.pk).state == "retracted"


def test_the_history_shows_each_edition_and_what_it_changed():
    client, event = signed_in("editor"), cast.published_visit()
    edited(client, event, title="General Munir in Astana")
    cast.publish_all(event)
    listed = text_of(client.get(address(event, "editions")))
    assert cast.EDITOR in listed
    changed = text_of(client.get(address(event, "editions/2")))
    assert "<del>General Munir visits Astana</del>" in changed
    assert "<ins>General Munir in Astana</ins>" in changed
    assert client.get(address(event, "editions/3")).status_code == 404
    edited(client, event, place="Almaty")
    assert "<ins>Almaty</ins>" in text_of(client.get(address(event, "editions/next")))


def test_the_ledger_is_shown_and_never_altered():
    event = cast.published_visit()
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    edition = Edition.objects.about(event.pk).get()
    assert "munir-astana-2024" in text_of(client.get("/admin/publication/edition/"))
    page = f"/admin/publication/edition/{edition.pk}/change/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"note": "altered"}).status_code == 403
    assert client.post(f"/admin/publication/edition/{edition.pk}/delete/", {"post": "yes"}).status_code == 403
