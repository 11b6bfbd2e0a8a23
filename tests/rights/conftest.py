"""Open a newsroom with a record of each kind and everybody who may knock at its doors, once for a module."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.rights.asking import Asking
from tests.rights.ground import Ground, lay_the_ground
from tests.rights.people import Caller, everybody, logged_in, person
from tests.rights.things import things
from tests.rights.tokens import programs


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The records, the people and somebody who knows how to ask."""

    ground: Ground
    people: dict[str, Caller]
    asking: Asking


@pytest.fixture(scope="module")
def opened(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Newsroom]:
    """Open the newsroom in a transaction around those of the tests; what is refused is not logged."""
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock():
        shared = transaction.atomic()
        shared.__enter__()
        ground, people = lay_the_ground(), everybody()
        ground |= things()
        people |= programs()
        found = Newsroom(ground, people, Asking(ground, logged_in(person("administrator-at-work"))))
    yield found
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        shared.__exit__(None, None, None)
    logging.disable(logging.NOTSET)


@pytest.fixture
def newsroom(opened: Newsroom, db: None) -> Newsroom:
    """Give the newsroom that the module's tests share; each must leave it as it was."""
    return opened
