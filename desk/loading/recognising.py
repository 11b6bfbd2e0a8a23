"""Recognise travellers among the officials of the record, so that nobody is there twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import QuerySet

from desk.loading.survey import Seen
from desk.loading.trips import HOME, Person
from desk.loading.words import folded, parted_name, plain_name
from relations.models import Office, Official, Tenure

SCHEME = "history-at-state"
"""The scheme under which an official keeps the data set's identifier."""

Likely = dict[str, dict[str, Official]]
"""Officials that a traveller may be, by the data set's identifier and by their keys."""


def known_officials(
    names: Mapping[str, str], people: Mapping[Person, Seen], offices: Mapping[str, Office]
) -> dict[str, Official]:
    """Find the officials that travellers are: by identifier, else by a name, else by the seat they held.

    Takes names by identifier, what was seen of each traveller, and the office of each role. Where two
    officials are as likely, neither is taken.
    """
    identified = Official.objects.filter(**{f"outside_ids__{SCHEME}__in": list(names)})
    found = {official.outside_ids[SCHEME]: official for official in identified}
    families = {who: parted_name(plain_name(name), who)[0] for who, name in names.items() if who not in found}
    strangers = Official.objects.filter(nationality__key=HOME, family_name__in=set(families.values()) - {""})
    strangers = strangers.exclude(outside_ids__has_key=SCHEME)
    by_name = _by_name(strangers.prefetch_related("variants"), names, families)
    by_seat = _by_seat(strangers, people, offices, families)
    for who in families:
        for likely in (by_name.get(who, {}), by_seat.get(who, {})):
            if who not in found and len(likely) == 1:
                found[who] = next(iter(likely.values()))
    return found


def _by_name(officials: Iterable[Official], names: Mapping[str, str], whos: Collection[str]) -> Likely:
    """Find the officials who bear a traveller's name, in whatever spelling the record has it."""
    bearers: Likely = {}
    for official in officials:
        for text in (official.display_name, *(each.text for each in official.variants.all())):
            bearers.setdefault(folded(text), {})[official.key] = official
    return {
        who: {**bearers.get(folded(names[who]), {}), **bearers.get(folded(plain_name(names[who])), {})}
        for who in whos
    }


def _by_seat(
    officials: QuerySet[Official],
    people: Mapping[Person, Seen],
    offices: Mapping[str, Office],
    families: Mapping[str, str],
) -> Likely:
    """Find who of a traveller's family name held the one seat on the first day the traveller was in it."""
    seats = {office.pk: role for role, office in offices.items() if office.single_seat}
    held = Tenure.objects.filter(
        official__in=officials.values("pk"), office__in=seats, start__earliest__isnull=False
    )
    found: Likely = {}
    for tenure in held.select_related("official"):
        for person, seen in people.items():
            same = families.get(person.who) == tenure.official.family_name
            if same and seats[tenure.office_id] == person.role and _sat_then(tenure, seen):
                found.setdefault(person.who, {})[tenure.official.key] = tenure.official
    return found


def _sat_then(tenure: Tenure, seen: Seen) -> bool:
    start = tenure.start.latest if tenure.start else None
    end = tenure.end.earliest if tenure.end else None
    return bool(seen.first and start and start <= seen.first and (end is None or seen.first <= end))
