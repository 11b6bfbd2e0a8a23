"""Trips of the travels data set become visits, once each, and never say more than their rows do."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.loading import guess_format
from events.models import Event, Meeting, Participation
from publication.models import Edition, Listing
from relations.models import Country, NameVariant, Office, Official, Passage, Relation, Source, Tenure
from relations.reference.loading import load_countries
from tests.desk.travels import RUSK, load, terms_xml, trip, trips_csv, trips_xml

pytestmark = pytest.mark.django_db

TERM = {"who": "biden-joseph-r", "name": "Joseph R. Biden", "start": "2021-01-20", "end": "2025-01-20"}


@pytest.fixture
def one(tmp_path):
    return trips_xml(tmp_path / "biden.xml", trip())


def the(model):
    """Give the only row of a table."""
    return model.objects.get()


def ready(model):
    """Give the only row of a table, fetched as publishing does."""
    return model.objects.for_snapshot().get()


def test_a_row_becomes_a_visit(one):
    said = load(one)
    event = the(Event)
    assert event.title == "Joseph R. Biden visits the United Kingdom"
    assert event.key == "joseph-r-biden-united-kingdom-2021-06-09"
    assert (event.kind, event.visit_kind, event.occurrence) == ("visit", "unspecified", "occurred")
    assert (event.start.edtf, event.end.edtf) == ("2021-06-09", "2021-06-13")
    assert (event.place, event.place_country.key) == ("London, Cornwall", "GB")
    sides = {(each.country.key, each.side) for each in event.sides.all()}
    assert sides == {("US", "visitor"), ("GB", "host")}
    assert "1 rows read, 1 new" in said


def test_the_traveller_takes_part_in_the_office_held(one):
    load(one)
    row = the(Participation)
    assert (row.official.key, row.country.key) == ("joseph-r-biden", "US")
    assert (row.side, row.role) == ("visitor", "visitor")
    assert [(each.title, each.level) for each in row.offices.all()] == [("President", "head_of_state")]
    assert row.rank == ""


def test_the_remarks_are_summary_and_passage_and_never_meetings(one):
    load(one)
    event = the(Event)
    source = event.sources.get()
    assert event.summary == source.text == "Met with Prime Minister Boris Johnson. Attended the G7 Summit."
    assert event.passages.get().exact == source.text
    assert source.url == "https://history.state.gov/departmenthistory/travels/president/biden-joseph-r"
    assert source.publisher == "Office of the Historian, U.S. Department of State"
    assert (source.import_name, source.import_key, source.rights) == (
        "history-at-state-travels",
        "4113",
        "public domain",
    )
    assert not Meeting.objects.exists()


def test_a_row_without_remarks_and_places_invents_none(tmp_path):
    load(trips_xml(tmp_path / "t.xml", trip(remarks="", locale="")))
    event = the(Event)
    assert (event.summary, event.place) == ("", "")
    assert event.sources.get().text == ""
    assert not Passage.objects.exists()
    assert ready(Event).problems() == []


def test_white_space_of_the_file_is_not_kept(tmp_path):
    load(trips_xml(tmp_path / "t.xml", trip(remarks="Met with\n            Soviet Premier Stalin.")))
    assert the(Event).summary == "Met with Soviet Premier Stalin."


def test_the_accounts_of_the_data_sets_editors_are_kept_nowhere(one):
    load(one, publish=True)
    kept = [*Source.objects.values(), *Event.objects.values(), *Edition.objects.values()]
    assert "somebody-of-the-staff" not in str(kept)


@pytest.mark.parametrize(
    ("who", "name", "parts"),
    [
        ("rusk-david-dean", "David Dean Rusk", ("David Dean", "Rusk")),
        ("clinton-hillary-rodham", "Hillary Rodham Clinton", ("Hillary Rodham", "Clinton")),
        ("kissinger-henry-a", "Henry A. (Heinz Alfred) Kissinger", ("Henry A.", "Kissinger")),
    ],
)
def test_travellers_become_officials(tmp_path, who, name, parts):
    load(trips_xml(tmp_path / "t.xml", trip(role="secretary", who=who, name=name)))
    official = ready(Official)
    assert official.display_name == " ".join(parts)
    assert (official.given_name, official.family_name) == parts
    assert official.key == "-".join(parts).lower().replace(" ", "-").replace(".", "")
    assert official.nationality.key == "US"
    assert official.outside_ids == {"history-at-state": who}
    assert official.problems() == []


def test_a_name_with_more_in_brackets_is_kept_as_a_variant(tmp_path):
    whole = "Henry A. (Heinz Alfred) Kissinger"
    load(trips_xml(tmp_path / "t.xml", trip(role="secretary", who="kissinger-henry-a", name=whole)))
    assert the(NameVariant).text == whole


def test_without_terms_a_tenure_shows_only_when_somebody_was_seen(tmp_path):
    first, last = (
        trip(id="1", **RUSK),
        trip(id="2", **RUSK, start="2022-01-01", end="2022-01-02", country="France"),
    )
    load(trips_xml(tmp_path / "t.xml", last, first))
    tenure = the(Tenure)
    assert (tenure.office.title, tenure.office.level) == ("Secretary of State", "foreign_minister")
    assert (tenure.start, tenure.end, tenure.start_known, tenure.end_known) == (None, None, False, False)
    assert (tenure.first_seen.edtf, tenure.last_seen.edtf) == ("2021-06-09", "2022-01-02")


def test_terms_of_office_become_tenures_whatever_the_order_of_files(one, tmp_path):
    again = {**TERM, "start": "2029-01-20", "end": ""}
    load(one, terms_xml(tmp_path / "presidents.xml", TERM, again))
    tenures = Tenure.objects.order_by("start")
    assert [(str(each.start and each.start.edtf), each.end and each.end.edtf) for each in tenures] == [
        ("2021-01-20", "2025-01-20"), ("2029-01-20", None),
    ]  # fmt: skip
    assert [(each.start_known, each.end_known) for each in tenures] == [(True, True), (True, False)]
    assert {each.first_seen for each in tenures} == {None}


def test_terms_read_later_take_the_place_of_what_was_only_seen(one, tmp_path):
    load(one)
    load(terms_xml(tmp_path / "presidents.xml", TERM))
    tenure = the(Tenure)
    assert (tenure.start.edtf, tenure.first_seen) == ("2021-01-20", None)
    assert the(Official).lock_version == 2
    assert "0 officials new or changed" in load(one, tmp_path / "presidents.xml")


def test_a_president_without_a_trip_becomes_no_official(tmp_path):
    load(terms_xml(tmp_path / "presidents.xml", TERM))
    assert not Official.objects.exists()


def test_a_trip_made_as_president_elect_gives_no_office(tmp_path):
    path = trips_xml(tmp_path / "t.xml", trip(remarks="Vacation. [Visit made as President-elect.]"))
    said = load(path)
    assert not the(Participation).offices.exists()
    assert not Tenure.objects.exists()
    assert (
        "line 3, remarks (row 4113): loaded, with a warning: Made before taking office as President" in said
    )


def test_a_trip_outside_the_known_terms_is_loaded_without_an_office(tmp_path):
    early = trip(start="2012-11-18", end="2012-12-01")
    said = load(trips_xml(tmp_path / "t.xml", early), terms_xml(tmp_path / "presidents.xml", TERM))
    assert not the(Participation).offices.exists()
    assert "Joseph R. Biden is not known to have been President on these days" in said


@pytest.mark.parametrize(
    ("label", "day", "code"),
    [
        ("U.S.S.R.", "1988-05-29", "SUHH"),
        ("Russia", "1993-01-02", "RU"),
        ("Germany, Federal Republic of", "1982-06-09", "DE"),
        ("China, People’s Republic of", "1972-02-21", "CN"),
        ("United Kingdom (Wales)", "2014-09-03", "GB"),
    ],
)
def test_a_country_is_what_its_label_meant_on_the_day(tmp_path, label, day, code):
    load(trips_xml(tmp_path / "t.xml", trip(country=label, start=day, end=day)))
    assert the(Event).place_country.key == code
    assert the(Relation).key == "-".join(sorted((code, "US")))


def test_a_row_is_reported_by_file_line_column_and_sentence_and_stops_no_other(tmp_path):
    path = trips_xml(tmp_path / "t.xml", trip(id="1", country="Ruritania"), trip(id="2"))
    said = load(path)
    assert (
        f"{path}, line 9, country (row 1): not loaded: No country is known by the label «Ruritania»." in said
    )
    assert the(Event).import_key == "2"


@pytest.mark.parametrize(
    ("facts", "column", "sentence"),
    [
        ({"id": ""}, "id", "Every row needs a id; here it is empty or missing."),
        ({"role": "king"}, "role", "The role must be president or secretary; here it is «king»."),
        ({"who": "Biden, Joseph"}, "who", "A traveller is named by small letters"),
        ({"name": ""}, "name", "Every row needs a name"),
        ({"start": "9 June 2021"}, "start-date", "A day is written YYYY-MM-DD"),
        ({"start": "2021-06-31"}, "start-date", "here it is «2021-06-31»"),
        ({"start": "2021-06-14"}, "end-date", "The trip ends on 2021-06-13, before it starts on 2021-06-14."),
        ({"start": "2999-01-01", "end": "2999-01-02"}, "start-date", "which is after today"),
        ({"country": "Puerto Rico"}, "country", "joins no two countries"),
        ({"locale": "x" * 201}, "locale", "At most 200 characters are allowed here; there are 201."),
        ({"remarks": "x" * 50_000}, "remarks", "At most 10,000 characters are allowed here"),
    ],
)
def test_each_fault_has_its_column_and_sentence(tmp_path, facts, column, sentence):
    said = load(trips_xml(tmp_path / "t.xml", trip(**facts)))
    line = next(line for line in said.splitlines() if "not loaded:" in line)
    assert f", {column}" in line
    assert sentence in line
    assert not Event.objects.exists()


def test_a_row_repeated_under_another_id_is_cited_with_the_first(tmp_path):
    path = trips_xml(tmp_path / "t.xml", trip(id="1"), trip(id="2", remarks="Attended COP26."))
    said = load(path)
    event = the(Event)
    assert event.import_key == "1"
    assert {each.import_key for each in event.sources.all()} == {"1", "2"}
    assert "(row 2): repeats another row: Same traveller, country, days and places as row 1" in said
    assert "1 new, 0 changed, 0 unchanged, 1 repeats" in said
    assert "0 new, 0 changed, 1 unchanged, 1 repeats" in load(path)


def test_a_shared_border_day_is_normal_and_a_longer_overlap_is_pointed_out(tmp_path):
    border = trip(id="2", start="2021-06-13", end="2021-06-15", country="Belgium", locale="Brussels")
    crowded = trip(id="3", start="2021-06-14", end="2021-06-16", country="Switzerland", locale="Geneva")
    said = load(trips_xml(tmp_path / "t.xml", trip(id="1"), border, crowded))
    assert Event.objects.count() == 3
    assert "(row 2)" not in said
    assert "(row 3): loaded, with a warning: Starts on 2021-06-14, before" in said


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


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path):
    path = trips_xml(tmp_path / "t.xml", trip(id="1"), trip(id="2"), trip(id="3", country="Ruritania"))
    dry = load(path, publish=True, dry_run=True)
    for model in (Event, Official, Source, Relation, Country, Office, Edition, Listing):
        assert not model.objects.exists()
    assert dry == load(path, publish=True).replace("3 rows read", "Dry run, nothing written: 3 rows read")


def test_a_folder_is_all_its_files(tmp_path):
    (tmp_path / "president-travels").mkdir()
    trips_xml(tmp_path / "president-travels" / "a.xml", trip(id="1"))
    trips_csv(tmp_path / "b.csv", trip(id="2", country="France"))
    (tmp_path / "notes.txt").write_text("none of ours")
    assert "2 rows read, 2 new" in load(tmp_path)


def test_the_report_goes_to_a_file_as_json_lines(tmp_path):
    path = trips_xml(tmp_path / "t.xml", trip(country="Qwxz"))
    load(path, report=tmp_path / "report.jsonl")
    found = json.loads((tmp_path / "report.jsonl").read_text())
    assert found == {
        "fate": "refused",
        "file": str(path),
        "line": 9,
        "column": "country",
        "row": "4113",
        "sentence": "No country is known by the label «Qwxz».",
    }


def test_days_are_days_of_the_row(one):
    load(one)
    event = the(Event)
    assert (event.date.earliest, event.date.latest) == (date(2021, 6, 9), date(2021, 6, 13))


def test_the_format_of_a_file_is_told_from_its_beginning(one, tmp_path):
    assert guess_format(one) == "travels-xml"
    assert guess_format(trips_csv(tmp_path / "t.csv", trip())) == "travels-xml"
    (tmp_path / "other.csv").write_text("title,date\n")
    assert guess_format(tmp_path / "other.csv") is None
