"""Find what must be public together with a draft: the records it mentions that nobody has published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from desk.kinds import RECORD_KINDS
from publication.drafting import Publishable
from publication.mentions import Name, document_of, missing_mentions
from relations.models import Country, Relation

ORDER: Final = ("country", "sector", "official", "relation", "agreement", "event")
"""What is mentioned comes before what mentions it."""


def unpublished_company(draft: Publishable) -> list[Publishable]:
    """List the drafts a draft needs in public and that are not yet, in the order they are published.

    The relation of a pair that has none is made: two countries are all it needs.
    """
    found: dict[tuple[str, str], Publishable] = {}
    waiting: list[Publishable] = [draft]
    while waiting:
        new = {name for each in waiting for name in missing(each)} - found.keys()
        waiting = list(fetched(new))
        found |= {(each.record_type, each.key): each for each in waiting}
    found.pop((draft.record_type, draft.key), None)
    return sorted(found.values(), key=lambda each: (ORDER.index(each.record_type), each.key))


def missing(draft: Publishable) -> list[Name]:
    """Name what a draft's document would mention and the public cannot read."""
    read = type(draft).fetch_for_snapshot([draft.pk])[draft.pk]
    return list(missing_mentions([document_of(read)]))


def fetched(names: Iterable[Name]) -> Iterable[Publishable]:
    """Read the drafts of these names, making the relations that are missing."""
    for record_type, key in sorted(names):
        draft = RECORD_KINDS[record_type]._default_manager.filter(key=key).first()
        if draft is None and record_type == Relation.record_type:
            draft = bare_relation(key)
        if draft is not None:
            yield draft


def bare_relation(pair: str) -> Relation | None:
    """Make the relation of a pair such as KZ-PK; none where a country of it is not there."""
    first, _, second = pair.partition("-")
    if Country.objects.filter(key__in=(first, second)).count() != 2:
        return None
    return Relation.objects.create(key=pair, first_id=first, second_id=second)
