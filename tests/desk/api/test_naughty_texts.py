"""Every text of the newsroom is stored as it was sent, or refused by the name of its field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework import serializers

from desk.api.kinds import KINDS
from tests.desk.api.writing import TALKS, Person, errors
from tests.naughty import naughty
from tests.rights.ground import lay_the_ground
from tests.scale import size

pytestmark = pytest.mark.django_db

STRINGS = naughty()
ROUNDS = size(gate=6, full=len(STRINGS))
"""How often each text of a record is another of the strings."""

SHAPED = {"key", "wikidata"}
"""Fields whose shape the database holds."""

Json = dict[str, Any]
Path = tuple[str | int, ...]


def texts_in(form: Any, data: Json, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Find where a form holds a text, with the field that takes it; lists of texts where they hold one."""
    for name, field in form.fields.items():
        held, here = data.get(name), (*path, name)
        if field.read_only or held is None:
            continue
        if isinstance(field, serializers.ListSerializer):
            for place, row in enumerate(held):
                yield from texts_in(field.child, row, (*here, place))
        elif isinstance(field, serializers.BaseSerializer):
            yield from texts_in(field, held, here)
        elif isinstance(field, serializers.ListField) and isinstance(field.child, serializers.CharField):
            yield from (((*here, place), field.child) for place in range(len(held)))
        elif isinstance(field, serializers.CharField):
            yield here, field


def put(data: Json, path: Path, text: str) -> None:
    held: Any = data
    for step in path[:-1]:
        held = held[step]
    held[path[-1]] = text


def at(data: Json, path: Path) -> Any:
    held: Any = data
    for step in path:
        held = held[step]
    return held


def must_be_taken(path: Path, field: Any, text: str) -> bool:
    """Whether a field has nothing to say against a text: a shape of its own may refuse any."""
    shaped = type(field) is not serializers.CharField or path[-1] in SHAPED
    if shaped or any(0xD800 <= ord(each) < 0xE000 for each in text):
        return False
    fits = field.max_length is None or len(text) <= field.max_length
    return "\0" not in text and fits and bool(text.strip())


def sent(data: Json) -> bytes:
    """Write JSON that carries even what no UTF-8 does."""
    return json.dumps(data).encode("ascii")


def named(answer: Any, places: Iterator[Path] | set[Path]) -> set[Path]:
    """Give the places that a refusal names, a list for each text in it; it names nothing else."""
    assert answer.status_code == 400, (answer.status_code, answer.content[:300])
    said = errors(answer)
    assert all(said.values())
    found = {
        path
        for path in places
        for field in said
        if (name := ".".join(map(str, path))) == field or name.startswith(f"{field}.")
    }
    assert found, said
    return found


def change(person: Person, address: str, form: Any, shift: int) -> None:
    """Make every text of a record another of the strings, and find them all as they were sent or refused."""
    standing = person.get(address)
    before, seen = standing.json(), standing.headers["ETag"].strip('"')
    fields = dict(texts_in(form, before))
    data, wanted = json.loads(json.dumps(before)), dict[Path, str]()
    for place, path in enumerate(fields):
        wanted[path] = STRINGS[(shift * len(fields) + place) % len(STRINGS)]
        put(data, path, wanted[path])
    for _ in range(5):  # what the database refuses is told after what the form refuses
        answer = person.patch(address, sent(data), seen)
        if answer.status_code == 200:
            break
        for path in named(answer, set(wanted)):
            assert not must_be_taken(path, fields[path], wanted[path]), (
                path,
                wanted[path],
                answer.content[:300],
            )
            put(data, path, at(before, path))
            del wanted[path]
    assert answer.status_code == 200, answer.content[:500]
    after = person.form(address)
    if wanted.get(("key",)) == "":
        del wanted[("key",)]  # none given, so it keeps the one it has
    assert {path: at(after, path) for path in wanted} == wanted


@pytest.mark.parametrize("plural", KINDS)
def test_a_text_is_stored_as_it_was_sent_or_refused_by_name(plural: str) -> None:
    kind, person = KINDS[plural], Person("administrator")
    shelf = lay_the_ground()[kind.record_type]
    row = shelf.fresh if kind.record_type == "country" else shelf.beside  # others name a country by its key
    for shift in range(ROUNDS):
        change(person, f"{plural}/{row.pk}/", kind.form(), shift)


def test_there_are_enough_of_them() -> None:
    assert len(STRINGS) > 500


def test_ten_million_characters_are_refused_in_a_sentence() -> None:
    answer = Person("reporter").post("events/", TALKS | {"summary": "a" * 10_000_000})
    assert answer.status_code == 413
    assert "bytes" in answer.json()["detail"]


def test_a_new_record_may_be_named_by_any_of_them() -> None:
    person = Person("administrator")
    for text in STRINGS[:: size(gate=25, full=1)]:
        for plural, name in (("events", "title"), ("sectors", "name"), ("officials", "display_name")):
            data = (TALKS if plural == "events" else {}) | {name: text}
            answer = person.post(f"{plural}/", sent(data))
            if answer.status_code == 201:
                assert person.form(f"{plural}/{answer.json()['id']}/")[name] == text
            else:
                assert name in errors(answer), (name, text, answer.content)
