"""A file that is no table is refused in one clear sentence, leaves nothing behind and costs no memory."""

import io
import pickle
import tracemalloc
import zipfile

import pytest
from django.core.management import CommandError, call_command

from events.models import Event
from relations.models import Country, Official, Source
from tests.desk.tables import VISIT, load, table

pytestmark = pytest.mark.django_db

HEADER = ",".join(VISIT).encode()


def archive() -> bytes:
    """Make a workbook's container, with much in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/sheet1.xml", b"0" * 10_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", ": the file is empty."),
        (b"\n\n", ", line 1: the first line is empty; it must name the columns."),
        (HEADER.replace(b"start,", b"") + b"\n", ", line 1: the table of events lacks the column start."),
        (HEADER + b",start\n", ", line 1: the column start stands in the header twice."),
        (b"key,start,kind,foo\n", ", line 1: the column «foo» is none of ours for events"),
        (HEADER + "\n1,visité".encode("cp1252"), ", line 2: the text is not UTF-8: save the file in UTF-8."),
        (HEADER + b"\n1,vi\0sit", ", line 2: a NUL byte stands here"),
        ((HEADER + b"\n1,visit").decode().encode("utf-16-le"), ", line 1: a NUL byte stands here"),
        ((HEADER + b"\n1").decode().encode("utf-16")[:-1], ", line 2: the text is not UTF-16"),
        (HEADER + b'\n1,"visit', ", line 2: this is not CSV"),
        (archive(), ": this is a ZIP archive or a workbook (.xlsx, .ods), whatever its name: save it as"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ": this is an old workbook (.xls)"),
        (b"\x1f\x8b\x08", ": this is a gzip archive"),
        (b"%PDF-1.7", ": this is a PDF"),
        (pickle.dumps(VISIT), ", line 1: "),
        (b"a," * 1_000_000, ", line 1: the line is longer than 1,000,000 characters."),
        (b"a," * 400_000, ", line 1: the table has 400,001 columns; 1,000 are allowed."),
        (HEADER + b'\n"' + b"x\n" * 200_000, ", line "),
    ],
)
def test_a_file_that_is_no_table_says_so_in_one_sentence(tmp_path, content, sentence):
    path, out = tmp_path / "events.csv", io.StringIO()
    path.write_bytes(content)
    tracemalloc.start()
    with pytest.raises(CommandError, match="1 file could not be read and left nothing behind") as refusal:
        call_command("load", str(path), format="events-csv", stdout=out)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    (said,) = [line for line in out.getvalue().splitlines() if line.startswith(str(path))]
    assert said.startswith(f"{path}{sentence}")
    assert refusal.value.returncode == 2
    assert peak < 100_000_000
    for model in (Event, Official, Source, Country):
        assert not model.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_that_can_be_told_and_separators_are_found(tmp_path, encoding, separator):
    path = table(tmp_path / "v.csv", {**VISIT, "place": "Öskemen"}, encoding=encoding, separator=separator)
    assert "1 new" in load("events-csv", path)
    assert Event.objects.get().place == "Öskemen"


def test_another_encoding_is_read_if_the_mapping_names_it(tmp_path):
    columns = "\n".join(f'{name} = "{name}"' for name in VISIT)
    (tmp_path / "m.toml").write_text(f'format = "events-csv"\nencoding = "cp1252"\n[columns]\n{columns}\n')
    path = table(tmp_path / "v.csv", {**VISIT, "place": "Orléans"}, encoding="cp1252")
    load("events-csv", path, mapping=str(tmp_path / "m.toml"))
    assert Event.objects.get().place == "Orléans"


def test_a_row_that_is_cut_off_is_reported_and_the_others_are_loaded(tmp_path):
    path = table(tmp_path / "v.csv", VISIT)
    path.write_text(path.read_text() + "2,visit\n,,,\n")
    said = load("events-csv", path)
    assert f"{path}, line 3 (row 2): not loaded: The row has more or fewer cells than the header." in said
    assert "2 rows read, 1 new" in said


def test_a_bad_file_stops_no_other(tmp_path):
    table(tmp_path / "a.csv", VISIT)
    (tmp_path / "b.csv").write_bytes(b"PK\x03\x04")
    with pytest.raises(CommandError, match="1 file could not be read"):
        load("events-csv", tmp_path)
    assert Event.objects.get().import_key == "1"
