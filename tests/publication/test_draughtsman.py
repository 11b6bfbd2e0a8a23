"""Pictures are drawn by a process that may die, be slow or be asked for what it cannot draw."""

from __future__ import annotations

import os
import signal

import orjson
import pytest
from django.test import Client

from events.models import Event
from publication.pictures import drawing
from publication.pictures.drawing import Draughtsman, NotDrawn

pytestmark = pytest.mark.django_db

LEVELS = "/relations/KZ-PK/pictures/levels"


def job() -> bytes:
    return orjson.dumps({"form": "svg", "spec": {"data": {"values": []}, "mark": "bar"}}) + b"\n"


def test_a_draughtsman_who_was_killed_comes_back() -> None:
    draughtsman = Draughtsman()
    assert draughtsman.draw(job()).startswith(b"<svg")
    process = draughtsman._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert draughtsman.draw(job()).startswith(b"<svg")


def test_what_cannot_be_drawn_is_refused_and_the_next_is_drawn() -> None:
    draughtsman = Draughtsman()
    with pytest.raises(NotDrawn):
        draughtsman.draw(b'{"form":"svg","spec":{"mark":"nothing"}}\n')
    assert draughtsman.draw(job()).startswith(b"<svg")


def test_a_draughtsman_who_takes_too_long_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, reader: Client, library: Event
) -> None:
    monkeypatch.setattr(drawing, "PATIENCE", 0.001)
    monkeypatch.setattr(drawing, "_draughtsman", Draughtsman())
    drawing._drawn.cache_clear()
    answer = reader.get(f"{LEVELS}.svg")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "ETag" not in answer.headers
    assert reader.get("/relations/KZ-PK/").status_code == 200
