"""Make the statements of an event, and its claims of a first."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from desk.copies.known import Known
from desk.copies.quoting import cite, read_id
from desk.copies.rows import Rows
from events.models import Precedence, Statement
from publication.contracts.event import PrecedenceValue, StatementValue
from publication.identity import new_id
from publication.vocabulary import Confidence

REASON: Final = "Copied from a published record, which does not say why the confidence is low."


def write_statement(value: StatementValue, order: int, event: UUID, known: Known, rows: Rows) -> None:
    """Make a statement; whom it was addressed to is not published."""
    speaker = value.speaker.official if value.speaker else None
    behalf = value.on_behalf_of
    statement = Statement(
        id=read_id(value.id, "statements"),
        event_id=event,
        meeting_id=read_id(value.meeting, "statements") if value.meeting else None,
        order=order,
        act=value.act,
        speaker_id=known.maybe("official", speaker.slug if speaker else None),
        on_behalf_of_id=known.maybe("official", behalf.slug if behalf else None),
        text=value.text,
        agreement_id=known.maybe("agreement", value.agreement.slug if value.agreement else None),
        voice=value.voice,
        modality=value.modality,
        confidence=value.confidence,
        confidence_reason=REASON if value.confidence == Confidence.LOW else "",
    )
    rows.add(statement)
    countries = value.speaker.countries if value.speaker else ()
    speakers = known.records("country", (each.code for each in countries))
    rows.tie(Statement, "speaker_countries", statement.pk, speakers)
    rows.tie(
        Statement, "sectors", statement.pk, known.records("sector", (each.slug for each in value.sectors))
    )
    cite(rows, known, statement, value.passages)


def write_precedence(value: PrecedenceValue, event: UUID, known: Known, rows: Rows) -> None:
    """Make a claim of a first; its verdict is computed anew when the event is published again."""
    claim = Precedence(
        id=new_id(),
        event_id=event,
        text=value.text,
        visitor_id=known.maybe("country", value.scope.visitor),
        host_id=known.maybe("country", value.scope.host),
        levels=value.scope.levels,
        kinds=value.scope.kinds,
        window_years=value.window_years,
    )
    cite(rows, known, rows.add(claim), value.passages)
