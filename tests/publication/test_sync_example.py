"""The example that mirrors the record holds what is published now, whatever happens to it on the way."""

from __future__ import annotations

import fcntl
import random
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from events.models import Event
from publication.models import Edition
from publication.publishing import publish, redirect, retract, withdraw
from tests import cast
from tests.publication.mirroring import SYNC, mirror, mirror_until, mirrored, moody_proxy, published
from tests.publication.records import BY, ended, publish_again
from tests.scale import size

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mirror.jsonl"


def in_step(url: str, file: Path, client: Client) -> None:
    """Sync, and find in the file exactly what the API shows, at the last serial."""
    ran = mirror(url, file)
    assert ran.returncode == 0, ran.stderr
    assert mirrored(file) == published(client)
    assert file.readlink().name == f"{file.name}.{Edition.objects.last_serial()}"
    assert sorted(each.name for each in file.parent.iterdir()) == sorted(
        [file.name, f"{file.name}.lock", file.readlink().name]
    )


def test_the_mirror_is_what_is_published(live_server: LiveServer, client: Client, file: Path) -> None:
    cast.published_visit()
    in_step(live_server.url, file, client)
    assert {each["type"] for each in mirrored(file)} >= {"country", "event", "official", "relation", "sector"}


def test_an_empty_record_has_an_empty_mirror(live_server: LiveServer, client: Client, file: Path) -> None:
    in_step(live_server.url, file, client)
    assert file.read_bytes() == b""


def test_it_follows_what_is_corrected_and_taken_back(
    live_server: LiveServer, client: Client, file: Path
) -> None:
    event, double, doubtful = cast.published_visit(), cast.visit("double"), cast.visit("doubtful")
    cast.publish_all(double, doubtful)
    in_step(live_server.url, file, client)
    publish_again(event, "correction", "The title was wrong.", title="General Munir in Astana")
    redirect(ended(double, "Entered twice."), to=event.key, **BY)
    withdraw(ended(doubtful, "In doubt."), **BY)
    in_step(live_server.url, file, client)
    events = [each for each in mirrored(file) if each["type"] == "event"]
    assert [(each["slug"], each["title"]) for each in events] == [(event.key, "General Munir in Astana")]
    publish([cast.approval(doubtful)], **BY)
    retract(ended(event, "Never so."), **BY)
    in_step(live_server.url, file, client)
    assert [each["slug"] for each in mirrored(file) if each["type"] == "event"] == ["doubtful"]


def test_the_same_record_gives_the_same_bytes_by_whatever_way(
    live_server: LiveServer, client: Client, file: Path, tmp_path: Path
) -> None:
    event = cast.published_visit()
    in_step(live_server.url, file, client)
    publish_again(event, title="General Munir in Astana")
    in_step(live_server.url, file, client)
    other = tmp_path / "other" / "mirror.jsonl"
    other.parent.mkdir()
    assert mirror_until(0, live_server.url, other).returncode == 0
    assert other.read_bytes() == file.read_bytes()


def acts() -> list[Callable[[], Any]]:
    """List what editors do meanwhile; each can be done again after all the others."""
    visit, other = Event.objects.get(key="munir-astana-2024"), cast.visit("other")
    return [
        lambda: publish_again(visit, "minor", title=f"Visit {Edition.objects.last_serial()}"),
        lambda: publish([cast.approval(other)], **BY),
        lambda: withdraw(ended(other, "In doubt."), **BY),
        lambda: publish([cast.approval(other)], **BY),
        lambda: redirect(ended(other, "Entered twice."), to=visit.key, **BY),
    ]


def reached(file: Path) -> int:
    """Give the serial the file stands at, 0 without one; it must hold the record as it stood then.

    The event that is taken back meanwhile is left out: a reader never sees all of its editions.
    """
    if not file.exists():
        return 0
    serial = int(file.readlink().name.rpartition(".")[2])
    editions = Edition.objects.filter(serial__lte=serial).order_by("serial")
    stood = {(type_, key): version for type_, key, version in editions.values_list("type", "key", "version")}
    stands = {(each["type"], each["slug"]): each["version"] for each in mirrored(file)}
    for versions in (stood, stands):
        versions.pop(("event", "other"), None)
    assert stands == stood
    return serial


def lines_of_runs(url: str, file: Path, meanwhile: Callable[[], Any]) -> tuple[int, int]:
    """Count the lines the example executes to mirror the whole record, and to follow one act."""
    file.parent.mkdir()
    whole = int(mirror_until(0, url, file).stdout.splitlines()[-1])
    meanwhile()
    return whole, int(mirror_until(0, url, file).stdout.splitlines()[-1])


def test_killed_at_any_point_it_loses_and_doubles_nothing(
    live_server: LiveServer, client: Client, tmp_path: Path
) -> None:
    cast.published_visit()
    meanwhile, kills = acts(), size(16, 50)
    runs = lines_of_runs(live_server.url, tmp_path / "elsewhere" / "mirror.jsonl", meanwhile[0])
    file = tmp_path / "here" / "mirror.jsonl"
    file.parent.mkdir()
    killed = done = serial = 0
    while killed < kills:
        ran = mirror_until(random.randint(1, random.choice(runs)), live_server.url, file)
        assert ran.returncode in (0, -signal.SIGKILL), ran.stderr
        killed, done = killed + (ran.returncode != 0), done + 1
        before, serial = serial, reached(file)
        assert serial >= before
        meanwhile[done % len(meanwhile)]()
    in_step(live_server.url, file, client)


def test_a_moody_server_is_asked_again(live_server: LiveServer, client: Client, file: Path) -> None:
    cast.published_visit()
    with moody_proxy(live_server.url, [429, 503, "cut"]) as url:
        assert mirror_until(0, url, file).returncode == 0
    assert mirrored(file) == published(client)


def test_a_server_that_is_none_is_told_and_the_file_stays(
    live_server: LiveServer, client: Client, file: Path
) -> None:
    cast.published_visit()
    in_step(live_server.url, file, client)
    before = file.read_bytes()
    ran = mirror(f"{live_server.url}/nowhere", file)
    assert (ran.returncode, file.read_bytes()) == (1, before)
    assert "404" in ran.stderr


def test_a_server_restored_from_a_backup_is_noticed(
    live_server: LiveServer, client: Client, file: Path
) -> None:
    event = cast.published_visit()
    in_step(live_server.url, file, client)
    file.write_text(file.read_text().replace("General Munir visits Astana", "Told before the backup"))
    before = file.read_bytes()
    publish_again(event, title="General Munir in Astana")
    ran = mirror(live_server.url, file)
    assert (ran.returncode, file.read_bytes()) == (1, before)
    assert "The file is of another record" in ran.stderr


def test_the_last_edition_may_have_been_taken_back_meanwhile(
    live_server: LiveServer, client: Client, file: Path
) -> None:
    event = cast.published_visit()
    in_step(live_server.url, file, client)
    retract(ended(event, "Never so."), **BY)
    in_step(live_server.url, file, client)
    in_step(live_server.url, file, client)


def test_a_server_that_lags_does_not_spoil_the_file(live_server: LiveServer, file: Path) -> None:
    file.symlink_to(f"{file.name}.999")
    (file.parent / f"{file.name}.999").write_text("")
    ran = mirror(live_server.url, file)
    assert ran.returncode == 1
    assert "The server stands at 0, the file at 999" in ran.stderr


def test_a_file_of_somebody_else_is_left_alone(live_server: LiveServer, file: Path) -> None:
    file.write_text("mine")
    ran = mirror(live_server.url, file)
    assert ran.returncode == 1
    assert "was not made by this program" in ran.stderr
    assert file.read_text() == "mine"


def test_two_at_one_file_are_refused(live_server: LiveServer, file: Path) -> None:
    with Path(f"{file}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        ran = mirror(live_server.url, file)
    assert ran.returncode == 1
    assert "Another process keeps" in ran.stderr


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("7", 7),
        ("Thu, 26 Nov 2026 10:00:30 GMT", 30),
        ("Thu, 26 Nov 2026 09:00:00 GMT", 0),
        (None, 8),
        ("x", 8),
    ],
)
def test_it_waits_as_it_is_asked(asked: str | None, seconds: float) -> None:
    spec = spec_from_file_location("sync", SYNC)
    assert spec
    assert spec.loader
    sync = module_from_spec(spec)
    spec.loader.exec_module(sync)
    assert sync.wait(asked, 3, datetime(2026, 11, 26, 10, 0, tzinfo=UTC)) == seconds
