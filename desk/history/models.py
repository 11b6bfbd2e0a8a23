"""Hold the history of working copies; triggers write it, whoever changes a row, and nothing alters it."""

from __future__ import annotations

from typing import Any

from django.db import models

from publication.reviewing import NAME_LENGTH


class ChangeSet(models.Model):
    """What somebody did in one transaction: who, when, from where and why.

    Where nobody says who they are, ``by`` is the database role and ``origin`` the program it came with.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    transaction = models.BigIntegerField()
    by = models.CharField(max_length=NAME_LENGTH)
    origin = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.by}, {self.at}"


class Change(models.Model):
    """How one row changed: ``old`` and ``new`` hold what differs, a row that comes or goes has one of them.

    ``row`` is the row's identity, of a link that of the row it hangs on; ``record`` is the record (or the
    office or source) it belongs to. A source's text stands in ``old`` alone: what it became stands in the
    source, or in the next change's ``old``.
    """

    id = models.BigAutoField(primary_key=True)
    change_set = models.ForeignKey(
        ChangeSet, on_delete=models.DO_NOTHING, related_name="changes", db_constraint=False, db_index=False
    )
    table = models.CharField(max_length=63)
    key = models.CharField(max_length=36)
    row = models.UUIDField()
    record = models.UUIDField(null=True)
    old: models.JSONField[Any, Any] = models.JSONField(null=True)
    new: models.JSONField[Any, Any] = models.JSONField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["record", "id"], name="change_of_record"),
            models.Index(fields=["row", "id"], name="change_of_row"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"
