"""Make records public and take them back: the one door between the newsroom and the ledger.

Every verb names the draft version that was approved and the edition it replaces, is refused when either is
stale, and runs in one transaction under one advisory lock, so serials are gapless in commit order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from publication.adopting import header_problems, known_problems
from publication.contracts import Document
from publication.differing import body_of
from publication.drafting import Problem, Publishable, StaleDraft
from publication.ledger import open_ledger
from publication.mentions import mention_problems, unpublished_mentions
from publication.models import Edition, Listing
from publication.refusals import NothingNew, NotReady, NotSeen, Refused, StaleEdition
from publication.reviewing import seen_by_another, settle
from publication.tasks import recaption_later
from publication.vocabulary import ChangeKind, EditionState

__all__ = [
    "Approval",
    "NotReady",
    "NotSeen",
    "NothingNew",
    "Refused",
    "StaleDraft",
    "StaleEdition",
    "adopt",
    "publish",
    "redirect",
    "retract",
    "unpublished_mentions",
    "withdraw",
]


LATER = (ChangeKind.MAJOR.value, ChangeKind.MINOR.value, ChangeKind.CORRECTION.value)
"""What a change after the first edition can be."""

OWN_WORK = "«{}» needs a second pair of eyes: somebody who did not write it must approve or publish it."

FOLLOWS = {
    EditionState.WITHDRAWN: (EditionState.PUBLISHED,),
    EditionState.REDIRECTED: (EditionState.PUBLISHED, EditionState.WITHDRAWN),
    EditionState.RETRACTED: (EditionState.PUBLISHED, EditionState.WITHDRAWN, EditionState.REDIRECTED),
}
"""The states of a record that each ending can follow."""


@dataclass(frozen=True, slots=True)
class Approval:
    """What a reviewer decided on: a draft at a version, and the version of the edition it replaces.

    ``replaces`` is 0 where there is no edition yet. ``change`` and ``note`` are shown publicly; the first
    edition is always «initial».
    """

    draft: Publishable
    draft_version: int
    replaces: int = 0
    change: str = ChangeKind.MAJOR
    note: str = ""


def publish(approvals: Sequence[Approval], *, by: str, at: datetime) -> list[Edition]:
    """Publish working copies, all or none, in the order given.

    Takes one approval a record; ``by`` is who published, ``at`` the instant (aware). Every record mentioned
    must be public already or be among them. Raises ``StaleDraft``, ``StaleEdition``, ``NotSeen``,
    ``NotReady`` or ``NothingNew``.
    """
    if not approvals:
        return []
    with open_ledger(by, at) as ledger:
        drafts = _locked(approvals)
        current = ledger.current(drafts)
        documents = []
        for approval in approvals:
            draft, listing = drafts[approval.draft.pk], current.get(approval.draft.pk)
            _check_replaced(approval, listing)
            if not seen_by_another(draft, approval.draft_version, by):
                raise NotSeen([Problem("approved_by", OWN_WORK.format(draft))])
            if problems := [*_key_problems(draft, listing), *draft.problems()]:
                raise NotReady(problems)
            documents.append(ledger.document(draft, listing, approval.change, approval.note))
        if problems := [*_taken_keys(documents), *mention_problems(documents)]:
            raise NotReady(problems)
        for document in documents:
            listing = current.get(UUID(document.id))
            _check_news(document, listing)
            ledger.write(document)
            if listing and listing.title != document.title:
                recaption_later(document.type, document.slug)
        settle(drafts.values())
    return ledger.editions


def adopt(documents: Sequence[Document], *, by: str, at: datetime) -> list[Edition]:
    """Make documents that another installation published public here, all or none, each header as it is.

    Takes documents of records that this ledger does not know, whose working copies say the same. The ledger
    dates their editions with ``at``, when they came here; the documents keep their own instants and version.
    Raises ``NotReady``.
    """
    if not documents:
        return []
    with open_ledger(by, at) as ledger:
        problems = [*header_problems(documents, ledger.at), *known_problems(documents)]
        if problems := [*problems, *_taken_keys(documents), *mention_problems(documents)]:
            raise NotReady(problems)
        for document in documents:
            ledger.write(document)
    return ledger.editions


def withdraw(approval: Approval, *, by: str, at: datetime) -> Edition:
    """Withdraw a public record: its page stays, with ``approval.note`` as the public reason."""
    return _end(approval, EditionState.WITHDRAWN, by=by, at=at)


def retract(approval: Approval, *, by: str, at: datetime) -> Edition:
    """Retract a record: its addresses answer 410 with ``approval.note`` as the public reason."""
    return _end(approval, EditionState.RETRACTED, by=by, at=at)


def redirect(approval: Approval, *, to: str, by: str, at: datetime) -> Edition:
    """Send a record's address to another public record of the same type, by its key."""
    return _end(approval, EditionState.REDIRECTED, by=by, at=at, to=to)


def _end(approval: Approval, state: EditionState, *, by: str, at: datetime, to: str = "") -> Edition:
    if not approval.note.strip():
        raise NotReady([Problem("note", "Say why in the change note: the public reads it as the reason.")])
    with open_ledger(by, at) as ledger:
        drafts = _locked([approval])
        listing = ledger.current(drafts).get(approval.draft.pk)
        if listing is None or listing.state not in FOLLOWS[state]:
            raise NotReady([Problem("state", f"Only a public record can be {state}, and only once.")])
        _check_replaced(approval, listing)
        if state == EditionState.REDIRECTED:
            _check_target(listing, to)
        return ledger.end(listing, state, approval.change, approval.note, to)


def _check_target(listing: Listing, to: str) -> None:
    target = Listing.objects.filter(type=listing.type, key=to, state=EditionState.PUBLISHED)
    if to == listing.key or not target.exists():
        raise NotReady([Problem("to", f"«{to}» is not another published {listing.type}.")])


def _locked(approvals: Sequence[Approval]) -> dict[UUID, Publishable]:
    """Lock and read the drafts again, refusing those that moved on since they were approved."""
    drafts: dict[UUID, Publishable] = {}
    for model in {type(approval.draft): None for approval in approvals}:
        of_model = [approval for approval in approvals if type(approval.draft) is model]
        ids = [approval.draft.pk for approval in of_model]
        rows = model._default_manager.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
        versions = dict(rows.values_list("pk", "lock_version"))
        for approval in of_model:
            if versions.get(approval.draft.pk) != approval.draft_version:
                raise StaleDraft(f"«{approval.draft}» was changed by somebody else after it was approved.")
        drafts.update(model.fetch_for_snapshot(ids))
    return drafts


def _check_replaced(approval: Approval, listing: Listing | None) -> None:
    standing = listing.version if listing else 0
    if standing != approval.replaces:
        sentence = f"«{approval.draft}» is at version {standing} by now, not {approval.replaces}: look again."
        raise StaleEdition([Problem("version", sentence)])
    if listing and approval.change not in LATER:
        sentence = f"«{approval.change}» is no kind of change; choose of: {', '.join(LATER)}."
        raise NotReady([Problem("change", sentence)])


def _key_problems(draft: Publishable, listing: Listing | None) -> list[Problem]:
    """Refuse another key for a record that has a public address already."""
    if listing is None or listing.key == draft.key:
        return []
    sentence = (
        f"«{listing.key}» is the public address of this record and stays, so the key cannot be «{draft.key}»."
    )
    return [Problem("key", sentence)]


def _taken_keys(documents: Sequence[Document]) -> list[Problem]:
    """Refuse keys that other records have in public, be they ended."""
    wanted = {(each.type, each.slug): each.id for each in documents}
    there = Listing.objects.filter(key__in=[key for _, key in wanted]).values_list("type", "key", "id")
    return [
        Problem("key", f"The public address «{key}» belongs to another {kind}: choose another key.")
        for kind, key, record in there
        if wanted.get((kind, key), str(record)) != str(record)
    ]


def _check_news(document: Document, listing: Listing | None) -> None:
    """Refuse a document that says, header apart, what the current edition says."""
    if listing is None or listing.state != EditionState.PUBLISHED:
        return
    if body_of(document.model_dump(mode="json")) == body_of(orjson.loads(listing.text)):
        raise NothingNew([Problem("draft", f"«{listing.title}» has no changes to publish.")])
