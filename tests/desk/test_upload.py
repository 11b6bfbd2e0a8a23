"""A story in hand becomes a source: its text is kept with its hash, in the newsroom alone."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from relations.models import Passage, Source
from tests import cast
from tests.desk.api.writing import DESK, Person, errors
from tests.desk.story_files import pdf, word_file
from tests.filling import signed_in

pytestmark = pytest.mark.django_db

UPLOAD = f"{DESK}/sources/upload/"
TEXT = "Munir in Astana\nGeneral Munir was received by President Tokayev."


def send(client: Client, name: str, raw: bytes, **fields: Any) -> Any:
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, raw), **fields})


def test_a_text_file_becomes_a_source_as_one_that_was_typed_in():
    details = {"publisher": "The Steppe Gazette", "url": "https://news.example/a", "published": "2024-05",
               "language": "en", "author": "", "title": "Received"}  # fmt: skip
    answer = send(signed_in("reporter"), "story.txt", TEXT.replace("\n", "\r\n").encode(), **details)
    assert answer.status_code == 201, answer.content
    form = answer.json()
    assert answer.headers["Location"] == f"{DESK}/sources/{form['id']}/"
    assert answer.headers["Read-As"] == "text/plain; charset=utf-8"
    assert (form["text"], form["sha256"]) == (TEXT, hashlib.sha256(TEXT.encode()).hexdigest())
    assert (form["title"], form["publisher"], form["published"]["edtf"]) == (
        "Received", "The Steppe Gazette", "2024-05",
    )  # fmt: skip
    source = Source.objects.get()
    assert (source.text, source.sha256, source.author) == (TEXT, form["sha256"], "")
    again = Person("reporter").get(f"sources/{form['id']}/")
    assert (again.json(), again.headers["ETag"]) == (form, answer.headers["ETag"])


@pytest.mark.parametrize(
    ("name", "raw", "title"),
    [
        ("a.txt", TEXT.encode(), "Munir in Astana"),
        ("a.html", b"<title>From the page</title><p>Words", "From the page"),
        ("a.docx", word_file("The heading", "Words"), "The heading"),
        (
            "a.pdf",
            pdf(["A headline", "", "And its words, which are many more than those above."]),
            "A headline",
        ),
        ("munir-visit.txt", b"word " * 100, "munir-visit"),
    ],
)
def test_a_source_without_a_title_takes_the_storys_own_or_the_files(name, raw, title):
    assert send(signed_in("reporter"), name, raw).json()["title"] == title


def test_a_source_that_was_uploaded_can_be_read_by_sentences():
    made = send(signed_in("reporter"), "a.docx", word_file("Headline", "Munir came. Tokayev spoke.")).json()
    reading = Person("reporter").form(f"sources/{made['id']}/reading/")
    assert [reading["text"][row["start"] : row["end"]] for row in reading["sentences"]] == [
        "Headline", "Munir came.", "Tokayev spoke.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"published": "2024-13"}, {"published"}),
        ({"url": "javascript:alert(1)"}, {"url"}),
        ({"text": "typed", "colour": "red"}, {"text", "colour"}),
        ({"title": "a\0b"}, {"title"}),
    ],
)
def test_what_is_told_beside_the_file_is_refused_by_its_name(fields, wrong):
    answer = send(signed_in("reporter"), "a.txt", TEXT.encode(), **fields)
    assert (answer.status_code, errors(answer).keys()) == (400, wrong)
    assert not Source.objects.exists()


def test_a_request_without_one_file_is_refused():
    client = signed_in("reporter")
    assert errors(client.post(UPLOAD, {"title": "x"})).keys() == {"file"}
    two = {"file": [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]}
    assert errors(client.post(UPLOAD, two)).keys() == {"file"}
    assert client.post(UPLOAD, {"title": "x"}, content_type="application/json").status_code == 415
    broken = client.post(UPLOAD, b"--x\r\nnonsense", content_type="multipart/form-data; boundary=y")
    assert broken.status_code == 400
    assert broken.headers["Content-Type"] == "application/problem+json"


def test_a_file_that_is_refused_writes_nothing():
    answer = send(signed_in("reporter"), "a.pdf", b"no pdf")
    assert errors(answer) == {"file": "It is called .pdf but does not begin as such a file does."}
    assert not Source.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(settings):
    settings.SOURCE_FILE_MAX = 1024 * 1024
    client = signed_in("reporter")
    for size in (1024 * 1024 + 1, 2 * 1024 * 1024):  # by its own size, by that of the request
        answer = send(client, "a.txt", b"a" * size)
        assert (answer.status_code, errors(answer)) == (413, {"file": "A file has at most 1 MB."})
    assert not Source.objects.exists()


def test_reporters_and_editors_may_and_others_may_not(client, django_user_model):
    assert send(client, "a.txt", b"words").status_code == 401
    for role in ("reporter", "editor", "administrator"):
        assert send(signed_in(role), "a.txt", b"words").status_code == 201
    outsider = Client()
    outsider.force_login(django_user_model.objects.create(username="outsider", is_staff=True))
    assert send(outsider, "a.txt", b"words").status_code == 403
    assert Source.objects.count() == 3


def test_a_forged_upload_is_refused(client):
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = signed_in("reporter").cookies
    assert send(forged, "a.txt", b"words").status_code == 403


# What happens to passages when the text is changed


def test_a_text_changed_by_one_character_has_another_hash_and_its_passages_fall():
    passage, source, person = cast.passage(0, 18), cast.source(), Person("reporter")
    answer = person.get(f"sources/{source.pk}/")
    form, seen = answer.json(), answer.headers["ETag"].strip('"')
    for method in ("PUT", "PATCH"):
        changed = {**form, "text": "X" + form["text"]}
        sent = changed if method == "PUT" else {"text": changed["text"]}
        refused = person.send(method, f"sources/{source.pk}/", sent, seen)
        assert refused.status_code == 400
        assert errors(refused) == {"passages.0.exact": "From 0 to 18 the text reads «XGeneral Asim Muni»."}
    source.refresh_from_db()
    assert (source.text, source.sha256) == (form["text"], form["sha256"])
    moved = [{**form["passages"][0], "start": 1, "end": 19}]
    taken = person.send(
        "PATCH", f"sources/{source.pk}/", {"text": "X" + form["text"], "passages": moved}, seen
    )
    assert taken.status_code == 200, taken.content
    assert taken.json()["sha256"] not in ("", form["sha256"])
    passage.refresh_from_db()
    assert (passage.start, passage.exact, passage.stands) == (1, "General Asim Munir", True)


def test_a_text_changed_after_all_its_passages_leaves_them_standing():
    cast.passage(0, 18)
    source, person = cast.source(), Person("reporter")
    answer = person.get(f"sources/{source.pk}/")
    seen = answer.headers["ETag"].strip('"')
    taken = person.patch(f"sources/{source.pk}/", {"text": cast.TEXT + "!"}, seen)
    assert taken.status_code == 200, taken.content
    assert taken.json()["sha256"] == hashlib.sha256((cast.TEXT + "!").encode()).hexdigest()
    assert Passage.objects.get().stands


@pytest.mark.parametrize("letter", [rb"\u0000", rb"\ud800"])
def test_a_pasted_text_that_no_database_can_hold_is_refused_at_its_field(letter):
    answer = Person("reporter").post("sources/", b'{"title": "x", "text": "a%bb"}' % letter)
    assert (answer.status_code, set(errors(answer))) == (400, {"text"}), answer.content
