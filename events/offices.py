"""Find the offices an official held on a date."""

from __future__ import annotations

from publication.vocabulary import OfficeLevel
from relations.dates import PartialDate
from relations.models import Office, Official


def propose(official: Official, date: PartialDate | None) -> list[Office]:
    """List the offices that may have been held on the date, highest level first; without a date, all."""
    held = {
        tenure.office.pk: tenure.office
        for tenure in official.tenures.all()
        if date is None or tenure.may_cover(date)
    }
    return sorted(held.values(), key=lambda office: (OfficeLevel.values.index(office.level), office.title))
