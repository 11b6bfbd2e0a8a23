"""A record is reviewed on one page: what is missing, what changes, what was said, what may be done."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from desk.models import Comment
from events.models import Event
from publication.models import Listing
from relations.models import Relation
from tests import cast
from tests.desk.api.writing import Person
from tests.filling import signed_in, text_of

pytestmark = pytest.mark.django_db


def address(event: Event, step: str = "") -> str:
    return f"/desk/review/event/{event.pk}/" + (f"{step}/" if step else "")


def another(role: str) -> Client:
    """Give a browser in which a second person of a role is at work."""
    user = User.objects.create_user(f"{role}-two", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def offered(page: Any) -> dict[str, Any]:
    """Give the steps the page offers, by name."""
    return {offer.act.name: offer for offer in page.context["offers"]}


def send(client: Client, event: Event, step: str, page: Any = None, **told: object) -> Any:
    """Take a step as the page shows it, with more told."""
    page = page or client.get(address(event))
    form = offered(page)[step].form
    shown = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in (shown | told).items() if value is not None and value is not False}
    return client.post(address(event, step), sent)


def submitted(title: str = "As written") -> Event:
    """Let a reporter write and submit the cast's visit, whose company is public."""
    cast.publish_the_ground()
    return submit(cast.visit(), title)


def submit(event: Event, title: str = "As written") -> Event:
    reporter = Person("reporter")
    seen = reporter.form(f"events/{event.pk}/")["lock_version"]
    reporter.patch(f"events/{event.pk}/", {"title": title}, seen=seen)
    assert send(reporter.client, event, "submit").status_code == 302
    return event


def state(event: Event) -> str:
    event.refresh_from_db()
    return event.review_state


def test_a_draft_goes_through_review_to_the_public_on_the_page():
    event, editor = submitted(), signed_in("editor")
    assert state(event) == "in_review"
    assert send(editor, event, "approve").status_code == 302
    assert state(event) == "approved"
    page = send(editor, event, "publish", note="First")
    assert page.headers["Location"] == address(event)
    said = text_of(editor.get(address(event)))
    assert "is published as version 1" in said
    assert "the public reads the record as it stands here" in said
    assert (state(event), Listing.objects.get(pk=event.pk).version) == ("draft", 1)


def test_each_is_offered_what_their_role_and_the_four_eyes_rule_allow():
    event = submitted()
    reporter, editor, writer = signed_in("reporter"), signed_in("editor"), another("editor")
    assert offered(reporter.get(address(event))).keys() == set()
    names = {name for name, offer in offered(editor.get(address(event))).items() if not offer.barred}
    assert names == {"approve", "request-changes", "publish"}
    Event.objects.filter(pk=event.pk).update(authors=["editor-two"])
    page = writer.get(address(event))
    assert "somebody else must approve it" in text_of(page)
    assert {name for name, offer in offered(page).items() if not offer.barred} == {"request-changes"}


def test_a_refused_step_keeps_what_was_entered_and_shows_the_record_as_it_is_now():
    event, editor = submitted(), signed_in("editor")
    page = editor.get(address(event))
    event.advance(event.lock_version + 1, "reporter-one")
    answer = send(editor, event, "request-changes", page, text="Which day was it?", field="start")
    assert answer.status_code == 409
    assert "was changed by somebody else" in text_of(answer)
    assert "Which day was it?" in text_of(answer)
    assert not Comment.objects.exists()
    again = send(editor, event, "request-changes", answer)
    assert again.status_code == 302
    assert state(event) == "changes_requested"


def test_a_publication_over_an_edition_that_was_not_seen_is_refused():
    event, editor = cast.published_visit(), signed_in("editor")
    submit(event, "A second title")
    page = editor.get(address(event))
    answer = send(editor, event, "publish", page, replaces="0")
    assert answer.status_code == 409
    assert "is at version 1 by now" in text_of(answer)


def test_a_correction_says_what_was_wrong():
    event, editor = cast.published_visit(), signed_in("editor")
    submit(event, "A second title")
    answer = send(editor, event, "publish", change="correction")
    assert answer.status_code == 400
    assert "needs a note that says what was wrong" in text_of(answer)
    assert send(editor, event, "publish", change="correction", note="The title.").status_code == 302
    assert Listing.objects.get(pk=event.pk).version == 2


def test_comments_stand_at_their_field_until_they_are_resolved():
    event, editor, reporter = submitted(), signed_in("editor"), signed_in("reporter")
    told = {"text": "Which day was it?", "field": "start"}
    send(editor, event, "request-changes", **told)
    page = reporter.get(address(event))
    assert f"/desk/events/{event.pk}/#field=start" in text_of(page)
    comment = Comment.objects.get()
    assert (comment.text, comment.field, comment.author) == (*told.values(), "editor-one")
    resolved = {"comment": str(comment.pk), "resolved": "1"}
    assert reporter.post(address(event, "settle"), resolved).status_code == 302
    comment.refresh_from_db()
    assert comment.resolved_by == "reporter-one"


def test_a_comment_on_another_record_is_not_settled_from_here():
    event, reporter = submitted(), signed_in("reporter")
    other = cast.visit(key="other")
    comment = Comment.objects.create(
        record=other.pk, record_type="event", text="x", author="a", created_at=cast.NOW
    )
    sent = {"comment": str(comment.pk), "resolved": "1"}
    assert reporter.post(address(event, "settle"), sent).status_code == 404


def test_a_comment_can_be_pinned_to_a_row_and_to_nothing_that_is_not_there():
    event, editor = submitted(), signed_in("editor")
    row = event.meetings.get()
    told = {"text": "Where?", "field": f"meetings.{row.pk}"}
    assert editor.post(address(event, "comment"), told).status_code == 302
    assert "Meetings: «Munir meets Tokayev»" in text_of(editor.get(address(event)))
    strange = editor.post(address(event, "comment"), told | {"field": "meetings.1"})
    assert strange.status_code == 400
    assert Comment.objects.count() == 1


def test_what_is_missing_leads_to_its_field():
    event = submitted()
    Event.objects.filter(pk=event.pk).update(visit_kind="")
    page = text_of(signed_in("editor").get(address(event)))
    assert f'href="/desk/events/{event.pk}/#field=visit_kind">A visit needs its visit kind' in page


def test_the_company_goes_out_with_the_draft_where_each_was_seen_by_another():
    cast.publish_all(cast.kazakhstan(), cast.pakistan())
    cast.peacekeeping()
    cast.publish_all(cast.defence(), cast.peacekeeping())
    event = cast.visit()
    person, editor = cast.munir(), signed_in("editor")
    person.advance(1, "editor-one")
    submit(event)
    page = editor.get(address(event))
    said = text_of(page)
    assert "relation KZ-PK: is made on publication" in said
    assert "You wrote it, and nobody else has approved it" in said
    assert not Relation.objects.exists()
    refused = send(editor, event, "publish", page, with_mentions="on")
    assert refused.status_code == 409
    assert "«Asim Munir» needs a second pair of eyes" in text_of(refused)
    assert send(another("editor"), event, "publish", with_mentions="on").status_code == 302
    assert Listing.objects.filter(key__in=["KZ-PK", "asim-munir", "munir-astana-2024"]).count() == 3


def test_company_that_changed_since_it_was_seen_stays_inside():
    cast.publish_all(cast.kazakhstan(), cast.pakistan(), cast.peacekeeping(), cast.defence())
    event, editor = submit(cast.visit()), signed_in("editor")
    page = editor.get(address(event))
    cast.munir().advance(1, "reporter-one")
    answer = send(editor, event, "publish", page, with_mentions="on")
    assert answer.status_code == 409
    assert "has changed since you looked" in text_of(answer)
    assert not Listing.objects.filter(pk=event.pk).exists()


def test_taking_back_asks_for_the_reason_the_public_reads():
    event, boss = cast.published_visit(), signed_in("administrator")
    assert {"withdraw", "retract", "redirect"} <= offered(boss.get(address(event))).keys()
    assert send(boss, event, "withdraw").status_code == 400
    wrong = send(boss, event, "redirect", to="nobody", note="Merged")
    assert wrong.status_code == 409
    assert "is not another published event" in text_of(wrong)
    assert send(boss, event, "withdraw", note="It did not take place.").status_code == 302
    assert Listing.objects.get(pk=event.pk).state == "withdrawn"


def test_work_is_given_to_people_of_the_newsroom_alone():
    event, editor = submitted(), signed_in("editor")
    assert editor.post(address(event, "assign"), {"to": "reporter-one"}).status_code == 302
    strange = editor.post(address(event, "assign"), {"to": "nobody-at-all"})
    assert strange.status_code == 409
    assert "is nobody at work" in text_of(strange)
    assert signed_in("reporter").post(address(event, "assign"), {"to": "editor-one"}).status_code == 403


@pytest.mark.parametrize("kind", ["country", "sector", "official", "relation", "agreement", "event"])
def test_every_kind_has_its_review(kind: str) -> None:
    from desk.kinds import RECORD_KINDS
    from relations.models import Agreement

    cast.published_visit()
    Agreement.objects.create(key="a-deal", title="A deal", kind="protocol")
    for draft in RECORD_KINDS[kind]._default_manager.all():
        page = signed_in("administrator").get(f"/desk/review/{kind}/{draft.pk}/")
        assert page.status_code == 200
    assert signed_in("editor").get(f"/desk/review/{kind}/{cast.source().pk}/").status_code == 404


def test_a_step_asked_for_by_link_leads_to_the_page():
    event = submitted()
    assert signed_in("editor").get(address(event, "approve")).headers["Location"] == address(event)
    assert signed_in("editor").post(address(event, "unheard-of")).status_code == 404


def test_who_is_not_logged_in_learns_nothing():
    event, client = cast.visit(), Client()
    for step in ("", "approve"):
        there = client.get(address(event, step))
        assert there.status_code == 302
        assert there.headers["Location"].startswith("/a")
