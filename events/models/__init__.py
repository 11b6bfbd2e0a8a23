from events.models.dispute import Dispute, DisputePosition
from events.models.event import Event, EventCountry
from events.models.meeting import Meeting
from events.models.participation import Participation
from events.models.precedence import Precedence
from events.models.statement import Statement

__all__ = [
    "Dispute",
    "DisputePosition",
    "Event",
    "EventCountry",
    "Meeting",
    "Participation",
    "Precedence",
    "Statement",
]
