"""How other people's labels for countries are resolved: by their words, on their day, and never by guess."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from defusedxml.ElementTree import parse

from relations.dates import PartialDate
from relations.reference.countries import CountryRow, country_rows
from relations.reference.labels import (
    CountryLabels,
    LabelRow,
    Resolved,
    Unresolved,
    country_labels,
    label_key,
    label_rows,
)

COUNTRIES = {row.code: row for row in country_rows()}
TRAVELS = Path(__file__).parents[3] / "shared" / "data" / "travels"


def meaning(label: str, day: str = "") -> str:
    """Give the code a label resolves to, or the sentence why it does not."""
    answer = country_labels().resolve(label, date.fromisoformat(day) if day else None)
    return answer.code if isinstance(answer, Resolved) else answer.sentence


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Kazakhstan", "KZ"),
        ("KAZAKHSTAN", "KZ"),
        ("Islamic Republic of Pakistan", "PK"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Korea, Republic of", "KR"),
        (" South\n  Korea ", "KR"),
        ("korea-south", "KR"),
        ("China, People’s Republic of", "CN"),
        ("The Gambia", "GM"),
        ("St. Lucia", "LC"),
        ("Bosnia and Herzegovina", "BA"),
        ("Bosnia & Herzegovina", "BA"),
        ("Turkey", "TR"),
        ("U.S.", "US"),
        ("UK", "GB"),
        ("Swaziland", "SZ"),
        ("Holland", "NL"),
        ("Macedonia", "MK"),
        ("Burma", "MM"),
        ("Czech Republic", "CZ"),
        ("Hong Kong", "HK"),
        ("Bermuda", "BM"),
        ("Kosovo", "XK"),
        ("KAZ", "KZ"),
        ("NA", "NA"),
        ("SUHH", "SUHH"),
    ],
)
def test_a_label_is_known_by_its_words(label: str, code: str) -> None:
    assert meaning(label) == code


@pytest.mark.parametrize(
    ("label", "day", "code"),
    [
        ("U.S.S.R.", "1975-08-01", "SUHH"),
        ("Soviet Union", "1991-12-25", "SUHH"),
        ("U.S.S.R.", "1992-02-16", "RU"),
        ("Russia", "1975-08-01", "SUHH"),
        ("Russia", "1905-09-05", "RU"),
        ("Russia", "1995-05-09", "RU"),
        ("Germany", "1905-04-30", "DE"),
        ("Germany", "1950-01-01", "DE"),
        ("Germany, Federal Republic of", "1950-01-01", "DE"),
        ("German Democratic Republic", "1990-06-20", "DDDE"),
        ("Germany", "2025-02-14", "DE"),
        ("Czechoslovakia", "1992-01-30", "CSHH"),
        ("Yugoslavia", "1996-02-04", "YUCS"),
        ("Serbia", "1997-05-31", "YUCS"),
        ("Serbia", "2004-01-01", "CSXX"),
        ("Serbia", "2015-12-02", "RS"),
        ("Kosovo", "2010-10-13", "XK"),
        ("Zaire", "1990-03-23", "ZRCD"),
        ("Democratic Republic of the Congo (Zaire)", "2009-08-10", "CD"),
        ("Burma", "1955-02-26", "MM"),
        ("Republic of China", "1954-09-09", "TW"),
        ("Yemen", "1972-07-01", "YE"),
        ("East Timor", "1999-09-01", "TPTL"),
        ("East Timor", "2012-09-06", "TL"),
    ],
)
def test_a_label_means_what_it_meant_on_the_day(label: str, day: str, code: str) -> None:
    assert meaning(label, day) == code


def test_without_a_day_a_former_countrys_name_means_that_country() -> None:
    assert [meaning(label) for label in ("U.S.S.R.", "Zaire", "Yugoslavia")] == ["SUHH", "ZRCD", "YUCS"]


def test_a_name_is_refused_on_a_day_when_nothing_bore_it() -> None:
    assert meaning("Soviet Union", "2005-03-01") == (
        "Nothing was called «Soviet Union» on 2005-03-01; "
        "the label is known for SUHH from 1922-12-30 until 1991-12-25."
    )


def test_a_label_that_names_no_one_country_says_why() -> None:
    assert meaning("Congo").startswith("«Congo» names no one country of ours: Two states bear this name")
    assert "no code of its own" in meaning("South Vietnam", "1969-07-30")
    assert meaning("NATO") == "«NATO» names no one country of ours: An organisation and not a country."


def test_an_unknown_label_is_not_guessed_but_lookalikes_are_shown() -> None:
    answer = country_labels().resolve("Kazakstann")
    assert isinstance(answer, Unresolved)
    assert answer.sentence == "No country is known by the label «Kazakstann»."
    assert "Kazakhstan" in answer.near


def test_a_label_that_means_two_things_on_one_day_is_refused() -> None:
    rows = [LabelRow("Both", code, None, None, "") for code in ("AA", "BB")]
    answer = CountryLabels([], rows).resolve("both", date(2000, 1, 1))
    assert answer == Unresolved("«both» had more than one meaning on 2000-01-01: AA, BB.")


@pytest.mark.parametrize(
    "label", ["", "   ", "...", "\x00", "\ud800", "x" * 100_000, "<script>", "the", "Cuba\x00"]
)
def test_senseless_labels_are_refused_with_a_sentence(label: str) -> None:
    answer = country_labels().resolve(label, date(2000, 1, 1))
    assert isinstance(answer, Unresolved)
    assert answer.sentence.endswith(".")


def test_decisions_about_one_label_never_overlap() -> None:
    decided: dict[str, list[LabelRow]] = defaultdict(list)
    for row in label_rows():
        decided[label_key(row.label)].append(row)
    for rows in decided.values():
        spans = sorted((row.first or date.min, row.last or date.max) for row in rows)
        for earlier, later in pairwise(spans):
            assert earlier[1] < later[0], rows[0].label


def test_every_decision_names_a_listed_country_or_none_and_says_why() -> None:
    for row in label_rows():
        assert row.note
        assert not row.note.endswith("."), row.label
        assert not row.code or row.code in COUNTRIES, row.label


def test_every_country_is_known_by_each_of_its_names_while_it_exists() -> None:
    for row in COUNTRIES.values():
        for name in (row.name, row.official_name, *row.aliases):
            if name:
                assert row.code in meanings_over_time(row, name), f"{row.code}: {name}"


def meanings_over_time(row: CountryRow, name: str) -> set[str]:
    days = [decision.last or decision.first for decision in label_rows() if decision.code == row.code]
    until = PartialDate.parse(row.existed_until).latest if row.existed_until else date(2026, 1, 1)
    answers = {country_labels().resolve(name, day) for day in (*days, until, None)}
    return {answer.code for answer in answers if isinstance(answer, Resolved)}


@pytest.mark.skipif(not TRAVELS.exists(), reason="the travel lists are not beside this checkout")
def test_every_label_of_the_travel_lists_resolves_on_its_day() -> None:
    with (TRAVELS / "trips.csv").open(encoding="utf-8", newline="") as file:
        trips = list(csv.DictReader(file))
    assert len({trip["country"] for trip in trips}) > 150
    refused = {
        answer.sentence
        for trip in trips
        for label in (trip["country"], trip["country_id"])
        if isinstance(
            answer := country_labels().resolve(label, date.fromisoformat(trip["start_date"])), Unresolved
        )
    }
    assert refused == set()


@pytest.mark.skipif(not TRAVELS.exists(), reason="the travel lists are not beside this checkout")
def test_every_label_of_the_raw_travel_files_resolves_on_its_day() -> None:
    files = list((TRAVELS / "raw").glob("*-travels/*.xml"))
    assert files
    for path in files:
        for trip in parse(path).iter("trip"):
            day = date.fromisoformat(trip.findtext("start-date") or "")
            country = trip.find("country")
            for label in (country.text or "", country.get("id")):
                assert isinstance(country_labels().resolve(" ".join(label.split()), day), Resolved), label
