"""Find the officials that rows name among those of the record, or make them, with offices and tenures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from desk.facts.batch import Batch
from desk.loading.words import key_of
from desk.tables.mapping import TableMapping
from relations.dates import PartialDate
from relations.models import Country, Office, Official, Tenure

TWICE = "Two officials of {} are called «{}»: answer with the key of the one that is meant."


class Person(NamedTuple):
    """Whom a row names: the identifier in the table, the name, and the code of the country served."""

    id: str
    name: str
    country: str


class Post(NamedTuple):
    """An office as a row has it."""

    title: str
    country: str
    level: str = ""
    organisation: str = ""


@dataclass
class Cast:
    """The officials and offices of a batch; new ones wait in ``batch``."""

    mapping: TableMapping
    countries: Mapping[str, Country]
    batch: Batch
    officials: dict[Person, Official] = field(default_factory=dict)
    unclear: set[Person] = field(default_factory=set)
    offices: dict[tuple[str, str, str], Office] = field(default_factory=dict)
    tenures: dict[tuple[UUID, UUID], list[Tenure]] = field(default_factory=dict)
    made: dict[UUID, Official] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _by_id: dict[str, Official] = field(default_factory=dict)

    def find(self, people: Collection[Person], posts: Collection[Post]) -> None:
        """Look everybody and every office of a batch up, in a fixed number of queries."""
        self._find_officials(set(people))
        missing = {person for person in people if person not in self.officials}
        likely = Q(key__in=[key for person in missing for key in _keys_of(person)])
        self._taken |= set(Official.objects.filter(likely).values_list("key", flat=True))
        titles = {post.title for post in posts}
        for office in Office.objects.filter(title__in=titles).select_related("country"):
            code = office.country.key if office.country else ""
            self.offices[office.title, code, office.organisation] = office
        known = [each.pk for each in self.officials.values()]
        for tenure in Tenure.objects.filter(official__in=known).select_related("office").order_by("id"):
            self.tenures.setdefault((tenure.official_id, tenure.office_id), []).append(tenure)

    def _find_officials(self, people: set[Person]) -> None:
        scheme = self.mapping.id_scheme
        ids, names = {each.id for each in people} - {""}, {each.name for each in people}
        own = Q(wikidata__in=ids) if scheme == "wikidata" else Q(**{f"outside_ids__{scheme}__in": list(ids)})
        named = Q(display_name__in=names) | Q(variants__text__in=names) | Q(key__in=names)
        rows = Official.objects.unredirected().filter(own | named).select_related("nationality").distinct()
        found = list(rows.prefetch_related("variants"))
        by_id = {self._id(official): official for official in found}
        by_name: dict[tuple[str, str], dict[str, Official]] = {}
        for official in found:
            code = official.nationality.key if official.nationality else ""
            for text in (official.display_name, *(each.text for each in official.variants.all())):
                by_name.setdefault((text, code), {})[official.key] = official
        by_key = {official.key: official for official in found}
        for person in people:
            same = list(by_name.get((person.name, person.country), {}).values())
            likely = [each for each in same if not person.id or not self._id(each)]
            known = by_key.get(person.name) or (by_id.get(person.id) if person.id else None)
            if known is None and len(likely) == 1 and self._alone(person, people):
                known = likely[0]
            if known:
                self.officials[person] = known
            elif likely:
                self.unclear.add(person)

    def _alone(self, person: Person, people: set[Person]) -> bool:
        """Whether no other person of the batch bears the same name."""
        return sum((each.name, each.country) == (person.name, person.country) for each in people) == 1

    def _id(self, official: Official) -> str:
        scheme = self.mapping.id_scheme
        return official.wikidata if scheme == "wikidata" else str(official.outside_ids.get(scheme, ""))

    def make(self, people: Iterable[Person]) -> None:
        """Take those as new who are not there."""
        for person in dict.fromkeys(people):
            if person not in self.unclear and self.official(person) is None:
                official = self._new(person, self._key(person))
                self.officials[person] = self.made[official.pk] = self.batch.add(official)
                self._by_id[person.id] = official

    def official(self, person: Person) -> Official | None:
        """Give who a person is; one identifier is one official, whatever country the row names."""
        if person not in self.officials and person.id in self._by_id and person.id:
            self.officials[person] = self._by_id[person.id]
        return self.officials.get(person)

    def _key(self, person: Person) -> str:
        """Give the first key that is free: the name, the name with the identifier, or with a number."""
        plain, named = _keys_of(person)
        keys = (f"{plain}-{number}" for number in count(2))
        numbered = (key for key in keys if not Official.objects.filter(key=key).exists())
        key = next(key for key in chain((plain, named), numbered) if key not in self._taken)
        self._taken.add(key)
        return key

    def _new(self, person: Person, key: str) -> Official:
        scheme, identity = self.mapping.id_scheme, person.id
        return Official(
            key=key,
            display_name=person.name,
            sort_name=person.name,
            nationality=self.countries[person.country],
            wikidata=identity if scheme == "wikidata" else "",
            outside_ids={scheme: identity} if identity and scheme != "wikidata" else {},
        )

    def office(self, post: Post) -> Office:
        """Give the office of the record with this title, country and organisation, or a new one."""
        mark = (post.title, post.country, post.organisation)
        if mark not in self.offices:
            made = Office(
                title=post.title, country=self.countries[post.country], organisation=post.organisation
            )
            made.level = post.level or made.level
            self.offices[mark] = self.batch.add(made)
        return self.offices[mark]

    def held(self, official: Official, office: Office) -> list[Tenure]:
        """Give the official's tenures in an office."""
        return self.tenures.setdefault((official.pk, office.pk), [])

    def add_tenure(self, tenure: Tenure) -> Tenure:
        """Take a tenure as new."""
        self.held(tenure.official, tenure.office).append(self.batch.add(tenure))
        return tenure


def _keys_of(person: Person) -> tuple[str, str]:
    plain = key_of(person.name)[:100].strip("-") or f"official-{person.country.lower()}"
    return plain, f"{plain}-{key_of(person.id)[:40] or person.country.lower()}".strip("-")


def may_have_held(tenures: Iterable[Tenure], span: PartialDate) -> bool:
    """Whether one of the tenures may cover the days."""
    return any(each.may_cover(span) for each in tenures)
