"""A table of events becomes events, once each; what an editor wrote stays."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, Participation
from publication.models import Edition, Listing
from relations.models import Official, Relation, Source, Tenure
from tests.desk.tables import VISIT, load, table
from tests.desk.test_load_again import ready, the

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(tmp_path):
    return table(tmp_path / "visits.csv", VISIT)


def test_a_row_becomes_an_event_with_its_sides_people_and_sectors(one):
    assert "1 rows read, 1 new" in load("events-csv", one)
    event = the(Event)
    assert (event.title, event.key) == (
        "Amina Rahim visits Kazakhstan",
        "amina-rahim-visits-kazakhstan-2024-05-17",
    )
    assert (event.kind, event.visit_kind, event.occurrence) == ("visit", "official", "occurred")
    assert (event.start.edtf, event.end.edtf, event.place) == ("2024-05-17", "2024-05-19", "Astana")
    assert {(each.country.key, each.side) for each in event.sides.all()} == {
        ("PK", "visitor"),
        ("KZ", "host"),
    }
    assert [each.key for each in event.sectors.all()] == ["water"]
    row = the(Participation)
    assert (row.official.key, row.role, row.country.key) == ("amina-rahim", "visitor", "PK")
    assert row.offices.get().title == "Minister for Water"
    assert the(Tenure).first_seen.edtf == "2024-05-17"
    assert ready(Event).problems() == []


def test_the_source_names_the_table_and_the_row_and_tells_what_it_says(one):
    load("events-csv", one)
    source = the(Event).sources.get()
    assert (source.publisher, source.title) == ("Gazette", "Official gazette, row 1")
    assert (source.url, source.import_name, source.import_key) == (
        "https://example.org/gazette",
        "events-csv/visits",
        "1",
    )
    assert "start: 2024-05-17\n" in source.text
    assert "visitors: PK\n" in source.text


def test_loading_again_changes_nothing(one):
    load("events-csv", one, publish=True)
    before = list(Edition.objects.values_list("serial", "seal"))
    with CaptureQueriesContext(connection) as queries:
        said = load("events-csv", one, publish=True)
    assert "0 new, 0 changed, 1 unchanged" in said
    assert list(Edition.objects.values_list("serial", "seal")) == before
    verbs = {query["sql"].lstrip().split()[0] for query in queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE"}


def test_a_dry_run_says_the_same_and_writes_nothing(one, tmp_path):
    table(one, VISIT, {**VISIT, "key": "2", "hosts": "Ruritania"})
    dry = load("events-csv", one, publish=True, dry_run=True)
    for model in (Event, Official, Source, Relation, Edition, Listing):
        assert not model.objects.exists()
    assert dry == load("events-csv", one, publish=True).replace("2 rows", "Dry run, nothing written: 2 rows")


def test_publish_makes_the_event_and_all_it_mentions_public_also_later(one):
    load("events-csv", one)
    assert not Edition.objects.exists()
    load("events-csv", one, publish=True)
    assert set(Listing.objects.values_list("type", "key")) == {
        ("event", "amina-rahim-visits-kazakhstan-2024-05-17"),
        ("official", "amina-rahim"),
        ("relation", "KZ-PK"),
        ("country", "KZ"),
        ("country", "PK"),
        ("sector", "water"),
        ("sector", "environment"),
    }


def test_a_changed_row_changes_what_it_said_and_the_edition(one):
    load("events-csv", one, publish=True)
    table(one, {**VISIT, "place": "Almaty", "end": ""})
    assert "0 new, 1 changed" in load("events-csv", one, publish=True)
    event = the(Event)
    assert (event.place, event.end, event.lock_version) == ("Almaty", None, 2)
    listing = Listing.objects.get(key=event.key)
    assert (listing.version, json.loads(listing.list_text)["place"]["name"]) == (2, "Almaty")
    assert "0 changed, 1 unchanged" in load("events-csv", one)


def test_what_an_editor_changed_is_left_and_never_published(one):
    load("events-csv", one, publish=True)
    Event.objects.update(place="Our own words")
    table(one, {**VISIT, "place": "Almaty", "end": ""})
    said = load("events-csv", one, publish=True)
    assert the(Event).place == "Our own words"
    assert "an editor changed the place as well: it is left as it is" in said
    assert "not published: An editor has unpublished changes here" in said
    assert Listing.objects.get(type="event").version == 1


def test_what_somebody_writes_on_is_not_published_by_a_later_load(one):
    load("events-csv", one)
    Event.objects.update(authors=["reporter"])
    assert "An editor has unpublished changes here" in load("events-csv", one, publish=True)
    assert not Listing.objects.filter(type="event").exists()


def test_an_official_made_by_hand_is_used_and_not_published(one):
    load("events-csv", one)
    Event.objects.all().delete()
    Source.objects.all().delete()
    Tenure.objects.all().delete()
    assert "is not published yet" in load("events-csv", one, publish=True)
    assert the(Official).sources.count() == 0
    assert not Listing.objects.filter(type="official").exists()


def test_a_row_that_says_the_same_is_cited_with_the_first(one):
    table(one, VISIT, {**VISIT, "key": "2"})
    assert "1 new, 0 changed, 0 unchanged, 1 repeats" in load("events-csv", one)
    assert {each.import_key for each in the(Event).sources.all()} == {"1", "2"}
    assert "0 new, 0 changed, 1 unchanged, 1 repeats" in load("events-csv", one)


def test_a_key_used_twice_for_different_rows_is_reported(one):
    table(one, VISIT, {**VISIT, "place": "Almaty"})
    for _ in range(2):
        assert "(row 1): not loaded: This key stands in the files twice" in load("events-csv", one)
    assert the(Event).place == "Astana"


def test_other_countries_or_people_are_left_to_an_editor(one):
    load("events-csv", one)
    table(one, {**VISIT, "hosts": "China"})
    assert "The row names other hosts than when it was loaded" in load("events-csv", one)
    assert the(Event).sides.get(side="host").country.key == "KZ"


def test_a_deleted_event_does_not_come_back_by_itself(one):
    load("events-csv", one)
    Event.objects.all().delete()
    assert "The record made of this row was deleted" in load("events-csv", one)
    Source.objects.filter(import_key="1").delete()
    assert "1 new" in load("events-csv", one)


def test_an_event_the_record_has_from_elsewhere_is_held_back(one):
    load("events-csv", one, source_name="another table")
    said = load("events-csv", one, publish=True)
    assert "not published: The record has such an event already" in said
    assert not Listing.objects.filter(type="event").exists()


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"key": ""}, "key", "Every row needs a key"),
        ({"start": ""}, "start", "Every row needs a start"),
        ({"start": "17.05.2024"}, "start", "without sign and without time of day."),
        ({"end": "2024-05-01"}, "end", "This ends on 2024-05-01, before it starts on 2024-05-17."),
        ({"start": "2999", "end": ""}, "start", "say announced in the column occurrence"),
        ({"kind": "trip"}, "kind", "«trip» is not among visit, meeting"),
        ({"hosts": "Ruritania"}, "hosts", "No country is known by the label «Ruritania»."),
        ({"hosts": "Pakistan"}, "hosts", "An event joins two countries or more."),
        ({"hosts": ""}, "hosts", "A visit needs hosts."),
        ({"kind": "meeting"}, "visit_kind", "Only a visit has a visit kind."),
        ({"sectors": "wat"}, "sectors", "«wat» is no sector of ours. Like it: water"),
        ({"visitor_name": "Q1463"}, "visitor_name", "A number of Wikidata stands here"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "An address begins with http"),
        ({"place": "x" * 201}, "place", "At most 200 characters are allowed here; there are 201."),
    ],
)
def test_each_fault_has_its_line_column_and_sentence_and_stops_no_other(one, cells, column, sentence):
    table(one, {**VISIT, "key": "9", **cells}, {**VISIT, "key": "2"})
    said = load("events-csv", one)
    line = next(line for line in said.splitlines() if "not loaded:" in line)
    assert f"{one}, line 2, {column}" in line
    assert sentence in line
    assert the(Event).import_key == "2"
