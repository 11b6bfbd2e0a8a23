"""Load other people's tables: two readings of each file, the first to see whether it can be read at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final

from django.db import transaction

from desk.loading.csv_rows import read_header
from desk.loading.files import Unreadable
from desk.loading.formats import Load
from desk.loading.releasing import BATCH, Release
from desk.loading.report import Fate, Finding
from desk.loading.tables import Fault, Row
from desk.tables.agreements import Agreements
from desk.tables.answers import Answers, read_answers
from desk.tables.events import Events
from desk.tables.fields import SHAPES
from desk.tables.filing import Filing
from desk.tables.keys import Keys
from desk.tables.mapping import MappingRefused, TableMapping, choose_mapping
from desk.tables.officials import Officials
from desk.tables.outcome import Outcome, Scene
from desk.tables.reader import Entry, Reader
from desk.tables.releasing import Releasing
from desk.tables.values import Lexicon
from relations.models import Country, Sector
from relations.reference.countries import country_rows
from relations.reference.loading import load_countries, load_sectors
from relations.reference.sectors import sector_rows

FILINGS: Final[dict[str, type[Filing]]] = {
    "events-csv": Events,
    "officials-csv": Officials,
    "agreements-csv": Agreements,
}
REPEATED_KEY: Final = "This key stands in the files twice with different facts: the first counts."


def mapping_of(format_name: str, path: Path, asked: str) -> TableMapping:
    """Choose the mapping of a table; ``MappingRefused`` or ``Unreadable`` says why there is none."""
    shape = SHAPES[format_name]
    return choose_mapping(shape, asked, read_header(path) if not asked else ())


def name_of(format_name: str, files: Sequence[Path], asked: str) -> str:
    """Give the name the rows are known by unless another is asked for: the mapping's, or the file's."""
    for path in files:
        try:
            mapping = mapping_of(format_name, path, asked)
        except Unreadable:
            continue
        except MappingRefused:
            if asked:
                raise
            continue
        return mapping.name or f"{format_name}/{path.stem}"[:100]
    return format_name


def guess_table(path: Path) -> str | None:
    """Tell the format of a table from its header; None where it is neither known nor ours."""
    for format_name in FILINGS:
        try:
            mapping_of(format_name, path, "")
        except MappingRefused:
            continue
        except Unreadable:
            return None
        return format_name
    return None


class Tables:
    """Load the files of one format."""

    def __init__(self, format_name: str, load: Load) -> None:
        self._format = format_name
        self._load = load
        self._answers = read_answers(load.answers) if load.answers else Answers()
        self._keys = Keys()

    def run(self) -> None:
        """Read every file to its end, then write what each holds; a dry run takes it back."""
        whole: AbstractContextManager[object] = transaction.atomic() if self._load.dry_run else nullcontext()
        read = list(self._survey())
        self._keys.settle()
        with whole:
            if read:
                self._write(read)
            if self._load.dry_run:
                transaction.set_rollback(True)

    def _survey(self) -> Iterator[tuple[Path, TableMapping, int]]:
        """Yield the files that can be read, each with its mapping and how many rows it has."""
        self._load.progress.begin("Reading", len(self._load.files))
        for path in self._load.files:
            try:
                mapping = mapping_of(self._format, path, self._load.mapping)
                yield path, mapping, self._count(mapping, path)
            except Unreadable as refusal:
                self._load.report.refuse_file(str(refusal))
            except MappingRefused as refusal:
                self._load.report.refuse_file(f"{path}, line 1: {refusal}")
            self._load.progress.advance()

    def _count(self, mapping: TableMapping, path: Path) -> int:
        number = 0
        for row, _ in self._reader(mapping).read(path):
            self._keys.note(row.cells["key"])
            number += 1
        return number

    def _reader(self, mapping: TableMapping) -> Reader:
        codes = set(Country.objects.values_list("key", flat=True)) or {row.code for row in country_rows()}
        slugs = set(Sector.objects.values_list("key", flat=True)) or {row.slug for row in sector_rows()}
        return Reader(Lexicon(mapping, self._answers, codes, slugs), self._load.clock().date())

    def _write(self, read: Sequence[tuple[Path, TableMapping, int]]) -> None:
        if not Country.objects.exists():
            load_countries()
        if not Sector.objects.exists():
            load_sectors()
        countries = {country.key: country for country in Country.objects.all()}
        sectors = {sector.key: sector for sector in Sector.objects.all()}
        release = Release(self._load.by, self._load.clock) if self._load.publish else None
        self._load.progress.begin("Loading", sum(rows for *_, rows in read))
        for path, mapping, _ in read:
            scene = Scene(self._load.import_name, mapping, countries, sectors)
            filing = FILINGS[self._format](scene, path.name)
            OneTable(path, filing, release, self._load, self._keys).load_rows(
                self._reader(mapping).read(path)
            )
        if release:
            self._load.report.count("published", release.editions)


class OneTable:
    """Write one file, a batch of rows in one transaction."""

    def __init__(self, path: Path, filing: Filing, release: Release | None, load: Load, keys: Keys) -> None:
        self._path = path
        self._filing = filing
        self._load = load
        self._releasing = Releasing(filing, release, self._tell_held)
        self._keys = keys

    def load_rows(self, rows: Iterator[tuple[Row, Entry | list[Fault]]]) -> None:
        """Write rows batch by batch, and report those that cannot be loaded."""
        batch: list[Entry] = []
        for row, read in rows:
            if isinstance(read, Entry):
                batch.append(read)
            else:
                self._refuse(row, read)
            if len(batch) == BATCH:
                self._load_batch(batch)
                batch = []
        if batch:
            self._load_batch(batch)

    def _refuse(self, row: Row, faults: Sequence[Fault]) -> None:
        self._load.report.count("rows")
        for number, fault in enumerate(faults):
            self._tell(Fate.REFUSED, row.line, row.cells["key"], fault, again=number > 0)
        self._load.progress.advance()

    def _load_batch(self, batch: Sequence[Entry]) -> None:
        firsts = [entry for entry in batch if self._is_first(entry)]
        with transaction.atomic():
            outcome = self._filing.file(firsts)
            self._releasing.finish(outcome)
        self._report(firsts, outcome)
        self._load.report.count("rows", len(batch))
        self._load.progress.advance(len(batch))

    def _is_first(self, entry: Entry) -> bool:
        """Whether no earlier row of the files has this key; another one is reported."""
        same = self._keys.first(entry)
        if same:
            self._load.report.count("unchanged")
        elif same is False:
            self._tell(Fate.REFUSED, entry.line, entry.key, Fault("key", REPEATED_KEY))
        return same is None

    def _report(self, entries: Sequence[Entry], outcome: Outcome) -> None:
        told = {
            "new": (outcome.new, outcome.added),
            "changed": (outcome.changed,),
            "unchanged": (outcome.unchanged,),
        }
        for name, groups in told.items():
            self._load.report.count(name, sum(len(each) for group in groups for each in group.values()))
        self._load.report.count("officials", len(outcome.people_made | outcome.people_changed))
        findings = list(outcome.findings)
        written = {
            entry.key
            for group in (outcome.new, outcome.added, outcome.changed)
            for each in group.values()
            for entry in each
        }
        findings += [
            (Fate.WARNING, each, fault) for each in entries if each.key in written for fault in each.warnings
        ]
        for fate, entry, fault in sorted(findings, key=lambda each: each[1].line):
            self._tell(fate, entry.line, entry.key, fault)

    def _tell(self, fate: Fate, line: int, key: str, fault: Fault, *, again: bool = False) -> None:
        word = self._filing.scene.mapping.word_for(fault.column)
        finding = Finding(fate, str(self._path), line, word, key[:40], fault.sentence)
        self._load.report.find(finding, again=again)
        if self._load.unresolved and fate == Fate.REFUSED:
            self._load.unresolved(self._path, line, key, fault)

    def _tell_held(self, sentence: str) -> None:
        self._load.report.find(Finding(Fate.HELD, "", 0, "", "", sentence))
