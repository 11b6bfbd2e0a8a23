"""The files of the record are kept in a bucket as well as in a folder: of a real server that speaks S3."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from moto.server import ThreadedMotoServer
from pytest_django import Settings

import config.files
from publication import downloads
from publication.models import Download
from publication.tasks import make_downloads
from tests import cast
from tests.publication.test_downloads import body, listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadedMotoServer]:
    """Serve S3 on a port of its own, with one bucket."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "chancery")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    served = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    served.start()
    bucket(served).create()
    yield served
    served.stop()


def bucket(server: ThreadedMotoServer) -> Any:
    return boto3.resource("s3", endpoint_url=address(server)).Bucket("record")


def address(server: ThreadedMotoServer) -> str:
    host, port = server.get_host_and_port()
    return f"http://{host}:{port}"


@pytest.fixture
def kept(server: ThreadedMotoServer, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[Download]:
    """Make a snapshot in the bucket, as the variables say."""
    for name, value in {"BUCKET": "record", "FOLDER": "public", "ENDPOINT": address(server)}.items():
        monkeypatch.setenv(f"DOWNLOADS_S3_{name}", value)
    settings.STORAGES = {**settings.STORAGES, "downloads": config.files.downloads(Path("nowhere"))}
    cast.published_visit()
    return downloads.make(at=cast.NOW)


def test_each_file_lies_in_the_bucket_and_is_handed_out(
    client: Client, server: ThreadedMotoServer, kept: list[Download]
) -> None:
    found = listed(client)
    assert {each.key for each in bucket(server).objects.all()} == {f"public/{each.name}" for each in kept}
    for each in found.values():
        read = body(client.get(each["url"]))
        assert (len(read), hashlib.sha256(read).hexdigest()) == (each["bytes"], each["sha256"])
        told = client.head(each["url"])
        assert told.headers["Content-Length"] == str(each["bytes"])
        assert told.headers["Content-Disposition"] == f'attachment; filename="{each["name"]}"'


def test_a_run_that_was_cut_off_is_made_again(
    client: Client, server: ThreadedMotoServer, kept: list[Download]
) -> None:
    Download.objects.all().delete()
    bucket(server).Object(f"public/{kept[0].name}").put(Body=b"half")
    assert make_downloads(int(cast.NOW.timestamp())) == len(kept)
    assert hashlib.sha256(body(client.get(kept[0].path))).hexdigest() == kept[0].sha256


def test_a_lost_file_is_told_of(client: Client, server: ThreadedMotoServer, kept: list[Download]) -> None:
    bucket(server).Object(f"public/{kept[0].name}").delete()
    assert client.get(kept[0].path).status_code == client.head(kept[0].path).status_code == 404


def test_a_bucket_that_is_away_is_told_of(
    client: Client, server: ThreadedMotoServer, kept: list[Download]
) -> None:
    server.stop()
    for answer in (client.get(kept[0].path), client.head(kept[0].path)):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert client.get("/data/").status_code == 200


def test_without_the_extra_the_start_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOWNLOADS_S3_BUCKET", "record")
    monkeypatch.setattr(config.files, "find_spec", {}.get)
    with pytest.raises(ImproperlyConfigured, match="uv sync --extra s3"):
        config.files.downloads(Path("nowhere"))


def test_without_a_bucket_they_lie_in_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOWNLOADS_DIR", raising=False)
    assert config.files.downloads(Path("home"))["OPTIONS"] == {"location": Path("home/downloads")}
    monkeypatch.setenv("DOWNLOADS_DIR", "/elsewhere")
    assert config.files.downloads(Path("home"))["OPTIONS"] == {"location": "/elsewhere"}
