"""A file that is no story is refused in one sentence, soon, within its memory, and nothing is written."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
import time
import zlib

import pytest
from django.conf import settings
from pypdf import PdfWriter

from desk.intake.extracting import extract
from desk.intake.story import FileRefused
from tests.desk.story_files import body, laughs, packed, pdf, word_file

LINES = ["General Munir was received in Astana."]
WORDS = "<w:p><w:r><w:t>word</w:t></w:r></w:p>"
MB = 1024 * 1024


def locked() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(LINES)))
    writer.encrypt("secret", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def inflating(words: bytes) -> bytes:
    """Put a stream into a PDF that grows when it is unpacked."""
    stream = zlib.compress(words, 9)
    whole = pdf(LINES)
    begin = whole.rindex(b"/Length")
    end = whole.index(b"endobj", begin)
    filtered = b"/Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream\n" % (len(stream), stream)
    return whole[:begin] + filtered + whole[end:]


TOO_MUCH = "more memory or time"
REFUSED = [
    ("a.exe", b"MZ", "Files that end in .txt, .html, .htm, .docx, .pdf are read"),
    ("story", b"x", "Files that end in"),
    ("a.txt", b"", "It is empty"),
    ("a.txt", b" \n\t ", "no text in it"),
    ("a.txt", b"one\0two", "no text file"),
    ("a.txt", "Мы готовы, и они тоже".encode("utf-16-le"), "UTF-16 without a byte-order mark"),
    ("a.txt", "Мы готовы".encode("utf-16")[:-1], "cut off or damaged"),
    ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "called .txt but is a picture"),
    ("a.txt", pickle.dumps({"a": 1}), "no text file"),
    ("a.txt", pdf(LINES), "called .txt but is a PDF"),
    ("a.html", b"no tags at all", "no HTML in it"),
    ("a.html", b"<script>alert(1)</script>", "no text in it"),
    ("a.html", b"<div>" * 100_000 + b"x", "deep within one another"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old Word file (.doc) or one protected"),
    ("a.docx", word_file("Title", "Words")[:-300], "cut off or damaged"),
    ("a.docx", packed('<workbook xmlns="urn:x"/>'), "no Word document"),
    ("a.docx", packed(body("")), "no text in it"),
    ("a.docx", laughs(), "declares entities"),
    ("a.docx", packed(body(" " * 60_000_000)), "Unpacked, it has more than"),
    ("a.docx", packed(body("<w:tbl>" * 5000 + "</w:tbl>" * 5000)), "deep within one another"),
    ("a.pdf", word_file("Title"), "called .pdf but is a ZIP archive"),
    ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"\n%%EOF", "could not be read as .pdf"),
    ("a.pdf", pdf(LINES)[:-30], "cut off"),
    ("a.pdf", pdf([]), "holds no text, as a scan does"),
    ("a.pdf", locked(), "protected by a password"),
    ("a.pdf", pdf(LINES, kids="2 0 R 2 0 R"), "could not be read as .pdf"),
    ("a.pdf", pdf(LINES, kids="[" * 100_000 + "]" * 100_000), "could not be read as .pdf"),
    ("a.pdf", pdf(*(LINES for _ in range(1001))), "1,001 pages"),
    ("a.pdf", inflating(b"BT /F1 12 Tf (a) Tj ET " * 4_000_000), TOO_MUCH),
]  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "sentence"), REFUSED, ids=[each[2][:40] for each in REFUSED])
def test_each_is_refused_in_one_sentence_that_says_why(name, raw, sentence):
    with pytest.raises(FileRefused) as refused:
        extract(name, raw)
    told = str(refused.value)
    assert sentence in told
    assert told.endswith(".")
    assert "\n" not in told


def test_a_text_may_be_as_long_as_a_thick_book_and_no_longer(settings):
    settings.SOURCE_TEXT_MAX = 1000
    assert len(extract("a.txt", b"a" * 1000).text) == 1000
    for name, raw in [
        ("a.txt", b"a" * 1001), ("a.html", b"<p>" + b"a" * 1001), ("a.docx", packed(body(WORDS * 251))),
        ("a.pdf", pdf(["a" * 90] * 12)),
    ]:  # fmt: skip
        with pytest.raises(FileRefused, match="more than 1,000 characters"):
            extract(name, raw)


def test_what_takes_too_long_is_ended(settings):
    settings.SOURCE_FILE_SECONDS = 2
    begun = time.monotonic()
    with pytest.raises(FileRefused, match=TOO_MUCH):
        extract("a.pdf", pdf(LINES, kids="<< /A " * 500_000))
    assert time.monotonic() - begun < 15


MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""  # a small process of its own: a child's record begins with what its parent held


@pytest.mark.parametrize(
    ("ending", "raw"),
    [
        (".pdf", inflating(b"BT /F1 12 Tf (a) Tj ET " * 3_000_000)),
        (".docx", packed(body(WORDS * 150_000))),
        (".html", b"<p>word</p>" * 80_000),
        (".txt", b"word " * 2_000_000),
    ],
)
def test_a_hostile_file_takes_a_hundred_megabytes_at_most(tmp_path, ending, raw):
    (tmp_path / "file").write_bytes(raw)
    bounds = (settings.SOURCE_FILE_MEMORY, settings.SOURCE_FILE_SECONDS, settings.SOURCE_TEXT_MAX)
    command = [sys.executable, "-c", MEASURE, sys.executable, "-m", "desk.intake.child", ending, "en"]
    with (tmp_path / "file").open("rb") as file:
        done = subprocess.run([*command, *map(str, bounds)], stdin=file, capture_output=True, check=True,
                              cwd=settings.BASE_DIR)  # fmt: skip
    assert 5_000 < int(done.stdout) < 100 * 1024


def test_the_process_that_reads_writes_no_files(tmp_path):
    script = (
        "import os, sys; from desk.intake.child import confine; confine(80_000_000, 5)\n"
        "try: os.write(os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY), b'x')\n"
        "except OSError: print('refused')"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "written")]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"
