"""Hold what the newsroom says about its drafts; none of it is ever public."""

from __future__ import annotations

from django.db import models

from desk.api.kept import KeptAnswer
from desk.history.models import Change, ChangeSet
from desk.sign_in.models import Attempt, SecondFactorRule
from desk.tokens.model import Token
from publication.identity import new_id
from publication.reviewing import NAME_LENGTH

__all__ = [
    "Attempt", "Change", "ChangeSet", "Comment", "KeptAnswer", "Presence", "SecondFactorRule", "Token",
]  # fmt: skip


class Comment(models.Model):
    """A remark on a working copy, pinned to a field by its path in the working form, or on the whole."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.UUIDField()
    record_type = models.CharField(max_length=20)
    field = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    author = models.CharField(max_length=NAME_LENGTH)
    created_at = models.DateTimeField()
    resolved_by = models.CharField(max_length=NAME_LENGTH, blank=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["record", "id"], name="comment_on_record")]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"


class Presence(models.Model):
    """Somebody who has a working copy open, and the field they are in; kept for half a minute."""

    record = models.UUIDField()
    name = models.CharField(max_length=NAME_LENGTH)
    field = models.CharField(max_length=300, blank=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "name"], name="present_once")]

    def __str__(self) -> str:
        return self.name
