"""Say how a mention of another record reads: its key, and the words the public record uses for it.

Rows are fetched ``captioned()``, so the words never come from the mentioned record's draft.
"""

from __future__ import annotations

from collections.abc import Iterable

from publication.drafting import Snapshot
from relations.models import Agreement, Country, Office, Official, Sector


def country_caption(country: Country) -> Snapshot:
    """Mention a country."""
    return {"code": country.key, "name": country.caption}


def official_caption(official: Official) -> Snapshot:
    """Mention an official."""
    return {"slug": official.key, "name": official.caption}


def agreement_caption(agreement: Agreement) -> Snapshot:
    """Mention an agreement."""
    return {"slug": agreement.key, "title": agreement.caption}


def sector_caption(sector: Sector) -> Snapshot:
    """Mention a sector."""
    return {"slug": sector.key, "name": sector.caption}


def sector_captions(sectors: Iterable[Sector]) -> list[Snapshot]:
    """Mention sectors once each, by key."""
    return [sector_caption(sector) for _, sector in sorted({each.key: each for each in sectors}.items())]


def with_parents(sectors: Iterable[Sector]) -> list[Sector]:
    """Add the parent of each sub-sector: who deals in peacekeeping deals in defence."""
    found = list(sectors)
    return found + [sector.parent for sector in found if sector.parent]


def office_held(office: Office) -> Snapshot:
    """Keep an office as words."""
    return {"title": office.title, "level": office.level}
