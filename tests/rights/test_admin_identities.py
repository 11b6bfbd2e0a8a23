"""The admin's pages take no row of another record, and its lists touch nothing that the person may not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from desk.models import SecondFactorRule, Token
from relations.models import Agreement, Official, Relation, Source
from tests import cast
from tests.filling import Filled, filled
from tests.publication import records
from tests.publication.library import plain
from tests.rights.ground import print_of_tables
from tests.rights.people import logged_in, person

pytestmark = pytest.mark.django_db

ROW = re.compile(r"^(?P<rows>.+)-0-id$")
LOGS = ("django_session", "django_admin_log")


def pairs() -> dict[str, tuple[Any, Any]]:
    """Give for each page with rows a record that has some of every sort, and another of the kind."""
    visit = records.full_visit()
    records.full_official(), records.full_relation()
    call = cast.visit("another-visit")
    call.statements.create(text="Said.", act="discussed")
    call.precedences.create(text="The first.", visitor=cast.pakistan(), host=cast.kazakhstan())
    call.disputes.create(question="Who?").positions.create(text="One.")
    cast.tokayev().ranks.create(title="Colonel")
    cast.tokayev().variants.create(text="Toqayev", language="kk", script="Latn")
    pair = Relation.objects.create(key="KZ-UZ", first=cast.kazakhstan(), second=records.uzbekistan())
    pair.missions.create(sender=cast.kazakhstan(), host=records.uzbekistan(), place="Tashkent")
    copied = Source(title="A copy").with_text(cast.TEXT)
    copied.save()
    copied.passage(0, 7).save()
    return {
        "events_event": (visit, call),
        "events_dispute": (visit.disputes.all()[0], call.disputes.all()[0]),
        "relations_official": (Official.objects.get(key="asim-munir"), cast.tokayev()),
        "relations_relation": (cast.relation(), pair),
        "relations_agreement": (records.agreement(), records.agreement("second")),
        "relations_source": (cast.source(), copied),
    }


def at_work(role: str) -> Client:
    """Give a browser of somebody with what the role's group grants, and nothing else."""
    return logged_in(person(f"{role}-one", role))


def page(model: str, row: Model) -> str:
    return reverse(f"admin:{model}_change", args=[row.pk])


def first_rows(form: Filled) -> dict[str, str]:
    """Give the identity of the first row of every list on a page, nested ones too, by its name."""
    return {name: value for name, value in form.items() if ROW.match(name) and value}


PAGES = ("events_event", "events_dispute", "relations_official", "relations_relation", "relations_agreement",
         "relations_source")  # fmt: skip


@pytest.mark.parametrize("model", PAGES)
def test_no_row_of_another_record_is_edited_or_taken_over(model: str) -> None:
    theirs, own = pairs()[model]
    client = at_work("administrator")
    form = filled(client.get(page(model, own)))
    foreign = first_rows(filled(client.get(page(model, theirs))))
    names = first_rows(form).keys() & foreign.keys()
    assert names, f"{model}: both records need rows"
    for name in sorted(names):
        before = print_of_tables(without=LOGS)
        answer = client.post(page(model, own), {**form, name: foreign[name]})
        assert answer.status_code == 200, f"{model} {name} was saved"
        assert print_of_tables(without=LOGS) == before, name
    assert client.post(page(model, own), form).status_code == 302


def test_every_page_with_rows_is_tried() -> None:
    with_rows = {
        f"{model._meta.app_label}_{model._meta.model_name}"
        for model, page_of in admin.site._registry.items()
        if page_of.inlines and model._meta.app_label != "procrastinate"  # it lets nobody change anything
    }
    assert with_rows == set(PAGES)


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_no_list_deletes_or_changes_what_the_person_may_not_touch(role: str) -> None:
    visit = records.full_visit()
    Agreement.objects.update(assigned_to="somebody-else", review_state="approved")
    type(visit)._default_manager.update(assigned_to="somebody-else", review_state="approved")
    client = at_work(role)
    before = print_of_tables(without=LOGS)
    for model in admin.site._registry:
        ids = [str(pk) for pk in model._default_manager.values_list("pk", flat=True)[:50]]
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        client.post(address, {"action": "delete_selected", "_selected_action": ids, "post": "yes"})
    assert print_of_tables(without=LOGS) == before


def test_only_people_and_how_they_sign_in_can_be_chosen_for_something_in_a_list() -> None:
    request = at_work("administrator").get("/admin/").wsgi_request
    seen = [page_of for page_of in admin.site._registry.values() if page_of.has_view_permission(request)]
    acting = {page_of.model for page_of in seen if page_of.get_actions(request)}
    assert acting == {User, Token, SecondFactorRule, Authenticator, UserSession, SocialAccount}
    assert not any(page_of.list_editable for page_of in admin.site._registry.values())


def test_a_superuser_is_not_deleted_with_others_from_the_list() -> None:
    root = User.objects.create_superuser("root")
    other = User.objects.create_user("other")
    sent = {"action": "delete_selected", "_selected_action": [root.pk, other.pk], "post": "yes"}
    answer = at_work("administrator").post(reverse("admin:auth_user_changelist"), sent)
    assert answer.status_code == 403
    assert User.objects.filter(pk__in=[root.pk, other.pk]).count() == 2


def test_a_new_row_is_added_to_no_record_that_the_person_may_not_change() -> None:
    call = plain("call-2022", "2022-03", records.uzbekistan())
    agreement = records.agreement()
    for each in (call, agreement):
        type(each)._default_manager.filter(pk=each.pk).update(assigned_to="somebody-else")
    reporter = at_work("reporter")
    rows = {f"positions-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL", "MIN_NUM")}
    before = print_of_tables(without=LOGS)
    for about in ({"event": call.pk}, {"agreement": agreement.pk}):
        sent = {"question": "Who?", "state": "open", "order": 1, **about, **rows}
        assert reporter.post(reverse("admin:events_dispute_add"), sent).status_code == 403
    sent = {"agreement": agreement.pk, "step": "signed", "standing": "accepted"}
    assert reporter.post(reverse("admin:relations_agreementstep_add"), sent).status_code == 403
    assert print_of_tables(without=LOGS) == before


def test_a_dispute_on_an_events_page_counts_at_what_it_is_about() -> None:
    visit = records.full_visit()
    agreement = records.agreement()
    dispute = visit.disputes.all()[0]
    type(dispute)._default_manager.filter(pk=dispute.pk).update(agreement=agreement)
    Agreement.objects.filter(pk=agreement.pk).update(assigned_to="somebody-else")
    reporter, editor = at_work("reporter"), at_work("editor")
    form = filled(editor.get(page("events_event", visit))) | {"disputes-0-question": "Who did?"}
    assert reporter.post(page("events_event", visit), form).status_code == 403
    assert editor.post(page("events_event", visit), form).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.lock_version, agreement.authors) == (2, ["editor-one"])
