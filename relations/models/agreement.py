"""Hold the agreements that countries speak of, sign and bring into force."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from publication.drafting import Problem, Publishable, PublishableQuerySet, Snapshot
from publication.identity import new_id
from publication.reviewing import REVIEW_CONSTRAINTS, REVIEW_INDEXES
from publication.vocabulary import AgreementKind, AgreementStepKind, Binding, Standing
from relations.fields import PartialDateField
from relations.models.country import Country
from relations.models.official import Official
from relations.models.sector import Sector
from relations.models.source import Passage, Source

CONSENT = frozenset(("ratified", "accepted", "approved", "acceded", "notified"))
"""Steps by which each party for itself consents to be bound (Vienna Convention on Treaties, article 11)."""

ASIDE = frozenset(("registered", "amended", "extended"))
"""Steps that do not move an agreement from one status to the next."""


class AgreementQuerySet(PublishableQuerySet["Agreement"]):
    """The editor's words for choosing agreements."""

    def for_snapshot(self) -> Self:
        """Fetch with parties, sectors, steps, disputes and sources."""
        return self.prefetch_related(
            models.Prefetch("parties", Country.objects.captioned()),
            models.Prefetch("sectors", Sector.objects.captioned_with_parent()),
            models.Prefetch("steps", AgreementStep.objects.for_snapshot()),
            "disputes__positions__passages__source",
            "sources",
        )


class Agreement(Publishable):
    """An agreement, from the first word of it to its end. Its status follows from accepted steps."""

    record_type = "agreement"
    title_field = "title"

    title = models.TextField(help_text="The official title, or a description of ours.")
    title_is_description = models.BooleanField(
        default=False, help_text="The title is ours, not the official one."
    )
    kind = models.CharField(max_length=40, choices=AgreementKind, default=AgreementKind.UNSPECIFIED)
    binding = models.CharField(
        max_length=10, choices=Binding, default=Binding.UNKNOWN, help_text="Never derived from the title."
    )
    parties = models.ManyToManyField(Country, blank=True, related_name="+")
    sectors = models.ManyToManyField(Sector, blank=True, related_name="+")
    text_url = models.URLField(max_length=2000, blank=True)
    registration = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        indexes = [
            *REVIEW_INDEXES,
            GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="agreement_by_title"),
        ]
        constraints = [*REVIEW_CONSTRAINTS]

    def __str__(self) -> str:
        return self.title

    def status_step(self) -> AgreementStep | None:
        """Find the accepted step that gives the status: the last by latest bound, then by vocabulary order.

        Consent of one party (a ratification, say) counts once every party has given it; a registration,
        amendment or extension leaves the status as it was.
        """
        accepted = [step for step in self.steps.all() if step.standing == Standing.ACCEPTED]
        telling = [step for step in accepted if step.step not in ASIDE and self._all_consent(step, accepted)]
        return max(telling or accepted, key=AgreementStep.order, default=None)

    def _all_consent(self, step: AgreementStep, accepted: list[AgreementStep]) -> bool:
        if step.step not in CONSENT or step.party_id is None:
            return True
        consenting = {other.party_id for other in accepted if other.step == step.step}
        return {party.pk for party in self.parties.all()} <= consenting

    def problems(self) -> list[Problem]:
        """List what keeps this agreement from being shown."""
        from relations.readiness import agreement_problems

        return agreement_problems(self)

    def snapshot(self) -> Snapshot:
        """Build the document's body."""
        from relations.snapshots import agreement_snapshot

        return agreement_snapshot(self)


class AgreementStepQuerySet(models.QuerySet["AgreementStep"]):
    """The editor's words for choosing steps of agreements."""

    def for_snapshot(self) -> Self:
        """Fetch with party, signatories, passages and sources."""
        return self.prefetch_related(
            models.Prefetch("party", Country.objects.captioned()),
            models.Prefetch("signatories", Official.objects.captioned()),
            "passages__source",
            "sources",
        )


class AgreementStep(models.Model):
    """One step in the life of an agreement, by one party or by all of them (no party named)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=40, choices=AgreementStepKind)
    party = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: all parties.",
    )
    date = PartialDateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.ACCEPTED)
    note = models.TextField(blank=True)
    signatories = models.ManyToManyField(Official, blank=True, related_name="+")
    passages = models.ManyToManyField(Passage, blank=True, related_name="+")
    sources = models.ManyToManyField(Source, blank=True, related_name="+")

    objects = AgreementStepQuerySet.as_manager()

    class Meta:
        ordering = ["agreement_id", "id"]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.get_step_display()}"

    def order(self) -> tuple[bool, str, int]:
        """Give the place of this step among others: undated first, then by latest bound, then by kind."""
        latest = self.date.latest if self.date else None
        return (latest is not None, str(latest or ""), AgreementStepKind.values.index(self.step))
