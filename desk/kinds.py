"""Name the six kinds of publishable records."""

from __future__ import annotations

from typing import Final

from events.models import Event
from publication.drafting import Publishable
from relations.models import Agreement, Country, Official, Relation, Sector

RECORD_KINDS: Final[dict[str, type[Publishable]]] = {
    kind.record_type: kind for kind in (Event, Agreement, Official, Country, Sector, Relation)
}
"""The working copies by record type."""
