"""Merge one record into another of its kind, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from desk.merging.filling import completed
from desk.merging.holding import hold
from desk.merging.moving import move_all
from desk.merging.references import owner_paths, references_to
from desk.models import Comment
from desk.review.steps import STALE, need, standing
from publication import publishing
from publication.admin.refusals import sentence_of
from publication.drafting import Problem, Publishable, StaleDraft
from publication.models import Listing
from publication.publishing import Approval, Refused
from publication.reviewing import after_change, settle
from publication.rights import Verb
from publication.tasks import recaption_later
from publication.vocabulary import EditionState, ReviewState
from relations.models import Official

ITSELF: Final = "A record cannot be merged into itself."
OTHER_KIND: Final = "«{}» is of another kind ({}): only records of one kind are merged."
ENDED: Final = "«{}» was {}: choose a record that stands."
GONE: Final = "«{}» was {}, so it is not merged any more."
NOT_PUBLIC: Final = "«{}» is public, so «{}» must be public too: publish it first."

Owners = dict[type[Publishable], set[UUID]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: a record that goes, the one that stays, and how both were seen.

    ``old_seen`` and ``new_seen`` are lock versions, ``replaces`` the version of the old record's edition;
    what is None is taken as it stands. ``note`` is the reason the public reads, if the old record is public.
    """

    old: Publishable
    new: Publishable
    old_seen: int
    new_seen: int | None = None
    replaces: int | None = None
    note: str = ""


def merge(wish: Wish, user: Any, at: datetime) -> None:
    """Merge a record into another: what refers to it refers to the other, and its address leads there.

    What was never public goes; of what was, an emptied working copy stays under the address. Raises
    ``Refused``, ``StaleDraft`` or ``PermissionDenied``, and then nothing was changed.
    """
    old, new = wish.old, wish.new
    with transaction.atomic():
        hold(type(old))
        for record in (old, new):
            need(user, Verb.MERGE, record)
        refuse_impossible(old, new)
        _check_seen(wish)
        public = _redirect(wish, user.get_username(), at)
        try:
            with transaction.atomic():
                _join(old, new, user.get_username(), public=public)
                connection.check_constraints()
        except IntegrityError as broken:
            raise Refused([Problem("", sentence_of(broken))]) from broken


def refuse_impossible(old: Publishable, new: Publishable) -> None:
    """Refuse what cannot be one record."""
    if type(old) is not type(new):
        raise Refused([Problem("into", OTHER_KIND.format(new, new._meta.verbose_name))])
    if old.pk == new.pk:
        raise Refused([Problem("into", ITSELF)])
    states = dict(Listing.objects.filter(pk__in=[old.pk, new.pk]).values_list("pk", "state"))
    ended = (EditionState.REDIRECTED, EditionState.RETRACTED)
    if states.get(new.pk) in ended:
        raise Refused([Problem("into", ENDED.format(new, states[new.pk]))])
    if states.get(old.pk) in ended:
        raise Refused([Problem("", GONE.format(old, states[old.pk]))])
    if old.pk in states and states.get(new.pk) != EditionState.PUBLISHED:
        raise Refused([Problem("into", NOT_PUBLIC.format(old, new))])


def _check_seen(wish: Wish) -> None:
    for record, seen in ((wish.old, wish.old_seen), (wish.new, wish.new_seen)):
        record.refresh_from_db()
        if seen not in (None, record.lock_version):
            raise StaleDraft(STALE.format(record))


def _redirect(wish: Wish, by: str, at: datetime) -> bool:
    """Let the old record's address lead to the new one, if it has one; whether it has."""
    old = wish.old
    if not Listing.objects.filter(pk=old.pk).exists():
        return False
    approval = Approval(old, wish.old_seen, standing(old, wish.replaces), note=wish.note)
    publishing.redirect(approval, to=wish.new.key, by=by, at=at)
    recaption_later(old.record_type, old.key)
    return True


def _join(old: Publishable, new: Publishable, by: str, *, public: bool) -> None:
    owners = owners_of_references(old)
    keep_the_name(old, new)
    taken = completed(old, new)
    move_all(old, new)
    for name, value in taken.items():
        setattr(new, name, value)
    if taken:
        new.save(update_fields=list(taken))
    owners[type(new)] -= {old.pk, new.pk}
    for kind, ids in owners.items():
        count_change(kind, ids, by)
    new.advance(new.lock_version, by)
    Comment.objects.filter(record=old.pk).update(record=new.pk)
    if public:
        old.advance(old.lock_version)
        settle([old])
    else:
        old.delete()


def owners_of_references(record: Publishable) -> Owners:
    """Find the working copies that refer to a record, in themselves or in their parts."""
    owners: Owners = defaultdict(set)
    for reference in references_to(type(record)):
        for path, kind in owner_paths(reference.model):
            owners[kind] |= set(reference.rows(record).values_list(path, flat=True)) - {None}
    return owners


def count_change(kind: type[Publishable], ids: set[UUID], by: str) -> None:
    """Let working copies take their next version, so that forms opened before grow stale.

    Where nobody is at work, the change is nobody's: it does not put the record into the queue.
    """
    idle = Q(review_state=ReviewState.DRAFT, authors=[])
    for rows, who in ((Q(pk__in=ids) & ~idle, by), (Q(pk__in=ids) & idle, "")):
        drafts = kind._default_manager.filter(rows)
        pks = list(drafts.values_list("pk", flat=True))
        kind._default_manager.filter(pk__in=pks).update(
            lock_version=F("lock_version") + 1, updated_at=Now(), **after_change(who)
        )


def keep_the_name(old: Publishable, new: Publishable) -> None:
    """Let the name of an official who is merged away be another spelling of the one who stays."""
    if not (isinstance(old, Official) and isinstance(new, Official)):
        return
    old.variants.filter(text=new.display_name).delete()
    spellings = {new.display_name, *new.variants.values_list("text", flat=True)}
    if old.display_name not in spellings:
        old.variants.get_or_create(text=old.display_name)
