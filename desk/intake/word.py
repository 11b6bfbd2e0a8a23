"""Read a Word document (.docx): its paragraphs and tables, as they would be printed.

The XML is read as a stream and never held as a tree, so that a bomb costs time alone, and that is bounded.
Deleted words are left out and inserted ones kept, as Word prints them.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from desk.intake.story import FileRefused, Gathered, Story, apart

XML_MOST: Final = 50_000_000
"""Bytes of a document's XML at most; a book has a tenth."""
BLOCK: Final = 65_536
"""Bytes that are read at a time."""
DEEPEST: Final = 2000
"""Elements that may stand within one another."""
ENTRIES_MOST: Final = 5000
"""Files in the archive at most."""

WORDS: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
"""The namespaces of a document's words (ISO/IEC 29500: transitional and strict)."""
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNPRINTED: Final = frozenset({"del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "txbxContentDeleted"})
SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
HOLDERS: Final = {"tc": " ", "tr": "\t", "tbl": "\n"}
"""What holds other text, and what stands between its parts: cells of a row by a tab, rows by a line end."""

DAMAGED: Final = "It is cut off or damaged: Word could not open it either."
NO_DOCUMENT: Final = "It is an archive, but no Word document."
DECLARES_ENTITIES: Final = "Its XML declares entities, which no Word document does."


class Body:
    """Gather the paragraphs of a document as the parser walks it."""

    def __init__(self, most: int) -> None:
        self.gathered = Gathered(most)
        self.is_document = False
        self._held: list[list[str]] = [[]]
        self._paragraphs: list[list[str]] = []
        self._hidden = self._deep = 0
        self._in_words = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Go into an element."""
        name = own_name(tag)
        self._deep += 1
        if self._deep > DEEPEST:
            raise FileRefused(f"Its elements stand more than {DEEPEST} deep within one another.")
        self.is_document = self.is_document or name == "document"
        if self._hidden or name in UNPRINTED or tag == FALLBACK:
            self._hidden += 1
        elif name == "p":
            self._paragraphs.append([])
        elif name in HOLDERS:
            self._held.append([])
        elif name in SIGNS and self._paragraphs:
            self._paragraphs[-1].append(self.gathered.weigh(SIGNS[name]))
        self._in_words = name == "t" and not self._hidden

    def end(self, tag: str) -> None:
        """Leave an element."""
        name = own_name(tag)
        self._deep -= 1
        self._in_words = False
        if self._hidden:
            self._hidden -= 1
        elif name == "p":
            self._held[-1].append("".join(self._paragraphs.pop()))
        elif name in HOLDERS:
            parts = self._held.pop()
            self._held[-1].append(HOLDERS[name].join(parts))

    def data(self, words: str) -> None:
        """Take words that are printed."""
        if self._in_words and self._paragraphs:
            self._paragraphs[-1].append(self.gathered.weigh(words))

    def close(self) -> str:
        """Give the text."""
        return apart(self._held[0])


class MainPart:
    """Find which part of the archive is the document."""

    def __init__(self) -> None:
        self.name = ""

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Look at a relationship."""
        if attrs.get("Type", "").endswith("/officeDocument"):
            self.name = attrs.get("Target", "").lstrip("/")

    def end(self, tag: str) -> None:
        """Go on."""

    def close(self) -> str:
        """Give the part's name."""
        return self.name


def own_name(tag: str) -> str:
    """Give the name of an element of a document's words; nothing for others."""
    space, _, name = tag.rpartition("}")
    return name if f"{space}}}" in WORDS else ""


def read(raw: bytes, language: str, most: int) -> Story:
    """Read the document's text."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            if len(archive.infolist()) > ENTRIES_MOST:
                raise FileRefused(
                    f"It is an archive of more than {ENTRIES_MOST} files, and no Word document."
                )
            body = Body(most)
            text = walk(archive, walk(archive, "_rels/.rels", MainPart()), body)
    except KeyError as missing:
        raise FileRefused(NO_DOCUMENT) from missing
    except DefusedXmlException as refused:
        raise FileRefused(DECLARES_ENTITIES) from refused
    except (BadZipFile, ParseError, zlib.error, EOFError, RuntimeError, NotImplementedError) as broken:
        raise FileRefused(DAMAGED) from broken
    if not body.is_document:
        raise FileRefused(NO_DOCUMENT)
    return Story(text, "", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def walk(archive: ZipFile, part: str, target: Any) -> str:
    """Let a target walk one part of the archive; refuse a part that is too large, whatever it declares."""
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    size = 0
    with archive.open(part) as file:
        while block := file.read(BLOCK):
            size += len(block)
            if size > XML_MOST:
                raise FileRefused(f"Unpacked, it has more than {XML_MOST:,} bytes, which is the most.")
            parser.feed(block)
    return str(parser.close())
