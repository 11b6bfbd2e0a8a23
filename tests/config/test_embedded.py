"""The embedded PostgreSQL starts by itself, is shared, survives being killed and stops with its last user."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config import embedded
from config.embedded import Cluster

JOIN_AND_WAIT = """
import sys
from pathlib import Path
from config import embedded
embedded.join(embedded.locate(Path(sys.argv[1])))
print("joined", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Give a place for a cluster of its own, and clear it away."""
    place = embedded.locate(tmp_path)
    yield place
    embedded.leave(place)
    for folder in {place.home, place.sockets}:
        shutil.rmtree(folder, ignore_errors=True)


def answers(cluster: Cluster) -> bool:
    try:
        psycopg.connect(host=str(cluster.sockets), user="chancery", dbname="chancery").close()
    except psycopg.OperationalError:
        return False
    return True


def kill_server(cluster: Cluster) -> None:
    pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)


def another_process(folder: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", JOIN_AND_WAIT, str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def wait_for_join(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "joined\n"


def test_it_starts_with_the_first_user_and_stops_with_the_last(cluster: Cluster, tmp_path: Path) -> None:
    embedded.join(cluster)
    other = another_process(tmp_path)
    wait_for_join(other)
    embedded.leave(cluster)
    assert answers(cluster)
    other.communicate("")
    assert not answers(cluster)


def test_a_second_start_takes_less_than_a_second(cluster: Cluster) -> None:
    embedded.join(cluster)
    embedded.leave(cluster)
    before = time.monotonic()
    embedded.join(cluster)
    assert time.monotonic() - before < 1


def test_two_processes_may_start_it_at_once(cluster: Cluster, tmp_path: Path) -> None:
    processes = [another_process(tmp_path) for _ in range(2)]
    for process in processes:
        wait_for_join(process)
    assert answers(cluster)
    for process in processes:
        process.communicate("")
    assert not answers(cluster)


def test_a_user_that_was_killed_no_longer_counts(cluster: Cluster, tmp_path: Path) -> None:
    embedded.join(cluster)
    other = another_process(tmp_path)
    wait_for_join(other)
    other.kill()
    other.wait()
    embedded.leave(cluster)
    assert not answers(cluster)


def test_a_killed_server_is_revived_with_what_was_committed(cluster: Cluster) -> None:
    embedded.join(cluster)
    with psycopg.connect(host=str(cluster.sockets), user="chancery", dbname="chancery") as connection:
        connection.execute("CREATE TABLE word AS SELECT 'kept' AS text")
    kill_server(cluster)
    embedded.revive(cluster)
    with psycopg.connect(host=str(cluster.sockets), user="chancery", dbname="chancery") as connection:
        assert connection.execute("SELECT text FROM word").fetchall() == [("kept",)]


def test_a_stale_pid_file_does_not_stop_the_start(cluster: Cluster) -> None:
    embedded.join(cluster)
    pid_file = cluster.data / "postmaster.pid"
    stale = pid_file.read_text()
    embedded.leave(cluster)
    pid_file.write_text(stale)
    embedded.join(cluster)
    assert answers(cluster)


def test_an_interrupted_creation_is_begun_again(cluster: Cluster) -> None:
    cluster.home.mkdir(parents=True, mode=0o755)
    (cluster.home / "data.new").mkdir()
    (cluster.home / "data.new" / "PG_VERSION").write_text("18\n")
    embedded.join(cluster)
    assert answers(cluster)


def test_a_long_path_moves_the_sockets_to_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    place = embedded.locate(tmp_path / ("long" * 30))
    assert len(os.fsencode(place.sockets / embedded.SOCKET_NAME)) <= embedded.SOCKET_PATH_MAX
    assert place.sockets != place.home


def test_a_dead_server_that_nobody_reaped_does_not_stop_the_start(cluster: Cluster) -> None:
    embedded.join(cluster)
    pid_file = cluster.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    embedded.leave(cluster)
    with subprocess.Popen(["true"]) as zombie:
        time.sleep(0.1)  # it has ended, and we have not asked how
        pid_file.write_text("\n".join([str(zombie.pid), *lines[1:], ""]))
        embedded.join(cluster)
        assert answers(cluster)


def test_a_broken_cluster_is_reported_with_what_the_server_said(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "PATIENCE_SECONDS", 0.0)
    embedded.join(cluster)
    embedded.leave(cluster)
    (cluster.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(embedded.EmbeddedError, match="PostgreSQL version 12"):
        embedded.join(cluster)
