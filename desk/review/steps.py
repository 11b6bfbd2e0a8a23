"""Take one step of a review; each is held to the table of rights and to the version that was seen.

A step is one conditional UPDATE, so of two reviewers at once only one takes it. Steps say nothing about the
record itself and leave its lock version as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from desk.review.company import unpublished_company
from desk.tasks import publish_later
from publication import publishing
from publication.drafting import Problem, Publishable, StaleDraft
from publication.ledger import queue_for_ledger
from publication.models import Edition, Listing
from publication.publishing import Approval, NotSeen, Refused
from publication.reviewing import UNSEEN
from publication.rights import RIGHTS, NewsroomRole, Verb, may, roles_of
from publication.vocabulary import ChangeKind, ReviewState

STALE = "«{}» was changed by somebody else after you opened it: look at it again."
OWN_WORK = "Somebody who neither wrote nor submitted «{}» must approve it."
NOBODY = "«{}» is nobody at work in the newsroom: write the name they log in with."
OTHER_COMPANY = "What «{}» mentions and nobody has published has changed since you looked: look at it again."

PUBLIC: Final = frozenset({Verb.PUBLISH, Verb.WITHDRAW, Verb.RETRACT, Verb.REDIRECT})
"""The steps that write to the ledger."""


def queue_up(verb: Verb) -> None:
    """Wait for the ledger where a verb needs it; whoever locks the draft before the step calls this first."""
    if verb in PUBLIC:
        queue_for_ledger()


def submit(draft: Publishable, user: Any, seen: int, at: datetime) -> None:
    """Hand a draft over for review."""
    by = user.get_username()
    step(draft, user, Verb.SUBMIT, seen, review_state=ReviewState.IN_REVIEW, submitted_by=by, submitted_at=at)


def request_changes(draft: Publishable, user: Any, seen: int) -> None:
    """Hand a draft back to whoever submitted it, or wrote it last; the comments say why."""
    wrote = next((name for name in (draft.submitted_by, *reversed(draft.authors)) if is_at_work(name)), "")
    step(
        draft, user, Verb.REQUEST_CHANGES, seen,
        review_state=ReviewState.CHANGES_REQUESTED, assigned_to=wrote, **UNSEEN,
    )  # fmt: skip


def approve(draft: Publishable, user: Any, seen: int) -> None:
    """Approve a draft at the version seen; refused to whoever wrote or submitted it."""
    need(user, Verb.APPROVE, draft)
    by = user.get_username()
    if settings.FOUR_EYES and by in (*draft.authors, draft.submitted_by):
        raise NotSeen([Problem("approved_by", OWN_WORK.format(draft))])
    step(
        draft, user, Verb.APPROVE, seen,
        review_state=ReviewState.APPROVED, approved_by=by, approved_version=seen,
    )  # fmt: skip


def schedule(
    draft: Publishable, user: Any, seen: int, at: datetime, publish_at: datetime, change: str, note: str
) -> None:
    """Let an approved draft go out at an instant to come; the worker publishes it then."""
    if publish_at <= at:
        raise Refused([Problem("at", "The instant must be in the future, such as 2030-01-31T09:30+05:00.")])
    with transaction.atomic():
        step(
            draft, user, Verb.SCHEDULE, seen,
            review_state=ReviewState.SCHEDULED, publish_at=publish_at,
            publish_change=change, publish_note=note,
        )  # fmt: skip
        publish_later(draft.record_type, draft.pk, seen, publish_at)


def unschedule(draft: Publishable, user: Any, seen: int) -> None:
    """Take a draft off the schedule; it stays approved."""
    gone = {"publish_at": None, "publish_note": ""}
    step(draft, user, Verb.SCHEDULE, seen, review_state=ReviewState.APPROVED, **gone)


def assign(draft: Publishable, user: Any, to: str) -> None:
    """Say who is to work on a draft, or (empty) that nobody is; reporters assign themselves only."""
    reporter = roles_of(user) == {NewsroomRole.REPORTER}
    if not may(user, Verb.CHANGE, draft) or (reporter and to not in ("", user.get_username())):
        raise PermissionDenied("You may not assign this draft to somebody else.")
    if to and not is_at_work(to):
        raise Refused([Problem("assigned_to", NOBODY.format(to))])
    type(draft)._default_manager.filter(pk=draft.pk).update(assigned_to=to)
    draft.assigned_to = to


def is_at_work(name: str) -> bool:
    """Whether somebody who logs in with this name has a role in the newsroom."""
    found = User.objects.filter(username=name, is_active=True).first()
    return found is not None and bool(roles_of(found))


def publish_now(
    draft: Publishable,
    user: Any,
    seen: int,
    at: datetime,
    change: str = ChangeKind.MAJOR,
    note: str = "",
    *,
    replaces: int | None = None,
    with_mentions: bool = False,
    company_seen: Mapping[UUID, int] | None = None,
) -> list[Edition]:
    """Publish a draft as seen; with mentions, also what it mentions and nobody has published yet.

    ``replaces`` is the version of the edition it takes over from, ``company_seen`` the versions of the
    records that go out with it, both as the reviewer saw them.
    """
    with transaction.atomic():
        queue_for_ledger()
        now = type(draft).fetch_for_snapshot([draft.pk])[draft.pk] if with_mentions else None
        company = unpublished_company(now) if now else []
        there = {each.pk: each.lock_version for each in company if not each._state.adding}
        if company_seen is not None and there != company_seen:
            raise StaleDraft(OTHER_COMPANY.format(draft))
        for each in (*company, draft):
            need(user, Verb.PUBLISH, each)
        for each in company:
            if each._state.adding:
                each.save(force_insert=True)
        approvals = [Approval(each, each.lock_version) for each in company]
        approvals.append(Approval(draft, seen, standing(draft, replaces), change, note))
        return publishing.publish(approvals, by=user.get_username(), at=at)


def take_back(
    draft: Publishable,
    user: Any,
    seen: int,
    at: datetime,
    verb: Verb,
    note: str,
    *,
    to: str = "",
    replaces: int | None = None,
) -> Edition:
    """Withdraw, retract or redirect (to the key of another) a record; the note is the public reason."""
    need(user, verb, draft)
    approval = Approval(draft, seen, standing(draft, replaces), note=note)
    by = user.get_username()
    if verb == Verb.WITHDRAW:
        return publishing.withdraw(approval, by=by, at=at)
    if verb == Verb.RETRACT:
        return publishing.retract(approval, by=by, at=at)
    return publishing.redirect(approval, to=to, by=by, at=at)


def standing(draft: Publishable, replaces: int | None) -> int:
    """Give the version of the edition that is replaced: the one seen, else the one that stands."""
    if replaces is not None:
        return replaces
    return Listing.objects.filter(pk=draft.pk).values_list("version", flat=True).first() or 0


def need(user: Any, verb: Verb, draft: Publishable) -> None:
    """Refuse a verb that the table of rights does not give the user on this draft as it stands."""
    if may(user, verb, draft):
        return
    states = states_of(user, verb, draft)
    if states and draft.review_state not in states:
        words = ", ".join(sorted(ReviewState(each).label.lower() for each in states))
        now = ReviewState(draft.review_state).label.lower()
        raise Refused([Problem("review_state", f"«{draft}» is {now}; for this it must be: {words}.")])
    raise PermissionDenied(f"You may not {verb.value} «{draft}».")


def states_of(user: Any, verb: Verb, draft: Publishable) -> Collection[ReviewState]:
    """List the states in which the user's roles may use the verb on a record of this kind and owner."""
    own = draft.assigned_to in ("", user.get_username())
    rights = (RIGHTS[verb][role] for role in roles_of(user) if role in RIGHTS[verb])
    return {
        state
        for right in rights
        if draft.record_type in right.shelf and (own or not right.own)
        for state in right.states
    }


def step(draft: Publishable, user: Any, verb: Verb, seen: int, **values: Any) -> None:
    """Take a step where the draft still stands as seen; refuse it otherwise and change nothing."""
    need(user, verb, draft)
    rows = type(draft)._default_manager.filter(
        pk=draft.pk, lock_version=seen, review_state__in=states_of(user, verb, draft)
    )
    if not rows.update(**values):
        raise StaleDraft(STALE.format(draft))
    for name, value in values.items():
        setattr(draft, name, value)
