"""A partial date says what is known of a day, keeps it as one value and completes nothing by guess."""

from __future__ import annotations

import time
from datetime import date

import pytest

from relations.dates import BASIS_LENGTH, DateRefused, PartialDate, parse_day_bound

parse = PartialDate.parse
EVIDENCE = "General Munir has led the army since 29 November 2022; the story is of 25 April 2026"


def bounds(text: str) -> tuple[str | None, str | None]:
    stored = parse(text).to_json()
    return stored["earliest"], stored["latest"]


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2024-05-17", "2024-05-17", "2024-05-17"),
        ("2024~", "2024-01-01", "2024-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("000X", "0001-01-01", "0009-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("1985-04-XX", "1985-04-01", "1985-04-30"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31"),
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("2003-24", "2003-12-01", "2004-02-29"),
        ("9999-24", "9999-12-01", "9999-12-31"),
        ("2024-05-17/2024-06", "2024-05-17", "2024-06-30"),
        ("2024/..", "2024-01-01", None),
        ("../2024", None, "2024-12-31"),
        ("2024/", "2024-01-01", None),
        ("/2024", None, "2024-12-31"),
        ("XXXX-04-23", None, None),
        ("XXXX", None, None),
    ],
)
def test_a_date_is_bounded_by_the_calendar_alone(edtf: str, earliest: str | None, latest: str | None) -> None:
    assert bounds(edtf) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        (" 2024", "only the digits"),
        ("23 April", "only the digits"),
        ("2024-05-17T10:00", "only the digits"),
        ("Y12024", "only the digits"),
        ("\u0662\u0660\u0662\u0664", "only the digits"),
        ("2024\0", "only the digits"),
        ("\ud800", "only the digits"),
        ("-0044", "four digits"),
        ("2024-5-1", "two digits"),
        ("0000", "0001 to 9999"),
        ("2X24", "from the right"),
        ("20XX-05", "takes no month"),
        ("2024-13", "a month is"),
        ("XXXX-21", "a month is"),
        ("2024-04-31", "no day 31"),
        ("2023-02-29", "no day 29"),
        ("XXXX-02-30", "no day 30"),
        ("2024-XX-05", "in a stated month"),
        ("XXXX?", "nothing that could be uncertain"),
        ("2024/2023", "ends before it starts"),
        ("2024/2025/2026", "one start and one end"),
        ("../..", "must be a date"),
        ("XXXX-04-23/2024-04-25", "state the year"),
        ("XXXX/2024", "left empty"),
        ("9" * 65, "64 characters"),
    ],
)
def test_what_is_no_partial_date_is_refused_with_what_is_allowed(text: str, reason: str) -> None:
    with pytest.raises(DateRefused, match=reason) as refused:
        parse(text)
    assert "0001 to 9999" in str(refused.value)
    assert str(refused.value).isascii()


def test_a_very_long_text_is_refused_at_once() -> None:
    started = time.perf_counter()
    for hostile in ("X" * 10**7, "2024/" * 10**6, "~" * 10**7):
        with pytest.raises(DateRefused):
            parse(hostile)
    assert time.perf_counter() - started < 0.5


def test_a_day_without_a_year_is_bounded_by_evidence_only() -> None:
    unbounded = parse("XXXX-04-23")
    assert (unbounded.earliest, unbounded.latest, unbounded.basis) == (None, None, "year not stated")
    bounded = unbounded.narrowed(not_before=date(2022, 11, 29), not_after=date(2026, 4, 25), because=EVIDENCE)
    assert (bounded.earliest, bounded.latest) == (date(2023, 4, 23), date(2026, 4, 23))
    assert bounded.basis == EVIDENCE
    assert bounded.text == "23 April, year not stated"
    assert (
        parse("XXXX-04-23", not_before=date(2022, 11, 29), not_after=date(2026, 4, 25), basis=EVIDENCE)
        == bounded
    )


def test_the_twenty_ninth_of_february_skips_to_leap_years() -> None:
    leap = parse("XXXX-02-29").narrowed(not_before=date(1896, 3, 1), not_after=date(2023, 1, 1), because="x")
    assert (leap.earliest, leap.latest) == (date(1904, 2, 29), date(2020, 2, 29))


def test_a_month_without_a_year_counts_by_its_days() -> None:
    april = parse("XXXX-04").narrowed(not_before=date(2023, 5, 1), not_after=date(2026, 4, 5), because="x")
    assert (april.earliest, april.latest) == (date(2024, 4, 1), date(2026, 4, 5))


def test_evidence_without_a_sentence_is_named_by_its_days() -> None:
    assert parse("XXXX-04-23", not_after=date(2026, 4, 25)).basis == "not after 2026-04-25"


def test_evidence_that_leaves_no_year_is_refused() -> None:
    with pytest.raises(DateRefused, match="No year fits"):
        parse("XXXX-04-23").narrowed(not_before=date(2024, 5, 1), not_after=date(2025, 4, 1), because="x")


def test_evidence_never_alters_a_stated_year() -> None:
    stated = parse("2024", not_after=date(1999, 1, 1), basis="an error")
    assert stated == parse("2024")
    assert stated.basis == "stated"


def test_start_and_end_join_into_one_date() -> None:
    start, end = parse("2024-05-17"), parse("2024-05-19")
    assert PartialDate.span(start, end) == parse("2024-05-17/2024-05-19")
    assert PartialDate.span(start, None) is start
    assert PartialDate.span(start, start) is start
    with pytest.raises(DateRefused, match="ends before"):
        PartialDate.span(end, start)


def test_joining_keeps_bounds_and_basis_from_evidence() -> None:
    start = parse("XXXX-04-23", not_before=date(2022, 11, 29), basis="in office since")
    end = parse("XXXX-04-25", not_after=date(2026, 4, 25), basis="published then")
    joined = PartialDate.span(start, end)
    assert (joined.edtf, joined.earliest, joined.latest) == (
        "XXXX-04-23/XXXX-04-25",
        date(2023, 4, 23),
        date(2026, 4, 25),
    )
    assert joined.basis == "in office since; published then"


def test_evidence_that_is_long_is_cut_short_and_never_refused():
    bounds = {"not_before": date(2023, 1, 1), "not_after": date(2024, 12, 31)}
    start, end = (PartialDate.parse(f"XXXX-05-{day}", **bounds, basis=f"{day} " * 140) for day in (17, 19))
    joined = PartialDate.span(start, end)
    assert joined.basis.startswith("17 17 ")
    assert (len(joined.basis), joined.basis[-1]) == (BASIS_LENGTH, "…")
    because = f"«{'A long title ' * 50}» was published then"
    assert len(parse("XXXX-05-17").narrowed(**bounds, because=because).basis) == BASIS_LENGTH
    with pytest.raises(DateRefused, match="1 to 500 characters"):
        PartialDate.parse("XXXX-05-17", **bounds, basis=because)


def test_dates_compare_by_their_bounds() -> None:
    assert parse("2024-05").surely_before(parse("2024-06"))
    assert not parse("2024").surely_before(parse("2024-06"))
    assert not parse("XXXX-04-23").surely_before(parse("9999"))
    year = (date(2025, 1, 1), date(2025, 12, 31))
    assert parse("2025-05").surely_within(*year)
    assert not parse("XXXX-04-23").surely_within(*year)
    assert parse("XXXX-04-23").possibly_within(*year)
    assert not parse("2024").possibly_within(*year)


@pytest.mark.parametrize(
    ("one", "other", "possible"),
    [
        ("2024", "2024-05", True),
        ("2024-05", "2024-06", False),
        ("XXXX-04-23", "2024-04-23", True),
        ("XXXX-04-23", "2024-04", True),
        ("XXXX-04-23", "2024-05", False),
        ("XXXX-04-23", "2023-05/2024-03", False),
        ("XXXX-04-23", "XXXX-04", True),
        ("XXXX-04-23", "XXXX-04-24", False),
        ("XXXX-04-23/XXXX-04-25", "XXXX-04-24", True),
        ("XXXX-12-30/XXXX-01-02", "2025-01-01", True),
        ("XXXX-02-29", "2023", False),
        ("XXXX-02-29", "1901/..", True),
        ("XXXX", "1985", True),
    ],
)
def test_two_dates_may_coincide_where_day_and_month_agree(one: str, other: str, possible: bool) -> None:
    assert parse(one).may_coincide(parse(other)) is possible
    assert parse(other).may_coincide(parse(one)) is possible


def test_a_filter_bound_is_an_iso_date_only() -> None:
    assert parse_day_bound("2024", end=False) == date(2024, 1, 1)
    assert parse_day_bound("2024-02", end=True) == date(2024, 2, 29)
    for refused in ("2024~", "201X", "XXXX-04-23", "2001-21", "2024/2025", "", "yesterday", "2023-02-29"):
        with pytest.raises(DateRefused, match="Write the bound as YYYY"):
            parse_day_bound(refused, end=False)


@pytest.mark.parametrize(
    "form",
    [
        {},
        [],
        {"edtf": "2024", "year": 2024},
        {"edtf": 2024},
        {"edtf": "2024", "earliest": "2024-02-01"},
        {"edtf": "2024", "basis": "guessed"},
        {"edtf": "XXXX-04-23", "earliest": "2024-04-24"},
        {"edtf": "XXXX-04-23", "earliest": "2024"},
        {"edtf": "XXXX-04-23", "latest": 5},
        {"edtf": "XXXX-04-23", "latest": "2024-04-23", "basis": "a\0b"},
        {"edtf": "XXXX-04-23", "latest": "2024-04-23", "basis": "b" * 501},
    ],
)
def test_a_stored_form_that_contradicts_itself_is_refused(form: dict[str, object]) -> None:
    with pytest.raises(DateRefused):
        PartialDate.from_json(form)


def test_the_published_form_has_its_keys_in_order() -> None:
    assert list(parse("2024").document().items()) == [
        ("edtf", "2024"),
        ("earliest", "2024-01-01"),
        ("latest", "2024-12-31"),
        ("text", "2024"),
        ("basis", "stated"),
    ]
