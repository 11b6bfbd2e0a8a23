"""Load the travels data set: two readings of every file, the first to see whether it can be read at all."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from django.db import transaction

from desk.loading.batches import Batches, report_faults
from desk.loading.files import Unreadable
from desk.loading.formats import Load
from desk.loading.reader import Reader
from desk.loading.survey import Survey
from desk.loading.trips import TRIPS, Term, Trip
from relations.models import Country
from relations.reference.countries import country_rows


def load_travels(load: Load) -> None:
    """Load trips as visits, with travellers, relations and sources; everything of note goes to the report.

    A file that cannot be read to its end is reported and nothing of it is written. Each batch of rows is one
    transaction, so a load that was cut off is taken up by running it again. A dry run does all of it in one
    transaction and takes it back.
    """
    codes = set(Country.objects.values_list("key", flat=True)) or {row.code for row in country_rows()}
    reader = Reader(load.clock().date(), codes)
    survey = _survey(load, reader)
    whole: AbstractContextManager[object] = transaction.atomic() if load.dry_run else nullcontext()
    with whole:
        if survey.rows:
            Batches(load, reader, survey).run()
        if load.dry_run:
            transaction.set_rollback(True)


def _survey(load: Load, reader: Reader) -> Survey:
    """Read every file to its end, keeping what must be known before the first row is written."""
    survey = Survey()
    load.progress.begin("Reading", len(load.files))
    for path in load.files:
        try:
            _survey_file(path, load, reader, survey)
        except Unreadable as refusal:
            load.report.refuse_file(str(refusal))
        load.progress.advance()
    return survey


def _survey_file(path: Path, load: Load, reader: Reader, survey: Survey) -> None:
    part, trips, faulty = Survey(), 0, []
    for row, read in reader.read(path):
        trips += row.table is TRIPS
        if isinstance(read, Trip):
            part.note_trip(read)
        elif isinstance(read, Term):
            part.terms.append(read)
        elif row.table is not TRIPS:
            faulty.append((row, read))
    survey.note_file(path, part, trips)
    load.report.count("terms", len(part.terms))
    for row, faults in faulty:
        report_faults(load, path, row, faults)
