"""Let tests that only read share one published record."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from events.models import Event
from tests.publication.library import publish_a_library
from tests.publication.pseudo import PSEUDO, speak


@pytest.fixture(scope="module")
def shared_library(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[UUID]:
    """Publish one record of every kind and a shelf of events once for a module; give the visit's identity.

    All of it stands in a transaction around those of the tests, and is taken back after the last.
    """
    with django_db_blocker.unblock():
        shared = transaction.atomic()
        shared.__enter__()
        visit = publish_a_library()
    yield visit.pk
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        shared.__exit__(None, None, None)


@pytest.fixture
def library(shared_library: UUID, db: None) -> Event:
    """Publish a library, once for a whole module; give the full visit of it."""
    return Event.objects.get(pk=shared_library)


@pytest.fixture
def reader(library: Event) -> Client:
    """Give a reader of the library's public addresses."""
    return Client()


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak a language in which every translated word stands in brackets."""
    speak(monkeypatch)
    with translation.override(PSEUDO):
        yield
