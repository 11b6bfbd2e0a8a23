"""What a load reports, row by row, and how a dry run and a folder are told."""

import json
from datetime import date

import pytest

from desk.loading.choosing import guess_format
from events.models import Event
from publication.models import Edition, Listing
from relations.models import Country, Office, Official, Relation, Source
from tests.desk.travels import load, trip, trips_csv, trips_xml

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
