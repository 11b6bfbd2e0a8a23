"""Hold the sources that facts were read in, and the passages quoted from them."""

from __future__ import annotations

import hashlib
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from publication.identity import new_id
from relations.fields import PartialDateField

CONTEXT_LENGTH = 32
"""How many characters of prefix and suffix a passage keeps (W3C text-quote selector)."""


class Source(models.Model):
    """A story, document or data row. Its text stays inside; the public sees quotes, hash and link."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    publisher = models.CharField(max_length=300, blank=True)
    title = models.TextField(blank=True)
    author = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    archive_url = models.URLField(max_length=2000, blank=True)
    language = models.CharField(max_length=20, blank=True, help_text="BCP 47, such as en or ru.")
    published = PartialDateField(null=True, blank=True)
    retrieved = models.DateField(null=True, blank=True)
    rights = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=300, blank=True, help_text="Whose pictures or wire copy it uses.")
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    import_name = models.CharField(max_length=100, blank=True, help_text="The data set this row came from.")
    import_key = models.CharField(max_length=200, blank=True, help_text="The row's key in that data set.")

    class Meta:
        ordering = ["-id"]
        indexes = [
            GinIndex(
                OpClass(Upper("title"), "gin_trgm_ops"),
                OpClass(Upper("url"), "gin_trgm_ops"),
                name="source_by_title",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title="", url="", publisher=""),
                name="source_says_what_it_is",
                violation_error_message="A source needs a title, a publisher or an address.",
            ),
            models.UniqueConstraint(
                fields=["import_name", "import_key"],
                condition=~models.Q(import_key=""),
                name="source_import_row_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url or self.publisher

    @property
    def computed_sha256(self) -> str:
        """Compute the sha256 of the text in UTF-8, or nothing for a source without text."""
        return hashlib.sha256(self.text.encode()).hexdigest() if self.text else ""

    @property
    def elsewhere(self) -> bool:
        """Whether the text lies in another newsroom, and only its hash here."""
        return not self.text and bool(self.sha256)

    def with_text(self, text: str) -> Self:
        """Take a text and its hash; the caller saves."""
        self.text = text
        self.sha256 = self.computed_sha256
        return self

    def passage(self, start: int, end: int) -> Passage:
        """Cut a passage, unsaved, from the text by 0-based offsets, end exclusive."""
        return Passage(
            source=self,
            start=start,
            end=end,
            exact=self.text[start:end],
            prefix=self.text[max(0, start - CONTEXT_LENGTH) : start],
            suffix=self.text[end : end + CONTEXT_LENGTH],
        )

    def record_free_passages(self) -> models.QuerySet[Passage]:
        """Select the passages that an editor marked as holding no fact to record."""
        return self.passages.filter(record_free=True)


class Passage(models.Model):
    """A quote from a source's text: offsets and words together (W3C text-position and text-quote selectors).

    ``start`` and ``end`` count characters from 0, end exclusive. The database refuses a passage outside the
    text or whose ``exact`` is not the text's own slice; of a source whose text lies elsewhere it takes any.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    suffix = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    record_free = models.BooleanField(default=False, help_text="Read, and found to hold no fact to record.")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["source_id", "start", "end"]
        constraints = [
            models.UniqueConstraint(fields=["source", "start", "end"], name="passage_once"),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")),
                name="passage_runs_forward",
                violation_error_message="A passage ends after it starts.",
            ),
        ]

    def __str__(self) -> str:
        words = self.exact if len(self.exact) <= 80 else f"{self.exact[:79]}…"
        return f"{self.start}–{self.end} «{words}»"

    @property
    def stands(self) -> bool:
        """Whether the source's text still reads so at this place; a text that lies elsewhere is believed."""
        return self.source.elsewhere or self.source.text[self.start : self.end] == self.exact
