"""Editors keep sources, officials, agreements and relations, and are told in sentences what cannot be."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publication.admin.lists import BoundedAdmin
from relations.dates import PartialDate
from relations.models import Agreement, AgreementStep, Official, Passage, Relation, Source
from tests import cast
from tests.filling import add_row, filled, signed_in, text_of

pytestmark = pytest.mark.django_db
OURS = sorted(
    (model._meta.label_lower for model, admin in site._registry.items() if isinstance(admin, BoundedAdmin))
)


def page_of(row: Any) -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def chief() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


@pytest.mark.parametrize("label", OURS)
def test_every_model_has_a_list_with_a_search_and_a_form(label: str):
    client, address = chief(), f"/admin/{label.replace('.', '/')}/"
    cast.published_visit()
    assert client.get(address, {"q": "munir"}).status_code == 200
    if label != "publication.edition":
        assert client.get(f"{address}add/").status_code == 200


@pytest.mark.parametrize("label", OURS)
def test_no_list_reads_more_queries_than_its_filters_and_one_page_of_rows(label: str):
    client, address = chief(), f"/admin/{label.replace('.', '/')}/"
    cast.published_visit()
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert len(captured) <= 8
    assert not [query for query in captured if "DISTINCT" in query["sql"]]


def test_a_text_keeps_every_character_and_its_hash():
    text = "  First line.\nSecond line, the minister said.\n\n"
    source = Source(title="Two lines").with_text(text)
    source.save()
    client = signed_in("editor")
    sent = filled(client.get(page_of(source)))
    sent["text"] = text.replace("\n", "\r\n")
    assert client.post(page_of(source), sent | {"publisher": "Gazette"}).status_code == 302
    source.refresh_from_db()
    assert (source.text, source.publisher) == (text, "Gazette")
    client.post(page_of(source), sent | {"text": "Another text."})
    source.refresh_from_db()
    assert source.sha256 == hashlib.sha256(b"Another text.").hexdigest()


def test_a_passage_is_found_by_its_quote_or_cut_by_its_offsets():
    client, source = signed_in("editor"), cast.source()
    sent = filled(client.get(page_of(source)))
    add_row(sent, "passages", exact="Kassym-Jomart Tokayev")
    add_row(sent, "passages", start="0", end="18")
    assert client.post(page_of(source), sent).status_code == 302
    found = {passage.exact: passage for passage in source.passages.all()}
    assert set(found) == {"Kassym-Jomart Tokayev", "General Asim Munir"}
    assert found["Kassym-Jomart Tokayev"].start == source.text.index("Kassym")
    assert found["General Asim Munir"].suffix.startswith(" was received")


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"exact": "not there"}, "This quote is not in the source's text"),
     ({"exact": "n"}, "This quote is in the text"),
     ({"start": "5"}, "Give the quote, or the offsets"),
     ({"start": "5", "end": "5000"}, "within the text's"),
     ({"start": "0", "end": "7", "exact": "Kazakhs"}, "the text reads «General»")],
)  # fmt: skip
def test_a_passage_that_the_text_does_not_hold_is_refused_with_a_sentence(asked: dict[str, str], said: str):
    client, source = signed_in("editor"), cast.source()
    sent = filled(client.get(page_of(source)))
    add_row(sent, "passages", **asked)
    assert said in text_of(client.post(page_of(source), sent))
    assert not source.passages.exists()


def test_passages_can_be_given_with_a_new_source():
    client = signed_in("editor")
    sent = filled(client.get("/admin/relations/source/add/")) | {"title": "New", "text": "He came. He left."}
    add_row(sent, "passages", exact="He left.")
    assert client.post("/admin/relations/source/add/", sent).status_code == 302
    assert Passage.objects.get().start == 9


def test_a_passage_that_a_new_text_no_longer_holds_is_flagged():
    client, passage = signed_in("editor"), cast.passage(0, 18)
    sent = filled(client.get(page_of(passage.source)))
    client.post(page_of(passage.source), sent | {"text": "Another text altogether."})
    assert "no longer in the text" in text_of(client.get(page_of(passage.source)))


def test_the_page_of_a_source_costs_the_same_with_more_passages():
    client, source = signed_in("editor"), cast.source()
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(source))
    for start in range(9):
        cast.passage(start, start + 9)
    with CaptureQueriesContext(connection) as many:
        client.get(page_of(source))
    assert len(many) <= len(few)


def test_passages_are_offered_from_the_sources_at_hand():
    client, passage = signed_in("editor"), cast.passage(0, 18)
    address = "/admin/autocomplete/?app_label=events&model_name=event&field_name=passages"
    found = client.get(f"{address}&source={passage.source_id}&term=munir").json()["results"]
    assert [each["id"] for each in found] == [str(passage.pk)]
    assert client.get(f"{address}&source=nonsense&term=General received").status_code == 200
    other = Source.objects.create(title="Other")
    assert client.get(f"{address}&source={other.pk}&term=").json()["results"] == []


def test_a_pair_given_in_any_order_is_stored_one_way_and_once():
    client, address = signed_in("editor"), "/admin/relations/relation/add/"
    cast.kazakhstan(), cast.pakistan()
    sent = filled(client.get(address)) | {"first": "PK", "second": "KZ"}
    assert client.post(address, sent).status_code == 302
    assert Relation.objects.get().key == "KZ-PK"
    assert "The relation KZ-PK is there already." in text_of(client.post(address, sent))
    assert "two different countries" in text_of(client.post(address, sent | {"second": "PK"}))


def test_a_code_that_is_none_is_refused_in_the_constraint_s_own_words():
    client, address = signed_in("editor"), "/admin/relations/country/add/"
    sent = filled(client.get(address)) | {"key": "Kazakhstan", "name": "Kazakhstan"}
    assert "two capital letters (ISO 3166-1)" in text_of(client.post(address, sent))


def test_what_only_the_database_can_refuse_comes_back_as_a_sentence_with_the_input():
    client, official = signed_in("editor"), cast.munir()
    sent = filled(client.get(page_of(official))) | {"outside_ids": '{"viaf": "\\u0000"}', "note": "Kept."}
    said = text_of(client.post(page_of(official), sent))
    assert "The database refused this" in said
    assert "Kept." in said
    assert Official.objects.get(pk=official.pk).note == ""


def test_a_published_key_stays():
    cast.publish_the_ground()
    client, official = signed_in("editor"), cast.munir()
    client.post(
        page_of(official), filled(client.get(page_of(official))) | {"key": "another", "note": "Seen."}
    )
    official.refresh_from_db()
    assert (official.key, official.note) == ("asim-munir", "Seen.")


def test_a_step_changed_by_itself_makes_its_agreement_s_open_form_stale():
    client = signed_in("editor")
    agreement = Agreement.objects.create(key="on-peacekeeping", title="On peacekeeping")
    step = AgreementStep.objects.create(agreement=agreement, step="intent_expressed")
    opened = filled(client.get(page_of(agreement)))
    client.post(page_of(step), filled(client.get(page_of(step))) | {"standing": "disputed"})
    step.refresh_from_db()
    assert step.standing == "disputed"
    assert "saved this record after you opened it" in text_of(client.post(page_of(agreement), opened)).lower()


def test_a_date_is_refused_with_what_is_allowed_and_taken_as_written():
    client, official = signed_in("editor"), cast.munir()
    sent = filled(client.get(page_of(official)))
    assert "XXXX-04-23" in text_of(client.post(page_of(official), sent | {"born": "23 April"}))
    assert client.post(page_of(official), sent | {"born": "1968~"}).status_code == 302
    official.refresh_from_db()
    assert official.born == PartialDate.parse("1968~")
