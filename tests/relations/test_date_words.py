"""A partial date is said in English, and a year that is not stated is said to be so."""

from __future__ import annotations

import pytest

from relations.dates import PartialDate


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2024", "2024"),
        ("2024-05", "May 2024"),
        ("2024-05-17", "17 May 2024"),
        ("2024~", "about 2024"),
        ("2024?", "2024 (uncertain)"),
        ("2024%", "about 2024 (uncertain)"),
        ("2024-05-17/2024-05-19", "17–19 May 2024"),
        ("2024-05-30/2024-06-02", "30 May – 2 June 2024"),
        ("2024-12-30/2025-01-02", "30 December 2024 – 2 January 2025"),
        ("2024-05/2024-06", "May – June 2024"),
        ("2020/2021", "2020–2021"),
        ("2024-05~/2025?", "about May 2024 – 2025 (uncertain)"),
        ("201X", "2010s"),
        ("200X", "between 2000 and 2009"),
        ("20XX", "between 2000 and 2099"),
        ("2004-XX", "2004, month not stated"),
        ("1985-XX-XX", "1985, month and day not stated"),
        ("1985-04-XX", "April 1985, day not stated"),
        ("XXXX-04-23", "23 April, year not stated"),
        ("XXXX-04", "April, year not stated"),
        ("XXXX-04-XX", "April, year not stated"),
        ("XXXX", "year not stated"),
        ("XXXX-04-23/XXXX-04-25", "23–25 April, year not stated"),
        ("XXXX-12-30/XXXX-01-02", "30 December – 2 January, year not stated"),
        ("../2024", "until 2024"),
        ("/2024", "until 2024, start unknown"),
        ("2024/..", "from 2024, still open"),
        ("2024/", "from 2024, end unknown"),
        ("2001-21", "spring 2001"),
        ("2001-24", "winter 2001"),
    ],
)
def test_a_date_reads_as_english(edtf: str, text: str) -> None:
    assert PartialDate.parse(edtf).text == text
