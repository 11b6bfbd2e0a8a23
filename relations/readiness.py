"""Say what keeps a working copy from being shown: each problem with its field and a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from publication.drafting import Problem
from relations.models import Agreement, Country, Official, Passage, Relation, Sector


def country_problems(country: Country) -> list[Problem]:
    """Want a name, and an end for a former state."""
    problems = []
    if not country.name.strip():
        problems.append(Problem("name", "The country needs a name."))
    if country.kind == "former" and country.existed_until is None:
        problems.append(Problem("existed_until", "A former state needs the date it ended, however partial."))
    return problems


def sector_problems(sector: Sector) -> list[Problem]:
    """Want a name, and two levels at most."""
    problems = []
    if not sector.name.strip():
        problems.append(Problem("name", "The sector needs a name."))
    if sector.parent and sector.parent.parent_id:
        problems.append(
            Problem("parent", "Sectors have two levels: choose a parent that is not a sub-sector itself.")
        )
    return problems


def official_problems(official: Official) -> list[Problem]:
    """Want a source or passage, and passages that stand."""
    tenures = list(official.tenures.all())
    passages = [passage for tenure in tenures for passage in tenure.passages.all()]
    sourced = passages or official.sources.all() or any(tenure.sources.all() for tenure in tenures)
    problems = [] if sourced else [Problem("sources", "The official needs a source, or an office with one.")]
    if official.nationality is None:
        problems.append(Problem("nationality", "The official needs the country served."))
    return problems + fallen_passages(passages, "tenures")


def relation_problems(relation: Relation) -> list[Problem]:
    """Want a source where a date or summary is stated, and dates in order."""
    problems = []
    stated = (
        relation.established
        or relation.recognised
        or relation.suspended
        or relation.restored
        or relation.summary
    )
    if stated and not relation.sources.all():
        problems.append(Problem("sources", "The relation states facts and needs a source for them."))
    if relation.suspended and relation.established and relation.suspended.surely_before(relation.established):
        problems.append(Problem("suspended", "Relations cannot be suspended before they were established."))
    if relation.restored and relation.suspended and relation.restored.surely_before(relation.suspended):
        problems.append(Problem("restored", "Relations cannot be restored before they were suspended."))
    return problems


def agreement_problems(agreement: Agreement) -> list[Problem]:
    """Want two parties, a step, a source, and steps by parties only."""
    steps = list(agreement.steps.all())
    parties = {party.pk for party in agreement.parties.all()}
    passages = [passage for step in steps for passage in step.passages.all()]
    problems = []
    if len(parties) < 2:
        problems.append(Problem("parties", "An agreement needs at least two parties."))
    if not steps:
        problems.append(
            Problem("steps", "The agreement needs at least one step, such as intent expressed or signed.")
        )
    if not (passages or agreement.sources.all() or any(step.sources.all() for step in steps)):
        problems.append(Problem("sources", "The agreement needs a source or a passage."))
    for step in steps:
        if step.party_id and step.party_id not in parties:
            sentence = f"{step.party} is not a party of this agreement: add the party or change the step."
            problems.append(Problem("steps", sentence))
    return problems + fallen_passages(passages, "steps")


def fallen_passages(passages: Iterable[Passage], field: str) -> list[Problem]:
    """Flag the passages that no longer read as their source's text does at that place."""
    return [
        Problem(field, f"The passage {passage} no longer stands in the text of «{passage.source}».")
        for passage in {each.pk: each for each in passages}.values()
        if not passage.stands
    ]
