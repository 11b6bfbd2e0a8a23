"""Write a batch of documents of one kind: working copies, and the documents as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import DatabaseError, connection, transaction

from desk.copies.agreements import write_agreement
from desk.copies.happenings import write_event
from desk.copies.known import RECORDS, Known
from desk.copies.reading import Line, Wrong, read
from desk.copies.rows import Rows, Unfit
from desk.copies.sorting import Copy, Tell, publishable, sort
from desk.copies.standing import write_country, write_official, write_relation, write_sector
from desk.loading.report import Fate
from events.models import Event
from publication.contracts import Document
from publication.drafting import Publishable
from publication.publishing import NotReady, adopt

WRITERS: Final[dict[str, Callable[[Any, Known, Rows], None]]] = {
    "country": write_country,
    "sector": write_sector,
    "official": write_official,
    "relation": write_relation,
    "agreement": write_agreement,
    "event": write_event,
}
"""Who makes the working copy of a document, by its type."""

MODELS: Final[dict[str, type[Publishable]]] = {**RECORDS, "event": Event}


class Writing:
    """Writes batches; each batch stands or falls as one, but for documents that cannot stand."""

    def __init__(self, publish: bool, by: str, clock: Callable[[], datetime], tell: Tell) -> None:
        """Take whether to publish, as whom and when, and how to report a line."""
        self._publish, self._by, self._clock, self._tell = publish, by, clock, tell
        self.new = self.unchanged = self.published = 0

    def write(self, kind: str, lines: Sequence[Line]) -> None:
        """Write documents of one kind in one transaction."""
        copies: list[Copy] = []
        for line in lines:
            document = read(line)
            if isinstance(document, Document):
                copies.append((line, document))
            else:
                for wrong in document:
                    self._tell(Fate.REFUSED, line, None, wrong)
        with transaction.atomic():
            found = sort(MODELS[kind], copies, self._tell)
            self.unchanged += found.unchanged
            self._try(found.new, written=False)
            self.unchanged += len(found.drafts)
            if self._publish:
                self._try(found.drafts, written=True)

    def _try(self, copies: Sequence[Copy], *, written: bool) -> None:
        """Write and publish all of them, or by halves until those that cannot be stand alone."""
        if not copies:
            return
        try:
            with transaction.atomic():
                made, told = self._write(copies, written)
        except (DatabaseError, NotReady) as refusal:
            self._split(copies, refusal, written)
            return
        self.new += 0 if written else made
        for report in told:
            self._tell(*report)

    def _split(self, copies: Sequence[Copy], refusal: Exception, written: bool) -> None:
        if len(copies) > 1:
            middle = len(copies) // 2
            self._try(copies[:middle], written=written)
            self._try(copies[middle:], written=written)
            return
        line, document = copies[0]
        if isinstance(refusal, NotReady):
            wrong = Wrong(refusal.problems[0].field, str(refusal))
        else:
            wrong = Wrong("", f"The database refuses it: {str(refusal).splitlines()[0]}.")
        self._tell(Fate.REFUSED, line, document, wrong)

    def _write(self, copies: Sequence[Copy], written: bool) -> tuple[int, list[tuple[Any, ...]]]:
        """Write working copies where there are none and publish; gives how many, and what is to be told."""
        told: list[tuple[Any, ...]] = []

        def tell(*report: Any) -> None:
            told.append(report)

        if not written:
            copies = _copied(copies, tell)
        if self._publish:
            editions = adopt(publishable(copies, tell), by=self._by, at=self._clock())
            self.published += len(editions)
        return len(copies), told


def _copied(copies: Sequence[Copy], tell: Tell) -> list[Copy]:
    """Write the working copies of documents; gives those that could be made."""
    rows = Rows()
    known = Known([document for _, document in copies], rows)
    made = []
    for line, document in copies:
        try:
            WRITERS[document.type](document, known, rows)
        except Unfit as unfit:
            rows.forget()
            known.forget()
            tell(Fate.REFUSED, line, document, Wrong(unfit.field, unfit.sentence))
        else:
            rows.keep()
            known.keep()
            made.append((line, document))
    rows.write()
    connection.check_constraints()
    return made
