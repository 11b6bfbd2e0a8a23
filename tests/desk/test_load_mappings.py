"""Other people's columns, labels and dates are read by decisions in a file; people answer what is open."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from desk.loading.choosing import guess_format
from desk.tables.dates import read_date
from desk.tables.fields import SHAPES
from desk.tables.mapping import shipped_mappings
from events.models import Event
from publication.vocabulary import AgreementStepKind
from relations.dates import DateRefused
from relations.models import Agreement, AgreementStep, Source
from tests.desk.tables import VISIT, edtf, load, table
from tests.desk.test_load_again import the

MAPPING = """
format = "agreements-csv"
name = "river-treaties"
publisher = "River Board"
title = "List of treaties"
url = "https://example.org/{No.}"
date_forms = ["DD/MM/YYYY", "D Month YYYY"]
new_year_is_the_year = true
labels_of_any_day = true
capitals_only = ["parties"]
empty = ["Not Known", "n/a*"]

[columns]
key = "{No.}/{Series}"
title = "Name"
kind = "Name"
parties = "Between"
signed = "Done"
signed_place = "At"
signed_note = "Type"
entered_into_force = "Force"

[always]
binding = "yes"

[lists]
signed_place = "/"

[labels.signed_note]
BI = ""
MULTI = "Not every party signed on this day."

[labels.parties]
"THE LEAGUE" = "-"

[begins.kind]
"Exchange of Notes" = "exchange_of_notes"

[when.signed]
column = "Type"
words = ["roughly"]
then = "about"
"""
ROW = {
    "No.": "7",
    "Series": "A",
    "Name": "Exchange of notes on water",
    "Between": "PAKISTAN ; KAZAKHSTAN ; Punjab",
    "Done": "3 February 2001",
    "At": "Astana / Lahore",
    "Type": "BI",
    "Force": "01/01/2002",
}


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "river.toml"
    path.write_text(MAPPING)
    return str(path)


def river(tmp_path: Path, *rows: dict[str, str]) -> Path:
    """Write a table of the River Board."""
    return table(tmp_path / "river.csv", *({**ROW, **row} for row in rows))


@pytest.mark.django_db
def test_columns_labels_and_dates_are_put_into_our_words(tmp_path, mapping):
    assert "1 new" in load("agreements-csv", river(tmp_path, {}), mapping=mapping)
    agreement = the(Agreement)
    assert (agreement.title, agreement.kind, agreement.binding) == (
        "Exchange of notes on water",
        "exchange_of_notes",
        "yes",
    )
    assert {each.key for each in agreement.parties.all()} == {"KZ", "PK"}
    signed = AgreementStep.objects.get(step="signed")
    assert (edtf(signed.date), signed.place, signed.note) == ("2001-02-03", "Astana, Lahore", "")
    assert edtf(AgreementStep.objects.get(step="entered_into_force").date) == "2002"
    source = the(Source)
    assert (source.publisher, source.title) == ("River Board", "List of treaties, row 7/A")
    assert (source.url, source.import_name) == ("https://example.org/7", "river-treaties")


@pytest.mark.django_db
def test_what_a_cell_says_about_another_counts(tmp_path, mapping):
    rows = {"Type": "MULTI", "At": "Not Known"}, {"No.": "8", "Type": "roughly"}
    said = load("agreements-csv", river(tmp_path, *rows), mapping=mapping)
    signed = AgreementStep.objects.get(step="signed")
    assert (signed.note, signed.place) == ("Not every party signed on this day.", "")
    assert "Type (row 8/A): not loaded: Nobody has said yet what «roughly» means here." in said


@pytest.mark.django_db
def test_a_party_that_is_no_country_is_left_out_with_a_warning(tmp_path, mapping):
    path = river(tmp_path, {"Between": "PAKISTAN;CHINA;THE LEAGUE"})
    said = load("agreements-csv", path, mapping=mapping)
    assert (
        "Between (row 7/A): loaded, with a warning: «THE LEAGUE» is no country of ours and is left out."
        in said
    )


@pytest.mark.django_db
def test_what_is_not_resolved_is_filled_in_by_hand_and_loaded(tmp_path, mapping):
    rows = (
        {"Between": "PAKISTAN;QWXZIA"},
        {"No.": "8", "Between": "CHINA;QWXZIA"},
        {"No.": "9", "Done": "=1+1"},
    )
    path, asked = river(tmp_path, *rows), tmp_path / "asked.csv"
    assert "3 not loaded" in load("agreements-csv", path, mapping=mapping, unresolved=asked)
    with asked.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(each["line"], each["row"], each["column"], each["label"]) for each in found] == [
        ("2", "", "parties", "QWXZIA"),
        ("4", "", "signed", "'=1+1"),
    ]
    assert found[0]["sentence"] == "No country is known by the label «QWXZIA»."
    found[0]["answer"], found[1]["answer"] = "KZ", "2001-02"
    answers = table(tmp_path / "answers.csv", *found, encoding="utf-8-sig")
    assert "3 new" in load("agreements-csv", path, mapping=mapping, answers=answers)
    assert AgreementStep.objects.filter(step="signed", date__edtf="2001-02").count() == 1


@pytest.mark.django_db
def test_an_answer_to_one_row_holds_for_it_alone_and_a_hyphen_leaves_out(tmp_path):
    visits = [
        {**VISIT, "key": key, "start": start, "end": "2024-01-02"}
        for key, start in (("1", "2024-05-01"), ("2", "2024-01-01"))
    ]
    path, asked = table(tmp_path / "v.csv", *visits), tmp_path / "asked.csv"
    load("events-csv", path, unresolved=asked)
    (found,) = csv.DictReader(asked.open(encoding="utf-8-sig", newline=""))
    assert (found["row"], found["column"], found["label"]) == ("1", "end", "2024-01-02")
    load("events-csv", path, answers=table(tmp_path / "a.csv", {**found, "answer": "-"}))
    assert {each.import_key: each.end and each.end.edtf for each in Event.objects.all()} == {
        "1": None,
        "2": "2024-01-02",
    }


@pytest.mark.django_db
def test_a_cell_that_an_export_quoted_is_read_without_the_quote(tmp_path):
    load(
        "events-csv",
        table(tmp_path / "v.csv", {**VISIT, "title": "'=Round two", "place": "'s-Hertogenbosch"}),
    )
    assert (the(Event).title, the(Event).place) == ("=Round two", "'s-Hertogenbosch")


@pytest.mark.django_db
def test_a_table_with_other_columns_is_told_of_mappings(tmp_path):
    path = table(tmp_path / "v.csv", {**VISIT, "speaker": "x"})
    out = StringIO()
    with pytest.raises(CommandError, match="1 file could not be read"):
        call_command("load", str(path), format="events-csv", stdout=out)
    assert "line 1: the column «speaker» is none of ours for events (README.md lists them)" in out.getvalue()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("format = 3", "format must be one of events-csv, officials-csv, agreements-csv."),
        ("format = 'events-csv'\ncolour = 'red'", "«colour» is no setting of a mapping."),
        ("format = 'events-csv'\n[columns]\nfoo = 'x'", "«foo» is no column of ours for events."),
        ("format = 'events-csv'\n[columns]\nkey = 'x'", "nothing is said of the column start"),
        ("format = ", "this is not TOML"),
    ],
)
def test_a_mapping_that_says_what_cannot_be_is_refused(tmp_path, told, sentence):
    (tmp_path / "m.toml").write_text(told)
    with pytest.raises(CommandError, match=sentence):
        load("events-csv", table(tmp_path / "v.csv", VISIT), mapping=str(tmp_path / "m.toml"))


def test_a_mapping_that_is_not_there_names_those_that_are(tmp_path):
    with pytest.raises(CommandError, match=r"there is no file nowhere; known by name are .*uk-treaties"):
        load("events-csv", table(tmp_path / "v.csv", VISIT), mapping="nowhere")


def test_every_shipped_mapping_can_be_read_and_names_its_table():
    for mapping in shipped_mappings():
        assert mapping.name
        assert mapping.publisher
        assert mapping.title


def test_the_format_of_a_table_is_told_from_its_header(tmp_path):
    assert guess_format(table(tmp_path / "v.csv", VISIT)) == "events-csv"
    leaders = dict.fromkeys(("iso3", "country", "role", "person", "person_qid", "start", "end"), "x")
    assert guess_format(table(tmp_path / "l.csv", leaders)) == "officials-csv"


@pytest.mark.parametrize(
    ("text", "forms", "edtf"),
    [
        ("17/05/2024", ["DD/MM/YYYY"], "2024-05-17"),
        ("5/17/2024", ["M/D/YYYY"], "2024-05-17"),
        ("17 May 2024", ["YYYY", "D Month YYYY"], "2024-05-17"),
        ("May 2024", ["Mon YYYY"], "2024-05"),
        ("2024", ["YYYY-MM", "YYYY"], "2024"),
        ("2024-05-17T00:00:00Z", ["YYYY-MM-DDT00:00:00Z"], "2024-05-17"),
        ("2024~", [], "2024~"),
        ("0217-01-02", ["YYYY-MM-DD"], "0217-01-02"),
    ],
)
def test_a_date_is_read_by_the_forms_of_its_table(text, forms, edtf):
    assert read_date(text, forms) == edtf


def test_new_year_stands_for_the_year_only_where_the_table_is_known_for_it():
    assert read_date("1990-01-01", ["YYYY-MM-DD"]) == "1990-01-01"
    assert read_date("1990-01-01", ["YYYY-MM-DD"], new_year_is_the_year=True) == "1990"


@pytest.mark.parametrize("text", ["31/02/2024", "17-05-2024", "١٧/٠٥/٢٠٢٤", "17/05/20245", "00/00/0000"])
def test_a_date_that_is_none_is_refused(text):
    with pytest.raises(DateRefused):
        read_date(text, ["DD/MM/YYYY"])


@pytest.mark.parametrize("shape", SHAPES.values(), ids=lambda shape: shape.format)
def test_every_column_of_ours_is_told_in_the_readme(shape):
    told = (settings.BASE_DIR / "README.md").read_text().split("\n### Tables\n")[1].split("\n## ")[0]
    steps = {f"{step}{part}" for step in AgreementStepKind.values for part in ("", "_place", "_note")}
    assert [name for name in shape.fields if name not in steps and f"`{name}`" not in told] == []
