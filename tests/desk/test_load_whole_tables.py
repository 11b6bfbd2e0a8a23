"""Whole tables of other people load with every row accounted for; a killed load is taken up again."""

import csv
import re
import subprocess
import sys
import time
import tracemalloc
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from desk.tables.answers import Answers
from desk.tables.fields import SHAPES
from desk.tables.mapping import choose_mapping
from desk.tables.reader import Reader
from desk.tables.values import Lexicon
from events.models import Event
from relations.models import Agreement, AgreementStep, Official, Source, Tenure
from tests.desk.tables import VISIT, edtf, load, table

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the tables are not on this machine")

RUN = """
import sys, django
from django.conf import settings
django.setup()
for alias in settings.DATABASES:
    settings.DATABASES[alias]["NAME"] = sys.argv[1]
from django.core.management import call_command
call_command("load", sys.argv[2], format="events-csv")
"""


def counted(said: str) -> dict[str, int]:
    """Read the counts of the last line."""
    found = re.findall(r"([\d,]+) ([a-z ]+)", said.splitlines()[-1])
    return {words: int(number.replace(",", "")) for number, words in found}


def accounted_for(said: str) -> dict[str, int]:
    """Check that every row became something, and give the counts."""
    counts = counted(said)
    parts = ("new", "changed", "unchanged", "repeats", "not loaded")
    assert counts["rows read"] == sum(counts[part] for part in parts)
    return counts


def many(path: Path, number: int, days_in_all: int = 10_000) -> Path:
    """Write so many visits, a day each."""
    days = (str(date(1961, 1, 21) + timedelta(days=at % days_in_all)) for at in range(number))
    rows = ({**VISIT, "key": str(at), "start": day, "end": day} for at, day in enumerate(days, start=1))
    return table(path, *rows)


@needs_data
@pytest.mark.django_db
def test_trips_become_visits_and_none_of_their_sentences_comes_in():
    counts = accounted_for(load("events-csv", DATA / "travels" / "trips.csv"))
    assert (counts["rows read"], counts["new"], counts["repeats"], counts["not loaded"]) == (4271, 4267, 4, 0)
    assert Event.objects.exclude(summary="").count() == 0
    assert not Source.objects.filter(text__contains="Met with").exists()
    assert Official.objects.count() == 55
    assert Event.objects.filter(participations__offices=None).count() == 17  # made before taking office
    for event in Event.objects.for_snapshot().order_by("pk")[:1000]:
        assert event.problems() == []
    again = accounted_for(load("events-csv", DATA / "travels" / "trips.csv"))
    assert (again["unchanged"], again["repeats"]) == (4267, 4)


@needs_data
@pytest.mark.django_db
def test_leaders_have_their_years_and_no_number_for_a_name():
    path = DATA / "officials" / "world_leaders_tenures.csv"
    said = load("officials-csv", path)
    counts = accounted_for(said)
    assert counts["rows read"] == 4715
    assert said.count("A number of Wikidata stands here in place of a name") == 22
    assert said.count("before it starts on") == 3
    assert counts["new"] > 4600
    assert not Official.objects.filter(display_name__regex=r"^Q\d+$").exists()
    assert not Tenure.objects.filter(start__edtf__endswith="-01-01").exists()
    assert Tenure.objects.filter(start__edtf__regex=r"^\d{4}$").count() > 200
    again = accounted_for(load("officials-csv", path))
    assert (again["new"], again["changed"]) == (0, 0)


@needs_data
@pytest.mark.django_db
def test_chiefs_of_mission_get_their_names_from_the_table_beside():
    said = load("officials-csv", DATA / "officials" / "us_chiefs_of_mission.csv")
    counts = accounted_for(said)
    assert (counts["rows read"], counts["new"] > 3100) == (3158, True)
    tenure = Tenure.objects.get(sources__import_key="af-1935-horn-01")
    assert tenure.official.display_name == "William Harrison Hornibrook"
    assert tenure.office.title == "Envoy Extraordinary and Minister Plenipotentiary to Afghanistan"
    assert (edtf(tenure.start), edtf(tenure.end)) == ("1935-05-04", "1936-03-16")
    assert Tenure.objects.filter(start__edtf__endswith="~").exists()
    assert "texas" in said


@needs_data
@pytest.mark.django_db
def test_treaties_have_parties_and_steps_and_open_labels_can_be_answered(tmp_path):
    path, asked = DATA / "agreements" / "uk_treaties.csv", tmp_path / "asked.csv"
    counts = accounted_for(load("agreements-csv", path, unresolved=asked))
    assert (counts["rows read"], counts["new"]) == (4087, 3458)
    assert AgreementStep.objects.filter(step="signed", place="Stockholm, London").exists()
    assert not AgreementStep.objects.filter(place__in=("Not Known", "Unknown")).exists()
    rows = list(csv.DictReader(asked.open(encoding="utf-8-sig", newline="")))
    assert len(rows) < 60
    for row in rows:
        row["answer"] = {"KOREA": "KR", "TUNIS": "TN", "DANZIG": "-"}.get(row["label"], "")
    answers = table(tmp_path / "answers.csv", *rows)
    again = accounted_for(load("agreements-csv", path, answers=answers))
    assert (again["unchanged"], again["changed"]) == (3458, 0)
    assert again["new"] > 30
    assert Agreement.objects.count() == 3458 + again["new"]


@pytest.mark.django_db(transaction=True)
def test_a_load_that_was_killed_is_taken_up_and_nothing_is_doubled(tmp_path):
    path = many(tmp_path / "t.csv", 2500)
    name = str(connection.settings_dict["NAME"])
    process = subprocess.Popen([sys.executable, "-c", RUN, name, str(path)], cwd=settings.BASE_DIR)
    try:
        patience = time.monotonic() + 120
        while not Event.objects.exists() and process.poll() is None and time.monotonic() < patience:
            time.sleep(0.01)
    finally:
        process.kill()
        process.wait()
    standing = Event.objects.count()
    assert 0 < standing < 2500
    assert standing % 500 == 0
    said = load("events-csv", path)
    assert f"2,500 rows read, {2500 - standing:,} new, 0 changed, {standing:,} unchanged" in said
    assert Event.objects.count() == Source.objects.exclude(import_key__contains="/").count() == 2500
    assert (Official.objects.count(), Tenure.objects.count()) == (1, 1)


def test_a_larger_table_takes_no_more_memory_to_read(tmp_path):
    peaks = []
    shape = SHAPES["events-csv"]
    lexicon = Lexicon(choose_mapping(shape, "", list(VISIT)), Answers(), {"KZ", "PK"}, {"water"})
    for number in (1000, 10_000):
        path = many(tmp_path / f"{number}.csv", number, days_in_all=500)
        next(Reader(lexicon, date(2026, 2, 4)).read(path))
        tracemalloc.start()
        assert sum(1 for _ in Reader(lexicon, date(2026, 2, 4)).read(path)) == number
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2
