"""Load how pairs of countries stand, and make the bare relation of a pair that a fact joins."""

from __future__ import annotations

from itertools import combinations

from desk.facts.batch import Batch
from desk.facts.disputes import keep_dispute, relation_held
from desk.facts.reading import Fact, Facts, read_date
from desk.facts.shelf import Shelf
from events.models import EventCountry
from events.snapshots import pairs
from relations.models import Country, Mission, Relation
from relations.models.relation import pair_key


def load_relation(fact: Fact, shelf: Shelf, batch: Batch) -> None:
    """Take the relation of a pair as new, with the missions of each in the other."""
    recogniser = fact["recognised_by"]
    relation = _relation(shelf.country(fact["a"]), shelf.country(fact["b"]))
    relation.recognised = read_date(fact["recognised"])
    relation.recognised_by = shelf.country(recogniser) if recogniser else None
    relation.established = read_date(fact["established"])
    relation.suspended = read_date(fact["suspended"])
    relation.restored = read_date(fact["restored"])
    relation.summary = fact["summary"] or ""
    batch.add(relation)
    batch.tie(relation, "sources", shelf.sources(fact))
    for mission in fact["missions"]:
        batch.add(
            Mission(
                relation=relation,
                sender=shelf.country(mission["of"]),
                host=shelf.country(mission["in"]),
                kind=mission["kind"],
                place=mission["place"] or "",
                opened=read_date(mission["opened"]),
            )
        )
    about = f"the relation of {relation.first} and {relation.second}"
    keep_dispute(relation, fact, about, relation_held(fact), batch)


def load_bare_relation(key: str, shelf: Shelf, batch: Batch) -> None:
    """Take as new the relation of a pair of which nothing is known but that a fact joins it."""
    first, _, second = key.partition("-")
    batch.add(_relation(shelf.country(first), shelf.country(second)))


def joined_pairs(facts: Facts) -> set[str]:
    """Name the pairs that the facts tell of, or that an agreement or event among them joins."""
    found = set(facts.relations)
    for fact in facts.agreements.values():
        found |= {pair_key(one, other) for one, other in combinations(fact["parties"], 2)}
    for fact in facts.events.values():
        found |= set(pairs(_side(row) for row in fact["countries"]))
    return found


def _side(row: Fact) -> EventCountry:
    return EventCountry(country=Country(key=row["code"]), side=row["side"])


def _relation(one: Country, other: Country) -> Relation:
    first, second = sorted((one, other), key=lambda country: country.key)
    return Relation(key=f"{first.key}-{second.key}", first=first, second=second)
