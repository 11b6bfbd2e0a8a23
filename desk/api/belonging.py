"""Hold what a request changes beside its own row to the table of rights, and count it where it belongs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import ProtectedError, RestrictedError

from desk.api.access import DeskView
from desk.api.kinds import KINDS, Kind
from desk.api.refusals import Conflict
from publication.addresses import PLURALS
from publication.drafting import Publishable
from publication.models import Edition
from publication.rights import Verb


def count_at_owner(view: DeskView, kind: Kind, row: Any, left: Any = None) -> None:
    """Let a part come to a record that the person may change, and count it there.

    ``left`` is the record it belonged to before; where it is the same there is nothing to do.
    """
    owner = kind.owner(row)
    if owner is None or owner is row or (left is not None and left.pk == owner.pk):
        return
    view.need(Verb.CHANGE, kind, owner)
    owner.advance(owner.lock_version, view.by)


def hold_along(view: DeskView, along: Iterable[Publishable]) -> None:
    """Refuse a change that reaches records which the person may not change, as they stood before it."""
    for each in along:
        view.need(Verb.CHANGE, KINDS[PLURALS[each.record_type]], each)


def is_taken(pk: UUID) -> bool:
    """Whether a record or part of any kind has an identity: editions know records by it alone."""
    held = (kind.model._default_manager.filter(pk=pk).exists() for kind in KINDS.values())
    return any(held) or Edition.objects.filter(record=pk).exists()


def refuse_deleting(kind: Kind, record: Any) -> None:
    """Delete a row; refuse where it was ever public or something refers to it."""
    if kind.is_record and Edition.objects.filter(record=record.pk).exists():
        raise Conflict([("", f"«{record}» has been published: withdraw or retract it instead.")])
    try:
        record.delete()
    except (ProtectedError, RestrictedError) as held:
        holders = getattr(held, "protected_objects", None) or getattr(held, "restricted_objects", ())
        named = ", ".join(f"«{each}»" for each in list(holders or ())[:5])
        raise Conflict([("", f"«{record}» is still referred to by {named}.")]) from held
