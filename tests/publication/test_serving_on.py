"""The list of officials knows who may have been in office on a day, and in which."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from publication.inventory import reading_faults
from publication.models import Service
from publication.publishing import withdraw
from publication.vocabulary import OfficeLevel
from relations.models import Tenure
from tests import cast
from tests.publication.asking import LISTS, listed, refused
from tests.publication.records import BY, ended, publish_again
from tests.publication.shelves import check_deferred_constraints, shelves

pytestmark = pytest.mark.django_db

OFFICIALS = LISTS["official"]


def serve(title: str, level: OfficeLevel, **days: Any) -> None:
    """Let Tokayev have held another office."""
    office = cast.office(title, cast.kazakhstan(), level)
    Tenure.objects.create(official=cast.tokayev(), office=office, **days)


@pytest.fixture
def career(library: object) -> None:
    """Give Tokayev a career: minister, a break, speaker of known years alone, president since 2019."""
    serve("Minister of Foreign Affairs", OfficeLevel.FOREIGN_MINISTER, start="1994-10-13", end="1999-10-12")
    serve("Chair of the Senate", OfficeLevel.SPEAKER, start="2007", end="2011")
    serve("Ambassador", OfficeLevel.AMBASSADOR, first_seen="1990-05", end="1991")
    serve("Envoy", OfficeLevel.AMBASSADOR)
    serve("Head of the Assembly", OfficeLevel.AGENCY_HEAD, start="2025-06-01", start_known=True)
    publish_again(cast.tokayev(), note="A long career.")


CASES = [
    ("1994-10-12", []),
    ("1994-10-13", ["kassym-jomart-tokayev"]),
    ("1999-10-12", ["kassym-jomart-tokayev"]),
    ("1999-10-13", []),
    ("2007-01-01", ["kassym-jomart-tokayev"]),
    ("2011-12-31", ["kassym-jomart-tokayev"]),
    ("2012-01-01", []),
    ("1990-05-01", ["kassym-jomart-tokayev"]),
    ("1990-04-30", []),
    ("2024-05-17", ["asim-munir", "shehbaz-sharif", "kassym-jomart-tokayev"]),
    ("1995-01-01&country=KZ&office_level=foreign_minister", ["kassym-jomart-tokayev"]),
    ("1995-01-01&office_level=head_of_state", []),
    ("2024-05-17&office_level=foreign_minister", []),
    ("2024-05-17&country=PK", ["asim-munir", "shehbaz-sharif"]),
    ("2024-05-17&country=KZ&office_level=head_of_state", ["kassym-jomart-tokayev"]),
    ("2024-05-17&country=KZ&office_level=head_of_state&office_level=speaker", []),
    ("2009-01-01&country=KZ&office_level=speaker&office_level=ambassador", []),
    ("2024-05-17&country=KZ&country=PK", []),
    ("1994-10-13&office_level=foreign_minister&office_level=speaker", []),
    ("2026-01-01&country=KZ&office_level=head_of_state&office_level=agency_head", ["kassym-jomart-tokayev"]),
    ("2024-05-17&q=munir", ["asim-munir"]),
]


@pytest.mark.parametrize(("asked", "expected"), CASES)
def test_it_lists_who_may_have_been_in_office(
    reader: Client, career: None, asked: str, expected: list[str]
) -> None:
    assert listed(reader, f"{OFFICIALS}?serving_on={asked}") == expected
    answer = reader.get(f"{OFFICIALS}?serving_on={asked}&count=exact")
    assert answer.json()["count"] == len(expected)


def test_it_takes_one_real_day(reader: Client) -> None:
    for wrong in ("2024", "2024-13-01", "20240517", "2024-W01-1", "today"):
        said = refused(reader, f"{OFFICIALS}?serving_on={wrong}")["serving_on"]
        assert said.endswith("write a day as YYYY-MM-DD.")


def test_days_in_office_are_rebuilt_from_the_ledger_and_proved(career: None) -> None:
    assert list(reading_faults()) == []
    before = shelves()["service"]
    check_deferred_constraints()
    call_command("refacet", verbosity=0)
    assert shelves()["service"] == before
    Service.objects.filter(level="foreign_minister").delete()
    assert any("days in office" in fault for fault in reading_faults())


def test_an_official_who_was_taken_back_served_never(reader: Client, career: None) -> None:
    withdraw(ended(cast.tokayev()), **BY)
    assert listed(reader, f"{OFFICIALS}?serving_on=1995-01-01") == []
