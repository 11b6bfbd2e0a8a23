"""Say on the page of a relation or a country what went quiet there, and what came no further."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from publication.crossing import crossed
from publication.naming import title_of
from publication.pictures.subject import Subject
from publication.reading import standing
from publication.waiting import gone_quiet, stuck

Json = dict[str, Any]

AXIS: Final = {"relation": "sector", "country": "country"}
"""What can go quiet on the page of a record: its sectors, or its dealings with a country."""

AGREEMENTS: Final = 100
"""The newest agreements that are looked through."""


def missed(document: Json, serial: int, today: date) -> Json:
    """List what had events and has none for years, and agreements that are short of their signature."""
    axis = AXIS.get(document["type"])
    if axis is None:
        return {}
    subject = Subject(document, serial)
    found = crossed(subject.selection(), {axis: ()}, serial)
    quiet = [each for each in gone_quiet(found, today) if each[0] != subject.key]
    known = standing(axis, [value for value, _year, _number in quiet])
    return {
        "quiet": [
            {"title": title_of(known[value]), "year": year, "number": number,
             "url": subject.list_of(**{axis: value})}
            for value, year, number in quiet if value in known
        ],
        "stuck": stuck(subject.records("agreement", AGREEMENTS), today),
    }  # fmt: skip
