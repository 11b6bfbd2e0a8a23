"""Publish what is ready through the one door, and name what is not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from publication.comparing import changed
from publication.drafting import Publishable
from publication.models import Listing
from publication.publishing import Approval, NothingNew, Refused, publish
from publication.vocabulary import ChangeKind, EditionState, ReviewState
from relations.models import Country, Relation

Clock: TypeAlias = Callable[[], datetime]
TellRefusal: TypeAlias = Callable[[UUID, str], object]

BATCH = 500
"""Records published in one transaction."""


def busy_drafts(drafts: Iterable[Publishable]) -> set[UUID]:
    """Find the public records, of one kind, whose drafts hold changes that nobody published yet.

    To publish such a draft would publish an editor's half-done work with it.
    """
    rows = {draft.pk: draft for draft in drafts}
    public = Listing.objects.filter(id__in=rows.keys(), state=EditionState.PUBLISHED)
    return changed([rows[pk] for pk in public.values_list("id", flat=True)])


def someones(model: type[Publishable], ids: Collection[UUID]) -> set[UUID]:
    """Find the drafts that people work on: in review, written by somebody, or changed since published."""
    if not ids:
        return set()
    drafts = list(model._default_manager.filter(pk__in=ids))
    waiting = {each.pk for each in drafts if each.authors or each.review_state != ReviewState.DRAFT}
    return waiting | busy_drafts(drafts)


class Release:
    """Publishes for one load, as ``by``, each batch at the instant of the clock; counts the editions."""

    def __init__(self, by: str, clock: Clock) -> None:
        self._by = by
        self._clock = clock
        self.editions = 0

    def never_published(self, ids: Collection[UUID]) -> set[UUID]:
        """Select the records that the public record has never held, not even as withdrawn or retracted."""
        return set(ids) - set(Listing.objects.filter(id__in=ids).values_list("id", flat=True))

    def publish(self, drafts: Iterable[Publishable], note: str, refused: TellRefusal) -> None:
        """Publish first editions, and new ones of what is public now; an ended record stays ended."""
        rows = list(drafts)
        standing = {row.id: row for row in Listing.objects.filter(id__in=[draft.pk for draft in rows])}
        approvals = []
        for draft in rows:
            listing = standing.get(draft.pk)
            if listing is None:
                approvals.append(Approval(draft, draft.lock_version))
            elif listing.state == EditionState.PUBLISHED:
                approvals.append(Approval(draft, draft.lock_version, listing.version, ChangeKind.MAJOR, note))
        for start in range(0, len(approvals), BATCH):
            self._try(approvals[start : start + BATCH], refused)

    def _try(self, approvals: Sequence[Approval], refused: TellRefusal) -> None:
        """Publish all of them, or by halves until those that are not ready stand alone."""
        try:
            self.editions += len(publish(approvals, by=self._by, at=self._clock()))
        except NothingNew:
            self._split(approvals, None, refused)
        except Refused as refusal:
            self._split(approvals, str(refusal), refused)

    def _split(self, approvals: Sequence[Approval], reason: str | None, refused: TellRefusal) -> None:
        if len(approvals) > 1:
            middle = len(approvals) // 2
            self._try(approvals[:middle], refused)
            self._try(approvals[middle:], refused)
        elif reason:
            refused(approvals[0].draft.pk, reason)

    def publish_countries(self, codes: Collection[str], refused: TellRefusal) -> None:
        """Publish these countries where they have never been public, each after its successors."""
        wanted = self._with_successors(codes)
        waiting = self.never_published(wanted.keys())
        while waiting:
            ready = [
                wanted[pk]
                for pk in waiting
                if not {each.pk for each in wanted[pk].successors.all()} & waiting
            ]
            self.publish(ready or [wanted[pk] for pk in waiting], "", refused)
            waiting -= {country.pk for country in ready} if ready else waiting

    def _with_successors(self, codes: Collection[str]) -> dict[UUID, Country]:
        wanted: dict[UUID, Country] = {}
        found = list(Country.objects.filter(key__in=codes).prefetch_related("successors"))
        while found:
            wanted |= {country.pk: country for country in found}
            ids = {each.pk for country in found for each in country.successors.all()} - wanted.keys()
            found = list(Country.objects.filter(pk__in=ids).prefetch_related("successors"))
        return wanted

    def publish_relations(self, keys: Collection[str], refused: TellRefusal) -> None:
        """Publish the relations of these pairs that have never been public and state nothing yet."""
        bare = Relation.objects.filter(
            key__in=keys,
            summary="",
            established=None,
            recognised=None,
            suspended=None,
            restored=None,
            missions=None,
        )
        waiting = self.never_published([relation.pk for relation in bare])
        self.publish([relation for relation in bare if relation.pk in waiting], "", refused)
