"""Fill a database of its own by seed: ``python -m bench.filling <officials> <drafts>``.

Prints the session of an editor who is logged in there. Filled already, it changes nothing but the session.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any, Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402  # models exist after setup
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from bench.names import COMMON, people  # noqa: E402
from events.models import Event, EventCountry, Participation  # noqa: E402
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

BATCH: Final = 5000
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
LONG_STORY: Final = 100_000
"""Characters of the story that is read by sentences."""


def fill(officials: int, drafts: int) -> None:
    """Make the register and the drafts, unless they are there."""
    if Event.objects.exists():
        return
    rng = Random(SEED)  # noqa: S311  # by seed, so that every run has the same
    load_countries()
    load_sectors()
    with transaction.atomic():
        countries = list(Country.objects.filter(kind="state"))
        persons = fill_people(officials, countries, rng)
        fill_drafts(drafts, countries, persons, rng)
        fill_others(drafts, persons, rng)


def fill_people(number: int, countries: list[Any], rng: Random) -> list[Official]:
    """Make officials with spellings, each holding one or two offices in turn."""
    offices = [
        Office(title=title, country=country, level=rng.choice(OfficeLevel.values))
        for country in countries
        for title in POSTS
    ]
    store(Office, offices)
    made, variants, tenures = [], [], []
    for place, person in enumerate(people(number, rng)):
        name = f"{person.given} {person.family}"
        official = Official(
            key=f"person-{place}", display_name=name, given_name=person.given, family_name=person.family,
            sort_name=f"{person.family}, {person.given}", nationality=rng.choice(countries),
        )  # fmt: skip
        made.append(official)
        variants += [NameVariant(official=official, text=each) for each in person.spellings]
        for number_held in range(rng.choice((1, 1, 2))):
            start = rng.randint(1995, 2024)
            tenures.append(
                Tenure(official=official, office=rng.choice(offices), start=str(start), end=str(start + 2))
                if number_held
                else Tenure(official=official, office=rng.choice(offices), start=str(start))
            )
    store(Official, made)
    store(NameVariant, variants)
    store(Tenure, tenures)
    return made


def fill_drafts(number: int, countries: list[Any], persons: list[Official], rng: Random) -> None:
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
            sides.append(EventCountry(event=event, country=country, side=side))
            if place % 10 == 0:
                person, role = rng.choice(persons), Role.MEMBER
                taking.append(
                    Participation(event=event, official=person, country=country, side=side, role=role)
                )
    store(Event, events)
    store(EventCountry, sides)
    store(Participation, taking)
    with connection.cursor() as cursor:  # a save stamps the instant; drafts are of many days
        cursor.execute("UPDATE events_event SET updated_at = COALESCE(submitted_at, created_at - random() * "
                       "interval '90 days')")  # fmt: skip


def draft(place: int, state: str, pair: list[Any], rng: Random) -> Event:
    """Make one draft; of those not submitted, two in five were touched by nobody."""
    waits = state != ReviewState.DRAFT
    author = rng.choice(EDITORS)
    since = NOW - timedelta(minutes=rng.randint(1, 90 * 24 * 60))
    topic = rng.choice(("trade talks", "defence visit", "signing ceremony", "energy consultations"))
    return Event(
        key=f"event-{place}", title=f"{pair[0].name} and {pair[1].name}: {topic}, round {place}",
        kind=rng.choice(EventKind.values), start=f"20{rng.randint(10, 25)}", review_state=state,
        authors=[author] if waits or rng.random() < 0.6 else [],
        assigned_to=rng.choice((*EDITORS, "", "")), submitted_by=author if waits else "",
        submitted_at=since if waits else None,
        publish_at=datetime(2099, 1, 1, tzinfo=UTC) if state == ReviewState.SCHEDULED else None,
    )  # fmt: skip


def fill_others(drafts: int, persons: list[Official], rng: Random) -> None:
    """Make a tenth as many agreements and a fifth as many sources as drafts, and one long story."""
    store(Agreement, [
        Agreement(key=f"agreement-{place}", title=f"Agreement on {rng.choice(POSTS)} matters, number {place}")
        for place in range(max(20, drafts // 10))
    ])  # fmt: skip
    store(Source, [
        Source(title=f"{rng.choice(persons)} speaks of report {place}", url=f"https://news.example/{place}")
        for place in range(max(20, drafts // 5))
    ])  # fmt: skip
    words = " ".join(sentences(persons, rng))[:LONG_STORY]
    Source(title="The long story", publisher="bench").with_text(words).save()


def sentences(persons: list[Official], rng: Random) -> Iterator[str]:
    """Write a story's sentences until it is long enough; common names come often."""
    size = 0
    while size < LONG_STORY:
        who = rng.choice(persons)
        line = f"{who} of Kazakhstan stressed the need for trade and met {rng.choice(COMMON)} in Pakistan."
        size += len(line) + 1
        yield line


def store(model: Any, rows: Iterable[Any]) -> None:
    """Write rows in batches."""
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        model.objects.bulk_create(batch)


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
