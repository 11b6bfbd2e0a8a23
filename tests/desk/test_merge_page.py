"""An administrator sees what a merge will do before it is done, on a page that needs no script."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from events.models import Event
from publication.models import Edition, Listing
from relations.models import Official
from tests import cast
from tests.desk.merging import double
from tests.desk.test_merge_events import told_again
from tests.filling import signed_in, text_of

pytestmark = pytest.mark.django_db


def address(old: Official | Event, into: str = "") -> str:
    return f"/desk/review/{old.record_type}/{old.pk}/merge/" + (f"?into={into}" if into else "")


def send(client: Client, old: Official | Event, page: Any, **told: object) -> Any:
    """Merge as the page shows it, with more told."""
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return client.post(address(old), {name: each for name, each in shown.items() if each is not None} | told)


@pytest.fixture
def boss() -> Client:
    return signed_in("administrator")


@pytest.fixture
def old() -> Official:
    """Give a public double of Munir."""
    cast.published_visit()
    made = double(note="Born in Rawalpindi.", born="1968")
    Official.objects.filter(pk=cast.munir().pk).update(note="Army officer.")
    cast.publish_all(made)
    event = cast.visit(key="munir-almaty-2024", title="General Munir visits Almaty")
    event.participations.filter(official=cast.munir()).update(official=made)
    for row in event.participations.filter(official=made):
        row.offices.clear()
    cast.publish_all(event)
    return made


def test_the_review_page_leads_there_for_those_who_may(boss: Client, old: Official) -> None:
    review = f"/desk/review/official/{old.pk}/"
    assert f'href="{address(old)}"' in text_of(boss.get(review))
    assert address(old) not in text_of(signed_in("editor").get(review))
    assert address(old) not in text_of(boss.get(f"/desk/review/country/{cast.kazakhstan().pk}/"))


def test_likely_doubles_are_offered(boss: Client, old: Official) -> None:
    page = text_of(boss.get(address(old)))
    assert '<a href="?into=asim-munir">Asim Munir</a>' in page
    event = told_again()
    assert "?into=munir-astana-2024" in text_of(boss.get(address(event)))


def test_what_will_follow_is_said_and_nothing_is_done_yet(boss: Client, old: Official) -> None:
    page = text_of(boss.get(address(old, "asim-munir")))
    assert "The address /officials/munir-asim/ leads to /officials/asim-munir/" in page
    assert "1 published document mentions it" in page
    assert "«Munir, General Asim» becomes another spelling of the name." in page
    assert "1 tenure goes to the other." in page
    assert "1 participation goes to the other." in page
    assert "1 source goes to the other; 1 falls together with what is there." in page
    assert "Completed from it: born." in page
    assert "<td>Born in Rawalpindi.</td><td>Army officer.</td>" in page
    assert "General Munir visits Almaty</a>" in page
    assert Edition.objects.filter(state="redirected").count() == 0
    assert old.tenures.count() == 1


def test_it_is_merged_as_it_was_shown(boss: Client, old: Official) -> None:
    page = boss.get(address(old, "asim-munir"))
    assert send(boss, old, page).status_code == 400
    done = send(boss, old, page, note="One person.")
    assert done.headers["Location"] == f"/desk/review/official/{cast.munir().pk}/"
    assert "«Munir, General Asim» is merged into «Asim Munir»." in text_of(boss.get(done.headers["Location"]))
    assert Listing.objects.get(pk=old.pk).state == "redirected"
    assert address(old) not in text_of(boss.get(f"/desk/review/official/{old.pk}/"))


@pytest.mark.parametrize("moved_on", ["old", "new"])
def test_what_moved_on_since_it_was_shown_is_shown_anew(boss: Client, old: Official, moved_on: str) -> None:
    page = boss.get(address(old, "asim-munir"))
    (old if moved_on == "old" else cast.munir()).advance(1, "reporter-one")
    refused = send(boss, old, page, note="One person.")
    assert refused.status_code == 409
    assert "was changed by somebody else" in text_of(refused)
    assert "One person.</textarea>" in text_of(refused)
    assert send(boss, old, refused).status_code == 302


def test_what_cannot_be_merged_is_said_at_once(boss: Client, old: Official) -> None:
    for into, sentence in (
        ("munir-asim", "cannot be merged into itself"), ("nobody", "There is no official «nobody»"),
        ("KZ", "is of another kind: country"), ("%00", "must be text"),
    ):  # fmt: skip
        page = boss.get(address(old, into))
        assert page.status_code == 400
        assert sentence in text_of(page)
    unpublished = double(key="third", display_name="Third")
    assert "must be public too" in text_of(boss.get(address(old, unpublished.key)))


def test_who_may_not_is_refused_and_learns_nothing(old: Official) -> None:
    refused = signed_in("editor").get(address(old))
    assert refused.status_code == 403
    assert "You are signed in as editor-one." in refused.content.decode()
    assert signed_in("reporter").post(address(old)).status_code == 403
    assert Client().get(address(old)).status_code == 302
    there = signed_in("administrator")
    assert there.get(f"/desk/review/country/{cast.kazakhstan().pk}/merge/").status_code == 404


def test_what_was_never_public_needs_no_reason(boss: Client) -> None:
    cast.publish_the_ground()
    unpublished = double()
    page = boss.get(address(unpublished, "asim-munir"))
    assert "It was never published: nothing changes for the public" in text_of(page)
    assert send(boss, unpublished, page).status_code == 302
    assert not Official.objects.filter(pk=unpublished.pk).exists()
