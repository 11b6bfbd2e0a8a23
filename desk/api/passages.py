"""Cite passages in a working form: by source and offsets, made where nobody has cited them yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from desk.api.references import as_uuid
from relations.models import Passage, Source

SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["source", "start", "end"],
        "properties": {
            "source": {"type": "string", "format": "uuid"},
            "start": {"type": "integer", "minimum": 0},
            "end": {"type": "integer", "minimum": 1},
            "exact": {"type": "string"},
        },
        "additionalProperties": False,
    },
}
WRONG = (
    "Give a passage as source (an id), start and end (whole numbers, characters from 0), and exact if wanted."
)


class Cut(NamedTuple):
    """A passage asked for: a source and offsets from 0, end exclusive."""

    source: UUID
    start: int
    end: int


class Texts:
    """The texts that a request cites from, and the passages of theirs that stand."""

    def __init__(self) -> None:
        self._sources: dict[UUID, Source] = {}

    def fetch(self, ids: Iterable[UUID]) -> None:
        """Read the sources in one query."""
        missing = set(ids) - self._sources.keys()
        if missing:
            self._sources |= Source.objects.in_bulk(missing)

    def source(self, pk: UUID) -> Source | None:
        """Give a source that was read."""
        return self._sources.get(pk)

    def passages(self, cuts: Iterable[Cut]) -> dict[Cut, Passage]:
        """Find the passages of these cuts, and make those that are not there yet."""
        wanted = set(cuts)
        known = self._standing(wanted)
        made = [self._sources[cut.source].passage(cut.start, cut.end) for cut in wanted - known.keys()]
        if made:
            Passage.objects.bulk_create(made, ignore_conflicts=True)
            known = self._standing(wanted)
        return known

    def _standing(self, wanted: set[Cut]) -> dict[Cut, Passage]:
        sources = {cut.source for cut in wanted}
        rows = Passage.objects.filter(source__in=sources, start__in={cut.start for cut in wanted})
        found = {Cut(row.source_id, row.start, row.end): row for row in rows} if wanted else {}
        return {cut: row for cut, row in found.items() if cut in wanted}


@extend_schema_field(SCHEMA)
class Passages(serializers.Field):  # type: ignore[type-arg]  # generic in the stubs alone
    """The passages a fact was read in."""

    def get_attribute(self, instance: Any) -> Any:
        """Read the prefetched rows."""
        return list(getattr(instance, str(self.source)).all())

    def to_representation(self, value: list[Passage]) -> list[dict[str, Any]]:
        """Show each by source and offsets, in the order of the texts."""
        rows = sorted(value, key=lambda each: (str(each.source_id), each.start, each.end))
        return [
            {"source": str(row.source_id), "start": row.start, "end": row.end, "exact": row.exact}
            for row in rows
        ]

    def to_internal_value(self, data: Any) -> list[Cut]:
        """Read the cuts; refuse what is not in the text or not its own slice."""
        if not isinstance(data, list):
            raise serializers.ValidationError("Give a list of passages.")
        return list(dict.fromkeys(self._cut(each) for each in data))

    def _cut(self, data: Any) -> Cut:
        cut = read_cut(data)
        if cut is None:
            raise serializers.ValidationError(WRONG)
        source = self.context["texts"].source(cut.source)
        if source is None:
            raise serializers.ValidationError(f"There is no source «{cut.source}».")
        if not 0 <= cut.start < cut.end <= len(source.text):
            raise serializers.ValidationError(
                f"From {cut.start} to {cut.end} is no passage of «{source}», whose text has "
                f"{len(source.text)} characters."
            )
        exact = data.get("exact")
        if exact is not None and exact != source.text[cut.start : cut.end]:
            raise serializers.ValidationError(
                f"From {cut.start} to {cut.end} the text reads «{source.text[cut.start : cut.end]}»."
            )
        return cut


def read_cut(data: Any) -> Cut | None:
    """Read source and offsets; none where they are not in order."""
    if not isinstance(data, dict) or data.keys() - {"source", "start", "end", "exact", "id"}:
        return None
    source = as_uuid(data["source"]) if isinstance(data.get("source"), str) else None
    start, end = data.get("start"), data.get("end")
    whole = all(isinstance(each, int) and not isinstance(each, bool) for each in (start, end))
    return Cut(source, start, end) if source and whole else None  # type: ignore[arg-type]  # whole says so


def sources_in(serializer: Any, data: Any) -> Iterator[UUID]:
    """Walk a request's data along its serializer and yield every source it cites."""
    if isinstance(serializer, serializers.ListSerializer):
        for row in data if isinstance(data, list) else ():
            yield from sources_in(serializer.child, row)
    elif isinstance(serializer, serializers.Serializer) and isinstance(data, dict):
        for name, field in serializer.fields.items():
            if name in data and not field.read_only:
                yield from sources_in(field, data[name])
    elif isinstance(serializer, Passages):
        for each in data if isinstance(data, list) else ():
            if cut := read_cut(each):
                yield cut.source
