"""Find the officials that travellers are, or make them, with their offices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from desk.facts.batch import Batch
from desk.loading.recognising import SCHEME, known_officials
from desk.loading.survey import Seen
from desk.loading.trips import HOME, OFFICES, Person
from desk.loading.words import key_of, parted_name, plain_name
from publication.vocabulary import Branch
from relations.dates import PartialDate
from relations.models import Country, NameVariant, Office, Official, Tenure


@dataclass
class Cast:
    """The travellers of a load, by the data set's identifier: officials, offices and tenures.

    New rows wait in ``batch``, altered tenures in ``altered``, until both are written.
    """

    offices: dict[str, Office]
    batch: Batch = field(default_factory=Batch)
    officials: dict[str, Official] = field(default_factory=dict)
    tenures: dict[Person, list[Tenure]] = field(default_factory=dict)
    made: dict[UUID, Official] = field(default_factory=dict)
    changed: dict[UUID, Official] = field(default_factory=dict)
    altered: dict[UUID, Tenure] = field(default_factory=dict)

    def offices_on(self, person: Person, span: PartialDate) -> list[Office]:
        """Give the office of the role if it may have been held on the days."""
        held = self.tenures.get(person, [])
        return [self.offices[person.role]] if any(each.may_cover(span) for each in held) else []

    def add_tenure(self, person: Person) -> Tenure:
        """Take a new tenure in the office of the role."""
        tenure = Tenure(official=self.officials[person.who], office=self.offices[person.role])
        self.tenures.setdefault(person, []).append(self.batch.add(tenure))
        self._mark(person)
        return tenure

    def alter(self, person: Person, tenure: Tenure) -> None:
        """Note that a tenure has other bounds now."""
        if not tenure._state.adding:
            self.altered[tenure.pk] = tenure
        self._mark(person)

    def _mark(self, person: Person) -> None:
        official = self.officials[person.who]
        if official.pk not in self.made:
            self.changed[official.pk] = official


def gather_cast(people: Mapping[Person, Seen], others: Mapping[str, str]) -> Cast:
    """Find or make the officials that ``people`` are, and find those of ``others`` (names by identifier)."""
    country = Country.objects.get(key=HOME)
    names = {person.who: seen.name for person, seen in people.items()}
    offices = _offices(country)
    cast = Cast(offices, officials=known_officials({**others, **names}, people, offices))
    missing = {who: name for who, name in names.items() if who not in cast.officials}
    keys = {who: key_of(plain_name(name)) for who, name in missing.items()}
    taken = set(Official.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    for who, name in missing.items():
        key = f"{keys[who]}-{who}".strip("-") if keys[who] in taken or not keys[who] else keys[who]
        taken.add(key)
        official = _new_official(who, name, key, country)
        cast.officials[who] = cast.made[official.pk] = cast.batch.add(official)
        if official.display_name != name:
            cast.batch.add(NameVariant(official=official, text=name))
    cast.tenures = _tenures(cast)
    return cast


def _offices(country: Country) -> dict[str, Office]:
    found = {}
    for role, office in OFFICES.items():
        defaults = {"level": office.level, "branch": Branch.EXECUTIVE}
        found[role], _ = Office.objects.get_or_create(
            title=office.title, country=country, organisation="", defaults=defaults
        )
    return found


def _new_official(who: str, name: str, key: str, country: Country) -> Official:
    shown = plain_name(name) or name
    family, given = parted_name(shown, who)
    return Official(
        key=key,
        display_name=shown,
        family_name=family,
        given_name=given,
        sort_name=f"{family}, {given}" if family else shown,
        nationality=country,
        outside_ids={SCHEME: who},
    )


def _tenures(cast: Cast) -> dict[Person, list[Tenure]]:
    roles = {office.pk: role for role, office in cast.offices.items()}
    whos = {official.pk: who for who, official in cast.officials.items()}
    found: dict[Person, list[Tenure]] = {}
    for tenure in Tenure.objects.filter(official__in=list(whos), office__in=list(roles)).order_by("id"):
        found.setdefault(Person(whos[tenure.official_id], roles[tenure.office_id]), []).append(tenure)
    return found
