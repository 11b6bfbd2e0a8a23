"""What a command writes is known by the command, who ran it on which machine, and its whole line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from config.command_line import account, acting_options
from desk.models import ChangeSet
from tests.desk.travels import trip, trips_csv

RUN = """
import sys
name = sys.argv.pop(1)
sys.argv[0] = "/srv/chancery/manage.py"
import django
from django.conf import settings
django.setup()
for alias in settings.DATABASES:
    settings.DATABASES[alias]["NAME"] = name
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""


@pytest.mark.django_db(transaction=True)
def test_a_load_leaves_who_when_where_and_why(tmp_path: Path):
    path = trips_csv(tmp_path / "the trips.csv", trip())
    line = ["load", "--as", "travels-xml", str(path)]
    name = connection.settings_dict["NAME"]
    subprocess.run([sys.executable, "-c", RUN, name, *line], check=True, capture_output=True)
    found = set(ChangeSet.objects.values_list("by", "origin", "reason"))
    assert [(by, reason) for by, _, reason in found] == [("manage.py load", " ".join(["manage.py", *line]))]
    assert all(origin.startswith(f"{account()} on ") for _, origin, _ in found)
    assert ChangeSet.objects.filter(changes__table="events_event").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "by", "reason"),
    [
        (["./manage.py", "worker", "--once"], "worker", "manage.py worker --once"),
        (["manage.py", "shell"], "manage.py shell", "manage.py shell"),
        (["manage.py", "load", r"a\b  c'd", "e\nf"], "manage.py load", r"manage.py load a\b  c'd e f"),
        (["manage.py", "load", "x" * 5000], "manage.py load", "manage.py load " + "x" * 285),
        (["manage.py", "load", "Визит \udcff"], "manage.py load", "manage.py load Визит  "),
    ],
)
def test_a_connection_is_told_what_the_command_line_says(line, by, reason):
    place = connection.settings_dict
    known = {"dbname": place["NAME"], "host": place["HOST"], "user": place["USER"]}
    with psycopg.connect(**known, options=acting_options(line)) as connected:
        ask = "SELECT current_setting('chancery.by'), current_setting('chancery.reason')"
        assert connected.execute(ask).fetchone() == (by, reason)


def test_a_program_that_is_no_command_of_ours_says_nothing():
    assert acting_options(["/usr/bin/pytest", "-q"]) == ""
    assert acting_options(["manage.py"]) == ""
