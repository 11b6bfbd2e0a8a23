"""Find what went quiet: what was dealt with once and no longer, and agreements that came no further."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from publication.crossing import Crossed
from publication.vocabulary import AgreementStepKind

Json = dict[str, Any]

QUIET_YEARS: Final = 3
"""Whole years without an event after which something counts as gone quiet."""

OFTEN: Final = 2
"""Events that something must have had to be missed."""

INTENT_DAYS: Final = 365
"""Days after its last step from which an agreement short of its signature counts as stuck."""

MOST: Final = 8
"""What is listed of each."""

UNSIGNED: Final = AgreementStepKind.values[: AgreementStepKind.values.index(AgreementStepKind.SIGNED)]


def gone_quiet(found: Crossed, today: date) -> list[tuple[str, int, int]]:
    """List the values of an axis without an event for years: value, last year, events; the busiest first.

    Events whose date settles no year cannot be late, so a value that has one is not listed.
    """
    last: dict[str, int] = {}
    total: dict[str, int] = {}
    for (year, (value,)), number in found.items():
        if value:
            last[value] = max(last.get(value, 0), year or today.year)
            total[value] = total.get(value, 0) + number
    quiet = [
        (value, year, total[value])
        for value, year in last.items()
        if year < today.year - QUIET_YEARS and total[value] >= OFTEN
    ]
    return sorted(quiet, key=lambda each: (-each[2], each[0]))[:MOST]


def stuck(agreements: list[Json], today: date) -> list[Json]:
    """Choose, of agreements in list form, those whose last accepted step is old and short of a signature."""
    return [
        each
        for each in agreements
        if each["status"] in UNSIGNED and each["date"] and is_old(each["date"]["latest"], today)
    ][:MOST]


def is_old(latest: str | None, today: date) -> bool:
    """Whether a day lies so far back; one that is not bounded does not."""
    return latest is not None and (today - date.fromisoformat(latest)).days > INTENT_DAYS
