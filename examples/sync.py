"""Keep a copy of a Chancery server's public record in one file, in step with its change feed.

    python examples/sync.py https://chancery.example mirror.jsonl
    python examples/sync.py https://chancery.example mirror.jsonl --once

The file holds what is published now, one JSON document a line, ordered by type and slug. What is withdrawn,
retracted or redirected leaves it. Without --once it is kept in step until stopped. Stop or kill it whenever
you like: run again, it goes on where the file stands.

How: ``mirror.jsonl`` is a link to ``mirror.jsonl.<serial>``, the state after that edition. The next state is
written beside it and the link is replaced in one step, so documents and serial always belong together.
Needs Python 3.11, nothing else, and a system with links and file locks (Linux, macOS, the BSDs).
"""

from __future__ import annotations

import argparse
import fcntl
import heapq
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PAGE = 200  # editions asked for at once: the most the server gives
BATCH = 10_000  # editions read before the file is written anew; bounds memory
TIMEOUT = 30  # seconds the server may be silent
TRIES = 8  # how often a page is asked for before this round is given up
WAIT_MOST = 600  # seconds between two tries, whatever the server asks for
EVERY = 60  # seconds between rounds: a cache may answer for the feed that long
PASSING = {408, 425, 429, 500, 502, 503, 504}  # statuses that another try may cure

Key = tuple[str, str]
"""A record's type and slug."""


class Failed(Exception):
    """A round that cannot be finished; the file stands as it was written last."""


class Mirror:
    """The file: a link whose target is named after the serial it stands at."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def serial(self) -> int:
        """Give the serial of the last edition that is in the file, 0 before the first."""
        if not os.path.lexists(self.path):
            return 0
        name, _, serial = (self.path.readlink().name if self.path.is_symlink() else "").rpartition(".")
        if name != self.path.name or not serial.isdecimal() or not self.path.exists():
            raise SystemExit(f"{self.path} was not made by this program, or was moved; name another file.")
        return int(serial)

    def write(self, changes: dict[Key, str | None], serial: int) -> None:
        """Write the state after ``serial``: the lines kept, and those of ``changes``; None takes one out."""
        target, link = self._beside(str(serial)), self._beside("new")
        with target.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(self._lines(changes))
            file.flush()
            os.fsync(file.fileno())
        link.unlink(missing_ok=True)
        link.symlink_to(target.name)
        settle(self.path.parent)
        link.replace(self.path)  # from here on this is the state, for readers and for us
        settle(self.path.parent)
        self._clear(target)

    def line(self, key: Key) -> str | None:
        """Give the line of a record, None if it is not in the file."""
        return next((line for found, line in self._read() if found == key), None)

    def lock(self) -> int:
        """Keep every other process from writing this file; the system lets go when we end, however."""
        lock = os.open(self._beside("lock"), os.O_CREAT | os.O_RDWR, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(f"Another process keeps {self.path} in step.") from None
        return lock

    def _lines(self, changes: dict[Key, str | None]) -> Iterator[str]:
        kept = ((key, line) for key, line in self._read() if key not in changes)
        told = sorted((key, line) for key, line in changes.items() if line is not None)
        yield from (line for _, line in heapq.merge(kept, told))

    def _read(self) -> Iterator[tuple[Key, str]]:
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                document = json.loads(line)
                yield (document["type"], document["slug"]), line

    def _clear(self, current: Path) -> None:
        """Remove states before the current one, and what a killed process left half written."""
        for each in self.path.parent.iterdir():
            name, _, serial = each.name.rpartition(".")
            if name == self.path.name and serial.isdecimal() and each != current:
                each.unlink()

    def _beside(self, end: str) -> Path:
        return self.path.with_name(f"{self.path.name}.{end}")


def settle(folder: Path) -> None:
    """Have the names in a folder on disk before going on."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def recognise(url: str, mirror: Mirror) -> bool:
    """Say yes if the file's last edition is the server's too; refuse a server that lags or has another.

    A server restored from a backup may give serials anew that it had given before. What the file says of the
    record of its last edition must then be what the server tells, unless that was taken back since.
    """
    serial = mirror.serial()
    page = ask(f"{url}/api/v1/changes/?since={serial - 1}&page_size=1") if serial else None
    if page and not page["results"]:
        raise Failed(f"The server stands at {page['last_serial']}, the file at {serial}; the server lags.")
    for edition in page["results"] if page else []:
        held, told = mirror.line((edition["type"], edition["slug"])), line_of(edition)
        taken_back = edition["state"] == "published" and told is None
        if held not in (None, told) and not taken_back:
            raise Failed(f"The file is of another record; remove {mirror.path} to begin anew.")
    return True


def sync(url: str, mirror: Mirror) -> int:
    """Read every edition after the mirror's serial and write what stands; give the serial reached."""
    since, more, changes = mirror.serial(), True, dict[Key, str | None]()
    while more:
        page = ask(f"{url}/api/v1/changes/?since={since}&page_size={PAGE}")
        for edition in checked(page, since):
            changes[edition["type"], edition["slug"]] = line_of(edition)
            since = edition["serial"]
        more = page["next"] is not None
        if changes and (len(changes) >= BATCH or not more):
            mirror.write(changes, since)
            changes = {}
    if not mirror.path.exists():  # nothing was ever published
        mirror.write({}, 0)
    return since


def checked(page: dict[str, Any], since: int) -> list[dict[str, Any]]:
    """Give a page's editions; refuse one with a gap."""
    editions: list[dict[str, Any]] = page["results"]
    if [each["serial"] for each in editions] != list(range(since + 1, since + 1 + len(editions))):
        raise Failed(f"The editions after {since} have a gap.")
    return editions


def line_of(edition: dict[str, Any]) -> str | None:
    """Give the line that an edition makes current; None for an ending, and for what was taken back since."""
    if edition["state"] != "published" or edition["document"] is None:
        return None
    return json.dumps(edition["document"], ensure_ascii=False, separators=(",", ":")) + "\n"


def ask(address: str) -> dict[str, Any]:
    """Read a JSON answer; after a passing failure wait as the server asks, else longer each time."""
    why = ""
    for attempt in range(TRIES):
        asked = None
        try:
            request = Request(address, headers={"Accept": "application/json", "User-Agent": "chancery-sync"})
            with urlopen(request, timeout=TIMEOUT) as answer:
                found: dict[str, Any] = json.load(answer)
                return found
        except HTTPError as refusal:
            why, asked = f"{refusal.code} {refusal.reason}", refusal.headers.get("Retry-After")
            if refusal.code not in PASSING:
                raise Failed(f"{address}: {why}") from None
        except (OSError, HTTPException, ValueError) as failure:  # no connection, a timeout, a cut answer
            why = str(failure) or type(failure).__name__
        if attempt + 1 < TRIES:
            time.sleep(min(wait(asked, attempt, datetime.now(UTC)), WAIT_MOST))
    raise Failed(f"{address}: {why}; tried {TRIES} times.")


def wait(asked: str | None, attempt: int, now: datetime) -> float:
    """Give the seconds to wait: those of Retry-After (a number or a date, RFC 9110), else 1, 2, 4 and on."""
    if asked and asked.isdecimal():
        return int(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked or "") - now).total_seconds())
    except (ValueError, TypeError):
        return 2.0**attempt


def main(arguments: Sequence[str] | None = None) -> None:
    """Keep the file in step; with --once end when it is, with status 1 if it cannot be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("url", help="where the server is, such as https://chancery.example")
    parser.add_argument("file", type=Path, help="the file to keep, such as mirror.jsonl")
    parser.add_argument("--once", action="store_true", help="end when the file is in step")
    given = parser.parse_args(arguments)
    if not given.url.startswith(("http://", "https://")):
        parser.error(f"{given.url} is no address; write one such as https://chancery.example.")
    mirror = Mirror(given.file.absolute())
    mirror.lock()
    url, recognised = given.url.rstrip("/"), False
    while True:
        try:
            recognised = recognised or recognise(url, mirror)
            reached = sync(url, mirror)
            print(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} in step at serial {reached}", flush=True)
        except Failed as failure:
            print(failure, file=sys.stderr, flush=True)
            if given.once:
                sys.exit(1)
        if given.once:
            return
        time.sleep(EVERY)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
