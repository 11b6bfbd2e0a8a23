"""Say what each kind of table must do with a batch of rows, and do what all have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from desk.facts.batch import Batch
from desk.loading.copying import CopyBatch
from desk.loading.releasing import BATCH, someones
from desk.loading.report import Fate
from desk.tables.outcome import REPEATS, Outcome, Scene, cite, facts_told, told
from desk.tables.reader import Entry
from publication.drafting import Publishable
from relations.models import Official, Source

DELETED = "The record made of this row was deleted: delete its source too, and the row is loaded again."
GONE = "Says the same as row {}, which is not loaded or whose record was deleted."
NO_REPEAT = "The row was loaded as a repeat and is none any more: delete its source to load it by itself."
LEFT = "The row changed, but an editor changed the {} as well: it is left as it is."
OTHER = "The row names other {} than when it was loaded: change the record by hand, or give it a new key."


@dataclass(frozen=True)
class Change:
    """A row that says something else than when it was loaded: its source, and what it said then."""

    entry: Entry
    source: Source
    before: Mapping[str, str]
    owner: UUID


class Filing(ABC):
    """Write one kind of row. ``cites`` is what cites the row's source; ``record`` leads to the record."""

    model: ClassVar[type[Publishable]]
    cites: ClassVar[type[models.Model]]
    record: ClassVar[str] = "id"
    published_at_once: ClassVar[int] = BATCH

    def __init__(self, scene: Scene, title: str) -> None:
        self.scene = scene
        self.title = title

    @abstractmethod
    def add(self, entries: Sequence[Entry], batch: Batch, outcome: Outcome) -> dict[str, list[models.Model]]:
        """Take rows as new; give what is to cite each, by row key, and leave out what cannot be written."""

    @abstractmethod
    def revise(self, changes: Sequence[Change], outcome: Outcome) -> Iterator[Change]:
        """Bring records up to their rows; yield the changes that were made."""

    @abstractmethod
    def doubles(self, entries: Mapping[UUID, Entry]) -> Iterable[tuple[UUID, str]]:
        """Find the new records that the record may have from elsewhere, with the key of the other."""

    def joined(self, entry: Entry) -> set[str]:
        """Name the pairs of countries that a row's record joins."""
        return set()

    def people_of(self, records: Collection[UUID]) -> set[UUID]:
        """Name the officials that records mention."""
        return set()

    def codes(self, entry: Entry) -> Iterable[str]:
        """Name the countries that a row's record mentions."""
        fields = self.scene.mapping.shape.fields
        for name, field in fields.items():
            if field.kind in ("country", "countries"):
                yield from entry.list(name)

    def file(self, entries: Sequence[Entry]) -> Outcome:
        """Write a batch: what is new, what changed, and what repeats another row."""
        outcome, fresh, changes = Outcome(), [], []
        keys = [entry.key for entry in entries]
        sources = {
            row.import_key: row
            for row in Source.objects.filter(import_name=self.scene.import_name, import_key__in=keys)
        }
        owners = self._owners(keys)
        for entry in entries:
            source = sources.get(entry.key)
            if source is None:
                fresh.append(entry)
                continue
            before = facts_told(source)
            repeated = before.pop(REPEATS, "")
            if entry.key not in owners:
                outcome.find(Fate.REFUSED, entry, "key", DELETED)
            elif repeated:
                self._tell_repeat(entry, before, repeated, outcome)
            elif before == entry.facts:
                outcome.unchanged.setdefault(owners[entry.key], []).append(entry)
            else:
                changes.append(Change(entry, source, before, owners[entry.key]))
        self._file_new(fresh, outcome)
        self._file_changes(changes, outcome)
        return outcome

    def _owners(self, keys: Collection[str]) -> dict[str, UUID]:
        sources: Any = self.cites._meta.get_field("sources")
        through = sources.remote_field.through._default_manager
        name = self.cites._meta.model_name
        path = f"{name}_id" if self.record == "id" else f"{name}__{self.record}"
        ties = through.filter(source__import_name=self.scene.import_name, source__import_key__in=keys)
        return dict(ties.order_by("-pk").values_list("source__import_key", path))

    def _tell_repeat(self, entry: Entry, before: Mapping[str, str], of: str, outcome: Outcome) -> None:
        if before == entry.facts:
            outcome.find(Fate.REPEAT, entry, "", f"Says the same as row {of}, and is cited with it.")
        else:
            outcome.find(Fate.REFUSED, entry, "", NO_REPEAT)

    def _file_new(self, entries: Sequence[Entry], outcome: Outcome) -> None:
        if not entries:
            return
        twins = self._twins(entries)
        firsts = {entry.key: entry for entry in entries if twins[entry.key] == entry.key}
        batch = CopyBatch()
        citing = self.add(list(firsts.values()), batch, outcome)
        citing |= self._citing(set(twins.values()) - firsts.keys())
        for entry in entries:
            self._cite(entry, twins[entry.key], citing, batch, outcome)
        outcome.busy |= someones(self.model, outcome.added.keys())
        outcome.busy |= someones(Official, outcome.people_changed)
        batch.write()
        for row in outcome.altered:
            row.save()

    def _cite(
        self,
        entry: Entry,
        first: str,
        citing: Mapping[str, list[models.Model]],
        batch: Batch,
        outcome: Outcome,
    ) -> None:
        """Cite a row with what was made of it, or of the first row that says the same."""
        owners, repeats = citing.get(first, []), first if first != entry.key else ""
        if owners:
            source = batch.add(cite(entry, self.scene, self.title, repeats))
            for owner in owners:
                batch.tie(owner, "sources", [source])
        if repeats and owners:
            outcome.find(Fate.REPEAT, entry, "", f"Says the same as row {first}, and is cited with it.")
            pk = getattr(owners[0], self.record)
            if pk not in outcome.new:
                outcome.added.setdefault(pk, [])
        elif repeats:
            outcome.find(Fate.REFUSED, entry, "key", GONE.format(first))

    def _twins(self, entries: Sequence[Entry]) -> dict[str, str]:
        """Give for each row the first that says the same: itself, one of the batch or one loaded before."""
        marks = {entry.key: Source().with_text(told(entry.facts)).sha256 for entry in entries}
        rows = Source.objects.filter(import_name=self.scene.import_name, sha256__in=set(marks.values()))
        first = dict(rows.order_by("-id").values_list("sha256", "import_key"))
        return {key: first.setdefault(mark, key) for key, mark in marks.items()}

    def _citing(self, keys: Collection[str]) -> dict[str, list[models.Model]]:
        if not keys:
            return {}
        rows = self.cites._default_manager.filter(
            sources__import_name=self.scene.import_name, sources__import_key__in=keys
        ).annotate(row=models.F("sources__import_key"))
        return {row.row: [row] for row in rows.order_by("-pk")}

    def _file_changes(self, changes: Sequence[Change], outcome: Outcome) -> None:
        outcome.busy |= someones(self.model, {change.owner for change in changes})
        for change in self.revise(changes, outcome) if changes else ():
            cited = cite(change.entry, self.scene, self.title)
            source = change.source
            for name in ("publisher", "title", "url", "published", "text", "sha256"):
                setattr(source, name, getattr(cited, name))
            source.save()
            outcome.changed.setdefault(change.owner, []).append(change.entry)


def revise_fields(
    row: models.Model, said: Mapping[str, Any], says: Mapping[str, Any], entry: Entry, outcome: Outcome
) -> None:
    """Bring fields up to a row where they still say what it said before; report those an editor changed."""
    for name, value in says.items():
        held = getattr(row, name)
        if held == value or said.get(name) == value:
            continue
        if held == said.get(name):
            setattr(row, name, value)
        else:
            outcome.find(Fate.WARNING, entry, name, LEFT.format(name))


def differs(change: Change, columns: Iterable[str]) -> str:
    """Name the first of the columns in which a row says something else than before; empty if none."""
    return next((name for name in columns if change.before.get(name) != change.entry.facts.get(name)), "")
