"""A table of officials becomes people, offices and times in office; nobody is there twice."""

import pytest

from publication.models import Listing
from relations.models import Country, Office, Official, Tenure
from relations.reference.loading import load_countries
from tests.desk.tables import TENURE, load, table
from tests.desk.test_load_again import ready, the

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(tmp_path):
    return table(tmp_path / "people.csv", TENURE)


def test_a_row_becomes_an_official_with_a_time_in_office(one):
    assert "1 new" in load("officials-csv", one)
    official, tenure = the(Official), the(Tenure)
    assert (official.key, official.wikidata, official.nationality.key) == ("amina-rahim", "Q99001", "PK")
    assert (tenure.office.title, tenure.office.level) == ("Minister for Water", "other_minister")
    assert (tenure.start.edtf, tenure.end.edtf) == ("2023-03", "2025-01-31")
    assert (tenure.start_known, tenure.end_known) == (True, True)
    assert tenure.sources.get().title == "people.csv, row 1"
    assert ready(Official).problems() == []


def test_a_second_time_in_office_is_added_to_the_same_official(one):
    load("officials-csv", one, publish=True)
    table(one, TENURE, {**TENURE, "key": "2", "office": "Foreign Minister", "start": "2025-02", "end": ""})
    assert "1 new, 0 changed, 1 unchanged" in load("officials-csv", one, publish=True)
    official = the(Official)
    assert (official.tenures.count(), official.lock_version) == (2, 2)
    assert Listing.objects.get(type="official").version == 2
    last = Tenure.objects.get(office__title="Foreign Minister")
    assert (last.end, last.end_known) == (None, False)


def test_one_identifier_is_one_official_whatever_country_the_row_names(one):
    table(one, TENURE, {**TENURE, "key": "2", "country": "China", "office": "Adviser", "start": "2020"})
    assert "2 new" in load("officials-csv", one)
    assert (the(Official).nationality.key, the(Official).tenures.count()) == ("PK", 2)


def test_loading_again_changes_nothing_and_a_changed_end_is_carried_over(one):
    load("officials-csv", one)
    assert "0 new, 0 changed, 1 unchanged" in load("officials-csv", one)
    table(one, {**TENURE, "end": "2025"})
    assert "1 changed" in load("officials-csv", one)
    assert the(Tenure).end.edtf == "2025"


def test_an_official_known_by_name_is_completed_and_not_made_again(one):
    load_countries()
    pakistan = Country.objects.get(key="PK")
    Official.objects.create(
        key="a-rahim", display_name="Amina Rahim", sort_name="Rahim", nationality=pakistan, note="Ours."
    )
    said = load("officials-csv", one, publish=True)
    official = the(Official)
    assert (official.note, official.wikidata, official.tenures.count()) == ("Ours.", "", 1)
    assert not Listing.objects.filter(type="official").exists()
    assert "1 new" in said
    assert "not published: The record was made elsewhere and is not public yet" in said


def test_two_officials_of_one_name_are_left_to_an_editor_who_answers_with_a_key(one, tmp_path):
    load_countries()
    pakistan = Country.objects.get(key="PK")
    for key in ("amina-rahim", "amina-rahim-2"):
        Official.objects.create(key=key, display_name="Amina Rahim", sort_name="R", nationality=pakistan)
    asked = tmp_path / "asked.csv"
    assert "Two officials of PK are called «Amina Rahim»" in load("officials-csv", one, unresolved=asked)
    asked.write_text(asked.read_text().rstrip("\r\n") + "amina-rahim-2\r\n")
    assert "1 new" in load("officials-csv", one, answers=asked)
    assert the(Tenure).official.key == "amina-rahim-2"


def test_another_end_of_the_same_time_in_office_is_reported(one):
    table(one, TENURE, {**TENURE, "key": "2", "end": "2024-12-31"})
    said = load("officials-csv", one)
    assert (
        "(row 2): not loaded: Another row has the same start in this office, with the end 2025-01-31" in said
    )
    assert the(Tenure).end.edtf == "2025-01-31"


def test_the_head_of_a_state_is_known_under_any_title(one):
    load_countries()
    pakistan = Country.objects.get(key="PK")
    rahim = Official.objects.create(
        key="rahim", display_name="A. Rahim", sort_name="R", nationality=pakistan, wikidata="Q99001"
    )
    seat = Office.objects.create(title="President", country=pakistan, level="head_of_state")
    Tenure.objects.create(official=rahim, office=seat, start="2023-03-09", start_known=True)
    table(one, {**TENURE, "office": "Head of State", "level": "head_of_state"})
    assert "repeats another row: The record has this time in office already, as President." in load(
        "officials-csv", one
    )
    assert the(Tenure).office == seat


def test_an_ambassador_is_called_by_the_country_of_the_post(one):
    table(one, {**TENURE, "office": "Ambassador", "level": "ambassador", "accredited_to": "United Kingdom"})
    load("officials-csv", one)
    assert the(Office).title == "Ambassador to the United Kingdom"


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"name": "Q1463"}, "name", "A number of Wikidata stands here in place of a name: fill the name in."),
        ({"name": ""}, "name", "Every row needs a name"),
        ({"end": "2022"}, "end", "This ends on 2022, before it starts on 2023-03."),
        ({"level": "king"}, "level", "«king» is not among head_of_state"),
        ({"id": "two words"}, "id", "An identifier has letters"),
    ],
)
def test_each_fault_has_its_column_and_sentence(one, cells, column, sentence):
    table(one, {**TENURE, **cells})
    said = load("officials-csv", one)
    assert f"{one}, line 2, {column} (row 1): not loaded: {sentence}" in said
    assert not Official.objects.exists()
