"""See through servers that were killed and never reaped.

In a container whose first process reaps nobody, a killed server keeps its process number for ever, and
PostgreSQL refuses to start because it takes that number for a running server.
"""

from contextlib import suppress
from pathlib import Path

PROCESSES = Path("/proc")  # absent on macOS, where the system reaps


def clear_zombie(data: Path) -> bool:
    """Remove the pid file of the cluster `data` if its server is a zombie and no process of it lives on.

    Says whether it did. PostgreSQL's own guard against two servers on one cluster lies in that file, so
    it stays while any process still works in the folder.
    """
    pid_file = data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return False
    if _state(PROCESSES / str(pid)) != "Z" or _works_in(data):
        return False
    pid_file.unlink(missing_ok=True)
    return True


def _state(process: Path) -> str:
    """Return the one-letter state of a process (proc(5)), or nothing if it is gone."""
    with suppress(OSError):
        return (process / "stat").read_text().rpartition(")")[2].split()[0]
    return ""


def _works_in(data: Path) -> bool:
    """Say whether a process has the folder as its working directory, as all of PostgreSQL's have."""
    for process in PROCESSES.glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == data:
                return True
    return False
