"""Read one file in this process and say what came of it: ``python -m desk.intake.child``.

Takes the file on standard input, and as arguments its ending, its language, the bytes of memory, the seconds
and the characters it may have. Answers in JSON: ``text``, ``title`` and ``read_as``, or ``refused`` with a
sentence. It knows no settings and no database: whatever a hostile file makes of it, there is nothing to take.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from desk.intake.signs import hold_to_ending
from desk.intake.story import FileRefused, Story, as_kept

Read = Callable[[bytes, str, int], Story]

MODULES: Final = {".txt": "plain", ".html": "page", ".htm": "page", ".docx": "word", ".pdf": "pdf"}
"""The module that reads each ending."""
TOO_MUCH: Final = "Reading it would take more memory or time than a story's file may."
DAMAGED: Final = "It could not be read as {}: it is cut off or damaged."


def confine(memory: int, seconds: int) -> None:
    """Bound this process: memory, processor time, and no file may be written."""
    for what, most in (
        (resource.RLIMIT_DATA, memory),  # what it allocates; libraries' code does not count
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def answer(raw: bytes, ending: str, read: Read, language: str, most: int) -> dict[str, Any]:
    """Read the file; every failure is the file's and has its sentence."""
    try:
        hold_to_ending(raw, ending)
        story = read(raw, language, most)
        return story._replace(text=as_kept(story.text, most))._asdict()
    except FileRefused as refused:
        return {"refused": str(refused)}
    except (MemoryError, RecursionError):
        return {"refused": TOO_MUCH}
    except Exception:  # parsers of other people's formats fail in ways that nobody lists
        return {"refused": DAMAGED.format(ending)}


def main() -> None:
    """Read standard input within bounds."""
    ending, language, memory, seconds, most = sys.argv[1:]
    read: Read = import_module(
        f"desk.intake.{MODULES[ending]}"
    ).read  # while Python may still keep it compiled
    confine(int(memory), int(seconds))
    told = answer(sys.stdin.buffer.read(), ending, read, language, int(most))
    sys.stdout.buffer.write(json.dumps(told).encode())


if __name__ == "__main__":
    main()
