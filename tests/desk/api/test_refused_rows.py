"""What the database refuses of a record is told by the place of its field in the form."""

from __future__ import annotations

from typing import Any

import pytest

from tests import cast
from tests.desk.api.writing import TALKS, Person, errors

pytestmark = pytest.mark.django_db

SAID = {"act": "requested", "text": "They agreed.", "confidence": "high"}
LOW = "A low confidence needs its reason."


def refused(**facts: Any) -> dict[str, str]:
    answer = Person("reporter").post("events/", TALKS | facts)
    assert answer.status_code == 400, answer.content
    return errors(answer)


def test_a_row_without_what_it_needs() -> None:
    unsure = SAID | {"confidence": "low", "confidence_reason": ""}
    assert refused(statements=[SAID, unsure]) == {"statements.1.confidence_reason": LOW}


def test_a_row_that_gives_one_field_of_two() -> None:
    assert refused(statements=[SAID | {"confidence": "low"}]) == {"statements.0.confidence": LOW}


def test_a_row_that_repeats_another() -> None:
    sides = [{"country": {"key": "KZ"}, "side": "host"}, {"country": {"key": "PK"}, "side": "visitor"}]
    cast.kazakhstan()
    cast.pakistan()
    said = refused(sides=[*sides, sides[0]])
    assert said == {"sides.2.country": "A country stands in an event once."}


def test_a_row_within_a_row() -> None:
    official = {"official": {"key": cast.munir().key}, "role": "member", "side": "visitor"}
    audience = {"kind": "audience", "title": "Audience"}
    meetings = [audience | {"participations": [official] * times} for times in (1, 2)]
    said = refused(meetings=meetings)
    assert said == {"meetings.1.participations.1": "This official is there already in this role."}


def test_a_field_of_the_record_itself() -> None:
    assert list(refused(lat=51.1, lon=None)) == ["lon"]  # half a point is none
    assert list(refused(lat=None, lon=71.4)) == ["lat"]


def test_several_fields_of_the_record_itself() -> None:
    assert refused(visit_kind="state") == {"": "Only a visit has a visit kind."}
