"""The demo prepares a whole installation in one command, and a second run leaves everything as it is."""

import socket
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.demo import STORY_KEY, fill, sort_files
from desk.facts.loading import load_facts
from events.models import Event
from publication.models import Edition, Listing
from publication.publishing import Approval, withdraw
from relations.models import Office, Official, Tenure
from relations.reference.loading import load_countries, load_sectors

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ignore(what: str, done: int, total: int | None) -> None:
    """Hear of progress and say nothing."""


@pytest.fixture
def filled():
    assert fill(at=NOON, tell=ignore) == []


def run(**options) -> str:
    """Run the command without serving; give what it printed."""
    said = StringIO()
    call_command("demo", no_serve=True, stdout=said, **options)
    return said.getvalue()


def test_everything_that_ships_is_public_in_one_edition_each(filled):
    public = Listing.objects.filter(state="published")
    kinds = "country", "sector", "official", "relation", "agreement", "event"
    assert [public.filter(type=kind).count() for kind in kinds] == [281, 83, 165, 39, 109, 198]
    assert public.filter(type="event", key=STORY_KEY).exists()
    assert set(Edition.objects.values_list("version", flat=True)) == {1}
    assert_story_adds_to_the_facts()


def assert_story_adds_to_the_facts():
    assert Official.objects.filter(display_name__contains="Munir").count() == 1
    assert Office.objects.filter(title="Chief of Army Staff", country__key="PK").count() == 1
    munir = Tenure.objects.get(official__key="asim-munir", start__edtf="2022-11-29")
    assert munir.passages.exists()


def test_a_second_run_publishes_and_writes_nothing(filled):
    last = Edition.objects.last_serial()
    with CaptureQueriesContext(connection) as queries:
        assert fill(at=NOON, tell=ignore) == []
    assert Edition.objects.last_serial() == last
    assert not [each for each in queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(queries) < 40


def test_a_second_run_leaves_an_editors_work_alone(filled):
    Event.objects.create(key="a-draft", title="An editor's own draft", kind="meeting")
    Event.objects.filter(key="pk-ru-2022-imran").update(title="Changed, not yet approved")
    taken_back = Event.objects.get(key="pk-us-2025-oval")
    withdraw(Approval(taken_back, taken_back.lock_version, 1, note="Under review."), by="editor", at=NOON)
    fill(at=NOON, tell=ignore)
    assert not Listing.objects.filter(key="a-draft").exists()
    assert "not yet approved" not in Listing.objects.get(key="pk-ru-2022-imran").text
    assert Listing.objects.get(key="pk-us-2025-oval").state == "withdrawn"


def test_a_run_goes_on_where_another_stopped_and_names_what_is_not_ready():
    load_sectors()
    load_countries()
    load_facts()
    Event.objects.filter(key="pk-us-2025-oval").update(start=None)
    problems = fill(at=NOON, tell=ignore)
    assert [(problem.field, problem.sentence) for problem in problems] == [
        (
            "Trump receives Shehbaz Sharif",
            "The event needs a date, however partial, such as 2025 or XXXX-04-23.",
        )
    ]
    assert Listing.objects.filter(type="event").count() == 197


def test_the_command_says_what_to_open_and_prints_each_password_once():
    first, second = run(port="8080"), run()
    assert f"http://127.0.0.1:8080/events/{STORY_KEY}/" in first
    for name in ("reporter", "editor", "administrator"):
        assert f"  {name} " in first
        assert f"  {name} " not in second
    assert "manage.py changepassword" in second


@pytest.mark.parametrize("port", ["0", "65536", "99999999999999999999", "-1", "http", "8 0", "", "٣"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(CommandError, match="a whole number from 1 to 65535"):
        call_command("demo", port=port)


def test_a_taken_port_is_refused_before_anything_is_done():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match="is taken; choose another"):
            call_command("demo", port=str(other.getsockname()[1]))
    assert not Listing.objects.exists()


def test_files_to_load_as_well_are_sorted_by_the_format_they_fit(tmp_path):
    trips = tmp_path / "trips.xml"
    trips.write_text('<trips><trip id="1" who="rusk"/></trips>', "utf-8")
    assert sort_files([tmp_path]) == {"travels-xml": [trips]}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.xml", "there is no such file"),
        ("notes.csv", "fits none of the formats"),
        (".", "this folder holds"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_refused_before_anything_is_done(tmp_path, name, said):
    if name == "notes.csv":
        (tmp_path / name).write_text("a note,\nand another\n", "utf-8")
    with pytest.raises(CommandError, match=said):
        call_command("demo", more=[tmp_path / name], no_serve=True)
    assert not Listing.objects.exists()


def test_a_server_is_never_dropped(settings):
    settings.LOCAL = False
    with pytest.raises(CommandError, match="Only the local database can be dropped"):
        call_command("demo", fresh=True, no_serve=True)
