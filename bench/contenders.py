"""Fill and serve what is compared: the product, the limit and the baseline, on one generated record."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson
import psutil

from bench.load import put, reading
from bench.servers import PATIENCE, ROOT
from config.embedded import DATABASE, PUBLIC_ROLE, join, locate

SERVED: Final = ("product", "limit", "baseline")
GRANIAN: Final = (
    "--interface", "wsgi", "--http", "1", "--workers", "2", "--blocking-threads", "4",
    "--no-log", "--host", "127.0.0.1",
)  # fmt: skip
"""What ``config/serving.py`` tells granian."""


@dataclass
class Contender:
    """A server on a record of a size."""

    name: str
    port: int
    process: psutil.Process
    workers: list[psutil.Process] = field(default_factory=list)

    def cpu(self) -> float:
        """Give the seconds of computing that its web processes took so far."""
        return float(sum(each.user + each.system for each in (one.cpu_times() for one in self.workers)))

    def memory(self) -> float:
        """Give the MB that its workers hold; what they share counts once."""
        return float(sum(each.memory_full_info().pss for each in self.workers)) / 1e6


class Installation:
    """A record of so many events, with databases of its own."""

    def __init__(self, folder: Path, events: int) -> None:
        """Say where it is."""
        self.events, self.folder = events, folder / f"record-{events}"
        self.folder.mkdir(parents=True, exist_ok=True)
        known = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.known = {**known, "DATA_DIR": str(self.folder), "LOG_LEVEL": "ERROR"}
        self.asked: dict[str, Any] = {}

    def fill(self, module: str) -> tuple[int, float]:
        """Fill a database where it is empty; gives the documents written, and the seconds it took."""
        documents, seconds = self._run(module, str(self.events)).split()[-2:]
        return int(documents), float(seconds)

    def write_questions(self) -> None:
        """Write down what is asked."""
        path = self.folder / "questions.json"
        self._run("bench.questions", str(path))
        self.asked = orjson.loads(path.read_bytes())
        (self.folder / "limit.json").write_bytes(orjson.dumps(self.asked["sql"]))

    def _run(self, module: str, *arguments: str) -> str:
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.known, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])
        return done.stdout

    @contextmanager
    def serving(self, port: int, names: tuple[str, ...]) -> Iterator[dict[str, Contender]]:
        """Serve until the end."""
        cluster = locate(self.folder)
        join(cluster)
        known = self.known | {
            "LIMIT_ANSWERS": str(self.folder / "limit.json"),
            "LIMIT_DATABASE": f"host={cluster.sockets} user={PUBLIC_ROLE} dbname={DATABASE}",
        }
        with ExitStack() as stack:
            yield {
                name: stack.enter_context(served(name, port + place, known))
                for place, name in enumerate(SERVED) if name in names
            }  # fmt: skip


@contextmanager
def served(name: str, port: int, known: dict[str, str]) -> Iterator[Contender]:
    """Serve one of them until the end."""
    module = {"limit": "bench.limit", "baseline": "bench.baseline.wsgi"}.get(name)
    granian = str(Path(sys.executable).parent / "granian"), *GRANIAN, f"{module}:application"
    command = granian if module else (sys.executable, "manage.py", "serve")
    process = subprocess.Popen(
        [*command, "--port", str(port)], cwd=ROOT, env=known, stdout=subprocess.DEVNULL
    )
    try:
        yield awaited(Contender(name, port, psutil.Process(process.pid)))
    finally:
        process.terminate()
        process.wait(PATIENCE)


def awaited(contender: Contender) -> Contender:
    """Wait until a server listens; its web processes are those that are not the worker of background jobs."""
    for _ in range(PATIENCE * 4):
        try:
            put(contender.port, reading(["/"]), 1, 0)
        except OSError:
            time.sleep(0.25)
        except RuntimeError:
            break  # it answers, if only that there is nothing
        else:
            break
    children = contender.process.children()
    contender.workers = [each for each in children if "worker" not in each.cmdline()]
    return contender
