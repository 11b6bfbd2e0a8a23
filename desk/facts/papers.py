"""Load agreements and their steps."""

from __future__ import annotations

from desk.facts.batch import Batch
from desk.facts.disputes import agreement_held, keep_dispute
from desk.facts.reading import Fact, read_date
from desk.facts.shelf import Shelf
from relations.models import Agreement, AgreementStep

ALL = "all"
"""The word of the fact file for a step that all parties took together."""


def load_agreement(fact: Fact, shelf: Shelf, batch: Batch) -> None:
    """Take an agreement as new, with its steps."""
    agreement = Agreement(
        key=fact["key"],
        title=fact["title"],
        title_is_description=fact["title_kind"] == "descriptive",
        kind=fact["kind"],
        binding=fact["binding"],
        registration=fact["registration"] or "",
        note=fact["note"] or "",
    )
    batch.add(agreement)
    batch.tie(agreement, "parties", [shelf.country(code) for code in fact["parties"]])
    batch.tie(agreement, "sectors", shelf.sectors(fact["sectors"]))
    batch.tie(agreement, "sources", shelf.sources(fact))
    keep_dispute(agreement, fact, f"“{agreement}”", agreement_held(fact), batch)
    for row in fact["steps"]:
        _load_step(agreement, fact, row, shelf, batch)


def _load_step(agreement: Agreement, fact: Fact, row: Fact, shelf: Shelf, batch: Batch) -> None:
    step = AgreementStep(
        agreement=agreement,
        step=row["step"],
        party=None if row["party"] == ALL else shelf.country(row["party"]),
        date=read_date(row["date"]),
        place=row["place"] or "",
        standing=row["standing"],
        note=row.get("note") or "",
    )
    shelf.put_step(agreement, step)
    batch.tie(step, "sources", shelf.sources(fact, row["sources"]))
