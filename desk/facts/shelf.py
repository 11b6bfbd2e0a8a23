"""Find the records that a fact names: countries, sectors, officials, offices and sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from desk.facts.batch import Batch
from desk.facts.reading import Fact, read_date
from desk.facts.titles import office_title
from publication.vocabulary import OfficeLevel
from relations.models import Agreement, AgreementStep, Country, Office, Official, Sector, Source

IMPORT_NAME = "compiled-facts"
SEVERAL = (OfficeLevel.DEPUTY_HEAD_OF_GOVERNMENT, OfficeLevel.DEPUTY_MINISTER, OfficeLevel.OTHER)
"""Levels at which one title is often held by several people at a time."""


class MissingReference(Exception):
    """A fact names a country or sector that is not loaded."""


class Shelf:
    """Keep what is there, and take what a fact brings new."""

    def __init__(self, facts: Sequence[Fact], people: Mapping[str, Fact], batch: Batch) -> None:
        """Look up in a fixed number of queries; ``people`` are the rows of officials by record key."""
        self._batch = batch
        self._countries = {country.key: country for country in Country.objects.all()}
        self._sectors = {sector.name: sector for sector in Sector.objects.all()}
        there = Official.objects.filter(key__in=people)
        self._officials = {people[official.key]["key"]: official for official in there}
        named = {row["key"] for fact in facts for row in fact.get("agreements", ())}
        taken = AgreementStep.objects.filter(agreement__key__in=named).select_related("agreement")
        self._steps = {(step.agreement.key, step.step): step for step in taken}
        held = Office.objects.filter(organisation="")
        self._offices = {(office.title, office.country_id): office for office in held}
        urls = {source["url"] for fact in facts for source in fact["sources"]}
        read = Source.objects.filter(url__in=urls).order_by("id").defer("text")
        self._sources = {(source.url, source.title): source for source in read}

    def country(self, code: str) -> Country:
        """Find a country by its ISO code; refuse one that is not loaded."""
        if code not in self._countries:
            raise MissingReference(f"The facts name the country {code}, which is not loaded.")
        return self._countries[code]

    def sectors(self, names: Iterable[str]) -> list[Sector]:
        """Find sectors by name; refuse one that is not loaded."""
        names = list(names)
        unknown = [name for name in names if name not in self._sectors]
        if unknown:
            raise MissingReference(f"The facts name the sector «{unknown[0]}», which is not loaded.")
        return [self._sectors[name] for name in names]

    def official(self, word: str) -> Official:
        """Find an official by the word of the fact file."""
        return self._officials[word]

    def put_official(self, word: str, official: Official) -> None:
        """Keep a new official under the word of the fact file."""
        self._officials[word] = self._batch.add(official)

    def office(self, title: str, code: str, level: str = OfficeLevel.OTHER) -> Office:
        """Find an office by the title in a source and its country's code, or take it as new."""
        country = self.country(code)
        bare = office_title(title, country)
        if (bare, country.pk) not in self._offices:
            new = Office(title=bare, country=country, level=level, single_seat=level not in SEVERAL)
            self._offices[bare, country.pk] = self._batch.add(new)
        return self._offices[bare, country.pk]

    def put_step(self, agreement: Agreement, step: AgreementStep) -> None:
        """Keep a new step under its agreement's key."""
        self._steps[agreement.key, step.step] = self._batch.add(step)

    def steps(self, rows: Iterable[Fact]) -> list[AgreementStep]:
        """Find the steps that an event names by agreement and kind; leave out what an editor took away."""
        found = (self._steps.get((row["key"], row["step"])) for row in rows)
        return [step for step in found if step]

    def sources(self, fact: Fact, cited: Iterable[Fact] | None = None) -> list[Source]:
        """Give the sources of a fact, or those of them that a part of it cites by address."""
        own = [self._source(row) for row in fact["sources"]]
        if cited is None:
            return own
        urls = {row["url"] for row in cited}
        return [source for source in own if source.url in urls]

    def _source(self, row: Fact) -> Source:
        name = row["url"], row["title"]
        if name not in self._sources:
            new = Source(
                publisher=row["publisher"],
                title=row["title"],
                url=row["url"],
                published=read_date(row["published"]),
                import_name=IMPORT_NAME,
            )
            self._sources[name] = self._batch.add(new)
        return self._sources[name]
