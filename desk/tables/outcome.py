"""Keep what became of a batch of rows, and cite each row so that the citation alone says what it said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from desk.loading.report import Fate
from desk.loading.tables import Fault
from desk.tables.mapping import TableMapping
from desk.tables.reader import Entry
from relations.models import Country, Sector, Source, Tenure

REPEATS: Final = "repeats"
"""The line in a citation that names the row it repeats."""


@dataclass(frozen=True)
class Scene:
    """What all batches share."""

    import_name: str
    mapping: TableMapping
    countries: Mapping[str, Country]
    sectors: Mapping[str, Sector]


@dataclass
class Outcome:
    """What became of the rows of a batch, by the record that each made or stands in.

    ``added`` are new rows of a record that was there: another time in office, or a repeat that is cited.
    """

    new: dict[UUID, list[Entry]] = field(default_factory=dict)
    added: dict[UUID, list[Entry]] = field(default_factory=dict)
    changed: dict[UUID, list[Entry]] = field(default_factory=dict)
    unchanged: dict[UUID, list[Entry]] = field(default_factory=dict)
    doubles: set[UUID] = field(default_factory=set)
    busy: set[UUID] = field(default_factory=set)
    people_made: set[UUID] = field(default_factory=set)
    people_changed: set[UUID] = field(default_factory=set)
    altered: list[Tenure] = field(default_factory=list)
    findings: list[tuple[Fate, Entry, Fault]] = field(default_factory=list)

    def find(self, fate: Fate, entry: Entry, column: str, sentence: str, label: str = "") -> None:
        """Keep a sentence about a row."""
        self.findings.append((fate, entry, Fault(column, sentence, label)))

    def rows(self) -> dict[UUID, Entry]:
        """Give a row of each record."""
        groups = {**self.unchanged, **self.added, **self.changed, **self.new}
        return {pk: entries[0] for pk, entries in groups.items() if entries}

    def entries_of(self, record: UUID) -> list[Entry]:
        """Give the rows of a record."""
        groups = (self.new, self.added, self.changed, self.unchanged)
        return [entry for group in groups for entry in group.get(record, ())]

    def touched(self) -> set[UUID]:
        """Name the records that were there and say something else now."""
        return self.changed.keys() | self.added.keys()


def cite(entry: Entry, scene: Scene, title: str, repeats: str = "") -> Source:
    """Make the source of a row: the table, the row's key, and as its text what the row says in our words."""
    facts, mapping = entry.facts, scene.mapping
    named = facts.get("source_title") or mapping.title or title
    source = Source(
        publisher=facts.get("source_publisher", mapping.publisher),
        title=f"{named}, row {entry.key}",
        url=facts.get("source_url", entry.url),
        published=entry.date("source_published"),
        language=mapping.language,
        rights=mapping.rights,
        import_name=scene.import_name,
        import_key=entry.key,
    )
    return source.with_text(told(facts, repeats))


def told(facts: Mapping[str, str], repeats: str = "") -> str:
    """Write what a row says, a line for each column."""
    lines = [f"{REPEATS}: {repeats}"] if repeats else []
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in facts.items())])


def facts_told(source: Source) -> dict[str, str]:
    """Read back what a row said when it was cited."""
    return dict(line.split(": ", 1) for line in source.text.split("\n") if ": " in line)
