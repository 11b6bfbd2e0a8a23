"""The record is had as dated files that are never altered, and fall silent with what was taken back."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pandas as pd
import pytest
from django.core.management import call_command
from django.http.response import HttpResponseBase
from django.test import Client
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no stubs
from pytest_django import Settings

from events.models import Event
from publication import downloads
from publication.models import Download
from publication.publishing import retract, withdraw
from publication.tasks import make_downloads
from tests import cast
from tests.publication.asking import refused
from tests.publication.library import plain
from tests.publication.records import BY, edit, ended, publish_again

pytestmark = pytest.mark.django_db

LIST = "/api/v1/downloads/"
Json = dict[str, Any]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Keep the files of a test apart."""
    known = settings.STORAGES["downloads"]
    settings.STORAGES = {**settings.STORAGES, "downloads": {**known, "OPTIONS": {"location": tmp_path}}}
    return tmp_path


@pytest.fixture
def made(library: Event) -> list[Download]:
    return downloads.make(at=cast.NOW)


def listed(reader: Client) -> dict[str, Json]:
    return {each["name"]: each for each in reader.get(LIST).json()["results"]}


def body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a FileResponse


def test_each_file_is_what_the_list_says_of_it(reader: Client, made: list[Download]) -> None:
    found = listed(reader)
    assert {"record.jsonl", "events.csv", "events.parquet", "meetings.csv", "datapackage.json"} <= set(found)
    for each in found.values():
        assert (each["date"], each["serial"], each["available"]) == ("2026-02-04", made[0].serial, True)
        read = body(reader.get(each["url"]))
        assert (len(read), hashlib.sha256(read).hexdigest()) == (each["bytes"], each["sha256"])
        assert reader.get(each["schema"]).status_code == 200


def test_every_line_fits_the_schema_that_goes_with_it(reader: Client, made: list[Download]) -> None:
    found = listed(reader)
    schema = orjson.loads(body(reader.get(found["record.jsonl"]["schema"])))
    Draft202012Validator.check_schema(schema)
    documents = [orjson.loads(line) for line in body(reader.get(found["record.jsonl"]["url"])).splitlines()]
    assert len(documents) == found["record.jsonl"]["rows"]
    for document in documents:
        Draft202012Validator(schema).validate(document)


def test_the_data_package_describes_each_table(reader: Client, made: list[Download]) -> None:
    found = listed(reader)
    package = orjson.loads(body(reader.get(found["events.csv"]["schema"])))
    for resource in package["resources"]:
        assert resource["hash"] == f"sha256:{found[resource['path']]['sha256']}"
        if resource["format"] != "csv":
            continue
        text = body(reader.get(found[resource["path"]]["url"])).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert rows[0] == [field["name"] for field in resource["schema"]["fields"]]
        assert len(rows) - 1 == found[resource["path"]]["rows"]
    table = pd.read_parquet(io.BytesIO(body(reader.get(found["events.parquet"]["url"]))))
    assert len(table) == found["events.csv"]["rows"]


def test_a_snapshot_is_made_once_for_what_it_says_and_stays_as_it_is(
    reader: Client, made: list[Download], library: Event, folder: Path
) -> None:
    assert downloads.make(at=cast.NOW + timedelta(days=1)) == []
    before = {path.name: path.read_bytes() for path in (folder / made[0].name).parent.iterdir()}
    publish_again(library, title="General Munir came")
    again = downloads.make(at=cast.NOW + timedelta(days=1))
    assert again[0].name.startswith("2026-02-05-")
    assert {path.name: path.read_bytes() for path in (folder / made[0].name).parent.iterdir()} == before
    assert len({each["snapshot"] for each in reader.get(LIST).json()["results"]}) == 2


def test_drafts_are_in_no_file(reader: Client, library: Event) -> None:
    edit(library, title="HALF EDITED")
    downloads.make(at=cast.NOW)
    assert not any(b"HALF EDITED" in body(reader.get(each["url"])) for each in listed(reader).values())


@pytest.mark.parametrize("verb", [withdraw, retract])
def test_a_snapshot_is_silent_while_it_may_hold_what_was_taken_back(
    reader: Client, made: list[Download], library: Event, verb: Any
) -> None:
    verb(ended(library), **BY)
    assert not any(each["available"] for each in listed(reader).values())
    for each in made:
        answer = reader.get(each.path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (410, "application/problem+json")
        assert "Take a newer one" in answer.json()["detail"]
    assert "Silent" in reader.get("/data/").content.decode()
    downloads.make(at=cast.NOW + timedelta(days=1))
    newest = listed(reader)  # the first of a name is the newest, and the last in this mapping is the oldest
    assert not newest["record.jsonl"]["available"]
    lines = reader.get(LIST).json()["results"]
    whole = next(each for each in lines if each["name"] == "record.jsonl")
    assert whole["available"]
    assert library.key.encode() not in body(reader.get(whole["url"]))


def test_a_file_is_cached_by_its_hash(reader: Client, made: list[Download]) -> None:
    answer = reader.get(made[0].path)
    assert answer.headers["ETag"] == f'"{made[0].sha256}"'
    assert answer.headers["Content-Disposition"].startswith("attachment")
    body(answer)
    unchanged = reader.get(made[0].path, headers={"If-None-Match": f'"{made[0].sha256}"'})
    assert unchanged.status_code == 304
    assert reader.head(made[0].path).headers["Content-Length"] == str(made[0].size)
    assert reader.post(made[0].path).status_code == 405


@pytest.mark.parametrize("path", ["/data/x/events.csv", "/data/2026-02-04-1/..", "/data/2026-02-04-1/x%00"])
def test_no_other_file_is_had(reader: Client, made: list[Download], path: str) -> None:
    assert reader.get(path).status_code in (400, 404)


def test_a_lost_file_is_told_of(reader: Client, made: list[Download], folder: Path) -> None:
    (folder / made[0].name).unlink()
    assert reader.get(made[0].path).status_code == 404


def test_before_the_first_night_there_are_no_files(reader: Client) -> None:
    assert reader.get(LIST).json()["results"] == []
    assert "No file was made yet" in reader.get("/data/").content.decode()


def test_the_worker_makes_them_at_night_and_a_command_at_once(library: Event, reader: Client) -> None:
    assert make_downloads(int(cast.NOW.timestamp())) == len(listed(reader)) > 0
    cast.publish_all(plain("late", "2020-01-01", cast.pakistan()))
    out = io.StringIO()
    call_command("snapshot", "--origin", "https://record.example", stdout=out)
    assert "/events.csv  8 rows" in out.getvalue()
    call_command("snapshot", stdout=out)
    assert out.getvalue().endswith("The newest snapshot says the same already.\n")


def test_older_snapshots_stand_on_pages_of_their_own(
    reader: Client, settings: Settings, library: Event, django_assert_max_num_queries: Any
) -> None:
    settings.SNAPSHOTS = 2
    for day in range(5):
        downloads.make(at=cast.NOW + timedelta(days=day))
        publish_again(library, title=f"General Munir came, {day}")
    found, address = list[str](), LIST
    while address:
        with django_assert_max_num_queries(3):
            page = reader.get(address).json()
        found.append(" ".join(dict.fromkeys(each["date"] for each in page["results"])))
        address = page["next"]
    assert found == ["2026-02-08 2026-02-07", "2026-02-06 2026-02-05", "2026-02-04"]
    first = reader.get("/data/").content.decode()
    older = re.search(r'href="(\?before=\d+)" rel="next"', first)
    assert older
    second = reader.get(f"/data/{older[1]}").content.decode()
    assert "6 February 2026" in second
    assert "8 February 2026" not in second
    assert "The newest" in second
    assert "There are no older files." in reader.get("/data/?before=0").content.decode()
    assert reader.get("/data/?before=x").status_code == 400
    assert "write a serial" in refused(reader, f"{LIST}?before=-1")["before"]


def test_the_page_lists_them(
    reader: Client, made: list[Download], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        page = reader.get("/data/").content.decode()
    assert all(each.path in page and each.sha256 in page for each in made)
    with django_assert_max_num_queries(3):
        reader.get(LIST)
