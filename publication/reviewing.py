"""Hold how far a working copy has come in the newsroom, and ask for a second pair of eyes at the door.

People stand here by the names they log in with, as in the ledger: who wrote and who approved stays readable
when an account is gone.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Func, Index, Q, Value, When
from django.db.models.functions import Coalesce

from publication.vocabulary import ChangeKind, ReviewState

NAME_LENGTH = 150
"""Characters of a name people log in with, as Django has it."""

REVIEW_CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(review_state__in=ReviewState.values),
        name="%(class)s_review_state",
        violation_error_message=f"A review state is one of: {', '.join(ReviewState.values)}.",
    ),
    models.CheckConstraint(
        condition=~Q(review_state=ReviewState.SCHEDULED) | Q(publish_at__isnull=False),
        name="%(class)s_scheduled_at",
        violation_error_message="A scheduled record needs the instant it is published at.",
    ),
]
"""What every working copy's table refuses; each model lists them in its ``Meta``."""

WAITING = ~Q(review_state=ReviewState.DRAFT) | ~Q(authors=[])
"""Chooses what is somebody's work: in review, or changed by somebody since it was last published."""

UNTOUCHED = Q(review_state=ReviewState.DRAFT, authors=[])
"""Chooses the others: loaded by a program, or public as they stand."""

SINCE = Coalesce("submitted_at", "updated_at")
"""Since when a working copy waits: it was submitted, or else last changed."""

REVIEW_INDEXES = [
    Index(F("review_state"), SINCE, F("id"), name="%(class)s_waits", condition=WAITING),
    Index(F("assigned_to"), F("review_state"), SINCE, F("id"), name="%(class)s_waits_for", condition=WAITING),
    Index(F("created_at"), F("id"), name="%(class)s_untouched", condition=UNTOUCHED),
]
"""What the newsroom's queue walks: what waits, and what nobody has touched."""

UNSEEN = {"approved_by": "", "approved_version": None, "publish_at": None, "publish_note": ""}
"""The review of a working copy that nobody has approved as it stands."""


class Reviewed(models.Model):
    """What the newsroom knows of a working copy's way to the public."""

    review_state = models.CharField(
        max_length=20, choices=ReviewState, default=ReviewState.DRAFT, editable=False
    )
    authors = ArrayField(models.CharField(max_length=NAME_LENGTH), default=list, editable=False)
    """Who changed it since it was last published; whoever saved last stands last."""
    assigned_to = models.CharField(max_length=NAME_LENGTH, blank=True, editable=False)
    submitted_by = models.CharField(max_length=NAME_LENGTH, blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.CharField(max_length=NAME_LENGTH, blank=True, editable=False)
    approved_version = models.PositiveIntegerField(null=True, editable=False)
    publish_at = models.DateTimeField(null=True, editable=False)
    publish_change = models.CharField(
        max_length=12, choices=ChangeKind, default=ChangeKind.MAJOR, editable=False
    )
    publish_note = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True

    def begin(self, by: str) -> None:
        """Note who begins a new working copy: its author, to whom it is assigned. The caller saves."""
        self.authors, self.assigned_to = [by], by


REVIEW_FIELDS = [field.name for field in Reviewed._meta.local_fields]


def after_change(by: str) -> dict[str, object]:
    """Say how a change by somebody (or by a program, empty) alters the review, as values of an update.

    An approval is of what was read, so it falls, and what was approved or scheduled goes back in review.
    """
    again = When(review_state__in=(ReviewState.APPROVED, ReviewState.SCHEDULED), then=Value("in_review"))
    values: dict[str, object] = {**UNSEEN, "review_state": Case(again, default=F("review_state"))}
    if by:
        authors = Reviewed._meta.get_field("authors")
        others = Func(F("authors"), Value(by), function="array_remove", output_field=authors)
        values["authors"] = Func(others, Value(by), function="array_append", output_field=authors)
    return values


def seen_by_another(draft: Reviewed, version: int, by: str) -> bool:
    """Whether somebody who did not write this version has approved it, or publishes it now (``by``).

    What programs wrote has no author. What people wrote is seen by people alone: the name of a load, or one
    that nobody logs in with, has no eyes.
    """
    if not settings.FOUR_EYES or not draft.authors:
        return True
    eyes = {by} | ({draft.approved_by} if draft.approved_version == version else set())
    others = {f"{get_user_model().USERNAME_FIELD}__in": eyes - set(draft.authors)}
    return get_user_model()._default_manager.filter(**others).exists()


def settle(drafts: Iterable[Reviewed]) -> None:
    """Let the review end: these working copies are public as they stand, and a change begins anew."""
    fresh = {"review_state": ReviewState.DRAFT, "authors": [], "assigned_to": "", "submitted_by": ""}
    known = [each for each in drafts if each.authors or each.review_state != ReviewState.DRAFT]
    for model in {type(each) for each in known}:
        rows = model._default_manager.filter(pk__in=[each.pk for each in known if type(each) is model])
        rows.update(**fresh, **UNSEEN, submitted_at=None, publish_change=ChangeKind.MAJOR)
