"""Hold the rows of lists as they stood, so that a list can be read as of an instant."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from publication.models.listing import Shelved


class Former(Shelved):
    """A row of the list of events or meetings while an edition stood that was superseded since.

    It stood from ``serial``, its edition, until ``until``, the edition of the same record that followed.
    """

    pk = models.CompositePrimaryKey("id", "serial")
    id = models.UUIDField(help_text="The identity of the event or meeting.")
    serial = models.BigIntegerField()
    until = models.BigIntegerField()
    record = models.UUIDField(help_text="The identity of the event.")
    type = models.CharField(max_length=20, help_text="«event» or «meeting».")
    sort_title = models.TextField()
    published_at = models.DateTimeField()
    tags = ArrayField(models.CharField(max_length=240))
    text = models.TextField()
    prose = models.TextField(help_text="The words it is found by.")

    class Meta:
        indexes = [
            models.Index(fields=["type", "until", "serial"], name="former_by_stretch"),
            models.Index(fields=["record"], name="former_of_record"),
        ]
