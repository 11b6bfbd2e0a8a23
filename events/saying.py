"""Show who said what, and for whom."""

from __future__ import annotations

from events.models import Event, Statement
from events.offices import propose
from publication.drafting import Snapshot
from relations.captions import (
    agreement_caption,
    country_caption,
    office_held,
    official_caption,
    sector_captions,
)
from relations.models import Office, Official
from relations.quoting import passage_values


def statement_value(event: Event, statement: Statement) -> Snapshot:
    """Show one statement; the speaker is null where the source leaves it open."""
    return {
        "id": str(statement.pk),
        "meeting": str(statement.meeting_id) if statement.meeting_id else None,
        "act": statement.act,
        "speaker": _speaker(event, statement),
        "on_behalf_of": _speaking(event, statement.on_behalf_of) if statement.on_behalf_of else None,
        "text": statement.text,
        "sectors": sector_captions(statement.sectors.all()),
        "agreement": agreement_caption(statement.agreement) if statement.agreement else None,
        "voice": statement.voice,
        "modality": statement.modality,
        "confidence": statement.confidence,
        "passages": passage_values(statement.passages.all()),
    }


def _speaker(event: Event, statement: Statement) -> Snapshot | None:
    countries = sorted(statement.speaker_countries.all(), key=lambda each: each.key)
    if statement.speaker is None and not countries:
        return None
    return {
        "official": _speaking(event, statement.speaker) if statement.speaker else None,
        "countries": [country_caption(each) for each in countries],
    }


def _speaking(event: Event, official: Official) -> Snapshot:
    return {
        **official_caption(official),
        "offices": [office_held(each) for each in _offices(event, official)],
    }


def _offices(event: Event, official: Official) -> list[Office]:
    """Find the offices the editor confirmed for this person in this event, else those held on its date."""
    rows = [each for each in event.participations.all() if each.official_id == official.pk]
    confirmed = {office.pk: office for row in rows for office in row.offices.all()}
    return sorted(confirmed.values(), key=lambda each: each.title) if rows else propose(official, event.date)
