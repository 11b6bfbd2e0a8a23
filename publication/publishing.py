"""Make records public and take them back: the one door between the newsroom and the ledger.

Every verb names the draft version that was approved and the edition it replaces, is refused when either is
stale, and runs in one transaction under one advisory lock, so serials are gapless in commit order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction
from pydantic import ValidationError

from publication.addresses import PLURALS, address, instant
from publication.contracts import CONTRACTS, Document, WithdrawnDocument
from publication.differing import body_of
from publication.drafting import Problem, Publishable, Snapshot, StaleDraft
from publication.models import Edition, Listing
from publication.models.edition import GENESIS
from publication.shelving import shelve
from publication.vocabulary import ChangeKind, EditionState

LEDGER_LOCK = 0x6368616E63657279
"""The advisory lock of the ledger: "chancery" in ASCII."""


@dataclass(frozen=True, slots=True)
class Approval:
    """What a reviewer decided on: the draft at a version, and the version of the edition it replaces (0: none).

    ``change`` and ``note`` are shown publicly; the first edition is always «initial».
    """

    draft: Publishable
    draft_version: int
    replaces: int = 0
    change: str = ChangeKind.MAJOR
    note: str = ""


class Refused(Exception):
    """The door stays shut; ``problems`` say why, each with its field, and nothing was changed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = list(problems)


class StaleEdition(Refused):
    """Another edition was published since the approval."""


class NotReady(Refused):
    """The working copy has problems, or mentions records that are not public."""


class NothingNew(Refused):
    """The document would say what the current edition says."""


def publish(approvals: Sequence[Approval], *, by: str, at: datetime) -> list[Edition]:
    """Publish working copies, all or none, in the order given.

    Takes one approval a record; ``by`` is who published, ``at`` the instant (aware). Every record mentioned
    must be public already or be among them. Raises ``StaleDraft``, ``StaleEdition``, ``NotReady`` or ``NothingNew``.
    """
    if not approvals:
        return []
    with transaction.atomic(), _Ledger(by, at) as ledger:
        drafts = _locked(approvals)
        current = ledger.current(drafts)
        bodies: dict[UUID, Snapshot] = {}
        for approval in approvals:
            draft = drafts[approval.draft.pk]
            _check_replaced(approval, current.get(draft.pk))
            if problems := draft.problems():
                raise NotReady(problems)
            bodies[draft.pk] = draft.snapshot()
        documents = [
            ledger.document(drafts[each.draft.pk], bodies[each.draft.pk], each, current.get(each.draft.pk))
            for each in approvals
        ]
        _check_mentions(documents)
        for document, approval in zip(documents, approvals, strict=True):
            _check_news(document, current.get(approval.draft.pk))
            ledger.write(document, approval.draft.pk)
    return ledger.editions


def withdraw(approval: Approval, *, by: str, at: datetime) -> Edition:
    """Withdraw a public record: its page stays, with ``approval.note`` as the public reason."""
    return _end(approval, EditionState.WITHDRAWN, by=by, at=at)


def retract(approval: Approval, *, by: str, at: datetime) -> Edition:
    """Retract a record: its addresses answer 410 with ``approval.note`` as the public reason."""
    return _end(approval, EditionState.RETRACTED, by=by, at=at)


def redirect(approval: Approval, *, to: str, by: str, at: datetime) -> Edition:
    """Send a record's address to another public record of the same type, by its key."""
    target = Listing.objects.filter(type=approval.draft.record_type, key=to, state=EditionState.PUBLISHED)
    if to == approval.draft.key or not target.exists():
        raise NotReady([Problem("to", f"«{to}» is not another published {approval.draft.record_type}.")])
    return _end(approval, EditionState.REDIRECTED, by=by, at=at, to=to)


def _end(approval: Approval, state: EditionState, *, by: str, at: datetime, to: str = "") -> Edition:
    if not approval.note.strip():
        raise NotReady([Problem("note", "Say why in the change note: the public reads it as the reason.")])
    with transaction.atomic(), _Ledger(by, at) as ledger:
        drafts = _locked([approval])
        listing = ledger.current(drafts).get(approval.draft.pk)
        if listing is None or listing.state == state:
            raise NotReady([Problem("state", f"Only a public record can be {state}, and only once.")])
        _check_replaced(approval, listing)
        return ledger.end(listing, state, approval, to)


def unpublished_mentions(draft: Publishable) -> list[Problem]:
    """List the records that a draft, fetched ``for_snapshot``, mentions and the public cannot read yet."""
    return _mention_problems([CONTRACTS[draft.record_type].model_validate(compose(draft, None))])


def compose(draft: Publishable, listing: Listing | None) -> Snapshot:
    """Put a header before the snapshot of a draft, fetched ``for_snapshot``, as if published at its last save."""
    at = instant(draft.updated_at)
    first = instant(listing.first_published_at) if listing else at
    version = (listing.version if listing else 0) + 1
    change = ChangeKind.MAJOR if listing else ChangeKind.INITIAL
    return {
        **_header(draft.record_type, draft.key, str(draft.pk), version, at, first, change, ""),
        **draft.snapshot(),
    }


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


def _check_mentions(documents: Sequence[Document]) -> None:
    if problems := _mention_problems(documents):
        raise NotReady(problems)


def _mention_problems(documents: Sequence[Document]) -> list[Problem]:
    """Name the records mentioned that are neither public nor among these documents.

    A relation is mentioned by its pair.
    """
    mentions = {caption.mention: caption.words for document in documents for caption in document.captions()}
    for document in documents:
        mentions.update({("relation", pair): pair for pair in getattr(document, "pairs", [])})
    keys = {key for _, key in mentions}
    readable = Listing.objects.filter(key__in=keys, state__in=("published", "withdrawn"))
    public = {*readable.values_list("type", "key"), *((each.type, each.slug) for each in documents)}
    return [
        Problem(PLURALS[kind], f"The {kind} «{words}» ({key}) is not published yet: publish it first.")
        for (kind, key), words in sorted(mentions.items())
        if (kind, key) not in public
    ]


def _check_news(document: Document, listing: Listing | None) -> None:
    """Refuse a document that says, header apart, what the current edition says."""
    if listing is None or listing.state != EditionState.PUBLISHED:
        return
    if body_of(document.model_dump(mode="json")) == body_of(orjson.loads(listing.text)):
        raise NothingNew([Problem("draft", f"«{listing.title}» has no changes to publish.")])


def _header(
    record_type: str, key: str, record: str, version: int, at: str, first_at: str, change: str, note: str
) -> Snapshot:
    return {
        "id": record,
        "type": record_type,
        "slug": key,
        "url": address(record_type, key),
        "version": version,
        "state": EditionState.PUBLISHED.value,
        "published_at": at,
        "first_published_at": first_at,
        "change": {"kind": str(change), "note": note or None},
    }


class _Ledger:
    """The ledger while it is locked: numbers, seals and shelves the editions of one transaction."""

    def __init__(self, by: str, at: datetime) -> None:
        self.by = by
        self.at = at.astimezone(UTC)
        self.editions: list[Edition] = []
        self.first_published: dict[UUID, datetime] = {}

    def __enter__(self) -> _Ledger:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])
        head = Edition.objects.order_by("-serial").first()
        self.serial, self.seal = (head.serial, head.seal) if head else (0, GENESIS)
        if head and head.published_at > self.at:
            self.at = head.published_at
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is None and self.editions:
            Edition.objects.bulk_create(self.editions, batch_size=1000)
            shelve(self.editions, self.first_published)

    def current(self, drafts: dict[UUID, Publishable]) -> dict[UUID, Listing]:
        return {listing.id: listing for listing in Listing.objects.filter(id__in=drafts)}

    def document(
        self, draft: Publishable, body: Snapshot, approval: Approval, listing: Listing | None
    ) -> Document:
        """Compose the document of the next edition and hold it to its contract."""
        first = listing.first_published_at if listing else self.at
        self.first_published[draft.pk] = first
        change = approval.change if listing else ChangeKind.INITIAL
        version = (listing.version if listing else 0) + 1
        header = _header(
            draft.record_type,
            draft.key,
            str(draft.pk),
            version,
            instant(self.at),
            instant(first),
            change,
            approval.note,
        )
        try:
            return CONTRACTS[draft.record_type].model_validate({**header, **body})
        except ValidationError as broken:
            raise NotReady(
                [
                    Problem(".".join(map(str, each["loc"])), f"{draft}: {each['msg']}.")
                    for each in broken.errors()
                ]
            ) from broken

    def write(self, document: Document, record: UUID) -> Edition:
        """Add a published edition."""
        return self._append(
            record=record,
            type=document.type,
            key=document.slug,
            version=document.version,
            state=EditionState.PUBLISHED,
            change=document.change.kind,
            note=document.change.note or "",
            document=document.model_dump_json(),
        )

    def end(self, listing: Listing, state: EditionState, approval: Approval, to: str) -> Edition:
        """Add an ending; a withdrawn record keeps its header as document, other endings keep none."""
        self.first_published[listing.id] = listing.first_published_at
        document = ""
        if state == EditionState.WITHDRAWN:
            header = _header(
                listing.type, listing.key, str(listing.id), listing.version + 1, instant(self.at),
                instant(listing.first_published_at), approval.change, approval.note,
            )  # fmt: skip
            header |= {"state": state.value, "title": listing.title}
            document = WithdrawnDocument.model_validate(header).model_dump_json()
        return self._append(
            record=listing.id,
            type=listing.type,
            key=listing.key,
            version=listing.version + 1,
            state=state,
            change=approval.change,
            note=approval.note,
            to=to,
            document=document,
        )

    def _append(self, **facts: Any) -> Edition:
        self.serial += 1
        edition = Edition(
            serial=self.serial, published_at=self.at, published_by=self.by, previous_seal=self.seal, **facts
        )
        edition.sha256 = edition.compute_sha256()
        self.seal = edition.seal = edition.compute_seal()
        self.editions.append(edition)
        return edition
