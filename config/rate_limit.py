"""Limit how often one address may read the public record, counted over all web workers of this machine.

The counts stand in one small file that every worker maps into memory: a read costs no query, nothing has to
be cleaned up, and a worker that is killed holds nobody up. docs/decisions/counting-readers.md says why.
"""

from __future__ import annotations

import fcntl
import mmap
import struct
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b, sha256
from http import HTTPStatus
from math import ceil
from pathlib import Path
from threading import Lock
from typing import Final

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from config.environment import text
from config.middleware import Answer, is_newsroom
from desk.sign_in.limits import network
from publication.api.problems import problem

WINDOW: Final = 60
"""Seconds for which requests are counted together."""

SLOT: Final = struct.Struct("<QLL")
"""A caller's count: whose, in which window, how many."""

SLOTS: Final = 65_536
"""How many callers are counted at once, 1 MiB; two that meet in a slot take it from each other."""

FREE: Final = ("/healthz", "/readyz")
"""Addresses that probes ask and nobody counts."""


class Counts:
    """How often each caller came lately, shared by all processes that open the same file."""

    def __init__(self, path: str = "") -> None:
        """Open the file at ``path``, or one that only this process and its forks know."""
        self._file = Path(path).open("r+b") if path else tempfile.TemporaryFile()  # noqa: SIM115  # kept open
        self._file.truncate(SLOTS * SLOT.size)
        self._table = mmap.mmap(self._file.fileno(), SLOTS * SLOT.size)
        self._alone = Lock()  # the lock on the file is between processes, this one between threads
        self._key = sha256(settings.SECRET_KEY.encode()).digest()  # nobody can choose whom to meet in a slot

    def take(self, caller: str, now: float) -> tuple[int, int]:
        """Count a request of a caller at ``now`` (seconds of a clock that all processes share).

        Gives how many the caller has made in its window, and in how many seconds the next one begins. Windows
        of different callers begin at different times, so that not all come back at once.
        """
        who = int.from_bytes(blake2b(caller.encode(), digest_size=8, key=self._key).digest(), "big")
        window, passed = divmod(now + who % WINDOW, WINDOW)
        place = who % SLOTS * SLOT.size
        with self._alone, self._locked(place):
            whose, when, count = SLOT.unpack_from(self._table, place)
            count = min(count + 1, 2**32 - 1) if (whose, when) == (who, int(window)) else 1
            SLOT.pack_into(self._table, place, who, int(window), count)
        return count, ceil(WINDOW - passed)

    @contextmanager
    def _locked(self, place: int) -> Iterator[None]:
        """Keep other processes from a slot; the system lets go if this one dies."""
        fcntl.lockf(self._file, fcntl.LOCK_EX, SLOT.size, place)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, SLOT.size, place)


def caller(request: HttpRequest) -> str:
    """Give the address that asks; where none is told, as behind a socket, all who ask count as one."""
    try:
        return network(request)
    except PermissionDenied:
        return ""


class RateLimit:
    """Count requests to public addresses by caller, say what is left, and refuse what is too much."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the rest of the chain; stand aside for good where no limit is set."""
        if not settings.READS_PER_MINUTE:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.most: int = settings.READS_PER_MINUTE
        self.counts = Counts(text("CHANCERY_COUNTS"))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the fields of draft-ietf-httpapi-ratelimit-headers; 429 beyond the limit."""
        if is_newsroom(request) or request.path_info in FREE:
            return self.get_response(request)
        count, seconds = self.counts.take(caller(request), time.monotonic())
        answer = self.get_response(request) if count <= self.most else self._refusal(seconds)
        answer.headers["RateLimit-Policy"] = f'"address";q={self.most};w={WINDOW}'
        answer.headers["RateLimit"] = f'"address";r={max(self.most - count, 0)};t={seconds}'
        return answer

    def _refusal(self, seconds: int) -> HttpResponse:
        detail = f"{self.most} requests a minute are allowed from one address. Go on in {seconds} seconds."
        answer = problem(HTTPStatus.TOO_MANY_REQUESTS, detail)
        answer.headers["Retry-After"] = str(seconds)
        answer.headers["Cache-Control"] = "no-store"
        return answer
