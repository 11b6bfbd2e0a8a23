"""Publish what a batch of rows made, after what it mentions; leave to people what people work on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from desk.loading.releasing import BATCH, Release, someones
from desk.loading.report import Fate
from desk.tables.filing import Filing
from desk.tables.outcome import Outcome
from desk.tables.reader import Entry
from publication.drafting import Publishable
from publication.models import Listing
from publication.vocabulary import EditionState
from relations.models import Official, Relation, Sector

CHANGED: Final = "The row in the data set changed."
BUSY: Final = "An editor has unpublished changes here: publish them from the desk."
NOT_OURS: Final = "The record was made elsewhere and is not public yet: publish it from the desk."
TOLD_TWICE: Final = "The record has such {} already, as «{}»: compare the two."


class Releasing:
    """Publish batch by batch, each record after the countries, officials and relations it mentions."""

    def __init__(self, filing: Filing, release: Release | None, held: Callable[[str], object]) -> None:
        """Take ``held`` to tell what stays unpublished and stands in no one row."""
        self._filing = filing
        self._release = release
        self._held = held
        self._done: set[str] = set()

    def finish(self, outcome: Outcome) -> None:
        """Move changed drafts on, hold back what the record may have already, and publish the rest."""
        self._advance(self._filing.model, outcome.touched() - outcome.new.keys())
        self._advance(Official, outcome.people_changed - outcome.people_made)
        self._find_doubles(outcome)
        if self._release:
            self._publish(outcome, self._release)

    def _advance(self, model: type[Publishable], ids: Collection[UUID]) -> None:
        for draft in model._default_manager.filter(pk__in=ids):
            draft.advance(draft.lock_version)

    def _find_doubles(self, outcome: Outcome) -> None:
        waiting = {pk: entries[0] for pk, entries in outcome.new.items()}
        if self._release and outcome.unchanged:
            never = self._release.never_published(outcome.unchanged.keys())
            waiting |= {pk: outcome.unchanged[pk][0] for pk in never}
        for pk, key in self._filing.doubles(waiting) if waiting else ():
            outcome.doubles.add(pk)
            word = f"an {self._filing.model.record_type}"
            fate = Fate.HELD if self._release else Fate.WARNING
            outcome.find(fate, waiting[pk], "", TOLD_TWICE.format(word, key))

    def _publish(self, outcome: Outcome, release: Release) -> None:
        rows = outcome.rows()
        never = release.never_published(outcome.unchanged.keys())
        outcome.busy |= someones(self._filing.model, never)
        wanted = outcome.new.keys() | self._ours(self._filing.model, outcome.touched() | never)
        for pk in rows.keys() & (outcome.busy | (outcome.touched() - wanted)):
            outcome.find(Fate.HELD, rows[pk], "", BUSY if pk in outcome.busy else NOT_OURS)
        mentioned = [entry for pk in wanted for entry in outcome.entries_of(pk)]
        self._publish_mentioned(mentioned, release)
        self._publish_people(self._filing.people_of(wanted), outcome, release)
        self._publish_sectors(mentioned, release)
        model: Any = self._filing.model
        drafts = model.objects.filter(pk__in=wanted - outcome.doubles - outcome.busy).order_by("pk")

        def refused(pk: UUID, sentence: str) -> None:
            if pk in rows:
                outcome.find(Fate.HELD, rows[pk], "", sentence)
            else:
                self._held(sentence)

        ready, part = list(drafts), self._filing.published_at_once
        for start in range(0, len(ready), part):
            release.publish(ready[start : start + part], CHANGED, refused)

    def _publish_mentioned(self, entries: Sequence[Entry], release: Release) -> None:
        codes = {code for entry in entries for code in self._filing.codes(entry)} - self._done
        release.publish_countries(codes, self._tell)
        pairs = sorted({pair for entry in entries for pair in self._filing.joined(entry)} - self._done)
        for start in range(0, len(pairs), BATCH):
            some = pairs[start : start + BATCH]
            self._make_relations(set(some))
            release.publish_relations(some, self._tell)
        self._done |= codes | set(pairs)

    def _publish_people(self, ids: set[UUID], outcome: Outcome, release: Release) -> None:
        """Publish the officials that this table made or showed in office, unless people work on them."""
        wanted = release.never_published(ids) | outcome.people_changed
        ready = (
            self._ours(Official, wanted) - outcome.busy - someones(Official, release.never_published(wanted))
        )
        release.publish(Official.objects.filter(pk__in=ready).order_by("pk"), CHANGED, self._tell)

    def _ours(self, model: Any, ids: Collection[UUID]) -> set[UUID]:
        """Select the records that this table made, or that are public now: others are not ours to publish."""
        if not ids:
            return set()
        name = self._filing.scene.import_name
        made = model.objects.filter(pk__in=ids, sources__import_name=name)
        public = Listing.objects.filter(id__in=ids, state=EditionState.PUBLISHED)
        return {*made.values_list("pk", flat=True), *public.values_list("id", flat=True)}

    def _publish_sectors(self, entries: Iterable[Entry], release: Release) -> None:
        slugs = {slug for entry in entries for slug in entry.list("sectors")} - self._done
        own = [self._filing.scene.sectors[slug] for slug in slugs]
        fresh = release.never_published({pk for each in own for pk in (each.pk, each.parent_id) if pk})
        release.publish(Sector.objects.filter(pk__in=fresh).order_by("-parent", "pk"), CHANGED, self._tell)
        self._done |= slugs

    def _make_relations(self, pairs: set[str]) -> None:
        there = set(Relation.objects.filter(key__in=pairs).values_list("key", flat=True))
        countries = self._filing.scene.countries
        made = []
        for pair in sorted(pairs - there):
            first, second = (countries[code] for code in pair.split("-"))
            made.append(Relation(key=pair, first=first, second=second))
        Relation.objects.bulk_create(made)

    def _tell(self, _: UUID, sentence: str) -> None:
        self._held(sentence)
