"""Find the rows that documents name: records by key, offices by title, sources and passages by identity."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final
from uuid import UUID

from desk.copies.rows import Rows, Unfit
from publication.contracts import Document
from publication.contracts.event import EventDocument
from publication.contracts.official import TenureValue
from publication.contracts.shape import Caption, OfficeHeld, SectorCaption, Shape, SourceValue
from publication.contracts.shape import Passage as PassageValue
from publication.drafting import Publishable
from publication.identity import new_id
from publication.vocabulary import OfficeLevel
from relations.models import (
    Agreement,
    AgreementStep,
    Country,
    Office,
    Official,
    Passage,
    Relation,
    Sector,
    Source,
    Tenure,
)

RECORDS: Final[dict[str, type[Publishable]]] = {
    "country": Country,
    "sector": Sector,
    "official": Official,
    "relation": Relation,
    "agreement": Agreement,
}
"""The records that documents mention, by type."""

LEVELS: Final = frozenset(OfficeLevel.values)

Place = tuple[UUID, int, int]
Post = tuple[str, UUID | None, str]


class Known:
    """What documents find, and what they add; the additions of the one at hand count once it is kept."""

    def __init__(self, documents: Sequence[Document], rows: Rows) -> None:
        """Look everything up in a fixed number of queries."""
        self._rows = rows
        parts = [part for document in documents for part in document.walk()]
        captions = [part for part in parts if isinstance(part, Caption)]
        self._ids = {kind: _ids(model, captions) for kind, model in RECORDS.items()}
        for document in documents:
            self._ids.setdefault(document.type, {}).setdefault(document.slug, UUID(document.id))
        telling = any(isinstance(each, EventDocument) for each in documents)
        self._find_posts(parts, telling)
        self._find_places({part.id for part in parts if isinstance(part, SourceValue)})
        self._steps: dict[UUID, list[AgreementStep]] = {}
        if telling:
            named = self._ids["agreement"].values()
            for step in AgreementStep.objects.filter(agreement__in=named).order_by("id"):
                self._steps.setdefault(step.agreement_id, []).append(step)
        self._parents = dict(Sector.objects.exclude(parent=None).values_list("pk", "parent_id"))
        self._undo: list[Callable[[], object]] = []

    def keep(self) -> None:
        """Count what the document at hand added in."""
        self._undo.clear()

    def forget(self) -> None:
        """Leave out what the document at hand added."""
        for undo in self._undo:
            undo()
        self._undo.clear()

    def record(self, kind: str, key: str) -> UUID:
        """Give the identity of the working copy of a record; ``Unfit`` where there is none."""
        try:
            return self._ids[kind][key]
        except KeyError:
            sentence = f"The {kind} «{key}» is neither in the newsroom nor in these files: load it before."
            raise Unfit(kind, sentence) from None

    def records(self, kind: str, keys: Iterable[str]) -> list[UUID]:
        """Give the identities of several records of one type."""
        return [self.record(kind, key) for key in keys]

    def maybe(self, kind: str, key: str | None) -> UUID | None:
        """Give the identity of a record that may be left open."""
        return self.record(kind, key) if key else None

    def sectors(self, captions: Iterable[SectorCaption], inside: Iterable[SectorCaption] = ()) -> list[UUID]:
        """Give the sectors shown, without those of parts ``inside`` and without parents of others."""
        shown, below = ({self.record("sector", each.slug) for each in some} for some in (captions, inside))
        return sorted(shown - below - {self._parents.get(pk) for pk in shown})

    def office(self, title: str, level: str, country: UUID | None, organisation: str = "") -> UUID:
        """Find an office, or take it as new."""
        post = title, country, organisation
        if post not in self._offices:
            new = Office(title=title, level=level, country_id=country, organisation=organisation)
            self._offices[post] = self._rows.add(new).pk
            self._undo.append(lambda: self._offices.pop(post))
        return self._offices[post]

    def office_acted_in(self, official: UUID, held: OfficeHeld, country: UUID | None) -> UUID:
        """Find the office an official is said to have acted in: one of theirs, else one of the country."""
        if held.level not in LEVELS:
            raise Unfit("level", f"«{held.level[:80]}» is not one of: {', '.join(OfficeLevel.values)}.")
        own = self._held.get(official, ())
        exact = (pk for pk, title, level in own if (title, level) == (held.title, held.level))
        near = (pk for pk, title, _ in own if title == held.title)
        return next(exact, None) or next(near, None) or self.office(held.title, held.level, country)

    def is_new_source(self, source: UUID) -> bool:
        """Whether a source is not there yet; it counts as there from now on."""
        if source in self._sources:
            return False
        self._sources.add(source)
        self._undo.append(lambda: self._sources.discard(source))
        return True

    def passage(self, value: PassageValue) -> UUID:
        """Find a passage by its place, or take it as new."""
        place = UUID(value.source), value.start, value.end
        if place not in self._passages:
            new = Passage(
                id=new_id(), source_id=place[0], start=value.start, end=value.end, exact=value.exact
            )
            self._passages[place] = self._rows.add(new).pk
            self._undo.append(lambda: self._passages.pop(place))
        return self._passages[place]

    def steps(self, agreement: UUID) -> list[AgreementStep]:
        """Give the steps of an agreement."""
        return self._steps.get(agreement, [])

    def add_step(self, step: AgreementStep) -> AgreementStep:
        """Count a new step among those of its agreement."""
        steps = self._steps.setdefault(step.agreement_id, [])
        steps.append(step)
        self._undo.append(lambda: steps.remove(step))
        return step

    def _find_posts(self, parts: Sequence[Shape], telling: bool) -> None:
        titles = {part.title for part in parts if isinstance(part, (OfficeHeld, TenureValue))}
        found = Office.objects.filter(title__in=titles).values_list(
            "title", "country_id", "organisation", "pk"
        )
        self._offices: dict[Post, UUID] = {(title, country, of): pk for title, country, of, pk in found}
        self._held: dict[UUID, list[tuple[UUID, str, str]]] = {}
        if telling:
            held = Tenure.objects.filter(official__in=self._ids["official"].values()).order_by("id")
            values = held.values_list("official_id", "office_id", "office__title", "office__level")
            for official, office, title, level in values:
                self._held.setdefault(official, []).append((office, title, level))

    def _find_places(self, named: Collection[str]) -> None:
        self._sources = set(Source.objects.filter(pk__in=named).values_list("pk", flat=True))
        there = Passage.objects.filter(source__in=self._sources)
        self._passages: dict[Place, UUID] = {
            (source, start, end): pk
            for source, start, end, pk in there.values_list("source_id", "start", "end", "pk")
        }


def _ids(model: type[Publishable], captions: Iterable[Caption]) -> dict[str, UUID]:
    """Find the working copies of one kind that documents name: all countries and sectors, others by key."""
    rows = model._default_manager.all()
    if model not in (Country, Sector):
        rows = rows.filter(
            key__in={each.mention[1] for each in captions if each.record_type == model.record_type}
        )
    return dict(rows.values_list("key", "pk"))
