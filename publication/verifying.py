"""Prove that nothing in the public record was altered or lost.

Each check walks the record once and yields a sentence wherever something disagrees.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps

from publication.comparing import changed
from publication.drafting import Publishable
from publication.models import Edition, Listing
from publication.models.edition import GENESIS
from publication.vocabulary import EditionState

CHUNK = 1000
"""Rows read at a time."""


def ledger_faults() -> Iterator[str]:
    """Walk the chain of seals from the first edition to the last."""
    serial, seal = 0, GENESIS
    for edition in Edition.objects.order_by("serial").iterator(CHUNK):
        if edition.serial != serial + 1:
            yield f"Serial {edition.serial} follows {serial}: editions between them are missing."
        if edition.previous_seal != seal:
            yield f"{edition} (serial {edition.serial}) does not chain to the edition before it."
        if edition.compute_sha256() != edition.sha256:
            yield f"The document of {edition} (serial {edition.serial}) is not the one that was published."
        if edition.compute_seal() != edition.seal:
            yield f"The context of {edition} (serial {edition.serial}) is not the one that was published."
        serial, seal = edition.serial, edition.seal


def working_kinds() -> list[type[Publishable]]:
    """List the models of working copies, whichever rooms they stand in."""
    return [model for model in apps.get_models() if issubclass(model, Publishable)]


def draft_faults() -> Iterator[str]:
    """Find public records whose working copy is gone."""
    for model in working_kinds():
        there = set(model._default_manager.values_list("pk", flat=True))
        for listing in Listing.objects.filter(type=model.record_type).iterator(CHUNK):
            if listing.id not in there and listing.state == EditionState.PUBLISHED:
                yield f"The working copy of {listing} is gone."


def unpublished() -> Iterator[Publishable]:
    """Walk the working copies of public records that say something else than the public reads."""
    for model in working_kinds():
        ids = list(
            Listing.objects.filter(type=model.record_type, state=EditionState.PUBLISHED).values_list(
                "id", flat=True
            )
        )
        for start in range(0, len(ids), CHUNK):
            drafts = list(model._default_manager.filter(pk__in=ids[start : start + CHUNK]))
            different = changed(drafts)
            yield from (draft for draft in drafts if draft.pk in different)
