"""What cannot be loaded is refused in one clear sentence, leaves nothing behind, and stops no other file."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from desk.loading import files
from events.models import Event
from relations.models import Country, Official, Source
from tests.desk.travels import CSV_COLUMNS, load, terms_xml, trip, trips_csv, trips_xml

pytestmark = pytest.mark.django_db

BOMB = """<?xml version="1.0"?>
<!DOCTYPE trips [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>
<trips><trip><remarks>&c;</remarks></trip></trips>"""
OUTSIDE = """<!DOCTYPE trips SYSTEM "file:///etc/passwd"><trips/>"""


def refused(path: Path, **options: object) -> list[str]:
    """Load a file that must be refused; give what is said of it, line by line."""
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("load", str(path), format="travels-xml", stdout=out, **options)
    assert failure.value.returncode == 2
    assert "1 file could not be read and left nothing behind." in str(failure.value)
    for model in (Event, Official, Source, Country):
        assert not model.objects.exists()
    return [line for line in out.getvalue().splitlines() if line.startswith(str(path))]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", ": the file is empty."),
        (b" \n\t\n", ": the file holds nothing but white space."),
        (b"<trips>\n<trip>\n</trips>", ", line 3: this is not well-formed XML (mismatched tag)."),
        (b"<trips>\n<trip>", ", line 2: this is not well-formed XML (no element found)."),
        (b"<kml>\n</kml>", ", line 1: the first element is <kml>; it must be <trips> or <presidents>."),
        (BOMB.encode(), ", line 2: the file declares a document type or entities, which are refused"),
        (OUTSIDE.encode(), ", line 1: the file declares a document type or entities, which are refused"),
        (b"<trips>\n\n&nbsp;</trips>", ", line 3: this is not well-formed XML (undefined entity)."),
        (b"<trips>\n<trip/>\0</trips>", ", line 2: a NUL byte stands here"),
        ("<trips>\n<!-- Orhan Yeğenoğlu -->".encode("cp1254"), ", line 2: the text is not UTF-8"),
        ("<trips></trips>".encode("utf-16-le"), ", line 1: a NUL byte stands here"),
        (b"\xff\xfe<\0t", ", line 1: the text is not UTF-16"),
        (b"PK\x03\x04rest", ": this is a ZIP archive or a workbook (.xlsx, .ods), whatever its name"),
        (b"a picture\x89PNG", ", line 1: the text is not UTF-8"),
        (b"id,trip_role\n", ", line 1: the table of trips lacks the columns trip_who, name, start_date"),
        (b"id;trip_role;trip_who\n", ", line 1: the table of"),
        (b"\0\0\0", ", line 1: a NUL byte stands here"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_where(tmp_path, content, sentence):
    path = tmp_path / "file.xml"
    path.write_bytes(content)
    (said,) = refused(path)
    assert said.startswith(f"{path}{sentence}")


def test_a_table_without_a_column_names_it(tmp_path):
    path = trips_csv(tmp_path / "t.csv", trip())
    path.write_text(path.read_text().replace("country,country_id", "nation,country_id"))
    assert refused(path) == [f"{path}, line 1: the table of trips lacks the column country."]


def test_a_table_with_a_column_twice_names_it(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(",".join([*CSV_COLUMNS, "name"]))
    assert refused(path) == [f"{path}, line 1: the column name stands in the header twice."]


def test_a_table_whose_quotes_do_not_close_names_the_line(tmp_path):
    path = trips_csv(tmp_path / "t.csv", trip())
    path.write_text(path.read_text() + '2,president,"biden')
    (said,) = refused(path)
    assert ", line 3: this is not CSV (" in said


def test_a_row_with_too_few_cells_is_reported_and_the_others_are_loaded(tmp_path):
    path = trips_csv(tmp_path / "t.csv", trip(), trip(id="2", remarks="Met\nwith"))
    path.write_text(path.read_text() + "3,president\n")
    said = load(path)
    assert f"{path}, line 5 (row 3): not loaded: The row has more or fewer cells than the header." in said
    assert Event.objects.count() == 1


def test_a_table_may_begin_with_a_byte_order_mark_and_have_columns_in_any_order(tmp_path):
    path = trips_csv(tmp_path / "t.csv", trip())
    rows = [line.rsplit(",", 1) for line in path.read_text().splitlines()]
    turned = "\r\n".join(f"{last},{first}" for first, last in rows)
    path.write_bytes(b"\xef\xbb\xbf" + turned.encode())
    assert "1 new" in load(path)


def test_a_missing_file_is_named(tmp_path):
    assert refused(tmp_path / "no.xml") == [f"{tmp_path / 'no.xml'}: there is no such file."]


def test_a_folder_without_files_is_named(tmp_path):
    assert refused(tmp_path) == [f"{tmp_path}: this folder holds no .xml, no .csv and no .jsonl file."]


def test_what_is_no_plain_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.xml")
    assert refused(tmp_path / "pipe.xml") == [f"{tmp_path / 'pipe.xml'}: this is not a plain file."]


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.xml"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    assert refused(path) == [f"{path}: the file has 1,000,000,000 bytes; 100,000,000 are allowed: split it."]


def test_a_line_too_long_for_a_table_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_LINE", 1000)
    path = tmp_path / "t.csv"
    path.write_text("id," * 100_000)
    assert refused(path) == [f"{path}, line 1: the line is longer than 1,000 characters."]


def test_a_file_that_breaks_off_writes_nothing_of_itself_and_stops_no_other(tmp_path):
    broken = trips_xml(tmp_path / "a.xml", trip(id="1"), trip(id="2"))
    broken.write_text(broken.read_text().replace("</trips>", ""))
    trips_xml(tmp_path / "b.xml", trip(id="3"))
    with pytest.raises(CommandError, match="1 file could not be read"):
        load(tmp_path)
    assert Event.objects.get().import_key == "3"


def test_a_bad_term_of_office_is_reported_with_its_line(tmp_path):
    term = {"who": "biden-joseph-r", "name": "Joseph R. Biden", "start": "2021-01-20", "end": "2020-01-20"}
    said = load(terms_xml(tmp_path / "p.xml", term))
    assert "line 7, left-office-date: not loaded: The term ends on 2020-01-20, before it starts" in said


def test_an_element_given_twice_is_reported(tmp_path):
    path = trips_xml(tmp_path / "t.xml", trip())
    path.write_text(path.read_text().replace("<locale>", "<id>5</id><locale>"))
    assert ", id (row 5): not loaded: This stands in the row twice." in load(path)


def test_signs_that_steer_a_terminal_are_not_printed(tmp_path):
    said = load(trips_csv(tmp_path / "t.csv", trip(country="\x1b[2JRuritania")))
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"format": "events"}, "invalid choice: 'events' (choose from"),
        ({"source_name": "x" * 101}, "--source-name: 1 to 100 printable characters are allowed."),
        ({"source_name": "a\0b"}, "--source-name: 1 to 100 printable characters are allowed."),
        ({"report": Path("/no/such/folder/report")}, "--report: /no/such/folder/report cannot be written"),
    ],
)
def test_a_wrong_option_is_refused_with_what_is_allowed(tmp_path, options, sentence):
    path = trips_xml(tmp_path / "t.xml", trip())
    words = [f"--{name.replace('_', '-').replace('format', 'as')}={text}" for name, text in options.items()]
    with pytest.raises(CommandError) as failure:
        call_command("load", str(path), *words, *([] if "format" in options else ["--as=travels-xml"]))
    assert sentence in str(failure.value)
