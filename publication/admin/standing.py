"""Say how a working copy stands towards the public record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from publication.addresses import address
from publication.comparing import differs
from publication.drafting import Problem, Publishable
from publication.models import Listing
from publication.publishing import unpublished_mentions
from publication.rights import Verb
from publication.vocabulary import EditionState

PUBLIC: Final = (EditionState.PUBLISHED, EditionState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Standing:
    """A working copy beside its current edition: what differs, what is missing, and what may be done."""

    draft: Publishable
    listing: Listing | None
    problems: list[Problem]
    changed: bool
    verbs: set[Verb]

    @classmethod
    def of(cls, draft: Publishable, allowed: set[Verb]) -> Standing:
        """Compare a draft, fetched ``for_snapshot``; ``allowed`` are the verbs the user may use."""
        listing = Listing.objects.filter(pk=draft.pk).first()
        problems = problems_of(draft)
        changed = listing is not None and not problems and differs(draft, listing)
        return cls(draft, listing, problems, changed, allowed & possible(listing))

    @property
    def version(self) -> int:
        """Give the version of the current edition, 0 where there is none."""
        return self.listing.version if self.listing else 0

    @property
    def public_address(self) -> str:
        """Give the path of the public page, empty where the public sees no page."""
        shown = self.listing is not None and self.listing.state in PUBLIC
        return address(self.draft.record_type, self.draft.key) if shown else ""

    @property
    def preview_address(self) -> str:
        """Give the path of the preview."""
        return f"/desk/preview/{self.draft.record_type}/{self.draft.key}/"


def problems_of(draft: Publishable) -> list[Problem]:
    """List all that keeps a draft, fetched ``for_snapshot``, from being shown."""
    try:
        return [*draft.problems(), *unpublished_mentions(draft)]
    except ValidationError as broken:
        return [Problem(".".join(map(str, each["loc"])), each["msg"]) for each in broken.errors()]


def possible(listing: Listing | None) -> set[Verb]:
    """Name the verbs that make sense for a record in its present state."""
    if listing is None:
        return {Verb.PUBLISH}
    endings = {Verb.RETRACT, Verb.REDIRECT} if listing.state in PUBLIC else set()
    return {Verb.PUBLISH} | endings | ({Verb.WITHDRAW} if listing.state == EditionState.PUBLISHED else set())
