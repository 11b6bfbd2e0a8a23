"""Find the record that somebody names to merge another into."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from desk.kinds import RECORD_KINDS
from publication.drafting import Problem, Publishable
from publication.publishing import Refused
from publication.rights import RIGHTS, NewsroomRole, Verb

KINDS: Final = RIGHTS[Verb.MERGE][NewsroomRole.ADMINISTRATOR].shelf
"""The kinds of records that are merged."""

NOT_THERE: Final = "There is no {} «{}»: give its id, or its key such as asim-munir."
OTHER_KIND: Final = "«{}» is of another kind: {}. Only records of one kind are merged."


def named(record_type: str, name: str) -> Publishable:
    """Find a record of a type by its id or key; refuses what names none, or one of another kind."""
    for kind in (record_type, *RECORD_KINDS):
        if found := _find(kind, name.strip()):
            if kind == record_type:
                return found
            raise Refused([Problem("into", OTHER_KIND.format(found, kind))])
    raise Refused([Problem("into", NOT_THERE.format(record_type, name[:200]))])


def _find(record_type: str, name: str) -> Publishable | None:
    rows = RECORD_KINDS[record_type]._default_manager
    try:
        return rows.filter(pk=UUID(name)).first()
    except ValueError:
        return rows.filter(key=name).first() if "\0" not in name else None
