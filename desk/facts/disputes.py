"""Keep open what the sources of a fact disagree on."""

from __future__ import annotations

from desk.facts.batch import Batch
from desk.facts.reading import Fact, read_date
from desk.facts.titles import joined, kind_words
from events.models import Dispute, DisputePosition
from publication.drafting import Publishable
from publication.vocabulary import AgreementStepKind, Standing


def keep_dispute(record: Publishable, fact: Fact, about: str, held: str, batch: Batch) -> None:
    """Take the dispute of a fact, if it has one: what the record holds, and what else the sources say.

    ``about`` ends the question; ``held`` is what the record holds, in words.
    No passages: the texts of these sources are not at hand.
    """
    if not fact["dispute"]:
        return
    question = f"What do the sources leave open about {about}?"
    dispute = batch.add(Dispute(question=question, **{record.record_type: record}))
    for order, text in enumerate((f"This record holds: {held}.", fact["dispute"]), start=1):
        batch.add(DisputePosition(dispute=dispute, order=order, text=text))


def event_held(fact: Fact) -> str:
    """Say what the record of an event holds: kind, date and place."""
    start, end = read_date(fact["start"]), read_date(fact["end"])
    span = type(start).span(start, end).text if start else None
    return joined((kind_words(fact["kind"], fact["visit_kind"]), span, fact["place"]))


def agreement_held(fact: Fact) -> str:
    """Say what the record of an agreement holds: its steps with their dates and places."""
    return "; ".join(_step_held(step) for step in fact["steps"])


def _step_held(step: Fact) -> str:
    date = read_date(step["date"])
    doubt = "disputed" if step["standing"] == Standing.DISPUTED else None
    words = str(AgreementStepKind(step["step"]).label).lower()
    return joined((words, date.text if date else None, step["place"], doubt))


def relation_held(fact: Fact) -> str:
    """Say what the record of a relation holds: recognition and the beginning of relations."""
    said = (("recognised", fact["recognised"]), ("relations established", fact["established"]))
    dates = [(words, read_date(text)) for words, text in said]
    return joined(f"{words} {date.text}" for words, date in dates if date) or "no date"
