"""The whole data set loads, a load that was killed is taken up again, and size costs no memory."""

import subprocess
import sys
import time
import tracemalloc
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from desk.loading.reader import Reader
from events.models import Event
from relations.models import Official, Passage, Relation, Source, Tenure
from tests.desk.travels import RUSK, load, trip, trips_xml

DATA = Path(settings.BASE_DIR).parent / "shared" / "data" / "travels"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the data set is not on this machine")

RUN = """
import sys, django
from django.conf import settings
django.setup()
for alias in settings.DATABASES:
    settings.DATABASES[alias]["NAME"] = sys.argv[1]
from django.core.management import call_command
call_command("load", sys.argv[2], format="travels-xml")
"""


def many(number: int) -> list[dict[str, str]]:
    """Give so many trips of one secretary of state, a day each."""
    days = (str(date(1961, 1, 21) + timedelta(days=number)) for number in range(number))
    return [
        trip(id=str(at), start=day, end=day, country="France", **RUSK) for at, day in enumerate(days, start=1)
    ]


@needs_data
@pytest.mark.django_db
def test_the_whole_data_set_is_loaded_and_every_row_accounted_for():
    said = load(DATA / "trips.csv", DATA / "raw" / "presidents")
    assert "4,271 rows read, 4,267 new, 0 changed, 0 unchanged, 4 repeats, 0 not loaded" in said
    assert Event.objects.count() == 4267
    assert Official.objects.count() == 55
    # Of 21 presidents one came back; 17 trips were made before taking office.
    assert Tenure.objects.filter(office__title="President", start_known=True).count() == 22
    assert said.count("loaded without an office") == 17
    for start in range(0, 4267, 1000):
        for event in Event.objects.for_snapshot().order_by("pk")[start : start + 1000]:
            assert event.problems() == []
    again = load(DATA / "raw")
    assert "2,242 rows read, 0 new, 0 changed, 2,239 unchanged, 3 repeats, 0 not loaded" in again


@pytest.mark.django_db(transaction=True)
def test_a_load_that_was_killed_is_taken_up_and_nothing_is_doubled(tmp_path):
    path = trips_xml(tmp_path / "t.xml", *many(3000))
    name = str(connection.settings_dict["NAME"])
    process = subprocess.Popen([sys.executable, "-c", RUN, name, str(path)], cwd=settings.BASE_DIR)
    try:
        patience = time.monotonic() + 60
        while not Event.objects.exists() and process.poll() is None and time.monotonic() < patience:
            time.sleep(0.01)
    finally:
        process.kill()
        process.wait()
    standing = Event.objects.count()
    assert 0 < standing < 3000
    assert standing % 500 == 0
    said = load(path)
    assert f"3,000 rows read, {3000 - standing:,} new, 0 changed, {standing:,} unchanged" in said
    assert Event.objects.count() == Passage.objects.count() == 3000
    assert Source.objects.exclude(import_key__contains="/").count() == 3000
    assert (Official.objects.count(), Tenure.objects.count(), Relation.objects.count()) == (1, 1, 1)


def test_a_larger_file_takes_no_more_memory_to_read(tmp_path):
    peaks = []
    reader = Reader(date(2026, 2, 4), {"FR"})
    for number in (1000, 10_000):
        path = trips_xml(tmp_path / f"{number}.xml", *many(number))
        next(reader.read(path))
        tracemalloc.start()
        assert sum(1 for _ in reader.read(path)) == number
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2
