"""Say what is wrong with a row as a whole, once each of its cells has been read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from desk.loading.tables import Fault
from desk.tables.fields import Shape
from desk.tables.mapping import TableMapping
from relations.dates import PartialDate

SIDES = {"visitors": "visitor", "hosts": "host", "parties": "party", "third_parties": "third_party"}
"""The columns that name countries of an event, and the side each stands for."""


def faults_of(
    shape: Shape, facts: Mapping[str, str], cells: Mapping[str, str], mapping: TableMapping, today: date
) -> Iterator[Fault]:
    """Yield what cannot be: an end before the start, too few countries, a person without a country."""
    yield from _faults_of_days(facts, cells, mapping)
    if shape.format == "events-csv":
        yield from _faults_of_event(facts, today)
    if shape.format == "agreements-csv" and len(facts.get("parties", "").split("; ")) < 2:
        yield Fault("parties", "An agreement joins two countries or more; here there is one.")


def _faults_of_days(
    facts: Mapping[str, str], cells: Mapping[str, str], mapping: TableMapping
) -> Iterator[Fault]:
    for first, last, verbs in (("start", "end", "starts"), ("born", "died", "begins")):
        start, end = (PartialDate.parse(facts[name]) if facts.get(name) else None for name in (first, last))
        if start and end and end.surely_before(start):
            label = cells.get(mapping.word_for(last), facts[last])
            sentence = f"This ends on {end.edtf}, before it {verbs} on {start.edtf}."
            yield Fault(last, sentence, label, once=True)


def _faults_of_event(facts: Mapping[str, str], today: date) -> Iterator[Fault]:
    start = PartialDate.parse(facts["start"])
    if start.earliest and start.earliest > today and facts.get("occurrence", "occurred") == "occurred":
        yield Fault("start", "This starts after today: say announced in the column occurrence.")
    named = [code for column in SIDES for code in facts.get(column, "").split("; ") if code]
    if facts["kind"] == "visit" and (missing := {"visitors", "hosts"} - facts.keys()):
        yield Fault(min(missing), f"A visit needs {min(missing)}.")
    elif len(set(named)) < 2:
        yield Fault("hosts", "An event joins two countries or more.")
    elif len(set(named)) < len(named):
        yield Fault("hosts", "A country stands on one side of an event alone.")
    if facts["kind"] != "visit" and facts.get("visit_kind"):
        yield Fault("visit_kind", "Only a visit has a visit kind.")
    for side in ("visitor", "host"):
        if facts.get(f"{side}_name") and not facts.get(f"{side}s"):
            yield Fault(f"{side}_name", f"Say in the column {side}s for which country this person acts.")
