"""Load files of documents: the kinds in the order in which they mention each other, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import chain, islice
from typing import Final

from django.db import transaction

from desk.copies.reading import ORDER, Line, Survey, Wrong, survey
from desk.copies.writing import Writing
from desk.loading.files import Unreadable
from desk.loading.formats import Load
from desk.loading.report import Fate, Finding
from publication.contracts import Document

BATCH: Final = 1000
"""Documents written in one transaction: a kind whose documents mention each other must fit into one."""


def load_copies(load: Load) -> None:
    """Read every file once to find its documents, then write what they hold; a dry run takes it back."""
    whole: AbstractContextManager[object] = transaction.atomic() if load.dry_run else nullcontext()
    found = list(_surveys(load))
    with whole:
        _Copies(load).write(found)
        if load.dry_run:
            transaction.set_rollback(True)


def _surveys(load: Load) -> Iterator[Survey]:
    load.progress.begin("Reading", len(load.files))
    for path in load.files:
        try:
            yield survey(path)
        except Unreadable as refusal:
            load.report.refuse_file(str(refusal))
        load.progress.advance()


class _Copies:
    """The second reading: writes and reports."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._told: set[Line] = set()
        self._writing = Writing(load.publish, load.by, load.clock, self._tell)

    def write(self, found: Sequence[Survey]) -> None:
        """Write the documents of all files, kind after kind."""
        for each in found:
            for number, wrong in each.wrong:
                self._tell(Fate.REFUSED, Line(each.path, number, b""), None, wrong)
                self._load.report.count("rows")
        self._load.progress.begin("Loading", sum(each.documents for each in found))
        for kind in ORDER:
            lines = chain.from_iterable(each.lines(kind) for each in found)
            while batch := list(islice(lines, BATCH)):
                self._write_batch(kind, batch)

    def _write_batch(self, kind: str, lines: Sequence[Line]) -> None:
        writing, report = self._writing, self._load.report
        before = writing.new, writing.unchanged, writing.published
        self._told.clear()
        writing.write(kind, lines)
        for name, was, now in zip(
            ("new", "unchanged", "published"),
            before,
            (writing.new, writing.unchanged, writing.published),
            strict=True,
        ):
            report.count(name, now - was)
        report.count("rows", len(lines))
        self._load.progress.advance(len(lines))

    def _tell(self, fate: Fate, line: Line, document: Document | None, wrong: Wrong) -> None:
        key = document.slug[:40] if document else ""
        finding = Finding(fate, str(line.path), line.number, wrong.field, key, wrong.sentence)
        self._load.report.find(finding, again=line in self._told)
        self._told.add(line)
