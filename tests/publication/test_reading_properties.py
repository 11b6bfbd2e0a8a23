"""Whatever a record, a cursor or a word holds, reading it keeps these laws."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as some

from bench.documents import lines
from publication.addresses import instant
from publication.api.answers import sparse
from publication.api.cursors import Cursor, read_cursor
from publication.api.problems import BadRequest
from publication.contracts import CONTRACTS
from publication.differing import Difference, difference
from publication.facets import Json, derive, fold
from publication.walking import POSITIONS

texts = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0"))
values: dict[type, some.SearchStrategy[Any]] = {
    date: some.dates(), UUID: some.uuids(), int: some.integers(0, 2**63 - 1), str: texts,
}  # fmt: skip
plain = some.none() | some.booleans() | some.integers(-9, 9) | texts
keys = some.text(some.sampled_from("abé."), max_size=2) | some.sampled_from(["id", "slug", "version"])
branches = some.recursive(plain, lambda each: some.dictionaries(keys, each, max_size=3), max_leaves=6)
trees = some.dictionaries(keys, branches, max_size=4)
orders = some.sampled_from(sorted(POSITIONS))
seeds = some.integers(0, 2**32)


@some.composite
def cursors(draw: some.DrawFn) -> tuple[str, Cursor]:
    """Draw an order, and a place in a list that stands in it."""
    order = draw(orders)
    position = tuple(str(draw(values[kind])) for kind in POSITIONS[order])
    return order, Cursor(position, draw(some.booleans()))


def made(seed: int) -> list[bytes]:
    """Make a few published documents: two events and all that they mention."""
    return [line.rstrip() for line in lines(2, seed)][-40:]


@given(cursors(), texts)
def test_a_cursor_leads_to_the_place_it_was_written_at(drawn: tuple[str, Cursor], name: str) -> None:
    order, cursor = drawn
    assert read_cursor(cursor.write(name), name, POSITIONS[order]) == cursor


@given(cursors(), texts, texts)
def test_a_cursor_of_another_list_is_refused(drawn: tuple[str, Cursor], name: str, other: str) -> None:
    order, cursor = drawn
    if name != other:
        with pytest.raises(BadRequest):
            read_cursor(cursor.write(name), other, POSITIONS[order])


@given(some.text(), texts, orders)
def test_any_text_is_a_cursor_or_refused(text: str, name: str, order: str) -> None:
    with suppress(BadRequest):
        assert len(read_cursor(text, name, POSITIONS[order]).position) == len(POSITIONS[order])


@given(trees, trees)
def test_a_difference_read_backwards_is_that_of_the_way_back(one: Json, other: Json) -> None:
    back = {(each.path, orjson.dumps(each.new), orjson.dumps(each.old)) for each in difference(other, one)}
    forth = {(each.path, orjson.dumps(each.old), orjson.dumps(each.new)) for each in difference(one, other)}
    assert back == forth


@given(trees, keys.filter(lambda key: key != "version"))
def test_one_change_is_one_difference(tree: Json, key: str) -> None:
    was = tree | {key: "was"}
    assert difference(was, was) == []
    assert difference(was, tree | {key: "is"}) == [Difference(key, "was", "is")]


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == folded.strip()
    assert "  " not in folded


@given(some.datetimes(timezones=some.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))])))
def test_an_instant_is_read_back_as_it_was(at: datetime) -> None:
    with suppress(OverflowError):
        written = instant(at)
        assert datetime.fromisoformat(written) == at
        assert written.endswith("Z")


@given(trees, some.lists(keys, max_size=3))
def test_a_sparse_document_holds_what_was_asked_for(tree: Json, wanted: list[str]) -> None:
    kept = orjson.loads(sparse(orjson.dumps(tree).decode(), wanted))
    assert kept == ({key: tree[key] for key in tree if key in wanted} if wanted else tree)


@given(seeds)
def test_a_document_is_the_same_bytes_after_its_contract_read_it(seed: int) -> None:
    for line in made(seed):
        contract = CONTRACTS[orjson.loads(line)["type"]]
        assert contract.model_validate_json(line).model_dump_json().encode() == line


@given(seeds)
def test_a_document_says_all_it_is_found_by(seed: int) -> None:
    for line in made(seed):
        document = orjson.loads(line)
        facets = derive(document)
        assert facets.tags == sorted(set(facets.tags))
        assert sum(facets.tallies.values()) == len(facets.tags) + 1
        assert fold(document["title"]) in facets.names
        for meeting in facets.meetings:
            assert orjson.loads(meeting.text)["event"]["slug"] == document["slug"]
            assert {tag for tag in meeting.tags if tag.startswith("country:")} <= set(facets.tags)
