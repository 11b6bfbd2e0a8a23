"""Say which command writes to the database, so that the history of working copies knows it."""

import getpass
import os
import platform
import re
import sys
from pathlib import Path

REASON_LENGTH = 300  # characters of a command line that the history keeps


def acting_options(arguments: list[str]) -> str:
    """Say in options of a connection (libpq) which command writes, who runs it on which machine, and how.

    Takes the command line; gives nothing where it is none of ours, such as a test run's.
    """
    if len(arguments) < 2 or Path(arguments[0]).name != "manage.py":
        return ""
    command = arguments[1]
    told = {
        "by": command if command == "worker" else f"manage.py {command}",
        "origin": f"{account()} on {platform.node()}",
        "reason": " ".join(["manage.py", *arguments[1:]])[:REASON_LENGTH],
    }
    return " ".join(f"-c chancery.{name}={escaped(value)}" for name, value in told.items())


def account() -> str:
    """Name the account of the system that runs this process, by number where it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.geteuid())


def escaped(value: str) -> str:
    """Put a value into options, where spaces divide and backslashes protect; what cannot be shown goes."""
    shown = "".join(each if each.isprintable() else " " for each in value)
    return re.sub(r"([\\ ])", r"\\\1", shown)


ACTING = acting_options(sys.argv)  # of this process
