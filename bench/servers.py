"""Run a server on generated data, with a database and a folder of its own."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PATIENCE: Final = 60
"""Seconds that a server may take to start."""


class Server:
    """A running server, asked over one connection that is kept, as an editor's browser does."""

    def __init__(self, port: int, session: str, source: str) -> None:
        self.source = source
        self._headers = {"Cookie": f"sessionid={session}", "Accept": "application/json, text/html"}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, path: str) -> float:
        """Ask for a path; give the milliseconds until the whole answer was there."""
        begun = time.perf_counter()
        try:
            answer = self._answer(path)
        except http.client.RemoteDisconnected:  # the server closes a connection that was idle
            begun = time.perf_counter()
            answer = self._answer(path)
        body = answer.read()
        took = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}: {body[:300]!r}")
        return took

    def _answer(self, path: str) -> http.client.HTTPResponse:
        self._connection.request("GET", path, headers=self._headers)
        return self._connection.getresponse()

    def close(self) -> None:
        """Drop the connection; the next question makes a new one."""
        self._connection.close()


@contextmanager
def running(folder: Path, port: int, officials: int, drafts: int) -> Iterator[Server]:
    """Fill a folder's database where it is empty, and serve it until the end."""
    begun = time.perf_counter()
    known = {**os.environ, "DATA_DIR": str(folder), "WEB_WORKERS": "1", "LOG_LEVEL": "ERROR"}
    known = {name: value for name, value in known.items() if name != "DATABASE_URL"}
    fill = [sys.executable, "-m", "bench.filling", str(officials), str(drafts)]
    filled = subprocess.run(fill, cwd=ROOT, env=known, capture_output=True, text=True, check=False)
    if filled.returncode:
        raise RuntimeError(filled.stderr[-3000:])
    session, source = filled.stdout.split()[-2:]
    print(f"{officials:,} officials, {drafts:,} drafts: ready after {time.perf_counter() - begun:.0f} s")
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=known, stdout=subprocess.DEVNULL)
    try:
        yield awaited(Server(port, session, source), server)
    finally:
        server.terminate()
        server.wait(PATIENCE)


def awaited(server: Server, process: subprocess.Popen[bytes]) -> Server:
    """Wait until a server answers."""
    for _ in range(PATIENCE * 2):
        try:
            server.ask("/healthz")
        except (OSError, http.client.HTTPException):
            server.close()
            if process.poll() is not None:
                raise RuntimeError("The server ended; is the port taken?") from None
            time.sleep(0.5)
        else:
            return server
    raise RuntimeError("The server does not answer.")
