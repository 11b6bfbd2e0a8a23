"""Whoever wrote a change neither approves nor publishes it, by any path; FOUR_EYES=false lifts that."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from desk.models import Comment
from desk.review import steps
from desk.review.scheduling import publish_all_due
from events.models import Event
from publication.models import Listing
from publication.publishing import NotSeen, publish
from publication.vocabulary import ReviewState
from relations.models import Official
from tests import cast
from tests.desk import travels
from tests.desk.api.writing import Person

pytestmark = pytest.mark.django_db

AUTHOR = "editor-one"


@pytest.fixture
def author() -> Person:
    return Person("editor")


@pytest.fixture
def draft(author: Person) -> Event:
    """Give a draft in review that is ready, written and submitted by the author."""
    cast.publish_the_ground()
    event = cast.visit()
    assert author.patch(f"events/{event.pk}/", {"title": "As written"}, seen=1).status_code == 200
    assert author.send("POST", f"events/{event.pk}/submit/", {}, 2).status_code == 200
    event.refresh_from_db()
    return event


def told(event: Event, **more: object) -> dict[str, Any]:
    """Give what the forms of all steps ask for."""
    seen = {"seen": event.lock_version, "draft_version": event.lock_version, "replaces": 0}
    return {**seen, "change": "major", "note": "", **more}


def user() -> User:
    return User.objects.get(username=AUTHOR)


def by_api(verb: str, **more: object) -> Callable[[Event, Person], object]:
    return lambda event, author: author.send("POST", f"events/{event.pk}/{verb}/", more, event.lock_version)


def by_review_page(step: str) -> Callable[[Event, Person], object]:
    return lambda event, author: author.client.post(
        reverse("desk:act", args=["event", event.pk, step]), told(event)
    )


def by_admin_page(event: Event, author: Person) -> None:
    author.client.post(reverse("admin:events_event_publish", args=[event.pk]), told(event))


def by_clock(event: Event, author: Person) -> None:
    """Let the row say what no step lets it say: scheduled, and approved by its author."""
    Event.objects.filter(pk=event.pk).update(
        review_state=ReviewState.SCHEDULED, approved_by=AUTHOR, approved_version=event.lock_version,
        publish_at=timezone.now() - timedelta(minutes=1),
    )  # fmt: skip
    publish_all_due(timezone.now())


def by_shell_publishing(event: Event, author: Person) -> None:
    publish([cast.approval(event)], by=AUTHOR, at=cast.NOW)


def by_shell_step(event: Event, author: Person) -> None:
    steps.publish_now(event, user(), event.lock_version, cast.NOW)


def by_shell_approval(event: Event, author: Person) -> None:
    steps.approve(event, user(), event.lock_version)


PATHS = {
    "write API, approve": by_api("approve"),
    "write API, publish": by_api("publish"),
    "write API, publish with company": by_api("publish", with_mentions=True),
    "review page, approve": by_review_page("approve"),
    "review page, publish": by_review_page("publish"),
    "admin page": by_admin_page,
    "scheduled job": by_clock,
    "shell, publish": by_shell_publishing,
    "shell, step": by_shell_step,
    "shell, approve": by_shell_approval,
}


def gone_on(event: Event) -> bool:
    """Whether a draft came nearer to the public."""
    event.refresh_from_db()
    public = Listing.objects.filter(pk=event.pk).exists()
    return public or event.review_state in (ReviewState.APPROVED, ReviewState.SCHEDULED)


@pytest.mark.parametrize("path", PATHS)
def test_an_author_does_not_let_their_own_work_pass(draft: Event, author: Person, path: str) -> None:
    in_a_shell = path.startswith("shell")
    with pytest.raises(NotSeen, match="must") if in_a_shell else nullcontext():
        PATHS[path](draft, author)
    assert not gone_on(draft)


@override_settings(FOUR_EYES=False)
@pytest.mark.parametrize("path", PATHS)
def test_a_newsroom_of_one_lets_it_pass(draft: Event, author: Person, path: str) -> None:
    PATHS[path](draft, author)
    assert gone_on(draft)


def test_a_job_that_finds_no_other_eyes_hands_the_draft_back_with_the_reason(
    draft: Event, author: Person
) -> None:
    by_clock(draft, author)
    draft.refresh_from_db()
    assert (draft.review_state, draft.approved_by) == ("in_review", "")
    assert "second pair of eyes" in Comment.objects.get(record=draft.pk).text


@pytest.mark.parametrize("name", ["load travels", "caption refresh", "nobody-logs-in-so"])
def test_what_a_person_wrote_is_not_seen_by_a_program_or_by_an_invented_name(draft: Event, name: str) -> None:
    with pytest.raises(NotSeen):
        publish([cast.approval(draft)], by=name, at=cast.NOW)
    assert not gone_on(draft)


def test_what_a_program_wrote_needs_no_second_program() -> None:
    cast.publish_the_ground()
    publish([cast.approval(cast.visit())], by="load travels", at=cast.NOW)


def test_an_approval_by_another_does_not_reach_the_version_after_it(draft: Event, author: Person) -> None:
    other = Person("administrator")
    assert other.send("POST", f"events/{draft.pk}/approve/", {}, 2).status_code == 200
    assert author.patch(f"events/{draft.pk}/", {"title": "Slipped in"}, seen=2).status_code == 200
    draft.refresh_from_db()
    for path in ("write API, publish", "review page, publish", "admin page", "scheduled job"):
        PATHS[path](draft, author)
        assert not gone_on(draft), path


def test_own_work_does_not_go_out_in_the_company_of_somebody_elses(author: Person) -> None:
    cast.publish_all(cast.kazakhstan(), cast.pakistan())
    cast.publish_all(cast.defence())
    cast.publish_all(cast.peacekeeping())
    event, official = cast.visit(), Official.objects.get(key="asim-munir")
    assert author.patch(f"officials/{official.pk}/", {"note": "Mine."}, seen=1).status_code == 200
    refused = author.send("POST", f"events/{event.pk}/publish/", {"with_mentions": True}, 1)
    assert refused.status_code == 409
    assert "Munir" in refused.json()["detail"]
    assert not Listing.objects.filter(pk__in=[event.pk, official.pk]).exists()
    another = Person("administrator")
    seen = another.send("POST", f"events/{event.pk}/publish/", {"with_mentions": True}, 1)
    assert seen.status_code == 200, seen.content


def test_a_load_does_not_publish_what_a_person_wrote(author: Person, tmp_path: Path) -> None:
    file = travels.trips_xml(tmp_path / "t.xml", travels.trip())
    travels.load(file)
    event = Event.objects.get()
    assert author.patch(f"events/{event.pk}/", {"summary": "Mine."}, seen=1).status_code == 200
    said = travels.load(file, publish=True)
    assert "second pair of eyes" in said
    assert not Listing.objects.filter(pk=event.pk).exists()
    with override_settings(FOUR_EYES=False):
        travels.load(file, publish=True)
    assert Listing.objects.filter(pk=event.pk).exists()


@pytest.mark.parametrize("action", ["publish", "approve", "delete_selected", "make_public"])
def test_the_admins_list_takes_no_step_with_many_at_once(draft: Event, author: Person, action: str) -> None:
    sent = {"action": action, "_selected_action": [str(draft.pk)], "post": "yes"}
    author.client.post(reverse("admin:events_event_changelist"), sent)
    assert not gone_on(draft)
    assert Event.objects.filter(pk=draft.pk).exists()
