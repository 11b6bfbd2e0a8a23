"""Read published documents back as sentences: the facts that each passage supports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from relations.models import Passage

Document = dict[str, Any]
Place = tuple[int, int]


class Row(NamedTuple):
    """A row of the acceptance table: the passage, and the facts it stands under."""

    id: str
    start: int
    end: int
    opening: str
    facts: frozenset[str]


def table() -> list[Row]:
    """Read the acceptance table beside this file."""
    rows: list[Row] = []
    for line in (Path(__file__).parent / "acceptance_table.txt").read_text().splitlines():
        if line.startswith("S"):
            name, start, end, opening = line.split(" ", 3)
            rows.append(Row(name, int(start), int(end), opening, frozenset()))
        elif line.startswith(" "):
            rows[-1] = rows[-1]._replace(facts=rows[-1].facts | {line.strip()})
    return rows


def facts_by_passage(*documents: Document) -> dict[Place, set[str]]:
    """List, for each passage's offsets, the facts it stands under in the documents."""
    found: dict[Place, set[str]] = defaultdict(set)
    for document in documents:
        for fact, passages in facts(document):
            for passage in passages:
                found[passage["start"], passage["end"]].add(fact)
    return dict(found)


def facts(document: Document) -> Iterator[tuple[str, list[Document]]]:
    """Walk a document's facts with their passages."""
    if document["type"] == "official":
        for tenure in document["offices"]:
            yield f"{document['slug']} was {tenure['title']}", tenure["passages"]
    elif document["type"] == "agreement":
        for step in document["steps"]:
            yield f"agreement: {step['step']} by {step['party']}, {step['standing']}", step["passages"]
    elif document["type"] == "event":
        yield from event_facts(document)


def event_facts(event: Document) -> Iterator[tuple[str, list[Document]]]:
    """Walk an event's facts; meetings are named M1, M2, M3 and C1 in their order."""
    yield "visit", event["passages"]
    names = {each["id"]: name for each, name in zip(event["meetings"], ("M1", "M2", "M3", "C1"), strict=True)}
    for row in event["participants"]:
        yield f"visit: {row['official']['slug']} as {row['role']}", row["passages"]
    for meeting in event["meetings"]:
        yield f"{names[meeting['id']]}: {meeting['kind']}", meeting["passages"]
        for row in meeting["participants"]:
            yield f"{names[meeting['id']]}: {row['official']['slug']} as {row['role']}", row["passages"]
    for said in event["statements"]:
        yield statement_sentence(said, names), said["passages"]
    for step in event["agreement_steps"]:
        yield f"visit: {step['step']} by {step['party']}, {step['standing']}", step["passages"]
    for claim in event["precedences"]:
        scope = claim["scope"]
        yield f"first {scope['visitor']} to {scope['host']} in {claim['window_years']}", claim["passages"]
    for number, dispute in enumerate(event["disputes"], 1):
        for place, position in enumerate(dispute["positions"], 1):
            yield f"D{number}, position {place}", position["passages"]


def statement_sentence(said: Document, names: dict[str, str]) -> str:
    """Say where a statement was made, by whom and for whom, its act and sectors, and what marks it."""
    sectors = ", ".join(each["slug"] for each in said["sectors"])
    marks = [said["voice"], said["modality"], said["confidence"]]
    told = " ".join(mark for mark in marks if mark not in ("body", "reported_speech", "high"))
    behalf = f" for {said['on_behalf_of']['slug']}" if said["on_behalf_of"] else ""
    who = f"{speaker_words(said['speaker'])}{behalf}"
    return f"{names.get(said['meeting'], 'visit')}: {who} {said['act']} [{sectors}] {told}".strip()


def speaker_words(speaker: Document | None) -> str:
    """Name the official or the countries speaking, or nobody in particular."""
    if speaker is None:
        return "somebody"
    if speaker["official"]:
        return str(speaker["official"]["slug"])
    return " and ".join(each["code"] for each in speaker["countries"])


def working_rows_by_passage() -> dict[Place, set[str]]:
    """List, for each passage's offsets, the kinds of working rows that quote it."""
    found: dict[Place, set[str]] = defaultdict(set)
    for model in apps.get_models():
        for field in model._meta.many_to_many:
            if field.related_model is Passage:
                for row in model._default_manager.prefetch_related(field.name):
                    for passage in quoted(row, field):
                        found[passage.start, passage.end].add(model._meta.model_name or "")
    return dict(found)


def quoted(row: models.Model, field: Any) -> list[Passage]:
    """List the passages a working row quotes."""
    return list(getattr(row, field.name).all())
