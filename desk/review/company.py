"""Find what must be public together with a draft: the records it mentions that nobody has published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from desk.kinds import RECORD_KINDS
from publication.drafting import Publishable
from publication.mentions import Name, document_of, missing_mentions
from publication.models import Listing
from publication.reviewing import seen_by_another
from publication.rights import Verb, may
from relations.models import Country, Relation

ORDER: Final = ("country", "sector", "official", "relation", "agreement", "event")
"""What is mentioned comes before what mentions it."""

ENDED: Final = "It was {} and is not published again on the way: do that on its own page."
NO_RIGHT: Final = "Only an administrator publishes a {}."
OWN_WORK: Final = "You wrote it, and nobody else has approved it as it stands."


@dataclass(frozen=True, slots=True)
class Companion:
    """A record that must go out with a draft; ``keeps`` are the sentences why it cannot, if it cannot."""

    draft: Publishable
    keeps: list[str]

    @property
    def is_new(self) -> bool:
        """Whether it is the relation of a pair that nobody has made yet."""
        return self.draft._state.adding


def unpublished_company(draft: Publishable) -> list[Publishable]:
    """List what a draft, fetched ``for_snapshot``, needs in public and is not, in the order of publication.

    The relation of a pair that has none is among them, unsaved: two countries are all it needs.
    """
    found: dict[Name, Publishable] = {}
    wave = [draft]
    while wave:
        wave = fetched(missing(wave) - found.keys())
        found |= {(each.record_type, each.key): each for each in wave}
    found.pop((draft.record_type, draft.key), None)
    return sorted(found.values(), key=lambda each: (ORDER.index(each.record_type), each.key))


def missing(drafts: Iterable[Publishable]) -> set[Name]:
    """Name what the documents of drafts, fetched ``for_snapshot``, would mention and nobody can read."""
    documents = []
    for draft in drafts:
        try:
            documents += [] if draft._state.adding else [document_of(draft)]
        except ValidationError:  # what it mentions is known once it can be composed
            continue
    return set(missing_mentions(documents))


def fetched(names: Iterable[Name]) -> list[Publishable]:
    """Read the drafts of these names ``for_snapshot``, with bare relations for pairs that have none."""
    by_type: dict[str, set[str]] = defaultdict(set)
    for record_type, key in names:
        by_type[record_type].add(key)
    found: list[Publishable] = []
    for record_type, keys in by_type.items():
        kind = RECORD_KINDS[record_type]
        ids = kind._default_manager.filter(key__in=keys).values_list("pk", flat=True)
        there = list(kind.fetch_for_snapshot(list(ids)).values())
        found += there
        if record_type == Relation.record_type:
            found += bare_relations(keys - {each.key for each in there})
    return found


def bare_relations(pairs: Iterable[str]) -> list[Publishable]:
    """Make, unsaved, the relations of pairs such as KZ-PK whose countries are both there."""
    codes = {pair: pair.split("-") for pair in pairs}
    wanted = [code for both in codes.values() for code in both]
    there = set(Country.objects.filter(key__in=wanted).values_list("key", flat=True))
    return [
        Relation(key=pair, first_id=both[0], second_id=both[1])
        for pair, both in codes.items()
        if len(both) == 2 and set(both) <= there
    ]


def companions(company: Sequence[Publishable], user: Any) -> list[Companion]:
    """Say of each of a draft's company what keeps this user from publishing it along."""
    ids = [each.pk for each in company]
    ended = dict(Listing.objects.filter(pk__in=ids).values_list("pk", "state"))
    return [Companion(each, list(_keeps(each, user, ended.get(each.pk)))) for each in company]


def _keeps(draft: Publishable, user: Any, ended: str | None) -> Iterable[str]:
    if ended:
        yield ENDED.format(ended)
    if not may(user, Verb.PUBLISH, draft):
        yield NO_RIGHT.format(draft.record_type)
    elif not seen_by_another(draft, draft.lock_version, user.get_username()):
        yield OWN_WORK
    if not draft._state.adding:
        yield from (problem.sentence for problem in draft.problems())
