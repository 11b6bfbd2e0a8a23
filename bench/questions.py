"""Write down what is asked of a filled record: ``python -m bench.questions <file>``.

For each question some addresses of the product and of the baseline, drawn by seed from what stands, and the
SQL that the product runs to answer them. An editor with a token, and three officials to be entered, are made.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

import django
import orjson

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402  # models exist after setup
from django.db import connections  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.documents import SEED  # noqa: E402
from bench.register import FIRST  # noqa: E402
from desk.tokens.keeping import make  # noqa: E402
from desk.tokens.scopes import Scope  # noqa: E402
from publication.api.cursors import Cursor  # noqa: E402
from publication.models import Listing, Tally  # noqa: E402
from publication.reading import PUBLIC  # noqa: E402
from publication.selecting import Selection  # noqa: E402
from publication.walking import place_beyond  # noqa: E402
from relations.models import Country, Official  # noqa: E402
from relations.reference.loading import load_countries  # noqa: E402

Asked = list[tuple[str, str]]
"""Addresses of the product and of the baseline that ask the same."""

DRAWN: Final = 40
"""Addresses of each question."""
DEEP: Final = 10_000
"""Rows before the page that stands deep in the list; half of the list where it is shorter."""
WORDS: Final = ("trade energy", "defence policy", "working group", "closer cooperation", "visit delegation")
LIMITED: Final = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q7")
"""Questions that the limit answers too."""


def questions(rng: Random) -> dict[str, Asked]:
    """Draw the addresses of each question."""
    pairs, officials = tagged("pair", rng), tagged("official", rng)
    sectors = tagged("sector", rng)
    kinds = [rng.choice(("visit", "meeting", "call")) for _ in sectors]
    since = [rng.randint(1950, 2006) for _ in pairs]
    return {
        "Q1 a record": [(f"/api/v1/events/{key}/", f"/events/{key}/") for key in keys(rng)],
        "Q2 the newest 25": [("/api/v1/events/", "/events/")],
        "Q3 a pair, 20 years": [
            (f"/api/v1/events/?pair={pair}&from={year}&to={year + 20}",
             f"/events/?pair={pair}&first={year}-01-01&last={year + 20}-12-31")
            for pair, year in zip(pairs, since, strict=True)
        ],
        "Q4 an official": same("official", officials),
        "Q5 a sector and a kind": [
            (f"/api/v1/events/?{asked}", f"/events/?{asked}")
            for asked in (f"sector={one}&kind={two}" for one, two in zip(sectors, kinds, strict=True))
        ],
        "Q6 two words": [
            (f"/api/v1/search/?q={words}", f"/events/?q={words}")
            for words in (each.replace(" ", "+") for each in WORDS)
        ],
        "Q7 a page behind row 10,000": [deep()],
        "Q8 a pair's years": [
            (f"/api/v1/facets/events/?pair={each}&fields=years", f"/events/years/?pair={each}")
            for each in pairs
        ],
    }  # fmt: skip


def others() -> dict[str, Asked]:
    """Name what has no figure to meet and must stay bounded; the baseline has nothing like it."""
    pair, country = "-".join(FIRST), FIRST[0]
    paths = {
        "a relation summed up": f"/api/v1/relations/{pair}/summary/",
        "a country summed up": f"/api/v1/countries/{country}/summary/",
        "all facets": "/api/v1/facets/events/",
        "a country's facets": f"/api/v1/facets/events/?country={country}",
        "two countries' facets": f"/api/v1/facets/events/?country={country}&country={FIRST[1]}",
        "as of an instant": "/api/v1/events/?as_of=2026-11-01T00:05:00Z",
        "a pair as of an instant": f"/api/v1/events/?pair={pair}&as_of=2026-11-01T00:05:00Z",
        "a pair, counted": f"/api/v1/events/?pair={pair}&count=exact",
        "a country and a kind": f"/api/v1/events/?country={country}&kind=visit&from=2000&count=exact",
        "two sectors": "/api/v1/events/?sector=peacekeeping&sector=trade",
        "a rare combination": f"/api/v1/events/?country={country}&disputed=true&occurrence=cancelled",
        "meetings of a pair": f"/api/v1/meetings/?pair={pair}",
        "oldest first": "/api/v1/events/?ordering=date",
        "newest published": f"/api/v1/events/?pair={pair}&ordering=-published",
        "the page of a country": f"/countries/{country}/",
        "the page of all events": "/events/",
    }
    return {name: [(path, "")] for name, path in paths.items()}


def same(name: str, values: Sequence[str]) -> Asked:
    """Ask both with the same filter."""
    return [(f"/api/v1/events/?{name}={value}", f"/events/?{name}={value}") for value in values]


def tagged(axis: str, rng: Random) -> list[str]:
    """Draw values of an axis, those that many events bear more often."""
    counts = Tally.objects.filter(type="event", tag__startswith=f"{axis}:").values_list("tag")
    found = dict(counts.annotate(sum=Sum("count")).order_by("tag"))
    drawn = rng.choices(list(found), weights=list(found.values()), k=DRAWN)
    return [tag.partition(":")[2] for tag in drawn]


def keys(rng: Random) -> Iterator[str]:
    """Draw events."""
    serials = rng.sample(range(Listing.objects.filter(type="event").count()), DRAWN)
    first = Listing.objects.filter(type="event").order_by("serial").values_list("serial", flat=True)[0]
    yield from Listing.objects.filter(serial__in=[first + each for each in serials]).values_list(
        "key", flat=True
    )


def deep() -> tuple[str, str]:
    """Ask for the page behind many rows."""
    selection = Selection("event")
    rows = min(DEEP, Listing.objects.filter(type="event").count() // 2)
    cursor = Cursor(place_beyond(selection, rows)).write(selection.name())
    return f"/api/v1/events/?cursor={cursor}", f"/events/?page={rows // 25 + 1}"


def statements(paths: Sequence[str]) -> dict[str, list[str]]:
    """Take down the SQL that the product runs for each address."""
    client, found = Client(headers={"host": "127.0.0.1"}), {}
    for path in paths:
        with CaptureQueriesContext(connections[PUBLIC]) as taken:
            answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}: {answer.content[:300]!r}")
        found[path] = [query["sql"] for query in taken.captured_queries]
    return found


def entering() -> dict[str, Any]:
    """Say how an event with three participants is entered, here and there; ``#`` is a number."""
    load_countries()
    people = list(Listing.objects.filter(type="official").order_by("serial").values_list("key", "title")[:3])
    host, guest = FIRST
    for key, name in people:
        country = Country.objects.get(key=guest)
        Official.objects.get_or_create(
            key=key, defaults={"display_name": name, "sort_name": name, "nationality": country}
        )
    user, _ = User.objects.get_or_create(username="bench", defaults={"is_staff": True})
    user.groups.add(Group.objects.get(name="editor"))
    user.tokens.all().delete()
    now = timezone.now()
    secret = make(user, "bench", [Scope.WRITE], now + timedelta(days=30), now).secret
    title, rows = (
        "Talks number #",
        [{"official": key, "side": "visitor", "role": "member"} for key, _ in people],
    )
    sides = [{"country": host, "side": "host"}, {"country": guest, "side": "visitor"}]
    return {
        "headers": {"Authorization": f"Token {secret}"},
        "product": ["/api/v1/desk/events/", orjson.dumps({
            "title": title, "kind": "meeting", "start": "2026-02-03", "sides": sides,
            "meetings": [{"kind": "unspecified", "title": "Talks", "participations": rows}],
        }).decode()],
        "baseline": ["/events/", orjson.dumps({
            "title": title, "kind": "meeting", "slug": "talks-#", "summary": "Talks.", "edtf": "2026-02-03",
            "occurrence": "occurred", "earliest": "2026-02-03", "latest": "2026-02-03",
            "date_text": "3 February 2026", "host": host, "visitor": guest, "cameo": "040",
            "plover": "CONSULT", "published_at": now.isoformat(),
            "participants": [{**row, "presence": "present"} for row in rows],
        }).decode()],
    }  # fmt: skip


if __name__ == "__main__":
    asked = questions(Random(SEED))  # noqa: S311  # by seed, so that every run asks the same
    limited = [path for name, paths in asked.items() if name[:2] in LIMITED for path, _ in paths]
    told = {"asked": asked, "others": others(), "sql": statements(limited), "entering": entering()}
    Path(sys.argv[1]).write_bytes(orjson.dumps(told))
