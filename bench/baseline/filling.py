"""Fill the baseline with a generated record: ``python -m bench.baseline.filling <events>``.

Prints how many documents it holds and in how many seconds they were written. Filled already, it does nothing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import django
import orjson
import psycopg

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.baseline.settings"
django.setup()

from django.conf import settings  # noqa: E402  # models exist after setup
from django.contrib.postgres.search import SearchVector  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from bench.baseline import models as m  # noqa: E402
from bench.documents import batches, lines  # noqa: E402
from config.embedded import SUPERUSER, join, locate  # noqa: E402

Json = dict[str, Any]
WORDS: Final = SearchVector("title", weight="A", config="english") + SearchVector(
    "summary", weight="B", config="english"
)


class Filling:
    """Writes documents as rows; remembers the keys of what events mention."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.known: dict[str, dict[str, int]] = {
            kind: {} for kind in ("country", "sector", "official", "agreement")
        }

    @transaction.atomic
    def take(self, batch: list[bytes]) -> int:
        """Write a batch; gives the number of its documents."""
        documents = [orjson.loads(line) for line in batch]
        for kind, write in (("country", self.country), ("sector", self.sector), ("official", self.official),
                            ("agreement", self.agreements)):  # fmt: skip
            write([each for each in documents if each["type"] == kind])
        self.events([each for each in documents if each["type"] == "event"])
        return len(documents)

    def country(self, found: list[Json]) -> None:
        """Write countries."""
        self._keep("country", m.Country, (m.Country(code=each["code"], name=each["name"]) for each in found))

    def sector(self, found: list[Json]) -> None:
        """Write sectors, parents first."""
        for top in (True, False):
            self._keep("sector", m.Sector, (
                m.Sector(slug=each["slug"], name=each["name"], parent_id=self._id("sector", each["parent"]))
                for each in found if (each["parent"] is None) is top
            ))  # fmt: skip

    def official(self, found: list[Json]) -> None:
        """Write officials."""
        self._keep("official", m.Official, (
            m.Official(slug=each["slug"], name=each["name"], country_id=self._id("country", each["country"]),
                       office=each["office"]["title"], level=each["office"]["level"])
            for each in found
        ))  # fmt: skip

    def agreements(self, found: list[Json]) -> None:
        """Write agreements with their parties and sectors."""
        self._keep("agreement", m.Agreement, (
            m.Agreement(slug=each["slug"], title=each["title"], kind=each["kind"], status=each["status"])
            for each in found
        ))  # fmt: skip
        of = [(self.known["agreement"][each["slug"]], each) for each in found]
        self._link(m.Agreement.parties.through, "agreement", "country", of, "parties")
        self._link(m.Agreement.sectors.through, "agreement", "sector", of, "sectors")

    def events(self, found: list[Json]) -> None:
        """Write events with all that belongs to them."""
        rows = m.Event.objects.bulk_create([self._event(each) for each in found])
        of = [(row.pk, each) for row, each in zip(rows, found, strict=True)]
        m.EventCountry.objects.bulk_create([
            m.EventCountry(event_id=pk, country_id=self._id("country", side), side=side["side"])
            for pk, each in of for side in each["countries"]
        ])  # fmt: skip
        self._link(m.Event.sectors.through, "event", "sector", of, "sectors")
        m.Event.agreements.through.objects.bulk_create([
            m.Event.agreements.through(event_id=pk, agreement_id=self._id("agreement", step["agreement"]))
            for pk, each in of for step in each["agreement_steps"]
        ])  # fmt: skip
        sources = self._sources(of)
        self._statements(of, self._meetings(of), sources)
        m.Event.objects.filter(pk__in=[pk for pk, _ in of]).update(words=WORDS)

    def _event(self, each: Json) -> m.Event:
        plain = ("slug", "title", "summary", "kind", "visit_kind", "occurrence", "published_at")
        date, place, codes = each["date"], each["place"], each["codes"]
        return m.Event(
            **{name: each[name] for name in plain}, edtf=date["edtf"], earliest=date["earliest"],
            latest=date["latest"], date_text=date["text"], place=place["name"], lat=place["lat"],
            place_country_id=self.known["country"][place["country"]], lon=place["lon"],
            cameo=codes["cameo"], plover=codes["plover"],
        )  # fmt: skip

    def _sources(self, of: list[tuple[int, Json]]) -> dict[str, int]:
        told = [(pk, source) for pk, each in of for source in each["sources"]]
        plain = ("publisher", "title", "url", "language", "sha256")
        rows = m.Source.objects.bulk_create([
            m.Source(event_id=pk, published=source["published"]["latest"],
                     **{name: source[name] for name in plain})
            for pk, source in told
        ])  # fmt: skip
        return {source["id"]: row.pk for row, (_, source) in zip(rows, told, strict=True)}

    def _meetings(self, of: list[tuple[int, Json]]) -> dict[str, int]:
        told = [(pk, meeting) for pk, each in of for meeting in each["meetings"]]
        rows = m.Meeting.objects.bulk_create([
            m.Meeting(event_id=pk, kind=each["kind"], medium=each["medium"], title=each["title"])
            for pk, each in told
        ])  # fmt: skip
        held = [(row.pk, each) for row, (_, each) in zip(rows, told, strict=True)]
        self._link(m.Meeting.sectors.through, "meeting", "sector", held, "sectors")
        m.Participation.objects.bulk_create([
            m.Participation(
                meeting_id=pk, official_id=self._id("official", row["official"]), side=row["side"],
                country_id=self.known["country"][row["country"]], role=row["role"], presence=row["presence"],
                office=row["offices"][0]["title"], level=row["offices"][0]["level"],
            )
            for pk, each in held for row in each["participants"]
        ])  # fmt: skip
        return {each["id"]: pk for pk, each in held}

    def _statements(
        self, of: list[tuple[int, Json]], meetings: dict[str, int], sources: dict[str, int]
    ) -> None:
        told = [(pk, each) for pk, event in of for each in event["statements"]]
        plain = ("act", "text", "voice", "modality", "confidence")
        rows = m.Statement.objects.bulk_create([
            m.Statement(
                event_id=pk, meeting_id=meetings[each["meeting"]],
                speaker_id=self._id("official", each["speaker"]["official"]),
                sector_id=self._id("sector", each["sectors"][0]), **{name: each[name] for name in plain},
            )
            for pk, each in told
        ])  # fmt: skip
        said = [(pk, row.pk, each) for row, (pk, each) in zip(rows, told, strict=True)]
        m.Passage.objects.bulk_create([
            m.Passage(event_id=pk, statement_id=statement, source_id=sources[each["source"]],
                      start=each["start"], end=each["end"], exact=each["exact"])
            for pk, statement, holder in [*((pk, None, each) for pk, each in of), *said]
            for each in holder["passages"]
        ])  # fmt: skip

    def _keep(self, kind: str, model: Any, rows: Iterable[Any]) -> None:
        key = "code" if kind == "country" else "slug"
        self.known[kind].update({getattr(row, key): row.pk for row in model.objects.bulk_create(rows)})

    def _link(self, through: Any, owner: str, kind: str, of: list[tuple[int, Json]], name: str) -> None:
        through.objects.bulk_create([
            through(**{f"{owner}_id": pk, f"{kind}_id": self._id(kind, mention)})
            for pk, each in of for mention in each[name]
        ])  # fmt: skip

    def _id(self, kind: str, mention: Json | None) -> int | None:
        return self.known[kind][mention["code" if kind == "country" else "slug"]] if mention else None


def fill(events: int) -> int:
    """Write so many events and what they mention; gives the number of documents."""
    if m.Event.objects.exists():
        return 0
    filling = Filling()
    return sum(filling.take(batch) for batch in batches(lines(events)))


def make_database() -> None:
    """Make the database beside the product's."""
    cluster = locate(Path(os.environ["DATA_DIR"]))
    join(cluster)
    there = psycopg.connect(host=str(cluster.sockets), user=SUPERUSER, dbname="postgres", autocommit=True)
    with there as told:
        if not told.execute("SELECT 1 FROM pg_database WHERE datname = %s", [settings.DATABASE]).fetchone():
            told.execute(f"CREATE DATABASE {settings.DATABASE}")


if __name__ == "__main__":
    make_database()
    call_command("migrate", run_syncdb=True, verbosity=0)
    begun = time.perf_counter()
    print(fill(int(sys.argv[1])), time.perf_counter() - begun)
    with connection.cursor() as told:
        told.execute("VACUUM ANALYZE")
