"""Define the working copy: what every publishable record of the newsroom has and must answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce, Now

from publication.identity import new_id
from publication.models import Listing
from publication.reviewing import REVIEW_FIELDS, Reviewed, after_change
from publication.vocabulary import EditionState

Snapshot = dict[str, Any]
"""The body of a document in plain JSON values, without the header that publishing adds."""

KEY_SHAPE = RegexValidator(
    r"\A[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z",
    "Letters, digits and single hyphens only, such as munir-astana-visit.",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a working copy cannot be shown yet: the field (as its path in the form) and a sentence."""

    field: str
    sentence: str


class StaleDraft(Exception):
    """The working copy has moved on since it was read."""


M = TypeVar("M", bound="Publishable", covariant=True)


class PublishableQuerySet(models.QuerySet[M]):
    """The editor's words for choosing working copies; each kind adds its own."""

    def captioned(self) -> Self:
        """Add ``caption``: the words the public record uses for each row now, else the working title.

        A mention of another record must never carry words of that record's draft.
        """
        published = Listing.objects.filter(id=models.OuterRef("pk"), state__in=("published", "withdrawn"))
        own = models.F(self.model.title_field)
        return self.annotate(
            caption=Coalesce(models.Subquery(published.values("title")), own, output_field=models.TextField())
        )

    def for_snapshot(self) -> Self:
        """Fetch with everything a snapshot reads, in a number of queries that does not grow with rows."""
        return self

    def published(self) -> Self:
        """Select those the public can read now."""
        return self.filter(models.Exists(self._listings().filter(state=EditionState.PUBLISHED)))

    def unpublished(self) -> Self:
        """Select those the public has never seen."""
        return self.exclude(models.Exists(self._listings()))

    def unredirected(self) -> Self:
        """Leave out those whose public address leads to another record: nobody is to choose them."""
        return self.exclude(models.Exists(self._listings().filter(state=EditionState.REDIRECTED)))

    @staticmethod
    def _listings() -> models.QuerySet[Listing]:
        return Listing.objects.filter(id=models.OuterRef("pk"))


class Publishable(Reviewed):
    """The working copy of a record that reaches the public only as editions.

    ``key`` is the word in the address (a country's code, a pair, a slug). ``lock_version`` counts the saves;
    a change or a publication names the version it has seen and is refused when it is stale.
    """

    record_type: ClassVar[str]
    title_field: ClassVar[str]
    caption: str

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=200, unique=True, validators=[KEY_SHAPE])
    lock_version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def problems(self) -> list[Problem]:
        """List what keeps this working copy from being shown; empty when it is ready."""
        raise NotImplementedError

    def snapshot(self) -> Snapshot:
        """Build the body of the document from this working copy, fetched ``for_snapshot``."""
        raise NotImplementedError

    def advance(self, seen: int, by: str = "") -> None:
        """Take the next lock version, having seen one; ``by`` is who changes it, empty for a program.

        Raises ``StaleDraft`` when somebody saved in between; nothing is then changed.
        """
        rows = type(self)._default_manager.filter(pk=self.pk, lock_version=seen)
        if not rows.update(lock_version=seen + 1, updated_at=Now(), **after_change(by)):
            raise StaleDraft(f"«{self}» was changed by somebody else after you opened it.")
        self.refresh_from_db(fields=["lock_version", "updated_at", *REVIEW_FIELDS])

    @classmethod
    def fetch_for_snapshot(cls, ids: list[UUID]) -> dict[UUID, Self]:
        """Read the working copies with these identities, complete enough for a snapshot."""
        rows = cls._default_manager.for_snapshot().filter(pk__in=ids)  # type: ignore[attr-defined]
        return {row.pk: row for row in rows}
