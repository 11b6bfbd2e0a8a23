"""Let scheduled drafts out when their instant has come, or say why not."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from desk.kinds import RECORD_KINDS
from desk.models import Comment
from publication import publishing
from publication.drafting import Publishable, StaleDraft
from publication.models import Listing
from publication.publishing import Approval, Refused
from publication.reviewing import UNSEEN
from publication.vocabulary import ReviewState

BY = "scheduled publication"
"""Who says, in a comment, why a draft did not go out."""


def publish_all_due(at: datetime) -> int:
    """Publish every draft whose instant has come by ``at``; returns how many went out."""
    due = [
        (kind.record_type, pk)
        for kind in RECORD_KINDS.values()
        for pk in kind._default_manager.filter(
            review_state=ReviewState.SCHEDULED, publish_at__lte=at
        ).values_list("pk", flat=True)
    ]
    return sum(publish_due(record_type, pk, at=at) for record_type, pk in due)


def publish_due(record_type: str, record: UUID, at: datetime) -> bool:
    """Publish a draft if it is still scheduled and its instant has come; returns whether it did.

    The draft is locked, so of two workers one publishes. A draft that is not ready goes back to review with
    the reasons as a comment.
    """
    kind = RECORD_KINDS[record_type]
    with transaction.atomic():
        rows = kind._default_manager.select_for_update(of=("self",))
        draft = rows.filter(pk=record, review_state=ReviewState.SCHEDULED, publish_at__lte=at).first()
        if draft is None:
            return False
        try:
            with transaction.atomic():
                publishing.publish([approval_of(draft)], by=draft.approved_by, at=at)
        except (Refused, StaleDraft) as refused:
            hand_back(draft, str(refused), at)
            return False
    return True


def approval_of(draft: Publishable) -> Approval:
    """Give the approval that was scheduled: at the version approved, over the edition that stands."""
    version = Listing.objects.filter(pk=draft.pk).values_list("version", flat=True).first() or 0
    seen = draft.approved_version or 0
    return Approval(draft, seen, version, draft.publish_change, draft.publish_note)


def hand_back(draft: Publishable, why: str, at: datetime) -> None:
    """Send a draft that could not go out back to review, and say why."""
    rows = type(draft)._default_manager.filter(pk=draft.pk)
    rows.update(review_state=ReviewState.IN_REVIEW, **UNSEEN)
    Comment.objects.create(
        record=draft.pk, record_type=draft.record_type, author=BY, created_at=at,
        text=f"It was due and could not be published. {why}",
    )  # fmt: skip
