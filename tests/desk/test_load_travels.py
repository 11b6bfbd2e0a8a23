"""Trips of the travels data set become visits, once each, and never say more than their rows do."""

import pytest

from events.models import Event, Meeting, Participation
from publication.models import Edition
from relations.models import NameVariant, Official, Passage, Relation, Source, Tenure
from tests.desk.travels import RUSK, load, terms_xml, trip, trips_xml

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
