"""Every POST of the write API heeds the key; any mix of requests does what a plain model says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.api.idempotency import Idempotent
from desk.models import Comment
from events.models import Event
from tests.desk.api.writing import DESK, Person, errors
from tests.filling import signed_in
from tests.scale import size

pytestmark = pytest.mark.django_db

SAMPLES = {"uuid": "01900000-0000-7000-8000-000000000000", "path": "no/such/thing/"}


def write_api(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, Any]]:
    """Walk the URL table below the write API; give each address, filled in, with its view."""
    for each in resolver.url_patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from write_api(each, address)
        elif address.startswith(f"{DESK}/"):
            yield filled_in(address, each), each.callback


def filled_in(address: str, pattern: URLPattern) -> str:
    """Put a word of its kind in the place of everything that varies."""
    for name, converter in pattern.pattern.converters.items():
        one_of = getattr(converter, "regex", "").split("|")
        kind = re.search(rf"<(\w+):{name}>", address)
        assert kind
        address = address.replace(kind[0], one_of[0] if len(one_of) > 1 else SAMPLES[kind[1]])
    return address


ALL = list(write_api(get_resolver()))
POSTS = [
    (address, view)
    for address, view in ALL
    if not hasattr(view, "view_class") or hasattr(view.view_class, "post")
]


def test_every_address_of_the_write_api_is_a_view_that_heeds_the_key() -> None:
    assert [address for address, view in ALL if not issubclass(view.view_class, Idempotent)] == []


def test_the_walk_finds_the_addresses_that_there_are() -> None:
    found = {address for address, _ in POSTS}
    assert {f"{DESK}/countries/", f"{DESK}/comments/"} <= found
    assert len([each for each in found if each.endswith(("/publish/", "/submit/", "/presence/"))]) == 3


@pytest.mark.parametrize("address", [address for address, _ in POSTS])
def test_every_post_of_the_write_api_heeds_the_key(address: str) -> None:
    headers = {"Idempotency-Key": "a b"}
    answer = signed_in("administrator").post(address, {}, "application/json", headers=headers)
    assert answer.status_code == 400
    assert errors(answer).keys() == {"Idempotency-Key"}


# Any mix


KEYS, TEXTS = 30, ("Yes.", "No.", "Why?")
SENT = st.tuples(st.integers(0, KEYS - 1), st.sampled_from(TEXTS), st.booleans())
"""A request: the number of its key, its body, and whether it is sent to another record than usual."""


@settings(
    max_examples=size(5, 200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(mix=st.lists(SENT, min_size=50, max_size=50))
def test_any_mix_of_keys_and_bodies_does_what_the_model_says(mix: list[tuple[int, str, bool]]) -> None:
    one, other = (Event.objects.create(key=f"talks-{uuid4()}", title="Talks") for _ in range(2))
    person, run = Person("reporter"), uuid4()
    first: dict[int, tuple[dict[str, str], Any]] = {}
    for number, text, astray in mix:
        said = {"record": str((other if astray else one).pk), "text": text}
        answer = person.post("comments/", said, **{"Idempotency-Key": f"{run}-{number}"})
        known, kept = first.setdefault(number, (said, answer))
        if known != said:
            assert answer.status_code == 422
            continue
        assert (answer.status_code, answer.content) == (201, kept.content)
        assert ("Idempotency-Replayed" in answer.headers) == (answer is not kept)
    made = Comment.objects.filter(record__in=[one.pk, other.pk])
    assert sorted((str(each.record), each.text) for each in made) == sorted(
        (said["record"], said["text"]) for said, _ in first.values()
    )
