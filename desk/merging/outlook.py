"""Say what a merge will do, before it is done; nothing is locked or written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from desk.kinds import RECORD_KINDS
from desk.merging.doubles import pairs
from desk.merging.filling import Left, completed, left_behind
from desk.merging.joining import owners_of_references, refuse_impossible
from desk.merging.references import Reference, references_to
from publication.addresses import address
from publication.drafting import Publishable
from publication.facets import NAMED
from publication.models import Link, Listing
from publication.publishing import Refused
from relations.models import Official

SHOWN = 20
"""Working copies that are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Moving:
    """What follows the record: rows in words, how many, and how many of them stand there already."""

    words: str
    number: int
    doubles: int


@dataclass(slots=True)
class Outlook:
    """What merging ``old`` into ``new`` will do; ``keeps`` are the sentences why it cannot be done."""

    old: Publishable
    new: Publishable
    keeps: list[str] = field(default_factory=list)
    moving: list[Moving] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)
    spelling: str = ""
    left: list[Left] = field(default_factory=list)
    changed: list[Publishable] = field(default_factory=list)
    more_changed: int = 0
    listing: Listing | None = None
    new_listing: Listing | None = None
    mentioning: int = 0

    @property
    def old_address(self) -> str:
        """Give the public address that will lead on."""
        return address(self.old.record_type, self.listing.key) if self.listing else ""

    @property
    def new_address(self) -> str:
        """Give the public address of the record that stays."""
        return address(self.new.record_type, self.new_listing.key) if self.new_listing else ""


def outlook(old: Publishable, new: Publishable) -> Outlook:
    """Look ahead at the merge of two records as they stand now."""
    found = Outlook(old, new)
    try:
        refuse_impossible(old, new)
    except Refused as refused:
        found.keeps = [problem.sentence for problem in refused.problems]
        return found
    found.listing = Listing.objects.filter(pk=old.pk).first()
    found.new_listing = Listing.objects.filter(pk=new.pk).first()
    found.moving = list(_moving(old, new))
    if isinstance(old, Official) and str(old) != str(new):
        found.spelling = str(old)
    found.completed = [_label(new, name) for name in completed(old, new)]
    found.left = left_behind(old, new)
    tag = f"{old.record_type}:{old.key}"
    if found.listing:
        links = Link.objects.filter(tag__in=[tag, f"{NAMED}:{tag}"])
        found.mentioning = links.values("listing_id").distinct().count()
    _name_the_changed(found)
    return found


def _moving(old: Publishable, new: Publishable) -> Iterator[Moving]:
    for reference in references_to(type(old)):
        number = reference.rows(old).count()
        if number:
            yield Moving(_words(reference, one=number == 1), number, len(pairs(reference, old, new)))


def _words(reference: Reference, *, one: bool) -> str:
    """Name what the rows of a reference are: «participation», «sources», «statements (addressee)»."""
    model, field = reference.model, reference.field
    holder: Any = model._meta.auto_created
    if holder:
        links = {each.remote_field.through: each for each in holder._meta.local_many_to_many}
        link = links[model]
        if holder is field.related_model:
            return str(_name(link.related_model, one=one))
        return f"{_name(holder, one=one)} ({link.verbose_name})"
    several = sum(each.related_model is field.related_model for each in _links_of(model)) > 1
    return f"{_name(model, one=one)} ({field.verbose_name})" if several else _name(model, one=one)


def _name(model: Any, *, one: bool) -> str:
    return str(model._meta.verbose_name if one else model._meta.verbose_name_plural)


def _links_of(model: type[Model]) -> list[Any]:
    return [each for each in model._meta.local_concrete_fields if each.is_relation]


def _label(record: Publishable, name: str) -> str:
    return str(record._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _name_the_changed(found: Outlook) -> None:
    """Name the other working copies that take their next version."""
    for kind, ids in owners_of_references(found.old).items():
        others = ids - {found.old.pk, found.new.pk}
        room = SHOWN - len(found.changed)
        rows = RECORD_KINDS[kind.record_type]._default_manager.filter(pk__in=others)
        found.changed += list(rows[:room]) if room > 0 else []
        found.more_changed += max(0, len(others) - max(room, 0))
