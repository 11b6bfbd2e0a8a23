"""Test a claim of a first against the published record."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from events.evidence import bounded
from events.models import Event, Precedence
from publication.drafting import Snapshot
from publication.models import Listing
from publication.vocabulary import EditionState, Verdict
from relations.quoting import passage_values


def precedence_value(event: Event, precedence: Precedence) -> Snapshot:
    """Show a claim with its computed verdict and the reason for it."""
    verdict, because = judge(event, precedence)
    return {
        "text": precedence.text,
        "scope": {
            "visitor": precedence.visitor.key if precedence.visitor else None,
            "host": precedence.host.key if precedence.host else None,
            "levels": precedence.levels,
            "kinds": precedence.kinds,
        },
        "window_years": precedence.window_years,
        "verdict": verdict,
        "because": because,
        "passages": passage_values(precedence.passages.all()),
    }


def judge(event: Event, precedence: Precedence) -> tuple[Verdict, str]:
    """Say whether the record contradicts the claim, else why it cannot be tested.

    One earlier event in the scope, surely inside the window, contradicts. No such event proves nothing while
    nobody has declared which years and pairs the record covers.
    """
    day = bounded(event, event.date)
    if day is None or day.earliest is None or day.latest is None:
        return (
            Verdict.NOT_TESTABLE,
            "The year of the event is not stated, so the window of the claim is not known.",
        )
    opens = _years_before(day.latest, precedence.window_years)
    for row in _earlier(event, precedence, opens, day.earliest):
        found = json.loads(row.text)
        if _in_scope(found, precedence):
            return Verdict.CONTRADICTED, f"{found['date']['text']}: {found['title']} ({found['url']})."
    return (
        Verdict.NOT_TESTABLE,
        "The record does not declare which years it covers, so finding none proves nothing.",
    )


def _years_before(day: date, years: int | None) -> date:
    """Give the same day some years earlier, 28 February for a 29th that is not there; day one for none."""
    if years is None or years >= day.year:
        return date.min
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _earlier(event: Event, precedence: Precedence, opens: date, closes: date) -> list[Listing]:
    """Select published events inside the window that carry the claim's countries and kinds, newest first."""
    rows = Listing.objects.filter(
        type="event", state=EditionState.PUBLISHED, sort_on__lt=closes, earliest__gt=opens
    ).exclude(id=event.pk)
    for axis, country in (("visitor", precedence.visitor), ("host", precedence.host)):
        if country:
            rows = rows.filter(links__tag=f"{axis}:{country.key}")
    if precedence.kinds:
        rows = rows.filter(links__tag__in=[f"kind:{kind}" for kind in precedence.kinds])
    return list(rows.order_by("-sort_on", "-id")[:200])


def _in_scope(document: dict[str, Any], precedence: Precedence) -> bool:
    """Whether somebody of a level in the scope travelled."""
    if document["occurrence"] != "occurred":
        return False
    rows = [
        *document["participants"],
        *(row for each in document["meetings"] for row in each["participants"]),
    ]
    levels = {
        office["level"]
        for row in rows
        if row["side"] == "visitor" and row["presence"] == "present"
        for office in row["offices"]
    }
    return not precedence.levels or bool(levels & set(precedence.levels))
