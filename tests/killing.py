"""Run a piece of the product in a process of its own that kills itself at its n-th line."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

from django.db import connections

ROOT = Path(__file__).resolve().parents[1]
ROOMS = tuple(f"{ROOT / room}{os.sep}" for room in ("desk", "publication", "config"))
"""Where lines are counted."""


def run_until(line: int, work: Callable[[], object]) -> int:
    """Do work in a fork until it has run so many lines, then kill it (0: never). Gives lines run, or -1."""
    connections.close_all()
    out, into = os.pipe()
    child = os.fork()
    if not child:
        _work(line, work, into)
    os.close(into)
    with os.fdopen(out, "rb") as told:
        lines = told.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return -1
    assert os.WEXITSTATUS(status) == 0, lines.decode()
    return int(lines)


def _work(line: int, work: Callable[[], object], into: int) -> None:
    """Do the work of the fork, and leave without a word to the rest of this process."""
    walked = count(1)
    last = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal last
        if not frame.f_code.co_filename.startswith(ROOMS):
            return None
        if event == "line":
            last = next(walked)
            if last == line:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    try:
        threading.settrace(trace)
        sys.settrace(trace)
        work()
        sys.settrace(None)
        connections.close_all()
        os.write(into, str(last).encode())
        os._exit(0)
    except BaseException:  # whatever it is, it must not run on as a second pytest
        os.write(into, traceback.format_exc().encode())
        os._exit(1)


def points(lines: int, number: int, seed: int = 7) -> Iterator[int]:
    """Choose lines at random at which to be killed."""
    draw = random.Random(seed)  # it hides nothing
    return (draw.randint(1, lines) for _ in range(number))
