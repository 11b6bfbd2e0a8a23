"""Loading again changes nothing, publishing can come later, and an editor's work stays."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, Participation
from publication.models import Edition, Listing
from relations.models import Country, NameVariant, Office, Official, Source, Tenure
from relations.reference.loading import load_countries
from tests.desk.travels import RUSK, load, trip, trips_csv, trips_xml

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(tmp_path):
    return trips_xml(tmp_path / "biden.xml", trip())


def the(model):
    """Give the only row of a table."""
    return model.objects.get()


def ready(model):
    """Give the only row of a table, fetched as publishing does."""
    return model.objects.for_snapshot().get()


def test_loading_again_changes_nothing(one):
    load(one, publish=True)
    before = list(Edition.objects.values_list("serial", "seal"))
    with CaptureQueriesContext(connection) as queries:
        said = load(one, publish=True)
    assert "0 new, 0 changed, 1 unchanged" in said
    assert list(Edition.objects.values_list("serial", "seal")) == before
    verbs = {query["sql"].lstrip().split()[0] for query in queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE"}


def test_xml_and_csv_of_the_same_rows_are_the_same_rows(one, tmp_path):
    load(one)
    assert "0 new, 0 changed, 1 unchanged" in load(trips_csv(tmp_path / "t.csv", trip()))
    assert "2 rows read, 0 new, 0 changed, 2 unchanged" in load(one, tmp_path / "t.csv")


def test_an_id_used_twice_for_different_trips_is_reported(tmp_path):
    path = trips_xml(tmp_path / "t.xml", trip(), trip(country="France"))
    for _ in range(2):
        assert "This id stands in the files twice with different facts" in load(path)
    assert the(Event).place_country.key == "GB"


def test_a_changed_row_changes_the_draft_and_with_publish_the_edition(one, tmp_path):
    load(one, publish=True)
    trips_xml(one, trip(end="2021-06-14", remarks="Attended the G7 Summit.", country="France"))
    assert "0 new, 1 changed, 0 unchanged" in load(one, publish=True)
    event = the(Event)
    assert (event.lock_version, event.end.edtf, event.summary) == (2, "2021-06-14", "Attended the G7 Summit.")
    assert {(each.country.key, each.side) for each in event.sides.all()} == {
        ("US", "visitor"),
        ("FR", "host"),
    }
    assert event.passages.get().exact == event.sources.get().text == "Attended the G7 Summit."
    assert ready(Event).problems() == []
    listing = Listing.objects.get(key=event.key)
    assert (listing.version, json.loads(listing.list_text)["countries"][0]["code"]) == (2, "FR")


def test_what_an_editor_changed_is_left_as_it_is(one):
    load(one)
    Event.objects.update(summary="Our own words.")
    assert "1 unchanged" in load(one)
    trips_xml(one, trip(remarks="Other words.", locale="London"))
    said = load(one)
    event = the(Event)
    assert (event.summary, event.place) == ("Our own words.", "London")
    assert "an editor changed the event's summary as well: it is left as it is" in said


def test_what_an_editor_has_not_published_is_not_published_by_a_load(one):
    load(one, publish=True)
    Event.objects.update(title="Half a thou")
    trips_xml(one, trip(locale="London"))
    said = load(one, publish=True)
    assert "not published: An editor has unpublished changes here" in said
    assert Listing.objects.get(type="event").version == 1


def test_a_deleted_event_does_not_come_back_by_itself(one):
    load(one)
    Event.objects.all().delete()
    assert "The event made of this row was deleted" in load(one)
    Source.objects.filter(import_key="4113").delete()
    assert "1 new" in load(one)


def test_publish_makes_the_visit_and_all_it_mentions_public(one):
    load(one, publish=True)
    published = set(Listing.objects.values_list("type", "key"))
    assert published == {
        ("event", "joseph-r-biden-united-kingdom-2021-06-09"),
        ("official", "joseph-r-biden"),
        ("relation", "GB-US"),
        ("country", "GB"),
        ("country", "US"),
    }
    assert "5 editions published" in load(one, source_name="x") or Edition.objects.count() >= 5


def test_without_publish_nothing_is_public_and_publish_can_come_later(one):
    load(one)
    assert not Edition.objects.exists()
    load(one, publish=True)
    assert Listing.objects.filter(type="event", state="published").exists()


def test_a_former_state_is_published_after_its_successors(tmp_path):
    load(
        trips_xml(tmp_path / "t.xml", trip(country="U.S.S.R.", start="1988-05-29", end="1988-06-02")),
        publish=True,
    )
    assert Listing.objects.filter(type="country", key="SUHH").exists()
    assert Listing.objects.filter(type="event").exists()


def test_a_row_that_is_not_ready_is_reported_and_the_others_are_published(tmp_path):
    load_countries()
    us = Country.objects.get(key="US")
    Official.objects.create(
        key="dean-rusk", display_name="David Dean Rusk", family_name="Rusk", sort_name="Rusk", nationality=us
    )
    said = load(trips_xml(tmp_path / "t.xml", trip(id="1"), trip(id="2", **RUSK)), publish=True)
    assert "(row 2): not published:" in said
    assert "is not published yet" in said
    assert Listing.objects.get(type="event").key.startswith("joseph-r-biden")


def test_an_official_known_by_another_name_is_not_made_twice(tmp_path):
    load_countries()
    us = Country.objects.get(key="US")
    dean = Official.objects.create(
        key="dean-rusk", display_name="Dean Rusk", family_name="Rusk", sort_name="Rusk", nationality=us
    )
    NameVariant.objects.create(official=dean, text="David Dean Rusk")
    post = Office.objects.create(title="Secretary of State", country=us, level="foreign_minister")
    Tenure.objects.create(
        official=dean, office=post, start="1961-01-21", start_known=True, end="1969-01-20", end_known=True
    )
    load(trips_xml(tmp_path / "t.xml", trip(**RUSK, start="1961-03-26", end="1961-03-29")))
    assert the(Official).lock_version == 1
    assert the(Tenure).first_seen is None
    assert the(Event).title == "Dean Rusk visits the United Kingdom"
    assert the(Participation).offices.get() == post


def test_an_official_of_the_same_family_name_who_held_the_seat_that_day_is_the_traveller(one):
    load_countries()
    us = Country.objects.get(key="US")
    joe = Official.objects.create(
        key="joe-biden", display_name="Joe Biden", family_name="Biden", sort_name="Biden", nationality=us
    )
    Official.objects.create(
        key="jill-biden", display_name="Jill Biden", family_name="Biden", sort_name="Biden", nationality=us
    )
    seat = Office.objects.create(title="President", country=us, level="head_of_state")
    Tenure.objects.create(official=joe, office=seat, start="2021-01-20", start_known=True)
    load(one)
    assert the(Participation).official == joe
    assert the(Tenure).official == joe
    assert Official.objects.count() == 2


def test_a_visit_the_record_has_from_elsewhere_is_held_back_for_an_editor(one):
    load(one, source_name="another data set")
    said = load(one, publish=True)
    assert (
        "not published: The record has such a visit already, as «joseph-r-biden-united-kingdom-2021-06-09»"
        in said
    )
    assert Event.objects.count() == 2
    assert not Listing.objects.filter(type="event").exists()
