"""Let scheduled drafts out when their instant has come, or say why not."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from desk.kinds import RECORD_KINDS
from desk.models import Comment
from publication import publishing
from publication.drafting import Publishable, StaleDraft
from publication.ledger import queue_for_ledger
from publication.models import Listing
from publication.publishing import Approval, Refused
from publication.reviewing import UNSEEN
from publication.vocabulary import ReviewState

BY: Final = "scheduled publication"
"""Who says, in a comment, why a draft did not go out."""

REFUSED: Final = "It was due and could not be published. {}"
MOVED_ON: Final = (
    "It was to be published at this time and was not: it was changed after it had been approved. "
    "Approve it and schedule it again."
)
UNAPPROVED: Final = (ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.CHANGES_REQUESTED)


def publish_all_due(at: datetime) -> int:
    """Publish every draft whose instant has come by ``at``; returns how many went out.

    What fails of itself keeps none of the others back; all failures are raised at the end.
    """
    due = [
        (publish_at, kind.record_type, pk)
        for kind in RECORD_KINDS.values()
        for pk, publish_at in scheduled(kind, at).values_list("pk", "publish_at")
    ]
    out, failures = 0, []
    for _, record_type, pk in sorted(due):
        try:
            out += publish_due(record_type, pk, at=at)
        except Exception as failure:
            failures.append(failure)
    if failures:
        raise ExceptionGroup("Some scheduled drafts could not be published.", failures)
    return out


def publish_due(record_type: str, record: UUID, at: datetime) -> bool:
    """Publish a draft if it is still scheduled and its instant has come; returns whether it did.

    The ledger and the draft are locked, so of two workers one publishes. A draft that is not ready goes back
    to review with the reasons as a comment.
    """
    kind = RECORD_KINDS[record_type]
    with transaction.atomic():
        queue_for_ledger()
        draft = scheduled(kind, at).filter(pk=record).select_for_update(of=("self",)).first()
        if draft is None:
            return False
        try:
            with transaction.atomic():
                publishing.publish([approval_of(draft)], by=draft.approved_by, at=at)
        except (Refused, StaleDraft) as refused:
            hand_back(draft, REFUSED.format(refused), at)
            return False
    return True


def scheduled(kind: type[Publishable], at: datetime) -> Any:
    """Select the drafts of a kind that are to be out by an instant."""
    return kind._default_manager.filter(review_state=ReviewState.SCHEDULED, publish_at__lte=at)


def approval_of(draft: Publishable) -> Approval:
    """Give the approval that was scheduled: at the version approved, over the edition that stands."""
    version = Listing.objects.filter(pk=draft.pk).values_list("version", flat=True).first() or 0
    seen = draft.approved_version or 0
    return Approval(draft, seen, version, draft.publish_change, draft.publish_note)


def hand_back(draft: Publishable, why: str, at: datetime) -> None:
    """Send a draft that could not go out back to review, and say why."""
    rows = type(draft)._default_manager.filter(pk=draft.pk)
    rows.update(review_state=ReviewState.IN_REVIEW, **UNSEEN)
    say(draft, why, at)


def tell_moved_on(record_type: str, record: UUID, seen: int, at: datetime) -> None:
    """Say at the instant of a scheduled draft that it was changed since and stays inside.

    ``seen`` is the version that was scheduled. Who took it off the schedule, or published it, needs no word.
    """
    rows = RECORD_KINDS[record_type]._default_manager.filter(pk=record, review_state__in=UNAPPROVED)
    draft = rows.exclude(lock_version=seen).exclude(authors=[]).first()
    if draft is not None:
        say(draft, MOVED_ON, at)


def say(draft: Publishable, text: str, at: datetime) -> None:
    """Leave a comment on a draft as a whole."""
    Comment.objects.create(
        record=draft.pk, record_type=draft.record_type, author=BY, created_at=at, text=text
    )
