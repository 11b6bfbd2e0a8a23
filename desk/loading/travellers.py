"""Make officials of travellers, with the tenures that trips and terms of office show."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from desk.loading.cast import Cast, gather_cast
from desk.loading.citation import cite_terms, cite_traveller
from desk.loading.releasing import busy_drafts
from desk.loading.survey import Seen, Survey
from desk.loading.trips import Person, Term
from relations.dates import PartialDate
from relations.models import Source, Tenure


def load_travellers(survey: Survey, import_name: str) -> tuple[Cast, set[UUID]]:
    """Make or complete the officials of all travellers; a second run writes nothing.

    What an editor recorded of a tenure stands: only bounds that are wanting, and days on which a person was
    seen in office, are added. Gives also the officials whose draft somebody else was changing.
    """
    terms: dict[str, list[Term]] = {}
    for term in sorted(set(survey.terms), key=lambda each: each.start):
        terms.setdefault(term.who, []).append(term)
    cast = gather_cast(survey.people, {who: group[0].name for who, group in terms.items()})
    sources = _Sources(import_name, cast)
    for who in sorted(terms.keys() & cast.officials.keys()):
        for term in terms[who]:
            _keep_term(Person(who, "president"), term, cast, sources)
    for person, seen in survey.people.items():
        if seen.first and seen.last:
            span = PartialDate.parse(f"{seen.first}/{seen.last}")
            _keep_seen(person, seen, span, cast, sources)
    for person in survey.people:
        if (official := cast.officials[person.who]).pk in cast.made:
            cast.batch.tie(official, "sources", [sources.of(person, survey.people[person].name)])
    busy = busy_drafts(cast.changed.values())
    _write(cast)
    return cast, busy


class _Sources:
    """Find the sources of officials and tenures, or take them as new, each when it is first cited."""

    def __init__(self, import_name: str, cast: Cast) -> None:
        self._import_name = import_name
        self._batch = cast.batch
        there = Source.objects.filter(import_name=import_name, import_key__contains="/").defer("text")
        self._known = {source.import_key: source for source in there}

    def of_terms(self) -> Source:
        """Cite the terms of office of presidents."""
        return self._kept(cite_terms(self._import_name))

    def of(self, person: Person, name: str) -> Source:
        """Cite all rows on one traveller."""
        return self._kept(cite_traveller(name, person.role, person.who, self._import_name))

    def _kept(self, source: Source) -> Source:
        if source.import_key not in self._known:
            self._known[source.import_key] = self._batch.add(source)
        return self._known[source.import_key]


def _keep_term(person: Person, term: Term, cast: Cast, sources: _Sources) -> None:
    """Record a term that no tenure tells of yet; it takes the place of a tenure without start and end."""
    held = cast.tenures.get(person, [])
    end = _date(term.end)
    if same := next((each for each in held if _same_time(each, term)), None):
        if end and same.end is None:
            same.end, same.end_known, same.last_seen = end, True, None
            cast.alter(person, same)
        return
    tenure = next((each for each in held if each.start is None and each.end is None), None)
    if tenure:
        cast.alter(person, tenure)
    else:
        tenure = cast.add_tenure(person)
    tenure.start, tenure.start_known, tenure.end, tenure.end_known = (
        _date(term.start),
        True,
        end,
        end is not None,
    )
    tenure.first_seen = tenure.last_seen = None
    cast.batch.tie(tenure, "sources", [sources.of_terms()])


def _same_time(tenure: Tenure, term: Term) -> bool:
    """Whether a tenure with a known start shares more than a border day with the term."""
    if tenure.start is None or tenure.start.latest is None:
        return False
    end = (tenure.end and tenure.end.latest) or date.max
    return tenure.start.latest < (term.end or date.max) and term.start < end


def _keep_seen(person: Person, seen: Seen, span: PartialDate, cast: Cast, sources: _Sources) -> None:
    """Record the first and last day seen in office where the tenure's own start or end is not known."""
    held = cast.tenures.get(person, [])
    tenure = next((each for each in held if each.may_cover(span)), None)
    if tenure is None and held:
        return  # the terms that are known leave no room for another, and each trip is reported
    if tenure is None:
        tenure = cast.add_tenure(person)
        cast.batch.tie(tenure, "sources", [sources.of(person, seen.name)])
    _widen(person, tenure, seen, cast)


def _widen(person: Person, tenure: Tenure, seen: Seen, cast: Cast) -> None:
    first, last = tenure.first_seen, tenure.last_seen
    if tenure.start is None and _earlier(seen.first, first):
        tenure.first_seen = _date(seen.first)
    if tenure.end is None and _earlier(last and last.latest, seen.last):
        tenure.last_seen = _date(seen.last)
    if (first, last) != (tenure.first_seen, tenure.last_seen):
        cast.alter(person, tenure)


def _earlier(one: date | PartialDate | None, other: date | PartialDate | None) -> bool:
    """Whether the one day is before the other, or the other way of saying it is not known yet."""
    one = one.earliest if isinstance(one, PartialDate) else one
    other = other.earliest if isinstance(other, PartialDate) else other
    return one is None or other is None or one < other


def _date(day: date | None) -> PartialDate | None:
    return PartialDate.parse(day.isoformat()) if day else None


def _write(cast: Cast) -> None:
    cast.batch.write()
    bounds = ("start", "end", "start_known", "end_known", "first_seen", "last_seen")
    Tenure.objects.bulk_update(list(cast.altered.values()), bounds, batch_size=500)
    for official in cast.changed.values():
        official.advance(official.lock_version)
