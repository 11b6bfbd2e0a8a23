"""What the database itself refuses to store of events."""

from __future__ import annotations

import pytest

from events.models import Dispute, EventCountry, Meeting, Participation, Statement
from publication.identity import new_id
from publication.vocabulary import Act, Confidence, DisputeState, Role, Side
from tests import cast
from tests.refusing import refuses

pytestmark = pytest.mark.django_db


def test_an_event_does_not_end_before_it_starts() -> None:
    event = cast.visit()
    event.end = "2024-05-16"
    refuses("event_end_not_before_start", event)
    event.end = "2024-05"
    event.save()


def test_only_a_visit_has_a_visit_kind() -> None:
    event = cast.visit()
    event.kind = "call"
    refuses("event_visit_kind_for_visits", event)


def test_a_country_stands_in_an_event_once() -> None:
    refuses("event_country_once", EventCountry(event=cast.visit(), country=cast.pakistan(), side=Side.PARTY))


def test_a_participation_names_a_meeting_of_its_own_event() -> None:
    event, other = cast.visit(), cast.visit(key="another-visit")
    meeting = Meeting.objects.get(event=other)
    row = Participation(
        event=event, meeting=meeting, official=cast.munir(), side=Side.VISITOR, role=Role.MEMBER
    )
    refuses("participation_meeting_of_its_event", row)


def test_a_statement_names_a_meeting_of_its_own_event() -> None:
    event, other = cast.visit(), cast.visit(key="another-visit")
    row = Statement(event=event, meeting=Meeting.objects.get(event=other), act=Act.DISCUSSED, text="Trade.")
    refuses("statement_meeting_of_its_event", row)


def test_a_meeting_does_not_move_away_from_what_was_said_in_it() -> None:
    meeting = Meeting.objects.get(event=cast.visit())
    meeting.event = cast.visit(key="another-visit")
    refuses("participation_meeting_of_its_event", meeting)


def test_an_official_takes_part_once_in_a_role() -> None:
    event = cast.visit()
    again = Participation.objects.filter(event=event).first()
    assert again is not None
    again.pk = None
    again.id = new_id()
    refuses("participation_once", again)


def test_a_low_confidence_needs_its_reason() -> None:
    row = Statement(event=cast.visit(), act=Act.PRAISED, text="Well done.", confidence=Confidence.LOW)
    refuses("statement_low_confidence_has_reason", row)


def test_a_dispute_stands_on_a_record_and_is_settled_with_a_reason() -> None:
    refuses("dispute_on_a_record", Dispute(question="Was it signed?"))
    settled = Dispute(event=cast.visit(), question="Was it signed?", state=DisputeState.SETTLED_BY_EDITOR)
    refuses("dispute_settled_with_reason", settled)
