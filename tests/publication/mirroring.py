"""Run the example that mirrors the record, also to be killed at a chosen line, and read what it made."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import urlopen

from django.test import Client

from publication.addresses import PLURALS

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parents[2]
SYNC = ROOT / "examples" / "sync.py"

BY_LINES = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
import sync
sync.PAGE, sync.BATCH = 3, 5
lines, last = 0, int(sys.argv[2])
def count(frame, event, argument):
    global lines
    if frame.f_code.co_filename != sync.__file__:
        return None
    lines += event == "line"
    if lines == last > 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return count
sys.settrace(count)
sync.main([*sys.argv[3:], "--once"])
sys.settrace(None)
print(lines)
"""
"""A program that runs the example in small pages and batches, and kills itself at its n-th line."""


def mirror(url: str, file: Path) -> subprocess.CompletedProcess[str]:
    """Run the example once, as a person would."""
    command = [sys.executable, str(SYNC), url, str(file), "--once"]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def mirror_until(line: int, url: str, file: Path) -> subprocess.CompletedProcess[str]:
    """Run the example until it has executed so many lines, then kill it with SIGKILL; 0 lets it end."""
    command = [sys.executable, "-c", BY_LINES, str(SYNC.parent), str(line), url, str(file)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def mirrored(file: Path) -> list[Json]:
    """Read the mirror's documents; each line must be whole, in order, and the only one of its record."""
    documents = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    keys = [(each["type"], each["slug"]) for each in documents]
    assert keys == sorted(set(keys))
    return documents


def published(client: Client) -> list[Json]:
    """Read every current document from the API, by type and slug."""
    documents = []
    for kind, plural in sorted(PLURALS.items()):
        rows = client.get(f"/api/v1/{plural}/?page_size=200").json()
        assert rows["next"] is None
        slugs = sorted(row["slug"] for row in rows["results"])
        found = [client.get(f"/api/v1/{plural}/{slug}/").json() for slug in slugs]
        assert {each["type"] for each in found} <= {kind}
        documents += found
    return documents


@contextmanager
def moody_proxy(url: str, moods: list[Any]) -> Iterator[str]:
    """Stand before the server and answer by ``moods`` first: a status with Retry-After, or «cut»."""

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mood = moods.pop(0) if moods else None
            if isinstance(mood, int):
                self.send_response(mood)
                self.send_header("Retry-After", "0")
                self.end_headers()
                return
            with urlopen(url + self.path) as answer:
                body = answer.read()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if mood == "cut" else body)

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
