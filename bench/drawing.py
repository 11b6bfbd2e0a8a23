"""Draw by seed what every published document is made of: identities, headers, days, sources and quotes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any, Final, TypeVar

from publication.addresses import address, instant
from relations.dates import PartialDate

Json = dict[str, Any]
T = TypeVar("T")

BEGUN: Final = date(1950, 1, 1)
ENDED: Final = date(2026, 10, 31)
DAYS: Final = (ENDED - BEGUN).days
FIRST_PUBLISHED: Final = datetime(2026, 11, 1, tzinfo=UTC)
AT_ONCE: Final = 1000
"""Documents published together: each such batch a minute after the one before."""
PAPERS: Final = ("The Steppe Gazette", "The Indus Courier", "The Harbour Times", "The Capital Wire")
MADE_SINCE: Final = 1_700_000_000_000
"""The instant of the first identity, in ms; each following one is a millisecond younger."""


class Draw:
    """A source of chance that gives the same for the same seed."""

    def __init__(self, seed: int) -> None:
        """Begin at the beginning."""
        self.rng = Random(seed)  # noqa: S311  # by seed, so that every run has the same
        self.chance = self.rng.random
        self.identities = self.headers = 0

    def pick(self, values: Sequence[T]) -> T:
        """Take one of the values, each as likely."""
        return values[int(self.chance() * len(values))]

    def some(self, values: Sequence[T], least: int, most: int) -> list[T]:
        """Take so many different ones of the values, as far as there are."""
        number = least + int(self.chance() * (most - least + 1))
        return self.rng.sample(values, min(number, len(values)))

    def identity(self) -> str:
        """Make an identity that sorts behind those before it, as UUIDv7 does (RFC 9562)."""
        self.identities += 1
        when, bits = f"{MADE_SINCE + self.identities:012x}", self.rng.getrandbits
        return f"{when[:8]}-{when[8:]}-7{bits(12):03x}-8{bits(12):03x}-{bits(48):012x}"

    def header(self, kind: str, slug: str, title: str) -> Json:
        """Begin a document."""
        at = published_at(self.headers // AT_ONCE)
        self.headers += 1
        return {
            "id": self.identity(), "type": kind, "slug": slug, "url": address(kind, slug), "version": 1,
            "state": "published", "published_at": at, "first_published_at": at,
            "change": {"kind": "initial", "note": None}, "title": title,
        }  # fmt: skip

    def day(self) -> date:
        """Draw a day, half of them of the last nineteen years."""
        return ENDED - timedelta(int(self.chance() ** 2 * DAYS))

    def source(self, title: str, day: date, slug: str) -> Json:
        """Make a source of the day after."""
        return {
            "id": self.identity(), "publisher": self.pick(PAPERS), "title": title, "author": None,
            "url": f"https://news.example/{slug}", "archive_url": None,
            "published": dated((day + timedelta(1)).isoformat()), "language": "en",
            "sha256": f"{self.rng.getrandbits(256):064x}",
        }  # fmt: skip


def passage(source: Json, start: int, exact: str) -> Json:
    """Quote a source."""
    return {"source": source["id"], "start": start, "end": start + len(exact), "exact": exact}


@lru_cache
def published_at(batch: int) -> str:
    """Say when a batch of documents is published."""
    return instant(FIRST_PUBLISHED + timedelta(minutes=batch))


@lru_cache(maxsize=100_000)
def dated(edtf: str) -> Json:
    """Write a date as documents do."""
    return PartialDate.parse(edtf).document()
