"""No cell of ours is run by a spreadsheet, and what was put before it can be taken off again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from publication.formats.quoting import guard, unguard

SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"]
texts = some.text() | some.text(alphabet=some.sampled_from([*SIGNS, "'", "1", "a"]))


@pytest.mark.parametrize("sign", SIGNS)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(sign: str) -> None:
    assert guard(f"{sign}1+1") == f"'{sign}1+1"
    assert guard(sign) == f"'{sign}"
    assert unguard(f"'{sign}1+1") == f"{sign}1+1"


@pytest.mark.parametrize("text", ["", "Astana", "'tis so", "''", "1=1", "a@b.example", "«=»", " =1"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == text
    assert unguard(text) == text


@given(texts)
def test_taking_it_off_gives_every_text_back(text: str) -> None:
    assert unguard(guard(text)) == text


@given(texts)
def test_no_guarded_text_begins_like_a_formula(text: str) -> None:
    assert guard(text)[:1] not in SIGNS


@given(texts, texts)
def test_two_texts_never_become_one(one: str, other: str) -> None:
    assert (guard(one) == guard(other)) == (one == other)
