"""Sort the documents of a batch by what is there of them already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import orjson

from desk.copies.quoting import read_id
from desk.copies.reading import Line, Wrong
from desk.copies.rows import Unfit
from desk.loading.report import Fate
from publication.contracts import Document
from publication.drafting import Publishable
from publication.mentions import mentions_of, missing_mentions
from publication.models import Listing
from publication.vocabulary import EditionState, ReviewState

Copy = tuple[Line, Document]
Tell = Callable[[Fate, Line, Document | None, Wrong], object]

BUSY: Final = "Somebody works on this record: publish it from the desk."
TWICE: Final = "This record stands in the files twice with different facts: the first counts."


@dataclass
class Sorted:
    """Documents of which nothing is there, those of which a draft is there that nobody touched, the rest."""

    new: list[Copy] = field(default_factory=list)
    drafts: list[Copy] = field(default_factory=list)
    unchanged: int = 0


def sort(model: type[Publishable], copies: Sequence[Copy], tell: Tell) -> Sorted:
    """Sort documents of one kind, and report those that cannot be taken as there is something else."""
    found = Sorted()
    firsts = _firsts(copies, found, tell)
    shelf = _Shelf(model, [document for _, document in firsts])
    for line, document in firsts:
        if (listing := shelf.listing(document)) is not None:
            _compare(line, document, listing, found, tell)
        elif (draft := shelf.drafts.get(UUID(document.id))) is None:
            if document.slug in shelf.taken:
                sentence = f"The newsroom has another {document.type} with the key «{document.slug}»."
                tell(Fate.REFUSED, line, document, Wrong("slug", sentence))
            else:
                found.new.append((line, document))
        elif draft.authors or draft.lock_version > 1 or draft.review_state != ReviewState.DRAFT:
            found.unchanged += 1
            tell(Fate.HELD, line, document, Wrong("", BUSY))
        else:
            found.drafts.append((line, document))
    return found


def _firsts(copies: Sequence[Copy], found: Sorted, tell: Tell) -> list[Copy]:
    """Keep the first of each record in a batch."""
    firsts: dict[str, Copy] = {}
    for line, document in copies:
        try:
            read_id(document.id, "id")
        except Unfit as unfit:
            tell(Fate.REFUSED, line, document, Wrong(unfit.field, unfit.sentence))
            continue
        first = firsts.get(document.id) or firsts.get(document.slug)
        if first is None:
            firsts[document.id] = firsts[document.slug] = line, document
        elif first[0].text == line.text:
            found.unchanged += 1
        else:
            tell(Fate.REFUSED, line, document, Wrong("", TWICE))
    return [copy for name, copy in firsts.items() if name == copy[1].id]


class _Shelf:
    """What is there of some documents: public records and drafts, by identity and by key."""

    def __init__(self, model: type[Publishable], documents: Sequence[Document]) -> None:
        ids, keys = [each.id for each in documents], [each.slug for each in documents]
        public = Listing.objects.filter(type=model.record_type)
        self._by_id = {row.id: row for row in Listing.objects.filter(id__in=ids)}
        self._by_key = {row.key: row for row in public.filter(key__in=keys)}
        self.drafts = {row.pk: row for row in model._default_manager.filter(pk__in=ids)}
        self.taken = set(model._default_manager.filter(key__in=keys).values_list("key", flat=True))

    def listing(self, document: Document) -> Listing | None:
        """Find the public record of this identity, or else of this address."""
        return self._by_id.get(UUID(document.id)) or self._by_key.get(document.slug)


def _compare(line: Line, document: Document, listing: Listing, found: Sorted, tell: Tell) -> None:
    """Count a document that is public here as it is; report another one: nothing public is replaced."""
    public = listing.state == EditionState.PUBLISHED
    if public and (
        line.text == listing.text.encode() or orjson.loads(line.text) == orjson.loads(listing.text)
    ):
        found.unchanged += 1
        return
    state = "" if public else f" ({listing.state})"
    own = "" if str(listing.id) == document.id else " of its own"
    sentence = f"The record has «{listing.key}»{own} already, at version {listing.version}{state}: it stays."
    tell(Fate.REFUSED, line, document, Wrong("slug" if own else "id", sentence))


def publishable(copies: Sequence[Copy], tell: Tell) -> list[Document]:
    """Leave out, and report, the documents that mention what the public cannot read yet."""
    left = list(copies)
    while missing := missing_mentions([document for _, document in left]):
        held = {line: mentions_of(document).keys() & missing.keys() for line, document in left}
        for line, document in left:
            if names := sorted(held[line]):
                kind, key = names[0]
                tell(Fate.HELD, line, document, Wrong(kind, f"The {kind} «{key}» is not public yet."))
        left = [(line, document) for line, document in left if not held[line]]
    return [document for _, document in left]
