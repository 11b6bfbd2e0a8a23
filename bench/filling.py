"""Fill a database of its own by seed: ``python -m bench.filling <officials> <drafts>``.

Prints the session of an editor who is logged in there. Filled already, it changes nothing but the session.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402  # models exist after setup
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from bench.names import COMMON, people  # noqa: E402
from bench.storing import store, unwatched, year  # noqa: E402
from events.models import Event, EventCountry, Participation  # noqa: E402
from publication.identity import new_id  # noqa: E402
from publication.vocabulary import EventKind, OfficeLevel, ReviewState, Role, Side  # noqa: E402
from relations.models import (  # noqa: E402
    Agreement,
    Country,
    NameVariant,
    Office,
    Official,
    Source,
    Tenure,
)
from relations.reference.loading import load_countries, load_sectors  # noqa: E402

SEED: Final = 2026
EDITORS: Final = ("aigerim", "bilal", "chinara", "daniyar", "elif")
POSTS: Final = (
    "Minister of Defence", "Minister of Foreign Affairs", "Minister of Trade", "Ambassador", "Chief of Staff",
    "Prime Minister", "Deputy Minister of Energy", "Speaker of Parliament", "Adviser on National Security",
    "Governor of the Northern Region", "Director of the Border Service",
)  # fmt: skip
STATES: Final = (
    (ReviewState.IN_REVIEW, 30), (ReviewState.CHANGES_REQUESTED, 8), (ReviewState.APPROVED, 6),
    (ReviewState.SCHEDULED, 6), (ReviewState.DRAFT, 50),
)  # fmt: skip
"""The states of the drafts, in hundredths: half of them wait."""
NOW: Final = datetime(2026, 11, 1, tzinfo=UTC)
DRAFT: Final = (
    "id", "key", "title", "kind", "start", "review_state", "authors", "assigned_to", "submitted_by",
    "submitted_at", "publish_at", "created_at", "updated_at",
)  # fmt: skip
"""The columns of a draft, as ``draft`` makes them."""
LEVELS: Final = OfficeLevel.values
LONG_STORY: Final = 100_000
"""Characters of the story that is read by sentences."""


def fill(officials: int, drafts: int) -> None:
    """Make the register and the drafts, unless they are there."""
    if Event.objects.exists():
        return
    rng = Random(SEED)  # noqa: S311  # by seed, so that every run has the same
    load_countries()
    load_sectors()
    with transaction.atomic(), unwatched():
        countries = list(Country.objects.filter(kind="state"))
        persons = fill_people(officials, countries, rng)
        fill_drafts(drafts, countries, list(persons), rng)
        fill_others(drafts, list(persons.values()), rng)


def fill_people(number: int, countries: list[Any], rng: Random) -> dict[UUID, str]:
    """Make officials with spellings, each holding one or two offices in turn."""
    posts = [(new_id(), post, country.pk, rng.choice(LEVELS)) for country in countries for post in POSTS]
    store(Office, ("id", "title", "country_id", "level"), posts)
    made, variants, tenures = [], [], []
    for place, person in enumerate(people(number, rng)):
        pk, name, nation = new_id(), f"{person.given} {person.family}", rng.choice(countries).pk
        sort_name = f"{person.family}, {person.given}"
        made.append((pk, f"person-{place}", name, person.given, person.family, sort_name, nation))
        variants += [(pk, each) for each in person.spellings]
        for number_held in range(rng.choice((1, 1, 2))):
            start = rng.randint(1995, 2024)
            end = year(start + 2) if number_held else None
            tenures.append((pk, rng.choice(posts)[0], year(start), end))
    columns = ("id", "key", "display_name", "given_name", "family_name", "sort_name", "nationality_id")
    store(Official, columns, made)
    store(NameVariant, ("official_id", "text"), variants)
    store(Tenure, ("official_id", "office_id", "start", "end"), tenures)
    return {row[0]: row[2] for row in made}


def fill_drafts(number: int, countries: list[Any], persons: list[UUID], rng: Random) -> None:
    """Make events in all states of review, each with two countries; each tenth with two people."""
    states = [state for state, share in STATES for _ in range(share)]
    by_code = {country.key: country for country in countries}
    hot = [by_code["KZ"], by_code["PK"]]
    events, sides, taking = [], [], []
    for place in range(number):
        pair = hot if place % 50 == 0 else rng.sample(countries, 2)
        event = draft(place, rng.choice(states), pair, rng)
        events.append(event)
        for country, side in zip(pair, (Side.HOST, Side.VISITOR), strict=True):
            sides.append((event[0], country.pk, side))
            if place % 10 == 0:
                taking.append((event[0], rng.choice(persons), country.pk, side, Role.MEMBER))
    store(Event, DRAFT, events)
    store(EventCountry, ("event_id", "country_id", "side"), sides)
    store(Participation, ("event_id", "official_id", "country_id", "side", "role"), taking)


def draft(place: int, state: str, pair: list[Any], rng: Random) -> tuple[Any, ...]:
    """Make the columns of one draft; of those not submitted, two in five were touched by nobody."""
    waits = state != ReviewState.DRAFT
    author = rng.choice(EDITORS)
    since = NOW - timedelta(minutes=rng.randint(1, 90 * 24 * 60))
    topic = rng.choice(("trade talks", "defence visit", "signing ceremony", "energy consultations"))
    return (
        new_id(), f"event-{place}", f"{pair[0].name} and {pair[1].name}: {topic}, round {place}",
        rng.choice(EventKind.values), year(rng.randint(2010, 2025)), state,
        [author] if waits or rng.random() < 0.6 else [], rng.choice((*EDITORS, "", "")),
        author if waits else "", since if waits else None,
        datetime(2099, 1, 1, tzinfo=UTC) if state == ReviewState.SCHEDULED else None, since, since,
    )  # fmt: skip


def fill_others(drafts: int, names: list[str], rng: Random) -> None:
    """Make a tenth as many agreements and a fifth as many sources as drafts, and one long story."""
    store(Agreement, ("key", "title"), [
        (f"agreement-{place}", f"Agreement on {rng.choice(POSTS)} matters, number {place}")
        for place in range(max(20, drafts // 10))
    ])  # fmt: skip
    store(Source, ("title", "url"), [
        (f"{rng.choice(names)} speaks of report {place}", f"https://news.example/{place}")
        for place in range(max(20, drafts // 5))
    ])  # fmt: skip
    words = " ".join(sentences(names, rng))[:LONG_STORY]
    Source(title="The long story", publisher="bench").with_text(words).save()


def sentences(names: list[str], rng: Random) -> Iterator[str]:
    """Write a story's sentences until it is long enough; common names come often."""
    size = 0
    while size < LONG_STORY:
        who = rng.choice(names)
        line = f"{who} of Kazakhstan stressed the need for trade and met {rng.choice(COMMON)} in Pakistan."
        size += len(line) + 1
        yield line


def log_in() -> str:
    """Give the session of an editor."""
    user, new = User.objects.get_or_create(username="aigerim", defaults={"is_staff": True})
    if new:
        user.groups.add(Group.objects.get(name="editor"))
    client = Client()
    client.force_login(user)
    session = client.session
    assert isinstance(session, SessionStore)  # noqa: S101  # what the settings say
    return str(session.session_key)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    fill(int(sys.argv[1]), int(sys.argv[2]))
    with connection.cursor() as told:
        told.execute("VACUUM ANALYZE")  # also after a migration of what was filled before
    source = Source.objects.get(title="The long story")
    print(log_in(), source.pk)
