"""What is not public yet is nowhere: named by what is public, awaited, under embargo, or previewed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from desk.review.scheduling import publish_all_due
from desk.tasks import publish_overdue, publish_scheduled
from events.models import Event, Participation
from publication.mentions import unpublished_mentions
from publication.models import Edition, Listing
from publication.publishing import NotReady, publish, withdraw
from relations.models import Country, Official
from tests import cast
from tests.filling import signed_in, text_of
from tests.publication.asking import LISTS
from tests.publication.crawling import addresses_without_parts, crawl
from tests.publication.marking import MARKER, mark
from tests.publication.records import BY, agreement, edit, ended
from tests.publication.test_leaks import leaks

pytestmark = pytest.mark.django_db

EMBARGO = datetime.fromisoformat("2096-05-17T09:30:00+05:00")
SECOND = timedelta(seconds=1)
PREVIEW = "/desk/preview/event/secret-visit/"


def leaking(*more: str) -> list[str]:
    """Crawl all that is public, and these addresses; give where a word of a draft stands."""
    asked = [f"{address}?q={MARKER}" for address in (*LISTS.values(), "/events/", "/search/")]
    starts = [*addresses_without_parts(), *asked, "/changes/?since=0", "/api/v1/changes/?since=0", *more]
    answers = list(crawl(Client(), starts))
    assert len(answers) > 200
    assert max(each.status for each in answers) < 500
    return sorted({each.address for each in answers if leaks(each)})


def of(kind: str, key: str) -> list[str]:
    """Name the public addresses that a record would have."""
    ends = ("", "versions/", "versions/1/", "versions/2/")
    return [f"{start}/{kind}/{key}/{end}" for start in ("", "/api/v1") for end in ends]


def secret_person() -> Official:
    """Make an official, full of the marker, whom nobody has published."""
    made = Official.objects.create(key="secret-person", display_name="x", sort_name="x")
    made.nationality = cast.pakistan()
    made.save()
    made.variants.create(text="y")
    made.sources.add(cast.source())
    mark(Official.objects.filter(pk=made.pk))
    return made


def embargoed(**values: object) -> Event:
    """Approve a visit full of the marker and schedule it for the embargo's instant."""
    cast.published_visit()
    signed_in("editor")  # whose eyes count: an account's
    event = cast.visit(key="secret-visit", title="x")
    mark(Event.objects.filter(pk=event.pk))
    mark(event.meetings.all())
    approved = {"approved_by": "editor-one", "approved_version": 1, "authors": ["reporter-one"]}
    scheduled = {"review_state": "scheduled", "publish_at": EMBARGO, "publish_note": f"{MARKER}note"}
    Event.objects.filter(pk=event.pk).update(**{**approved, **scheduled, **values})
    event.refresh_from_db()
    return event


# A published record whose draft names what nobody has published


def test_a_public_event_whose_draft_names_unpublished_people_tells_nothing_of_them() -> None:
    event, person = cast.published_visit(), secret_person()
    treaty = agreement("secret-treaty")
    mark(type(treaty)._default_manager.filter(pk=treaty.pk))
    Participation.objects.create(event=event, official=person, side="visitor", role="member")
    event.statements.create(act="discussed", text=f"{MARKER}words", speaker=person, agreement=treaty)
    event.advance(event.lock_version)
    with pytest.raises(NotReady) as refused:
        cast.publish_all(event)
    assert {each.field for each in refused.value.problems} == {"officials", "agreements"}
    assert leaking(*of("officials", person.key), *of("agreements", "secret-treaty")) == []
    assert Client().get("/api/v1/events/?official=secret-person").status_code == 400


def test_a_new_name_in_a_draft_does_not_travel_with_those_who_mention_it() -> None:
    event = cast.published_visit()
    edit(cast.munir(), display_name=f"{MARKER}name")
    edit(event, summary="Again.")
    cast.publish_all(event)
    assert Listing.objects.get(pk=event.pk).version == 2
    assert leaking() == []


# An unpublished partner


@pytest.mark.parametrize("missing", ["official", "relation", "country"])
def test_an_event_waits_for_its_partner_and_tells_nothing_meanwhile(missing: str) -> None:
    cast.publish_the_ground()
    event = cast.visit(key="secret-visit")
    if missing == "official":
        Participation.objects.create(event=event, official=secret_person(), side="visitor", role="member")
    else:
        country = Country.objects.create(key="UZ", name=f"{MARKER}stan")
        if missing == "relation":
            edit(country, name="Uzbekistan")
            cast.publish_all(country)
        event.sides.filter(country__key="KZ").update(country=country)
        event.participations.filter(official=cast.tokayev()).delete()
        event.place_country = country
        event.save()
    mark(Event.objects.filter(pk=event.pk))
    waiting = unpublished_mentions(Event.fetch_for_snapshot([event.pk])[event.pk])
    assert f"The {missing} " in " ".join(each.sentence for each in waiting)
    with pytest.raises(NotReady):
        cast.publish_all(event)
    assert leaking(*of("events", "secret-visit"), *of("officials", "secret-person")) == []


# An embargo


def test_a_second_before_its_instant_an_embargoed_record_is_nowhere_and_at_it_everywhere() -> None:
    event = embargoed()
    own = of("events", "secret-visit")
    assert publish_all_due(at=EMBARGO - SECOND) == 0
    assert leaking(*own) == []
    assert publish_all_due(at=EMBARGO) == 1
    edition = Edition.objects.get(record=event.pk)
    assert edition.published_at == EMBARGO
    assert {"/", "/events/", "/events/secret-visit/", "/changes/?since=0"} <= set(leaking(*own))
    assert publish_all_due(at=EMBARGO + SECOND) == 0


def test_the_worker_keeps_to_the_second_as_well() -> None:
    event = embargoed()
    assert publish_overdue(int(EMBARGO.timestamp()) - 1) == 0
    assert not publish_scheduled("event", str(event.pk), 1)  # woken long before, by a clock that was wrong
    assert not Listing.objects.filter(pk=event.pk).exists()
    assert publish_overdue(int(EMBARGO.timestamp())) == 1


def test_an_embargoed_record_answers_as_one_that_does_not_exist() -> None:
    embargoed()
    client = Client()
    for there, nowhere in zip(of("events", "secret-visit"), of("events", "absent-visit"), strict=True):
        told = [client.get(address) for address in (there, nowhere)]
        bodies = [each.content.replace(b"secret-visit", b"").replace(b"absent-visit", b"") for each in told]
        assert [each.status_code for each in told] == [404, 404]
        assert bodies[0] == bodies[1]
        assert sorted(told[0].headers) == sorted(told[1].headers)


@pytest.mark.parametrize("why", ["changed", "unapproved", "unready", "partner"])
def test_what_may_not_go_out_at_its_instant_stays_inside(why: str) -> None:
    event = embargoed(**({"approved_by": ""} if why == "unapproved" else {}))
    if why == "changed":
        event.advance(event.lock_version, "reporter-one")
    if why == "unready":
        event.sides.all().delete()
    if why == "partner":
        Participation.objects.create(event=event, official=secret_person(), side="visitor", role="member")
    assert publish_all_due(at=EMBARGO + SECOND) == 0
    assert leaking(*of("events", "secret-visit")) == []


def test_a_new_version_under_embargo_leaves_the_standing_one_as_it_is() -> None:
    event = embargoed()
    publish_all_due(at=EMBARGO)
    before = Listing.objects.get(pk=event.pk).text
    word = f"{MARKER}second"
    Event.objects.filter(pk=event.pk).update(
        summary=word, review_state="scheduled", publish_at=EMBARGO + 60 * SECOND, lock_version=2,
        approved_by="editor-one", approved_version=2, authors=["reporter-one"],
    )  # fmt: skip
    assert publish_all_due(at=EMBARGO + 59 * SECOND) == 0
    assert Listing.objects.get(pk=event.pk).text == before
    assert publish_all_due(at=EMBARGO + 60 * SECOND) == 1
    assert word in Listing.objects.get(pk=event.pk).text


# A preview


@pytest.fixture
def staff() -> Client:
    return signed_in("editor")


def test_the_link_of_a_preview_opens_to_nobody_outside_before_and_after(staff: Client) -> None:
    event, outside = embargoed(), Client()
    assert MARKER in text_of(staff.get(PREVIEW))
    assert outside.get(PREVIEW).status_code == 302
    before = outside.get(PREVIEW)
    publish_all_due(at=EMBARGO)
    after = outside.get(PREVIEW)
    assert (before.status_code, before.content, before.headers["Location"]) == (
        after.status_code, after.content, after.headers["Location"],
    )  # fmt: skip
    assert staff.get(PREVIEW).headers["Location"] == "/events/secret-visit/"
    assert "/desk/preview" not in "".join(
        each.text for each in crawl(outside, ["/", "/events/secret-visit/"])
    )
    edit(event, summary=f"{MARKER}later")
    assert f"{MARKER}later" in text_of(staff.get(PREVIEW))
    assert outside.get(PREVIEW).status_code == 302
    assert f"{MARKER}later" not in text_of(outside.get("/events/secret-visit/"))


def test_the_link_of_a_preview_shows_the_public_nothing_of_what_was_withdrawn(staff: Client) -> None:
    event = embargoed(publish_note="", title="A title that stays")
    publish_all_due(at=EMBARGO)
    withdraw(ended(event), by=BY["by"], at=EMBARGO + SECOND)
    assert Client().get(PREVIEW).status_code == 302
    assert MARKER in text_of(staff.get(PREVIEW))
    assert "no-store" in staff.get(PREVIEW).headers["Cache-Control"]
    assert leaking(*of("events", "secret-visit")) == []


def test_the_crawl_would_notice_what_came_out_too_early() -> None:
    event = embargoed(approved_by="", authors=[])
    publish([cast.approval(event)], by=cast.EDITOR, at=cast.NOW)
    assert "/events/secret-visit/" in leaking(*of("events", "secret-visit"))
