"""Say what keeps an event from being shown: each problem with its field and a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from events.evidence import narrowed
from events.models import Event, Participation
from events.snapshots import passages_of
from publication.drafting import Problem
from relations.dates import DateRefused
from relations.readiness import fallen_passages


def event_problems(event: Event) -> list[Problem]:
    """Want a title, a date, countries, a source, offices held on the date, and passages that stand."""
    return [
        *_form_problems(event),
        *_office_problems(event),
        *fallen_passages(passages_of(event), "passages"),
    ]


def _form_problems(event: Event) -> Iterator[Problem]:
    if not event.title.strip():
        yield Problem("title", "The event needs a title.")
    if event.start is None:
        yield Problem("start", "The event needs a date, however partial, such as 2025 or XXXX-04-23.")
    if len(event.sides.all()) < 2:
        yield Problem("sides", "The event needs at least two countries, each with its side.")
    if event.kind == "visit":
        yield from _visit_problems(event)
    if not (event.sources.all() or passages_of(event)):
        yield Problem("sources", "The event needs a source or a passage.")
    yield from _date_problems(event)


def _visit_problems(event: Event) -> Iterator[Problem]:
    sides = {each.side for each in event.sides.all()}
    if not {"host", "visitor"} <= sides:
        yield Problem("sides", "A visit needs a host country and a visitor country.")
    if not event.visit_kind:
        yield Problem(
            "visit_kind", "A visit needs its visit kind; choose unspecified where the source says none."
        )


def _date_problems(event: Event) -> Iterator[Problem]:
    for value in filter(None, [event.date, *(each.date for each in event.meetings.all())]):
        try:
            narrowed(event, value)
        except DateRefused as refused:
            yield Problem("start", f"The offices and sources do not fit the date: {refused}")
    for meeting in event.meetings.all():
        if meeting.date and event.date and not meeting.date.may_coincide(event.date):
            yield Problem(
                "meetings", f"«{meeting}» is dated {meeting.date.text}, outside the event's own date."
            )


def _office_problems(event: Event) -> Iterator[Problem]:
    countries = {each.country_id for each in event.sides.all()}
    for row in event.participations.all():
        if row.country_id and row.country_id not in countries:
            yield Problem(
                "participations", f"{row.official} acts for {row.country}, which has no side in this event."
            )
        yield from _not_held(event, row)


def _not_held(event: Event, row: Participation) -> Iterator[Problem]:
    """Name the offices the record knows the official not to have held on the date."""
    meeting = next((each for each in event.meetings.all() if each.pk == row.meeting_id), None)
    date = (meeting.date if meeting else None) or event.date
    for office in row.offices.all():
        tenures = [each for each in row.official.tenures.all() if each.office_id == office.pk]
        if not tenures:
            yield Problem(
                "participations", f"{row.official} has no tenure as {office.title}: add it or change it."
            )
        elif date and not any(each.may_cover(date) for each in tenures):
            yield Problem(
                "participations", f"{row.official} did not hold the office {office.title} on {date.text}."
            )
