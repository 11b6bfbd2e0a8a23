"""Write rows of agreements, with their parties and dated steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final
from uuid import UUID

from django.db import models

from desk.facts.batch import Batch
from desk.loading.report import Fate
from desk.loading.words import folded, key_of
from desk.tables.filing import LEFT, OTHER, Change, Filing, differs, revise_fields
from desk.tables.outcome import Outcome
from desk.tables.reader import Entry
from publication.vocabulary import AgreementKind, AgreementStepKind, Binding
from relations.models import Agreement, AgreementStep
from relations.models.relation import pair_key

BEFORE_SIGNED: Final = "Entered into force on {}, before it was signed on {}: retroactive, or a slip."


class Agreements(Filing):
    """Agreements between countries."""

    model = Agreement
    cites = Agreement
    published_at_once = 50  # a treaty of a hundred parties names five thousand pairs

    def add(self, entries: Sequence[Entry], batch: Batch, outcome: Outcome) -> dict[str, list[models.Model]]:
        """Take agreements as new, each with its steps."""
        keys = _Keys(entries)
        written: dict[str, list[models.Model]] = {}
        for entry in entries:
            agreement = batch.add(Agreement(key=keys.take(entry), **agreement_fields(entry)))
            batch.tie(agreement, "parties", [self.scene.countries[code] for code in entry.list("parties")])
            batch.tie(agreement, "sectors", [self.scene.sectors[slug] for slug in entry.list("sectors")])
            for step in steps_of(entry.facts):
                batch.add(_step(agreement, step, entry))
            outcome.new[agreement.pk] = [entry]
            written[entry.key] = [agreement]
            self._warn(entry, outcome)
        return written

    def _warn(self, entry: Entry, outcome: Outcome) -> None:
        signed, force = entry.date("signed"), entry.date("entered_into_force")
        if signed and force and force.surely_before(signed):
            sentence = BEFORE_SIGNED.format(force.edtf, signed.edtf)
            outcome.find(Fate.WARNING, entry, "entered_into_force", sentence)

    def revise(self, changes: Sequence[Change], outcome: Outcome) -> Iterator[Change]:
        """Bring title, kind and steps up to the rows."""
        held = self._citing([change.entry.key for change in changes])
        for change in changes:
            agreement: Any = held[change.entry.key][0]
            if differs(change, ("parties",)):
                outcome.find(Fate.REFUSED, change.entry, "parties", OTHER.format("parties"))
                continue
            before = Entry(change.entry.key, 0, change.before)
            revise_fields(
                agreement, agreement_fields(before), agreement_fields(change.entry), change.entry, outcome
            )
            agreement.save()
            self._revise_steps(agreement, before, change.entry, outcome)
            yield change

    def _revise_steps(self, agreement: Agreement, before: Entry, entry: Entry, outcome: Outcome) -> None:
        held = {step.step: step for step in agreement.steps.filter(party=None).order_by("-id")}
        for name in dict.fromkeys((*steps_of(before.facts), *steps_of(entry.facts))):
            said, says, step = _step_fields(before, name), _step_fields(entry, name), held.get(name)
            if said == says or (step and _held(step) == says):
                continue
            if step is None and said["date"] is None:
                _step(agreement, name, entry).save()
            elif step and _held(step) == said and says["date"]:
                AgreementStep.objects.filter(pk=step.pk).update(**says)
            elif step and _held(step) == said:
                step.delete()
            else:
                outcome.find(Fate.WARNING, entry, name, LEFT.format(f"step {name}"))

    def joined(self, entry: Entry) -> set[str]:
        """Name each two of the parties."""
        return {pair_key(one, other) for one, other in combinations(entry.list("parties"), 2)}

    def doubles(self, entries: Mapping[UUID, Entry]) -> Iterable[tuple[UUID, str]]:
        """Find agreements from elsewhere with the same parties, day of signing and title."""
        days = {date.earliest for entry in entries.values() if (date := entry.date("signed"))}
        others = Agreement.objects.filter(steps__step="signed", steps__date__earliest__in=days)
        others = others.exclude(sources__import_name=self.scene.import_name).prefetch_related("parties")
        known = {
            self._mark(each.title, [party.key for party in each.parties.all()]): each.key for each in others
        }
        for pk, entry in entries.items():
            if key := known.get(self._mark(entry.facts["title"], entry.list("parties"))):
                yield pk, key

    def _mark(self, title: str, parties: Iterable[str]) -> tuple[str, tuple[str, ...]]:
        return folded(title), tuple(sorted(parties))


def agreement_fields(entry: Entry) -> dict[str, Any]:
    """Give the fields of an agreement that the row alone decides."""
    facts = entry.facts
    return {
        "title": facts["title"],
        "kind": facts.get("kind", AgreementKind.UNSPECIFIED.value),
        "binding": facts.get("binding", Binding.UNKNOWN.value),
        "text_url": facts.get("text_url", ""),
        "registration": facts.get("registration", ""),
    }


def steps_of(facts: Mapping[str, str]) -> list[str]:
    """Name the steps that a row dates, in the order of the vocabulary."""
    return [step for step in AgreementStepKind.values if facts.get(step)]


def _step(agreement: Agreement, step: str, entry: Entry) -> AgreementStep:
    return AgreementStep(agreement=agreement, step=step, **_step_fields(entry, step))


def _step_fields(entry: Entry, step: str) -> dict[str, Any]:
    facts = entry.facts
    place, note = (facts.get(f"{step}_{part}", "") for part in ("place", "note"))
    return {"date": entry.date(step), "place": place, "note": note}


def _held(step: AgreementStep) -> dict[str, Any]:
    return {"date": step.date, "place": step.place, "note": step.note}


class _Keys:
    """Hand out keys of agreements: the title, and the row's key where that is taken."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        wanted = {self._plain(entry) for entry in entries}
        self._taken = set(Agreement.objects.filter(key__in=wanted).values_list("key", flat=True)) | {""}

    def take(self, entry: Entry) -> str:
        key = self._plain(entry)
        if key in self._taken:
            key = f"{key}-{key_of(entry.key)[:60]}".strip("-")
        self._taken.add(key)
        return key

    def _plain(self, entry: Entry) -> str:
        return key_of(entry.facts["title"])[:100].strip("-")
