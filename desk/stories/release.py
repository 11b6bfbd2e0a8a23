"""Publish a loaded story with everything it mentions, in the order the door asks for."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.models import Event
from publication.comparing import preview, unpublished_changes
from publication.contracts import CONTRACTS
from publication.drafting import Publishable
from publication.models import Edition, Listing
from publication.publishing import Approval, publish
from publication.vocabulary import ChangeKind, RecordType
from relations.models import Agreement, Country, Official, Relation, Sector

KINDS: dict[str, type[Publishable]] = {
    RecordType.COUNTRY: Country,
    RecordType.SECTOR: Sector,
    RecordType.OFFICIAL: Official,
    RecordType.RELATION: Relation,
    RecordType.AGREEMENT: Agreement,
    RecordType.EVENT: Event,
}
"""The kinds in the order of publication: none mentions a later one."""

ENRICHED = (Official, Agreement)
"""The kinds that a story adds to where they are public already."""

Mention = tuple[str, str]


def publish_story(event: Event, *, by: str, at: datetime) -> list[Edition]:
    """Publish a story's event and what it mentions, all or none, as far as not public yet.

    Takes who publishes and the instant (aware). An event that has ever been public is left to the editors:
    nothing is then published, and the list is empty. Raises what ``publish`` raises.
    """
    if Listing.objects.filter(id=event.pk).exists():
        return []
    drafts = gather(event)
    editions: list[Edition] = []
    with transaction.atomic():
        for stage in stages(drafts):
            editions += publish(approvals(stage, event), by=by, at=at)
    return editions


def gather(event: Event) -> dict[Mention, Publishable]:
    """Find the event and every record it mentions, directly or through another, by type and key."""
    found: dict[Mention, Publishable] = {(event.record_type, event.key): event}
    unread: list[Publishable] = [event]
    while unread:
        new = mentions(unread.pop()) - found.keys()
        for kind, key in new:
            found[kind, key] = KINDS[kind]._default_manager.get(key=key)
            unread.append(found[kind, key])
    return found


def mentions(draft: Publishable) -> set[Mention]:
    """List the records that the draft's document would mention, the relations of its pairs among them."""
    document = CONTRACTS[draft.record_type].model_validate(preview(draft))
    pairs = {(RecordType.RELATION.value, pair) for pair in getattr(document, "pairs", [])}
    return {caption.mention for caption in document.captions()} | pairs


def stages(drafts: dict[Mention, Publishable]) -> list[list[Publishable]]:
    """Sort the drafts into calls of the door: a kind after those it mentions, sub-sectors after sectors."""
    order = list(KINDS)
    ranked: dict[tuple[int, bool], list[Publishable]] = {}
    for (kind, _), draft in sorted(drafts.items()):
        below = isinstance(draft, Sector) and draft.parent_id is not None
        ranked.setdefault((order.index(kind), below), []).append(draft)
    return [ranked[rank] for rank in sorted(ranked)]


def approvals(stage: list[Publishable], event: Event) -> list[Approval]:
    """Approve what is not public yet, and what the story has added to."""
    public = dict(Listing.objects.filter(id__in=[each.pk for each in stage]).values_list("id", "version"))
    note = f"Adds what was read for «{event}»."
    return [
        Approval(draft, draft.lock_version, public[draft.pk], ChangeKind.MINOR, note)
        if draft.pk in public
        else Approval(draft, draft.lock_version)
        for draft in stage
        if draft.pk not in public or (isinstance(draft, ENRICHED) and unpublished_changes(draft))
    ]
