"""Give a source's text as it is read in the newsroom: by numbered sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from desk.api.access import DeskView
from desk.api.kinds import KINDS
from desk.api.references import give
from desk.reading.hinting import hints
from desk.reading.naming import Mention, mentions
from desk.reading.sentences import Sentence, sentences
from desk.reading.strangers import strangers
from desk.reading.when_and_where import when, where
from publication.rights import Verb
from relations.models import Passage, Source


class Reading(DeskView):
    """Read one source."""

    def get(self, request: Request, pk: UUID) -> Response:
        """Give its sentences with whom they name and what they may say, and what the story adds."""
        self.need(Verb.READ, KINDS["sources"])
        source = Source.objects.filter(pk=pk).first()
        if source is None:
            raise Http404
        free = list(source.record_free_passages())
        named = mentions(source.text)
        spoken = sentences(source.text)
        starts = [each.start for each in named]
        rows = []
        for number, each in enumerate(spoken, start=1):
            inside = named[bisect_left(starts, each.start) : bisect_left(starts, each.end)]
            rows.append(sentence_row(source.text, number, each, inside, free))
        return Response(
            {
                "source": give(source), "sha256": source.sha256, "text": source.text, "sentences": rows,
                "people": strangers(source.text, spoken), "when": when(source.text, spoken),
                "where": where(source.text, spoken),
            }
        )  # fmt: skip


def sentence_row(
    text: str, number: int, sentence: Sentence, named: list[Mention], free: Iterable[Passage]
) -> dict[str, Any]:
    """Show one sentence with the mentions that begin in it; ``free`` are the passages without facts."""
    start, end, voice = sentence
    inside = [each for each in named if each.end <= end]
    is_free = any(row.start <= start and end <= row.end for row in free)
    shown = [
        {**give(each.record), "type": each.type, "start": each.start, "end": each.end} for each in inside
    ]
    return {
        "number": number, "start": start, "end": end, "voice": voice.value, "record_free": is_free,
        "mentions": shown, "hints": hints(text[start:end], inside),
    }  # fmt: skip
