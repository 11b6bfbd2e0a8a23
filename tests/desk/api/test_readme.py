"""The README's examples of writing by program are right, in their order."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests import cast
from tests.desk.api.writing import DESK, Program, colleague, token_of

pytestmark = pytest.mark.django_db

README = (Path(__file__).resolve().parents[3] / "README.md").read_text()
SECTION = README.split("\n## Write by program\n")[1].split("\n## ")[0]


class Call(NamedTuple):
    """A request as curl would send it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


def calls(**known: str) -> list[Call]:
    """Read the calls of curl, as a shell would with these variables."""
    said = [each for each in re.findall(r"```sh\n(.*?)```", SECTION, flags=re.DOTALL) if each[:4] == "curl"]
    return [read(re.sub(r"\$([A-Z]+)", lambda name: known[name[1]], each)) for each in said]


def read(command: str) -> Call:
    words = shlex.split(command.replace("\\\n", " "))[1:]
    options: dict[str, list[str]] = {"-H": [], "-X": [], "-d": []}
    address = ""
    while words:
        word = words.pop(0)
        if word in options:
            options[word].append(words.pop(0))
        elif word != "-i":
            address = word
    headers = dict(each.split(": ", 1) for each in options["-H"])
    body = "".join(options["-d"]).encode()
    return Call((options["-X"] or ["POST"])[0], address.split(f"{DESK}/")[1], headers, body)


def test_the_calls_do_what_the_page_says() -> None:
    cast.publish_the_ground()
    user = colleague("rustam", "reporter")
    program = Program("none")
    secret = token_of(user, "read", "write").secret

    def answer(call: Call) -> Any:
        return program.client.generic(call.method, f"{DESK}/{call.path}", call.body, headers=call.headers,
                                      content_type=call.headers["Content-Type"])  # fmt: skip

    create = calls(TOKEN=secret, ID="")[0]
    made = answer(create)
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"'), made.content
    (meeting,) = made.json()["meetings"]
    offices = [office["name"] for row in meeting["participations"] for office in row["offices"]]
    assert offices == ["Chief of Army Staff (PK)", "President (KZ)"]
    assert answer(create).headers["Idempotency-Replayed"] == "true"
    _, change, submit = calls(TOKEN=secret, ID=made.json()["id"])
    assert answer(change._replace(headers=change.headers | {"If-Match": ""})).status_code == 428
    changed = answer(change)
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"'), changed.content
    stale = answer(change)
    assert (stale.status_code, stale.json()["saved_by"]) == (412, "rustam")
    assert stale.json()["current"]["summary"] == changed.json()["summary"]
    submitted = answer(submit)
    assert (submitted.status_code, submitted.json()["review_state"]) == (200, "in_review"), submitted.content
