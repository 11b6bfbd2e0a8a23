"""Read rows from XML: streaming, with real line numbers, and without any entity."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax import SAXParseException  # only the exception; the parser is defused
from xml.sax.handler import ContentHandler  # only the handler's base; the parser is defused

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from desk.loading.files import Unreadable, read_chunks
from desk.loading.tables import MAX_CELL, Row, Table

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl


def read_xml(path: Path, tables: Sequence[Table]) -> Iterator[Row]:
    """Yield the rows of the table that the first element names.

    Refuses XML that is not well-formed (with its line), another first element, and any document type.
    """
    parser = DefusedExpatParser(forbid_dtd=True)
    handler = _Rows(path, tables, lambda: parser.getLineNumber() or 1)
    parser.setContentHandler(handler)
    try:
        for chunk in read_chunks(path):
            parser.feed(chunk)
            yield from handler.take()
        parser.close()
    except DefusedXmlException as error:
        reason = "the file declares a document type or entities, which are refused: take the declaration out."
        raise Unreadable(path, reason, parser.getLineNumber() or 1) from error
    except SAXParseException as error:
        reason = f"this is not well-formed XML ({error.getMessage()})."
        raise Unreadable(path, reason, error.getLineNumber() or 1) from error
    yield from handler.take()


class _Rows(ContentHandler):
    """Gather the rows: elements on the second level, their attributes, and the elements in them."""

    def __init__(self, path: Path, tables: Sequence[Table], line: Callable[[], int]) -> None:
        super().__init__()
        self._path = path
        self._line = line
        self._tables = {table.root: table for table in tables}
        self._table: Table | None = None
        self._columns: dict[str, str] = {}
        self._depth = 0
        self._row: Row | None = None
        self._cell: tuple[str, int] | None = None
        self._text: list[str] = []
        self._length = 0
        self._done: list[Row] = []

    def take(self) -> list[Row]:
        """Hand over the finished rows."""
        done, self._done = self._done, []
        return done

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        """Begin the file, a row or a cell."""
        self._depth += 1
        line = self._line()
        if self._depth == 1:
            self._open(name, line)
        elif self._depth == 2 and self._table and name == self._table.element:
            self._row = Row(self._table, line, self._table.in_xml)
            for attribute, text in attrs.items():
                self._put(f"@{attribute}", text[:MAX_CELL], line)
        elif self._depth == 3 and self._row and name in self._columns:
            self._cell, self._text, self._length = (name, line), [], 0

    def characters(self, content: str) -> None:
        """Take text inside a cell, up to the limit."""
        if self._cell and self._length <= MAX_CELL:
            self._text.append(content)
            self._length += len(content)

    def endElement(self, name: str) -> None:
        """End a cell or a row."""
        if self._depth == 3 and self._cell:
            self._put(self._cell[0], "".join(self._text), self._cell[1])
            self._cell = None
        elif self._depth == 2 and self._row:
            self._done.append(self._row)
            self._row = None
        self._depth -= 1

    def _open(self, name: str, line: int) -> None:
        self._table = self._tables.get(name)
        if self._table is None:
            wanted = " or ".join(f"<{root}>" for root in self._tables)
            raise Unreadable(self._path, f"the first element is <{name[:60]}>; it must be {wanted}.", line)
        self._columns = {theirs: ours for ours, theirs in self._table.in_xml.items()}

    def _put(self, name: str, text: str, line: int) -> None:
        if self._row and name in self._columns:
            self._row.put(self._columns[name], text, line)
