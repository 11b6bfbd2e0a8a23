"""Know which pictures a record has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from publication.naming import title_of
from publication.pictures import agreements, countries, events, officials, relations, sectors
from publication.pictures.shape import Picture
from publication.pictures.subject import Subject

BY_TYPE: Final[dict[str, Callable[[Subject], list[Picture]]]] = {
    "agreement": agreements.pictures,
    "country": countries.pictures,
    "event": events.pictures,
    "official": officials.pictures,
    "relation": relations.pictures,
    "sector": sectors.pictures,
}


WHOLE: Final = ("years", "agreements", "steps", "offices")
"""Pictures for which no event is passed over, however many there are."""


def pictures(subject: Subject) -> list[Picture]:
    """Give the pictures of a record that have something to show."""
    found = BY_TYPE[subject.type](subject) if subject.type in BY_TYPE else []
    of = title_of(subject.document)
    shown = [replace(each, of=of) for each in found if each.rows]
    if not subject.capped:
        return shown
    said = _("Only the newest %(number)s events are counted.") % {
        "number": number_format(settings.FACET_ROWS, force_grouping=True)
    }
    return [
        each if each.name in WHOLE else replace(each, note=f"{each.note} {said}".strip()) for each in shown
    ]
