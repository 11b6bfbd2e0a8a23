"""Write rows of officials: each is one person's time in one office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import models

from desk.facts.batch import Batch
from desk.loading.report import Fate
from desk.loading.words import with_article
from desk.tables.filing import OTHER, Change, Filing, differs, revise_fields
from desk.tables.outcome import Outcome
from desk.tables.people import TWICE, Cast, Person, Post
from desk.tables.reader import Entry
from publication.vocabulary import OfficeLevel
from relations.models import Office, Official, Tenure

FIXED: Final = ("name", "id", "wikidata", "country", "office", "accredited_to", "organisation", "level")
"""Columns that say who held which office: another person or office is another row."""

SUMMIT: Final = (OfficeLevel.HEAD_OF_STATE.value, OfficeLevel.HEAD_OF_GOVERNMENT.value)
"""Levels with one office in a country, whatever title a table gives it."""

KNOWN = "The record has this time in office already, as {}."
OTHER_END = "Another row has the same start in this office, with the end {}: only one can be right."


class Officials(Filing):
    """Officials with offices and tenures."""

    model = Official
    cites = Tenure
    record = "official_id"

    def add(self, entries: Sequence[Entry], batch: Batch, outcome: Outcome) -> dict[str, list[models.Model]]:
        """Take tenures as new, with the officials and offices that are not there."""
        people, posts = [self._person(each) for each in entries], [self._post(each) for each in entries]
        cast = Cast(self.scene.mapping, self.scene.countries, batch)
        cast.find(people, posts)
        written: dict[str, list[models.Model]] = {}
        for entry, person, post in zip(entries, people, posts, strict=True):
            if person in cast.unclear:
                outcome.find(
                    Fate.REFUSED, entry, "name", TWICE.format(person.country, person.name), person.name
                )
                continue
            official = cast.official(person)
            if official and (known := self._known(entry, cast, official, post)):
                outcome.find(*known)
                continue
            if official is None:
                cast.make([person])
                official = cast.officials[person]
                self._complete(official, entry)
            tenure = self._tenure(entry, official, cast.office(post))
            made = official.pk in cast.made
            written[entry.key] = [cast.add_tenure(tenure), *([official] if made else [])]
            kept = outcome.new if made else outcome.added
            kept.setdefault(official.pk, []).append(entry)
        return written

    def _person(self, entry: Entry) -> Person:
        facts = entry.facts
        identity = facts.get("id") or (facts.get("wikidata", "") if self._by_wikidata else "")
        return Person(identity, facts["name"], facts["country"])

    @property
    def _by_wikidata(self) -> bool:
        return self.scene.mapping.id_scheme == "wikidata"

    def _post(self, entry: Entry) -> Post:
        facts = entry.facts
        title = facts["office"]
        if facts.get("accredited_to"):
            host = self.scene.countries[facts["accredited_to"]]
            title = f"{title} to {with_article(host.name)}"
        return Post(title[:200], facts["country"], facts.get("level", ""), facts.get("organisation", ""))

    def _known(
        self, entry: Entry, cast: Cast, official: Official, post: Post
    ) -> tuple[Fate, Entry, str, str] | None:
        """Say why a row adds no tenure: the record has it, or another row of the table says otherwise."""
        start, end = entry.date("start"), entry.date("end")
        office = cast.offices.get((post.title, post.country, post.organisation))
        for (owner, _), tenures in cast.tenures.items():
            for tenure in tenures if owner == official.pk else ():
                same = tenure.office == office
                if same and tenure.start == start and tenure.end != end:
                    told = tenure.end.edtf if tenure.end else "not told"
                    return Fate.REFUSED, entry, "end", OTHER_END.format(told)
                if same and tenure.start == start:
                    return Fate.REPEAT, entry, "", KNOWN.format(tenure.office.title)
                if (
                    not same
                    and self._same_seat(tenure, post)
                    and start
                    and tenure.start
                    and tenure.start.may_coincide(start)
                ):
                    return Fate.REPEAT, entry, "", KNOWN.format(tenure.office.title)
        return None

    def _same_seat(self, tenure: Tenure, post: Post) -> bool:
        office = tenure.office
        here = office.country_id == self.scene.countries[post.country].pk
        return here and post.level in SUMMIT and office.level == post.level

    def _complete(self, official: Official, entry: Entry) -> None:
        facts = entry.facts
        official.family_name, official.given_name = facts.get("family_name", ""), facts.get("given_name", "")
        if official.family_name:
            official.sort_name = f"{official.family_name}, {official.given_name}".strip(", ")
        official.born, official.died = entry.date("born"), entry.date("died")
        official.wikidata = facts.get("wikidata", official.wikidata)

    def _tenure(self, entry: Entry, official: Official, office: Office) -> Tenure:
        return Tenure(official=official, office=office, **tenure_fields(entry))

    def revise(self, changes: Sequence[Change], outcome: Outcome) -> Iterator[Change]:
        """Bring start, end and acting up to the rows."""
        keys = [change.entry.key for change in changes]
        held = self._citing(keys)
        for change in changes:
            tenure = held[change.entry.key][0]
            if column := differs(change, FIXED):
                outcome.find(Fate.REFUSED, change.entry, column, OTHER.format(column))
                continue
            before = tenure_fields(Entry(change.entry.key, 0, change.before))
            revise_fields(tenure, before, tenure_fields(change.entry), change.entry, outcome)
            tenure.save()
            yield change

    def doubles(self, entries: Mapping[UUID, Entry]) -> Iterable[tuple[UUID, str]]:
        """Find none: an official the record has is completed, and not made again."""
        return ()


def tenure_fields(entry: Entry) -> dict[str, Any]:
    """Give the fields of a tenure that the row alone decides."""
    start, end = entry.date("start"), entry.date("end")
    return {
        "start": start,
        "end": end,
        "start_known": start is not None,
        "end_known": end is not None,
        "acting": entry.facts.get("acting") == "yes",
    }
