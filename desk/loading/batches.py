"""Write and publish trips batch by batch: each batch one transaction, reported once it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from django.db import transaction

from desk.loading.formats import Load
from desk.loading.known import other_visits
from desk.loading.reader import Reader
from desk.loading.recognising import SCHEME
from desk.loading.releasing import BATCH, Release
from desk.loading.report import Fate, Finding
from desk.loading.revisions import revise
from desk.loading.survey import LONG_STAY, Survey
from desk.loading.tables import Fault, Row
from desk.loading.travellers import load_travellers
from desk.loading.trips import HOME, Trip
from desk.loading.visits import Outcome, Scene, write_visits
from events.models import Event
from relations.models import Country, Official, Relation
from relations.models.relation import pair_key
from relations.reference.loading import load_countries

CHANGED = "The row in the data set changed."
"""The public change note of a new edition."""

BUSY = "An editor has unpublished changes here: publish them from the desk."
REPEATED_KEY = "This id stands in the files twice with different facts: the first counts."


def report_faults(load: Load, path: Path, row: Row, faults: Sequence[Fault]) -> None:
    """Report a row that cannot be loaded, once in the counts and once for each fault."""
    load.report.count("rows")
    for number, fault in enumerate(faults):
        line, column = row.line_of(fault.column), row.word_for(fault.column)
        key = row.cells.get("key", "")[:40]
        load.report.find(
            Finding(Fate.REFUSED, str(path), line, column, key, fault.sentence), again=number > 0
        )


class Batches:
    """The second reading: travellers and relations first, then the trips in batches."""

    def __init__(self, load: Load, reader: Reader, survey: Survey) -> None:
        self._load = load
        self._reader = reader
        self._survey = survey
        self._release = Release(load.by, load.clock) if load.publish else None
        self._crowded = survey.crowded()
        self._repeated = survey.repeated_keys()
        self._first: dict[str, int] = {}
        self._called: Mapping[str, str] = {}

    def run(self) -> None:
        """Write, and publish if asked for."""
        with transaction.atomic():
            if not Country.objects.exists():
                load_countries()
            self._scene = self._prepare()
        self._load.progress.begin("Loading", sum(self._survey.rows.values()))
        for path, rows in self._survey.rows.items():
            if rows:
                self._load_file(path)
        if self._release:
            self._load.report.count("published", self._release.editions)

    def _prepare(self) -> Scene:
        """Write the travellers and the relations of their countries, and publish both."""
        cast, busy = load_travellers(self._survey, self._load.import_name)
        codes = self._survey.codes | {HOME}
        countries = {country.key: country for country in Country.objects.all()}
        pairs = self._load_relations(countries)
        self._load.report.count("officials", len(cast.made) + len(cast.changed))
        if self._release:
            self._release.publish_countries(codes, self._not_ready)
            ours = {each.pk for each in cast.officials.values() if SCHEME in each.outside_ids}
            fresh = self._release.never_published({each.pk for each in cast.officials.values()})
            ready = (fresh & ours) | (cast.changed.keys() - busy - fresh)
            officials = Official.objects.filter(pk__in=ready).order_by("pk")
            self._release.publish(officials, CHANGED, self._not_ready)
            self._release.publish_relations(pairs, self._not_ready)
            for pk in busy:
                self._not_ready(pk, f"«{cast.changed[pk]}»: {BUSY}")
        return Scene(self._load.import_name, countries, cast)

    def _load_relations(self, countries: dict[str, Country]) -> list[str]:
        pairs = {pair_key(HOME, code): code for code in self._survey.codes}
        there = set(Relation.objects.filter(key__in=pairs).values_list("key", flat=True))
        made = []
        for pair in sorted(pairs.keys() - there):
            first, second = (countries[code] for code in pair.split("-"))
            made.append(Relation(key=pair, first=first, second=second))
        Relation.objects.bulk_create(made)
        self._load.report.count("relations", len(made))
        return sorted(pairs)

    def _not_ready(self, pk: UUID, sentence: str) -> None:
        """Report a traveller, relation or country that stays unpublished; it stands in no one row."""
        self._load.report.find(Finding(Fate.HELD, "", 0, "", "", sentence))

    def _load_file(self, path: Path) -> None:
        batch: list[Trip] = []
        for row, read in self._reader.read(path):
            self._called = row.called
            if isinstance(read, Trip):
                batch.append(read)
            elif isinstance(read, list):
                report_faults(self._load, path, row, read)
                self._load.progress.advance()
            if len(batch) == BATCH:
                self._load_batch(path, batch)
                batch = []
        if batch:
            self._load_batch(path, batch)

    def _load_batch(self, path: Path, batch: Sequence[Trip]) -> None:
        trips, findings = [], []
        for trip in batch:
            first = self._first_words(trip)
            if first is None:
                trips.append(trip)
            elif first:
                self._load.report.count("unchanged")
            else:
                findings.append((Fate.REFUSED, trip, "key", REPEATED_KEY))
        with transaction.atomic():
            outcome = write_visits(trips, self._scene)
            if outcome.to_revise:
                revise(outcome, self._scene)
            self._find_doubles(outcome)
            if self._release:
                self._publish(outcome, self._release)
        self._report(path, [*findings, *outcome.findings], outcome)
        self._load.report.count("rows", len(batch))
        self._load.progress.advance(len(batch))

    def _first_words(self, trip: Trip) -> bool | None:
        """Compare a row with an earlier one of the same key: the same, other facts, or none (None)."""
        if hash(trip.key) not in self._repeated:
            return None
        words = hash(replace(trip, line=0))
        if trip.key in self._first:
            return self._first[trip.key] == words
        self._first[trip.key] = words
        return None

    def _find_doubles(self, outcome: Outcome) -> None:
        """Hold back what the record may have from elsewhere, and leave it to an editor."""
        waiting = dict(outcome.new)
        if self._release and outcome.unchanged:
            waiting |= {
                pk: outcome.unchanged[pk] for pk in self._release.never_published(outcome.unchanged.keys())
            }
        if not waiting:
            return
        outcome.waiting = waiting
        officials = self._scene.cast.officials
        visits = other_visits(list(waiting.values()), self._scene.import_name, officials)
        for pk, trip in waiting.items():
            official = officials[trip.who]
            near = visits.get(official.pk, ())
            double = next((each for each in near if each.may_be(trip, official)), None)
            if double:
                outcome.doubles.add(pk)
                sentence = f"The record has such a visit already, as «{double.key}»: compare the two."
                outcome.find(Fate.HELD if self._release else Fate.WARNING, trip, "", sentence)

    def _publish(self, outcome: Outcome, release: Release) -> None:
        """Publish what is new and what changed, except doubles and what an editor is working on."""
        touched = outcome.revised.keys() | outcome.cited
        held = outcome.doubles | outcome.busy
        drafts = Event.objects.filter(pk__in=(outcome.waiting.keys() | touched) - held).order_by("pk")
        rows = {**outcome.new, **outcome.unchanged, **outcome.revised}
        for pk in outcome.busy & rows.keys():
            outcome.find(Fate.HELD, rows[pk], "", BUSY)

        def refused(pk: UUID, sentence: str) -> None:
            if pk in rows:
                outcome.find(Fate.HELD, rows[pk], "", sentence)

        release.publish(drafts, CHANGED, refused)

    def _report(self, path: Path, findings: Sequence[tuple[Fate, Trip, str, str]], outcome: Outcome) -> None:
        report = self._load.report
        for name, number in (
            ("new", outcome.new),
            ("changed", outcome.revised),
            ("unchanged", outcome.unchanged),
        ):
            report.count(name, len(number))
        told = [*findings, *self._odd_days(outcome)]
        for fate, trip, column, sentence in sorted(told, key=lambda each: each[1].line):
            word = self._called.get(column, column).lstrip("@")
            report.find(Finding(fate, str(path), trip.line, word, trip.key, sentence))

    def _odd_days(self, outcome: Outcome) -> Iterator[tuple[Fate, Trip, str, str]]:
        """Point out days that crowd another trip, and long stays; both are loaded as they stand."""
        for trip in (*outcome.new.values(), *outcome.unchanged.values(), *outcome.revised.values()):
            if (other := self._crowded.get(hash(trip.key))) is not None:
                sentence = f"Starts on {trip.start}, before the traveller's trip before it ends on {other}."
                yield Fate.WARNING, trip, "start", sentence
            if (days := (trip.end - trip.start).days) > LONG_STAY:
                yield Fate.WARNING, trip, "end", f"A stay of {days} days is long: check its days."
