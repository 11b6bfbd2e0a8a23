"""What holds of every partial date, tried on many; the `edtf` package is the oracle for honest texts."""

from __future__ import annotations

import itertools
import json
import pickle
import time
from calendar import monthrange
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from relations.dates import DateRefused, PartialDate, parse_day_bound
from tests.relations.date_strategies import (
    bounded,
    dates,
    days,
    parse,
    plain,
    seasons,
    shapeless,
    spans,
    unstated,
    yearless,
    years,
)


@given(dates)
def test_the_text_given_is_the_text_kept(value: PartialDate) -> None:
    assert parse(value.edtf) == value
    assert hash(parse(value.edtf)) == hash(value)


@given(dates | bounded())
def test_the_stored_form_gives_the_value_back(value: PartialDate) -> None:
    assert PartialDate.from_json(json.loads(json.dumps(value.to_json()))) == value


@given(dates | bounded())
def test_the_published_form_gives_the_value_back(value: PartialDate) -> None:
    assert PartialDate.from_json(value.document()) == value


@given(dates | bounded())
def test_a_value_survives_pickling(value: PartialDate) -> None:
    assert pickle.loads(pickle.dumps(value)) == value


@given(dates | bounded())
def test_earliest_is_never_after_latest(value: PartialDate) -> None:
    assert (value.earliest or date.min) <= (value.latest or date.max)


@given(days)
def test_a_day_lies_in_its_month_and_the_month_in_its_year(day: date) -> None:
    exact, month, year = parse(f"{day}"), parse(f"{day}"[:7]), parse(f"{day}"[:4])
    assert exact.surely_within(month.earliest, month.latest)
    assert month.surely_within(year.earliest, year.latest)


@given(years)
def test_a_year_lies_in_its_decade_and_the_decade_in_its_century(year: str) -> None:
    decade, century = parse(f"{year[:3]}X"), parse(f"{year[:2]}XX")
    assert parse(year).surely_within(decade.earliest, decade.latest)
    assert decade.surely_within(century.earliest, century.latest)


@given(years)
def test_the_four_seasons_follow_without_gap(year: str) -> None:
    four = [parse(f"{year}-{code}") for code in (21, 22, 23, 24)]
    for one, following in itertools.pairwise(four):
        assert one.latest
        assert one.latest + timedelta(days=1) == following.earliest


@given(plain | unstated | seasons, st.sampled_from("?~%"))
def test_a_qualifier_changes_the_words_and_no_bound(text: str, qualifier: str) -> None:
    sure, qualified_value = parse(text), parse(text + qualifier)
    assert (sure.earliest, sure.latest) == (qualified_value.earliest, qualified_value.latest)
    assert sure.text in qualified_value.text
    assert sure.text != qualified_value.text


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_has_the_days_the_calendar_gives_it(year: int, month: int) -> None:
    value = parse(f"{year:04d}-{month:02d}")
    assert value.latest == date(year, month, monthrange(year, month)[1])


@given(dates)
def test_only_a_missing_year_is_without_the_basis_stated(value: PartialDate) -> None:
    assert value.basis == ("year not stated" if value.yearless else "stated")


@given(dates | bounded())
def test_words_are_never_empty(value: PartialDate) -> None:
    assert value.text.strip()
    assert "None" not in value.text
    assert "X" not in value.text


@given(yearless.map(parse) | bounded())
def test_words_never_invent_a_year(value: PartialDate) -> None:
    numbers = "".join(sign if sign.isdigit() else " " for sign in value.text).split()
    assert "year not stated" in value.text
    assert all(int(number) <= 31 for number in numbers)


@given(plain, plain)
def test_different_plain_dates_read_differently(one: str, other: str) -> None:
    assert (one == other) == (parse(one).text == parse(other).text)


@given(shapeless)
def test_any_text_is_read_or_refused_quickly(text: str) -> None:
    started = time.perf_counter()
    try:
        value = parse(text)
    except DateRefused:
        pass
    else:
        assert value.edtf == text
        assert value.text
        assert PartialDate.from_json(value.document()) == value
    assert time.perf_counter() - started < 0.1


@given(shapeless, st.booleans())
def test_any_bound_is_read_or_refused(text: str, end: bool) -> None:
    try:
        day = parse_day_bound(text, end)
    except DateRefused:
        return
    assert day.isoformat().startswith(text)


@given(plain)
def test_filter_bounds_are_the_bounds_of_the_date(text: str) -> None:
    value = parse(text)
    assert (value.earliest, value.latest) == (
        parse_day_bound(text, end=False),
        parse_day_bound(text, end=True),
    )


@given(plain | unstated | seasons | spans)
def test_bounds_are_those_of_the_oracle(text: str) -> None:
    oracle = parse_edtf(text)
    value = parse(text)
    assert value.earliest
    assert value.latest
    lower, upper = oracle.lower_strict()[:3], oracle.upper_strict()[:3]
    assert (value.earliest.timetuple()[:3]) == (1, 1, 1) or value.earliest.timetuple()[:3] == lower
    if not text.endswith("-24"):  # the oracle ends winter on 31 December
        assert value.latest.timetuple()[:3] == upper


@given(plain | unstated, st.sampled_from("?~%"))
def test_the_oracle_reads_what_we_read_with_a_qualifier(text: str, qualifier: str) -> None:
    assert parse_edtf(text + qualifier)
    assert parse(text + qualifier)


@given(yearless)
def test_the_oracle_reads_what_we_read_without_a_year(text: str) -> None:
    assert parse_edtf(text)
    assert parse(text)


@given(st.text(max_size=5))
def test_a_value_with_a_text_outside_the_grammar_cannot_be_made(text: str) -> None:
    assume(not text.isascii())
    with pytest.raises(DateRefused):
        PartialDate(text, None, None, "stated")
