"""Merge records as an administrator does, over the write API."""

from __future__ import annotations

from typing import Any

from publication.drafting import Publishable
from publication.vocabulary import OfficeLevel
from relations.models import Official, Tenure
from tests import cast
from tests.desk.api.writing import Person

PLURAL = {"official": "officials", "event": "events", "country": "countries"}


def merge(person: Person, old: Publishable, into: object, seen: int | None = None, **told: object) -> Any:
    """Ask for a merge at the version that stands, or at another."""
    old.refresh_from_db()
    sent = {"into": str(into), "note": "They are one.", **told}
    path = f"{PLURAL[old.record_type]}/{old.pk}/merge/"
    return person.send("POST", path, sent, old.lock_version if seen is None else seen)


def double(**facts: Any) -> Official:
    """Give another record of Munir, under an older name, with an office of its own."""
    known = {"key": "munir-asim", "display_name": "Munir, General Asim", "sort_name": "Munir, Asim"}
    made = Official.objects.create(**{**known, "nationality": cast.pakistan(), **facts})
    made.sources.add(cast.source())
    post = cast.office("Director General of Military Intelligence", cast.pakistan(), OfficeLevel.OTHER)
    Tenure.objects.create(official=made, office=post, start="2016", end="2018").sources.add(cast.source())
    return made
