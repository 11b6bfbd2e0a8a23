"""Draw in a process of its own: ``python -m publication.pictures.draughtsman``.

Reads jobs, a line of JSON each with ``form`` (svg or png) and ``spec``; answers each with its length as a
line, and that many bytes. It holds 120 MB once it has drawn, so it ends when nothing was asked for a while.
"""

from __future__ import annotations

import select
import sys
from typing import BinaryIO, Final

import orjson
import vl_convert

IDLE_SECONDS: Final = 300
SCALE: Final = 2
"""Points of a PNG for each pixel of the picture."""


def draw(job: bytes) -> bytes:
    """Draw one picture; nothing outside the spec is read."""
    told = orjson.loads(job)
    if told["form"] == "png":
        return bytes(vl_convert.vegalite_to_png(told["spec"], scale=SCALE, allowed_base_urls=[]))
    return str(vl_convert.vegalite_to_svg(told["spec"], allowed_base_urls=[])).encode()


def serve(jobs: BinaryIO, drawn: BinaryIO) -> None:
    """Draw until nobody asks any more."""
    while select.select([jobs], [], [], IDLE_SECONDS)[0]:  # a job waits for its answer: none is buffered
        job = jobs.readline()
        if not job:
            return
        picture = draw(job)
        drawn.write(b"%d\n" % len(picture))
        drawn.write(picture)
        drawn.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
