"""Load officials with their names, offices and tenures."""

from __future__ import annotations

from desk.facts.batch import Batch
from desk.facts.disputes import keep_dispute
from desk.facts.reading import Fact, name_key, read_date
from desk.facts.shelf import Shelf
from relations.models import NameVariant, Official, Tenure


def load_official(fact: Fact, shelf: Shelf, batch: Batch) -> None:
    """Take an official as new, with every tenure."""
    official = Official(
        key=name_key(fact["display"]),
        display_name=fact["display"],
        family_name=fact["family"] or "",
        given_name=fact["given"] or "",
        sort_name=fact["sort_name"],
        nationality=shelf.country(fact["nationality"]) if fact["nationality"] else None,
        wikidata=fact["wikidata"] or "",
    )
    shelf.put_official(fact["key"], official)
    batch.tie(official, "sources", shelf.sources(fact))
    for text in dict.fromkeys(fact["variants"]):
        batch.add(NameVariant(official=official, text=text))
    for office in fact["offices"]:
        _load_tenure(official, fact, office, shelf, batch)
    keep_dispute(official, fact, f"“{official}”", "; ".join(held["title"] for held in fact["offices"]), batch)


def _load_tenure(official: Official, fact: Fact, held: Fact, shelf: Shelf, batch: Batch) -> None:
    tenure = Tenure(
        official=official,
        office=shelf.office(held["title"], held["country"], held["level"]),
        start=read_date(held["start"]),
        end=read_date(held["end"]),
        start_known=held["start_known"],
        end_known=held["end_known"],
        first_seen=read_date(held["first_seen"]),
        last_seen=read_date(held["last_seen"]),
        acting=held["acting"],
        note=held["note"] or "",
    )
    batch.add(tenure)
    batch.tie(tenure, "sources", shelf.sources(fact, held["sources"]))
