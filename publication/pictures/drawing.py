"""Have pictures drawn: by one draughtsman for each web process, who starts with the first picture."""

from __future__ import annotations

import subprocess
import sys
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock, Timer
from typing import IO, Final

import orjson
from django.conf import settings

from publication.pictures.look import LIGHT, NARROW, STYLE, THEMED, WIDE, dressed
from publication.pictures.shape import Json, Picture

PATIENCE: Final = 10.0
"""Seconds that a picture may take, and that a reader waits for the draughtsman."""

KEPT: Final = 128
"""Pictures that a web process holds: about 4 MB."""


class NotDrawn(Exception):
    """The draughtsman is too busy, or could not draw this."""


@cache
def hand() -> str:
    """Name the way of drawing as a hash of all it is made of, so that a new way is a new picture."""
    files = sorted(Path(__file__).parent.iterdir())
    return sha256(b"".join(each.read_bytes() for each in files if each.is_file())).hexdigest()[:12]


def svg(picture: Picture) -> bytes:
    """Draw a picture for a page: it follows the reader's light or dark."""
    return _themed(picture, WIDE)


def narrow_svg(picture: Picture) -> bytes:
    """Draw a picture for the page on a narrow screen."""
    return _themed(picture, NARROW)


def _themed(picture: Picture, measures: Json) -> bytes:
    drawn = _drawn(orjson.dumps(dressed(picture, THEMED, measures=measures)), "svg")
    return drawn.replace(b">", b"><style>" + STYLE.encode() + b"</style>", 1)


def png(picture: Picture) -> bytes:
    """Draw a picture to be shared: light, with its title."""
    return _drawn(orjson.dumps(dressed(picture, LIGHT, titled=True)), "png")


@lru_cache(maxsize=KEPT)
def _drawn(spec: bytes, form: str) -> bytes:
    return _draughtsman.draw(b'{"form":"' + form.encode() + b'","spec":' + spec + b"}\n")


class Draughtsman:
    """The process that draws, one picture after the other."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def draw(self, job: bytes) -> bytes:
        """Have a job done; raises ``NotDrawn``."""
        if not self._lock.acquire(timeout=PATIENCE):
            raise NotDrawn("Others are being drawn.")
        try:
            return self._ask(job) or self._ask(job) or self._fail()  # it may have gone home between two jobs
        finally:
            self._lock.release()

    def _ask(self, job: bytes) -> bytes:
        process, jobs, drawn = self._at_work()
        impatient = Timer(PATIENCE, process.kill)
        impatient.start()
        try:
            jobs.write(job)
            jobs.flush()
            length = int(drawn.readline() or 0)
            if length:
                return drawn.read(length)
        except OSError:
            pass
        finally:
            impatient.cancel()
        process.kill()  # it draws no more, be it that it still has to end
        process.wait()
        return b""

    def _at_work(self) -> tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]:
        process = self._process
        if process is None or process.poll() is not None:
            command = [sys.executable, "-m", "publication.pictures.draughtsman"]
            process = self._process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, env={},
            )  # fmt: skip
        if process.stdin is None or process.stdout is None:
            raise NotDrawn("It cannot be spoken to.")
        return process, process.stdin, process.stdout

    def _fail(self) -> bytes:
        raise NotDrawn("It could not be drawn.")


_draughtsman = Draughtsman()
