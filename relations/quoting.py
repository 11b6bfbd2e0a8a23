"""Say how the public sees what facts rest on: dates, passages, sources and disputes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from publication.drafting import Snapshot
from relations.dates import PartialDate
from relations.models import Passage, Source


def date_value(date: PartialDate | None) -> Snapshot | None:
    """Show a partial date, or none."""
    return date.document() if date else None


def passage_values(passages: Iterable[Passage]) -> list[Snapshot]:
    """Show passages in the order of their sources' texts."""
    ordered = sorted(passages, key=lambda each: (str(each.source_id), each.start, each.end))
    return [
        {"source": str(each.source_id), "start": each.start, "end": each.end, "exact": each.exact}
        for each in ordered
    ]


def source_value(source: Source) -> Snapshot:
    """Show a source without its text."""
    return {
        "id": str(source.pk),
        "publisher": source.publisher or None,
        "title": source.title or None,
        "author": source.author or None,
        "url": source.url or None,
        "archive_url": source.archive_url or None,
        "published": date_value(source.published),
        "language": source.language or None,
        "sha256": source.sha256 or None,
    }


def source_values(sources: Iterable[Source], passages: Iterable[Passage] = ()) -> list[Snapshot]:
    """Show every source named or quoted, once each, in the order they were entered."""
    found = {source.pk: source for source in sources}
    found.update({passage.source_id: passage.source for passage in passages})
    return [source_value(found[pk]) for pk in sorted(found)]


def dispute_values(disputes: Iterable[Any]) -> list[Snapshot]:
    """Show disputes in their order, each with its positions."""
    return [
        {
            "question": dispute.question,
            "state": dispute.state,
            "positions": [
                {"text": position.text, "passages": passage_values(position.passages.all())}
                for position in sorted(dispute.positions.all(), key=lambda each: (each.order, each.pk))
            ],
            "reason": dispute.reason or None,
        }
        for dispute in sorted(disputes, key=lambda each: (each.order, each.pk))
    ]


def dispute_passages(disputes: Iterable[Any]) -> list[Passage]:
    """Gather the passages of all positions."""
    return [
        passage
        for dispute in disputes
        for position in dispute.positions.all()
        for passage in position.passages.all()
    ]
