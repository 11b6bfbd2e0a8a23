"""What holds when partial dates are bounded by evidence, joined and compared, tried on many."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, reject
from hypothesis import strategies as st

from relations.dates import DateRefused, PartialDate
from tests.relations.date_strategies import (
    bounded,
    dated,
    dates,
    days,
    parse,
    plain,
    read,
    yearless,
    yearless_days,
)


@given(bounded(), st.dates(), st.dates())
def test_more_evidence_never_widens(value: PartialDate, one: date, other: date) -> None:
    try:
        narrower = value.narrowed(not_before=min(one, other), not_after=max(one, other), because="more")
    except DateRefused:
        return
    assert value.earliest
    assert value.latest
    assert narrower.surely_within(value.earliest, value.latest)
    assert narrower.surely_within(min(one, other), max(one, other))


@given(yearless, st.dates(min_value=date(9, 1, 1), max_value=date(9900, 1, 1)))
def test_evidence_bounds_are_days_the_date_can_mean(text: str, day: date) -> None:
    value = parse(text, not_before=day, not_after=day + timedelta(days=9 * 366), basis="evidence")
    assert value.earliest
    assert value.latest
    assert value.may_be_on(value.earliest)
    assert value.may_be_on(value.latest)
    assert parse(text).may_be_on(value.earliest)
    assert parse(text).may_be_on(value.latest)


def test_a_span_over_the_year_ends_on_a_leap_day_of_the_next() -> None:
    value = parse(
        "XXXX-03/XXXX-02-29", not_before=date(2000, 3, 1), not_after=date(2006, 1, 1), basis="evidence"
    )
    assert (value.earliest, value.latest) == (date(2003, 3, 1), date(2004, 2, 29))


@given(bounded())
def test_the_same_evidence_twice_changes_nothing(value: PartialDate) -> None:
    again = value.narrowed(not_before=value.earliest, not_after=value.latest, because="evidence")
    assert again == value


@given(yearless_days, st.dates(min_value=date(1, 1, 1), max_value=date(9900, 1, 1)))
def test_the_first_fitting_day_is_the_next_one_of_the_calendar(text: str, day: date) -> None:
    found = parse(text, not_before=day, basis="evidence").earliest
    following = (day + timedelta(days=n) for n in range(8 * 366 + 1))
    assert found == next(each for each in following if f"{each:%m-%d}" == text[5:])


@given(dated, days, days)
def test_evidence_leaves_a_stated_year_alone(text: str, one: date, other: date) -> None:
    value = read(text)
    assert value.narrowed(not_before=one, not_after=other, because="evidence") is value


@given(plain.map(parse), plain.map(parse))
def test_a_span_reaches_from_start_to_end_or_is_refused(start: PartialDate, end: PartialDate) -> None:
    try:
        joined = PartialDate.span(start, end)
    except DateRefused:
        assert end.surely_before(start)
        return
    assert (joined.earliest, joined.latest) == (start.earliest, end.latest)


@given(yearless_days, st.integers(0, 10), bounded())
def test_a_span_without_a_year_keeps_the_evidence(text: str, length: int, other: PartialDate) -> None:
    try:
        start = parse(text, not_before=other.earliest, not_after=other.latest, basis="evidence")
    except DateRefused:
        reject()  # evidence of a single day, which this day of the year is not
    assert start.earliest
    assert start.latest
    ending = start.latest + timedelta(days=length)
    end = parse(f"XXXX-{ending:%m-%d}", not_before=start.earliest, not_after=ending, basis="evidence")
    joined = PartialDate.span(start, end)
    assert (joined.earliest, joined.latest) == (start.earliest, end.latest)
    assert joined.basis == "evidence"
    assert PartialDate.from_json(joined.to_json()) == joined


@given(dates | bounded(), days, days)
def test_what_is_sure_is_possible(value: PartialDate, one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    assert value.possibly_within(first, last) or not value.surely_within(first, last)


@given(dates | bounded(), days)
def test_a_possible_day_lies_within_the_bounds(value: PartialDate, day: date) -> None:
    assert value.possibly_within(day, day) or not value.may_be_on(day)


@given(dates | bounded(), dates | bounded())
def test_before_is_one_way_and_excludes_coincidence(one: PartialDate, other: PartialDate) -> None:
    if one.surely_before(other):
        assert not other.surely_before(one)
        assert not one.may_coincide(other)
        assert one.sort_key < other.sort_key or other.latest is None


@given(dates | bounded(), dates | bounded())
def test_coincidence_is_mutual_and_everything_coincides_with_itself(
    one: PartialDate, other: PartialDate
) -> None:
    assert one.may_coincide(other) == other.may_coincide(one)
    assert one.may_coincide(one)


@given(yearless, days)
def test_a_date_may_be_on_a_day_exactly_when_it_may_coincide_with_it(text: str, day: date) -> None:
    assert parse(text).may_be_on(day) == parse(text).may_coincide(parse(f"{day}"))
