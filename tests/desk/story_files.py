"""Make the files that stories come in, honest ones and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from docx import Document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def word_file(*paragraphs: str, rows: Iterable[Iterable[str]] = ()) -> bytes:
    """Write a Word document as Word would: the first paragraph a heading, then a table, if one is given."""
    document = Document()
    for number, words in enumerate(paragraphs):
        document.add_heading(words) if number == 0 else document.add_paragraph(words)
    cells = [list(row) for row in rows]
    if cells:
        table = document.add_table(len(cells), len(cells[0]))
        for row, told in zip(table.rows, cells, strict=True):
            for cell, word in zip(row.cells, told, strict=True):
                cell.text = word
    return saved(document)


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]  # a document of python-docx
    return file.getvalue()


def packed(xml: str) -> bytes:
    """Put XML into an archive where a Word document has its words."""
    target = f'<Relationship Id="r" Type="{DOCUMENT}" Target="word/document.xml"/>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{RELATIONSHIPS}">{target}</Relationships>')
        archive.writestr("word/document.xml", xml)
    return file.getvalue()


def body(inside: str, before: str = "") -> str:
    return f'{before}<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'


def laughs() -> bytes:
    """Make a document of entities that would grow to three thousand million letters."""
    rows = ['<!ENTITY l0 "lol">', *(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))]
    return packed(body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f"<!DOCTYPE a [{''.join(rows)}]>"))


def pdf(*pages: list[str], kids: str = "", count: int = 0) -> bytes:
    """Write a PDF by hand, a line of text for each line; ``kids`` and ``count`` lie about its pages."""
    named = kids or " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{named}] /Count {count or len(pages)} >>".encode(),
        font.encode(),
    ]
    for number, lines in enumerate(pages):
        objects += [page_object(5 + 2 * number), content(lines)]
    return assembled(objects)


def page_object(place: int) -> bytes:
    fonts = "/Resources << /Font << /F1 3 0 R >> >>"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {fonts} /Contents {place} 0 R >>"
    return page.encode()


def content(lines: list[str]) -> bytes:
    shown = b" ".join(b"(" + escaped(line) + b") Tj T*" for line in lines)
    words = b"BT /F1 12 Tf 14 TL 72 770 Td " + shown + b" ET"
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(words), words)


def escaped(line: str) -> bytes:
    raw = line.encode("windows-1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def assembled(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, rows)
    return out + table + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
