"""Turn the fact files into working copies; publishing them is the caller's business."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from importlib.resources.abc import Traversable

from django.db import transaction

from desk.facts.batch import Batch
from desk.facts.happenings import load_event
from desk.facts.pairs import joined_pairs, load_bare_relation, load_relation
from desk.facts.papers import load_agreement
from desk.facts.people import load_official
from desk.facts.reading import FOLDER, Fact, Facts, read_facts
from desk.facts.shelf import Shelf
from events.models import Event
from publication.drafting import Publishable
from relations.models import Agreement, Official, Relation

KINDS: tuple[type[Publishable], ...] = (Official, Relation, Agreement, Event)
"""The kinds of record the facts become, each before those that mention it."""


@transaction.atomic
def load_facts(folder: Traversable = FOLDER) -> Counter[str]:
    """Make a working copy of every fact that has none; give how many, by kind.

    A record that is there already is left as it is, since an editor may have worked on it; so a second run
    writes nothing. Countries and sectors must be loaded before; ``MissingReference`` names one that is not.
    """
    facts = read_facts(folder)
    missing = {kind: _missing(kind, keys) for kind, keys in keys_of(facts).items()}
    if not any(missing.values()):
        return Counter()
    return _write(facts, missing)


def keys_of(facts: Facts) -> dict[type[Publishable], Collection[str]]:
    """Name the records that the facts become, by kind, in the order of publication."""
    keys = facts.officials, joined_pairs(facts), facts.agreements, facts.events
    return dict(zip(KINDS, keys, strict=True))


def _missing(kind: type[Publishable], keys: Collection[str]) -> list[str]:
    there = set(kind._default_manager.filter(key__in=keys).values_list("key", flat=True))
    return [key for key in sorted(keys) if key not in there]


def _write(facts: Facts, missing: Mapping[type[Publishable], list[str]]) -> Counter[str]:
    """Make the missing records, all or none."""
    rows = {
        Official: _chosen(facts.officials, missing[Official]),
        Relation: _chosen(facts.relations, missing[Relation]),
        Agreement: _chosen(facts.agreements, missing[Agreement]),
        Event: _chosen(facts.events, missing[Event]),
    }
    batch = Batch()
    shelf = Shelf([fact for chosen in rows.values() for fact in chosen], facts.officials, batch)
    loaders = (load_official, load_relation, load_agreement, load_event)
    for chosen, load in zip(rows.values(), loaders, strict=True):
        for fact in chosen:
            load(fact, shelf, batch)
    for key in missing[Relation]:
        if key not in facts.relations:
            load_bare_relation(key, shelf, batch)
    made = Counter({kind.record_type: batch.count(kind) for kind in KINDS})
    batch.write()
    return made


def _chosen(facts: Mapping[str, Fact], keys: list[str]) -> list[Fact]:
    return [facts[key] for key in keys if key in facts]
