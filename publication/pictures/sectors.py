"""Picture a sector: its years, and the pairs of countries that deal in it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from publication.pictures.bars import bars, by_year, ranking
from publication.pictures.shape import Picture
from publication.pictures.subject import Subject


def pictures(subject: Subject) -> list[Picture]:
    """Draw a sector."""
    return [by_year(subject), pairs(subject)]


def pairs(subject: Subject) -> Picture:
    """Rank the pairs of countries that deal in it."""
    rows = ranking(subject, "pair", "relation")
    columns = (("name", _("Relation")), ("count", _("Events")))
    words = _("The pairs of countries with most events in it.")
    return Picture("pairs", _("Who deals in it"), words, columns, rows, bars(rows))
