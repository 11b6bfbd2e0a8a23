"""Say on the page of a relation or a country what is open, what went quiet, and what came no further."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from publication.crossing import crossed
from publication.naming import title_of
from publication.pictures.subject import Subject
from publication.reading import standing
from publication.waiting import MOST, UNSIGNED, gone_quiet, stuck

Json = dict[str, Any]

AXIS: Final = {"relation": "sector", "country": "country"}
"""What can go quiet on the page of a record: its sectors, or its dealings with a country."""

AGREEMENTS: Final = 100
"""The newest agreements that are looked through."""


def missed(document: Json, serial: int, today: date) -> Json:
    """List open questions, open agreements, what had events and has none for years, and what is stuck."""
    axis = AXIS.get(document["type"])
    if axis is None:
        return {}
    subject = Subject(document, serial)
    found = crossed(subject.selection(), {axis: ()}, serial)
    quiet = [each for each in gone_quiet(found, today) if each[0] != subject.key]
    known = standing(axis, [value for value, _year, _number in quiet])
    agreements = subject.records("agreement", AGREEMENTS)
    late = stuck(agreements, today)
    bears = crossed(subject.selection(), {"disputed": ("true",)}, serial)
    return {
        "disputed": {
            "number": sum(number for (_year, (said,)), number in bears.items() if said),
            "capped": subject.capped,
            "url": subject.list_of(disputed="true"),
        },
        "open": [each for each in agreements if each["status"] in UNSIGNED and each not in late][:MOST],
        "stuck": late,
        "quiet": [
            {"title": title_of(known[value]), "year": year, "number": number,
             "url": subject.list_of(**{axis: value})}
            for value, year, number in quiet if value in known
        ],
    }  # fmt: skip
