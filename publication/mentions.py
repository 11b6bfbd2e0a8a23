"""Check that what a document mentions is public, so that nothing published leads to a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from publication.addresses import PLURALS
from publication.contracts import CONTRACTS, Document
from publication.drafting import Problem, Publishable
from publication.ledger import compose
from publication.models import Listing

Name: TypeAlias = tuple[str, str]
"""A record by its type and key."""


def unpublished_mentions(draft: Publishable) -> list[Problem]:
    """List the records that a draft, fetched ``for_snapshot``, mentions and the public cannot read yet."""
    return mention_problems([document_of(draft)])


def document_of(draft: Publishable) -> Document:
    """Build the document of a draft, fetched ``for_snapshot``, as it would be published now."""
    return CONTRACTS[draft.record_type].model_validate(compose(draft, None))


def mention_problems(documents: Sequence[Document]) -> list[Problem]:
    """Name the records mentioned that are neither public nor among these documents."""
    return [
        Problem(PLURALS[kind], f"The {kind} «{words}» ({key}) is not published yet: publish it first.")
        for (kind, key), words in missing_mentions(documents).items()
    ]


def mentions_of(document: Document) -> dict[Name, str]:
    """List the records that a document mentions, with the words used; a relation is mentioned by its pair."""
    mentions = {caption.mention: caption.words for caption in document.captions()}
    return mentions | {("relation", pair): pair for pair in getattr(document, "pairs", [])}


def missing_mentions(documents: Sequence[Document]) -> dict[Name, str]:
    """Find, with the words used, the records mentioned that are neither public nor among these documents."""
    mentions = {name: words for document in documents for name, words in mentions_of(document).items()}
    keys = {key for _, key in mentions}
    readable = Listing.objects.filter(key__in=keys, state__in=("published", "withdrawn"))
    public = {*readable.values_list("type", "key"), *((each.type, each.slug) for each in documents)}
    return {name: words for name, words in sorted(mentions.items()) if name not in public}
