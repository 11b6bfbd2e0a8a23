"""Say something about a working copy, pinned to a field or about the whole; never public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied

from desk.models import Comment
from publication.drafting import Publishable
from publication.rights import Verb, may

TEXT_LENGTH: Final = 5000
FIELD_LENGTH: Final = 300
ROWS: Final = (
    "sides", "meetings", "participations", "statements", "agreement_steps", "precedences", "disputes",
    "tenures", "variants", "ranks", "steps", "missions",
)  # fmt: skip
"""The lists of the working forms whose rows a comment can be pinned to."""

NO_RIGHT: Final = "Only who may change or review the record, or wrote the comment, settles it."
LABEL_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A field or row of the working form: its path, and the words people know it by."""

    path: str
    words: str


def remark(draft: Publishable, by: str, at: datetime, text: str, field: str = "") -> Comment:
    """Leave a comment at a field (its path in the working form; empty: the whole)."""
    return Comment.objects.create(
        record=draft.pk, record_type=draft.record_type, author=by, created_at=at, text=text, field=field
    )


def settle(comment: Comment, draft: Publishable, user: Any, at: datetime, *, resolved: bool) -> None:
    """Mark a comment as resolved, or open it again."""
    if not may_settle(comment, draft, user):
        raise PermissionDenied(NO_RIGHT)
    name = user.get_username()
    comment.resolved_by, comment.resolved_at = (name, at) if resolved else ("", None)
    comment.save(update_fields=["resolved_by", "resolved_at"])


def may_settle(comment: Comment, draft: Publishable, user: Any) -> bool:
    """Whether somebody may mark a comment: who may change or review the record, or wrote the comment."""
    verbs = (Verb.CHANGE, Verb.REQUEST_CHANGES)
    return comment.author == user.get_username() or any(may(user, verb, draft) for verb in verbs)


def comments_on(record: UUID) -> list[Comment]:
    """List the comments on a record, open ones first, each group oldest first."""
    return sorted(Comment.objects.filter(record=record), key=lambda each: each.resolved_at is not None)


def rows_of(draft: Publishable) -> Iterator[Place]:
    """Name the rows of a draft, fetched ``for_snapshot``, that a comment can be pinned to."""
    for name in ROWS:
        rows = getattr(draft, name, None)
        for row in rows.all() if rows is not None else ():
            said = str(getattr(row, "text", "") or row)
            short = said if len(said) <= LABEL_LENGTH else f"{said[: LABEL_LENGTH - 1]}…"
            yield Place(f"{name}.{row.pk}", f"{name.replace('_', ' ').capitalize()}: «{short}»")


def places(draft: Publishable, fields: Iterator[str]) -> list[Place]:
    """List what a comment on a draft can be pinned to: the whole, its own fields, its rows."""
    own = [Place(name, words_of(name)) for name in fields if name not in ROWS]
    return [Place("", "The record as a whole"), *own, *rows_of(draft)]


def words_of(path: str, rows: dict[str, str] | None = None) -> str:
    """Say a path as people know it: «Statements: «Trade grows» › text»."""
    parts = path.split(".")
    row = (rows or {}).get(".".join(parts[:2]))
    steps = [row, *parts[2:]] if row else parts
    return " › ".join(str(step).replace("_", " ") if step is not row else str(step) for step in steps).strip()
