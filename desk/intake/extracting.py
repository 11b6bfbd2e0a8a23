"""Have a file read by a child process with bounds, and take its answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import PurePath

from django.conf import settings

from desk.intake.child import MODULES, TOO_MUCH
from desk.intake.story import FileRefused, Story

ENDINGS = ", ".join(MODULES)


def extract(name: str, raw: bytes, language: str = "") -> Story:
    """Read a file by its name's ending; the calling process only ever sees the text.

    Refuses with one sentence (``FileRefused``): an ending that is not read, a file that is not what its
    ending says, damaged, protected or without text, or one that asks for too much.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in MODULES:
        raise FileRefused(f"Files that end in {ENDINGS} are read; this one does not.")
    if not raw:
        raise FileRefused("It is empty.")
    bounds = (settings.SOURCE_FILE_MEMORY, settings.SOURCE_FILE_SECONDS, settings.SOURCE_TEXT_MAX)
    command = [sys.executable, "-m", "desk.intake.child", ending, language, *map(str, bounds)]
    try:
        done = subprocess.run(
            command, input=raw, capture_output=True, timeout=settings.SOURCE_FILE_SECONDS, check=False,
            cwd=settings.BASE_DIR, env={"PYTHONUTF8": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise FileRefused(TOO_MUCH) from late
    if done.returncode < 0:  # ended by the kernel at a bound
        raise FileRefused(TOO_MUCH)
    done.check_returncode()
    told = json.loads(done.stdout)
    if "refused" in told:
        raise FileRefused(told["refused"])
    return Story(**told)
