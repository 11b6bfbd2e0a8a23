"""Read back what facts rest on: dates, sources, passages and disputes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models

from desk.copies.known import Known
from desk.copies.rows import Rows, Unfit, check
from events.models import Dispute, DisputePosition
from publication.contracts.shape import DateValue, DisputeValue, SourceValue
from publication.contracts.shape import Passage as PassageValue
from publication.identity import new_id
from relations.dates import DateRefused, PartialDate
from relations.models import Source


def read_date(value: DateValue | None) -> PartialDate | None:
    """Read a published date; ``Unfit`` where its parts contradict each other."""
    if value is None:
        return None
    return _date(value.edtf, value.earliest, value.latest, value.text, value.basis)


@lru_cache(maxsize=50_000)
def _date(edtf: str, earliest: str | None, latest: str | None, text: str, basis: str) -> PartialDate:
    form = {"edtf": edtf, "earliest": earliest, "latest": latest, "basis": basis}
    try:
        date = PartialDate.from_json(form)
    except DateRefused as refusal:
        raise Unfit("date", str(refusal)) from refusal
    if date.text != text:
        raise Unfit("date", f"The text of {edtf} is «{date.text}».")
    return date


def read_span(value: DateValue | None) -> tuple[PartialDate | None, PartialDate | None]:
    """Read a date as start and end; what does not come apart into two is a start alone."""
    whole = read_date(value)
    if whole is None or "/" not in whole.edtf:
        return whole, None
    try:
        start, end = (_end_of(whole, edtf) for edtf in whole.edtf.split("/"))
        joined = PartialDate.span(start, end)
    except DateRefused:
        return whole, None
    return (start, end) if joined == whole else (whole, None)


def _end_of(whole: PartialDate, edtf: str) -> PartialDate:
    date = PartialDate.parse(edtf)
    if not date.yearless or whole.earliest is whole.latest is None:
        return date
    return date.narrowed(not_before=whole.earliest, not_after=whole.latest, because=whole.basis)


def read_id(text: str, field: str) -> UUID:
    """Read an identity."""
    try:
        return UUID(text)
    except ValueError:
        raise Unfit(field, f"«{text[:80]}» is no UUID.") from None


def write_sources(document: Any, known: Known, rows: Rows, parts: Iterable[str] = ()) -> list[UUID]:
    """Take the sources of a document that are not there yet, without their texts, which stayed elsewhere.

    ``parts`` are the sources that its parts name. Gives those that the record names itself: no part and no
    passage leads to them.
    """
    values = {value.id: value for value in document.sources}
    for value in values.values():
        source = _source(read_id(value.id, "sources"), value)
        check(source)
        if known.is_new_source(source.pk):
            rows.add(source)
    inside = {*parts, *(each.source for each in document.walk() if isinstance(each, PassageValue))}
    if unlisted := inside - values.keys():
        raise Unfit("sources", f"The source {min(unlisted)} is quoted here and not listed.")
    return [UUID(each) for each in values.keys() - inside]


def _source(pk: UUID, value: SourceValue) -> Source:
    if not (value.title or value.url or value.publisher):
        raise Unfit("sources", "A source needs a title, a publisher or an address.")
    return Source(
        id=pk,
        publisher=value.publisher or "",
        title=value.title or "",
        author=value.author or "",
        url=value.url or "",
        archive_url=value.archive_url or "",
        published=read_date(value.published),
        language=value.language or "",
        sha256=value.sha256 or "",
    )


def cite(rows: Rows, known: Known, row: models.Model, values: Iterable[PassageValue]) -> None:
    """Tie passages to a row that rests on them."""
    rows.tie(type(row), "passages", row.pk, [known.passage(each) for each in values])


def write_disputes(values: Sequence[DisputeValue], known: Known, rows: Rows, **on: UUID) -> None:
    """Take the disputes of a record, ``event_id=…`` say, with their positions."""
    for order, value in enumerate(values, 1):
        dispute = Dispute(
            id=new_id(),
            order=order,
            question=value.question,
            state=value.state,
            reason=value.reason or "",
            **on,
        )
        rows.add(dispute)
        for place, each in enumerate(value.positions, 1):
            position = rows.add(
                DisputePosition(id=new_id(), dispute_id=dispute.pk, order=place, text=each.text)
            )
            cite(rows, known, position, each.passages)
