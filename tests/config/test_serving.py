"""The production server stands what the network throws at it, and stops when it is told to."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from config import embedded
from config.embedded import Cluster

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Running:
    """Hold a server that runs: its process, its port and its cluster."""

    process: "subprocess.Popen[bytes]"
    port: int
    cluster: Cluster

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def left(self) -> int:
        """Ask, and give how many requests the server says are left."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", "/api/v1/nowhere/")
            told = connection.getresponse().headers["RateLimit"]
        finally:
            connection.close()
        return int(told.split(";")[1].removeprefix("r="))

    def checks(self) -> dict[str, Any]:
        checks: dict[str, Any] = json.loads(self.get("/readyz")[1])["checks"]
        return checks

    def wait(self, seconds: float = 120) -> None:
        """Wait until it answers; it never will if it takes ``seconds``, or if it has ended."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                assert self.get("/healthz")[0] == 200
            except (OSError, http.client.HTTPException):
                assert time.monotonic() < deadline
                assert self.process.poll() is None
                time.sleep(0.05)
            else:
                return


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """Start the server on a cluster of its own; end it, and clear the cluster away."""
    port = free_port()
    left_out = {"DATABASE_URL", "PUBLIC_DATABASE_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment["DATA_DIR"] = str(tmp_path)
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    running = Running(process, port, embedded.locate(tmp_path))
    running.wait()
    yield running
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    shutil.rmtree(running.cluster.home, ignore_errors=True)


def test_a_query_of_a_megabyte_is_refused_and_the_server_lives_on(server: Running) -> None:
    for size in [10_000, 100_000, 1_000_000]:
        assert server.get("/healthz?q=" + "a" * size)[0] in {414, 431}
    assert server.get("/healthz")[0] == 200


def test_a_killed_database_is_back_for_the_next_request(server: Running) -> None:
    assert server.checks()["default"]
    os.kill(int((server.cluster.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    server.checks()  # may still meet the process of the database that is about to end
    assert server.checks() == {"default": True, "public": True, "migrations": False}


def test_a_killed_worker_is_replaced(server: Running) -> None:
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    if not children.exists():
        pytest.skip("This system does not list a process's children in /proc.")
    for worker in children.read_text().split():
        os.kill(int(worker), signal.SIGKILL)
    server.wait()
    assert server.get("/healthz")[0] == 200


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("READS_PER_MINUTE", "1000")
    return 1000


def test_the_workers_count_readers_together(limit: int, server: Running) -> None:
    left = [server.left() for _ in range(40)]  # each over a connection of its own, so both workers answer
    turns = [now for before, now in pairwise(left) if now != before - 1]
    assert turns in ([], [limit - 1])  # at most once a minute was over


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_the_server_and_its_database(server: Running, how: signal.Signals) -> None:
    assert server.checks()["default"]
    server.process.send_signal(how)
    assert server.process.wait(60) == 0
    assert not (server.cluster.data / "postmaster.pid").exists()


def test_a_stop_right_after_the_start_does_not_hang(server: Running) -> None:
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(60) == 0
