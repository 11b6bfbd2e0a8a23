"""What cannot be one record is not merged, each with a sentence, and nothing is changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from desk.merging.joining import Wish
from desk.merging.joining import merge as join
from publication.drafting import StaleDraft
from publication.models import Edition, Listing
from publication.publishing import redirect, retract, withdraw
from relations.models import Official
from tests import cast
from tests.desk.api.writing import Person, errors
from tests.desk.merging import double, merge
from tests.publication.records import BY, ended

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Person:
    return Person("administrator")


@pytest.fixture
def two() -> tuple[Official, Official]:
    """Give two public records of one person."""
    cast.publish_the_ground()
    old = double()
    cast.publish_all(old)
    return old, cast.munir()


def everything() -> list[Any]:
    rows = [Edition.objects.count(), *Listing.objects.order_by("id").values_list("state", flat=True)]
    return [*rows, *Official.objects.order_by("id").values_list("lock_version", "display_name")]


def refusal(answer: Any, field: str = "into") -> str:
    assert answer.status_code == 409, answer.content
    return errors(answer)[field]


def test_into_itself(boss: Person, two: tuple[Official, Official]) -> None:
    before = everything()
    assert refusal(merge(boss, two[0], two[0].key)) == "A record cannot be merged into itself."
    assert everything() == before


def test_into_a_record_of_another_kind(boss: Person, two: tuple[Official, Official]) -> None:
    assert "of another kind: country" in refusal(merge(boss, two[0], "KZ"))
    assert "of another kind: event" in refusal(merge(boss, two[0], cast.visit().pk))


def test_into_what_is_not_there(boss: Person, two: tuple[Official, Official]) -> None:
    assert refusal(merge(boss, two[0], "nobody")).startswith("There is no official «nobody»")
    refused = boss.send("POST", f"officials/{two[0].pk}/merge/", {}, 1)
    assert (refused.status_code, [*errors(refused)]) == (400, ["into"])


def test_into_what_has_ended(boss: Person, two: tuple[Official, Official]) -> None:
    old, new = two
    redirect(ended(new), to="kassym-jomart-tokayev", **BY)
    assert "was redirected: choose a record that stands" in refusal(merge(boss, old, new.key))
    retract(ended(new), **BY)
    assert "was retracted" in refusal(merge(boss, old, new.key))
    assert "is not merged any more" in refusal(merge(boss, new, old.key), "")


def test_a_public_record_into_one_that_is_not(boss: Person, two: tuple[Official, Official]) -> None:
    old, new = two
    withdraw(ended(new), **BY)
    assert "must be public too: publish it first" in refusal(merge(boss, old, new.key))


def test_a_public_record_without_a_reason(boss: Person, two: tuple[Official, Official]) -> None:
    before = everything()
    assert "Say why" in refusal(merge(boss, two[0], two[1].key, note=" "), "note")
    assert everything() == before


def test_at_a_version_that_has_passed(boss: Person, two: tuple[Official, Official]) -> None:
    old, new = two
    before = everything()
    assert merge(boss, old, new.key, seen=7).status_code == 412
    assert merge(boss, old, new.key, into_version=7).status_code == 412
    assert "is at version 1 by now, not 3" in refusal(merge(boss, old, new.key, replaces=3), "version")
    path = f"officials/{old.pk}/merge/"
    assert boss.post(path, {"into": new.key, "note": "x"}).status_code == 428
    assert everything() == before


def test_by_whom_the_table_of_rights_does_not_name(two: tuple[Official, Official]) -> None:
    for role in ("reporter", "editor"):
        assert merge(Person(role), two[0], two[1].key).status_code == 403


def test_of_a_kind_that_is_not_merged(boss: Person) -> None:
    country = cast.kazakhstan()
    assert merge(boss, country, "PK").status_code == 404


def test_where_it_would_break_what_can_never_be_stored(boss: Person) -> None:
    cast.publish_the_ground()
    old, new = double(died="1950"), cast.munir()
    Official.objects.filter(pk=new.pk).update(born="1968")
    before = everything()
    assert refusal(merge(boss, old, new.key), "") == "Nobody can die before being born."
    assert everything() == before
    assert old.tenures.exists()


def test_by_a_program_that_saw_an_older_version(two: tuple[Official, Official]) -> None:
    Person("administrator")
    user = User.objects.get(username="administrator-one")
    with pytest.raises(StaleDraft):
        join(Wish(*two, old_seen=9), user, cast.NOW)
    assert Edition.objects.filter(state="redirected").count() == 0
