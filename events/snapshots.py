"""Build what the public will read of an event."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product

from events.codes import codes_for_kind
from events.evidence import bounded
from events.models import Event, EventCountry, Meeting, Participation
from events.naming import officials_named
from events.saying import statement_value
from events.verdicts import precedence_value
from publication.drafting import Snapshot
from publication.vocabulary import DisputeState
from relations.captions import (
    agreement_caption,
    country_caption,
    office_held,
    official_caption,
    sector_captions,
    with_parents,
)
from relations.models import AgreementStep, Passage, Sector
from relations.models.relation import pair_key
from relations.quoting import date_value, dispute_passages, dispute_values, passage_values, source_values


def event_snapshot(event: Event) -> Snapshot:
    """Build an event's body: the list form's keys first, then the rest."""
    body = {**_heading(event), **_contents(event)}
    body["counts"] = {
        "meetings": len(body["meetings"]),
        "statements": len(body["statements"]),
        "disputes_open": sum(each["state"] == DisputeState.OPEN for each in body["disputes"]),
        "sources": len(body["sources"]),
    }
    return body


def _heading(event: Event) -> Snapshot:
    sides = sorted(event.sides.all(), key=lambda each: each.country.key)
    return {
        "title": event.title,
        "summary": event.summary or None,
        "kind": event.kind,
        "visit_kind": event.visit_kind or None,
        "occurrence": event.occurrence,
        "date": date_value(bounded(event, event.date)),
        "place": _place(event),
        "countries": [{**country_caption(each.country), "side": each.side} for each in sides],
        "pairs": pairs(sides),
        "sectors": sector_captions(with_parents(_sectors(event))),
        "officials": officials_named(event),
    }


def _contents(event: Event) -> Snapshot:
    meetings = sorted(event.meetings.all(), key=lambda each: (each.order, each.pk))
    statements = sorted(event.statements.all(), key=lambda each: (each.order, each.pk))
    steps = sorted(
        event.agreement_steps.all(), key=lambda each: (each.agreement.key, *each.order(), str(each.pk))
    )
    disputes = list(event.disputes.all())
    codebook, cameo, plover = codes_for_kind(event.kind)
    return {
        "meetings": [_meeting_value(event, each) for each in meetings],
        "participants": participants(event, None),
        "statements": [statement_value(event, each) for each in statements],
        "agreement_steps": [_step_value(each) for each in steps],
        "precedences": [precedence_value(event, each) for each in event.precedences.all()],
        "disputes": dispute_values(disputes),
        "sources": source_values(event.sources.all(), passages_of(event)),
        "codes": {"codebook": codebook, "cameo": cameo, "plover": plover},
        "passages": passage_values(event.passages.all()),
    }


def pairs(sides: Iterable[EventCountry]) -> list[str]:
    """Name the pairs an event joins: hosts with visitors where both are named, else all parties."""
    by_side: dict[str, list[str]] = {}
    for each in sides:
        by_side.setdefault(each.side, []).append(each.country.key)
    hosts, visitors = by_side.get("host", []), by_side.get("visitor", [])
    if hosts and visitors:
        return sorted({pair_key(one, other) for one, other in product(hosts, visitors)})
    parties = hosts + visitors + by_side.get("party", [])
    return sorted(pair_key(one, other) for one, other in combinations(parties, 2))


def _sectors(event: Event) -> list[Sector]:
    """Gather the sectors of the event and of everything inside it."""
    inside = [*event.meetings.all(), *event.statements.all()]
    return [*event.sectors.all(), *(sector for each in inside for sector in each.sectors.all())]


def _place(event: Event) -> Snapshot | None:
    if not (event.place or event.place_country):
        return None
    return {
        "name": event.place or None,
        "country": event.place_country.key if event.place_country else None,
        "lat": float(event.lat) if event.lat is not None else None,
        "lon": float(event.lon) if event.lon is not None else None,
    }


def participants(event: Event, meeting: Meeting | None) -> list[Snapshot]:
    """Show who took part in a meeting, or in the event as a whole where none is given."""
    wanted = meeting.pk if meeting else None
    rows = [each for each in event.participations.all() if each.meeting_id == wanted]
    return [_participant_value(each) for each in sorted(rows, key=lambda each: (each.order, each.pk))]


def _participant_value(row: Participation) -> Snapshot:
    return {
        "official": official_caption(row.official),
        "country": row.country.key if row.country else None,
        "side": row.side,
        "role": row.role,
        "presence": row.presence,
        "rank": row.rank or None,
        "offices": [office_held(each) for each in sorted(row.offices.all(), key=lambda each: each.title)],
        "passages": passage_values(row.passages.all()),
    }


def _meeting_value(event: Event, meeting: Meeting) -> Snapshot:
    said = [each for each in event.statements.all() if each.meeting_id == meeting.pk]
    sectors = [*meeting.sectors.all(), *(sector for each in said for sector in each.sectors.all())]
    place = {"name": meeting.venue, "country": None, "lat": None, "lon": None} if meeting.venue else None
    return {
        "id": str(meeting.pk),
        "kind": meeting.kind,
        "medium": meeting.medium,
        "title": meeting.title,
        "date": date_value(bounded(event, meeting.date or event.date)),
        "place": place or _place(event),
        "sectors": sector_captions(with_parents(sectors)),
        "note": meeting.note or None,
        "participants": participants(event, meeting),
        "passages": passage_values(meeting.passages.all()),
    }


def _step_value(step: AgreementStep) -> Snapshot:
    return {
        "agreement": agreement_caption(step.agreement),
        "step": step.step,
        "party": step.party.key if step.party else None,
        "date": date_value(step.date),
        "standing": step.standing,
        "passages": passage_values(step.passages.all()),
    }


def passages_of(event: Event) -> list[Passage]:
    """Gather every passage cited anywhere in an event."""
    rows = [
        event,
        *event.meetings.all(),
        *event.participations.all(),
        *event.statements.all(),
        *event.agreement_steps.all(),
        *event.precedences.all(),
    ]
    return [passage for row in rows for passage in row.passages.all()] + dispute_passages(
        event.disputes.all()
    )
