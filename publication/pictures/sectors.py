"""Picture a sector: its years, and the pairs of countries that deal in it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from publication.pictures.bars import BARS, bars, by_year
from publication.pictures.shape import Picture
from publication.pictures.subject import Subject
from publication.reading import standing


def pictures(subject: Subject) -> list[Picture]:
    """Draw a sector."""
    return [by_year(subject), pairs(subject)]


def pairs(subject: Subject) -> Picture:
    """Rank the pairs of countries that deal in it."""
    counted = subject.shared("pair").most_common(BARS)
    known = standing("relation", [key for key, _number in counted])
    rows = [
        {"name": known[key]["title"], "count": number, "pair": key, "url": subject.list_of(pair=key)}
        for key, number in counted
        if key in known
    ]
    columns = (("name", _("Relation")), ("count", _("Events")))
    words = _("The pairs of countries with most events in it.")
    return Picture("pairs", _("Who deals in it"), words, columns, rows, bars(rows))
