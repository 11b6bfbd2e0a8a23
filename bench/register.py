"""Make who and what stands by seed: countries, sectors, officials, relations and agreements, published.

Names are those of the reference data and of ``bench.names``. Pairs of countries are as unequal as in life:
the first of 1,500 bears an eighth of all that happens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate, combinations
from typing import Final, NamedTuple

from bench.drawing import Draw, Json, dated, passage
from bench.names import Person, people
from publication.vocabulary import AgreementKind, Binding
from relations.reference.countries import CountryRow, country_rows
from relations.reference.sectors import SectorRow, sector_rows

ACTIVE: Final = 60
"""Countries that deal with each other; all others only stand there."""
FIRST: Final = ("KZ", "PK")
"""The pair that has most to do with each other."""
PAIRS: Final = 50, 1500
OFFICIALS: Final = 200, 5000
AGREEMENTS: Final = 20, 20_000
POSTS: Final = (
    ("President", "head_of_state"), ("Prime Minister", "head_of_government"),
    ("Minister of Foreign Affairs", "foreign_minister"), ("Minister of Defence", "defence_minister"),
    ("Minister of Trade", "other_minister"), ("Minister of Energy", "other_minister"),
    ("Deputy Minister of Foreign Affairs", "deputy_minister"), ("Speaker of Parliament", "speaker"),
    ("Chief of the General Staff", "chief_of_defence_or_service"), ("Ambassador", "ambassador"),
    ("Secretary of the Security Council", "security_adviser_or_service_head"), ("Governor", "governor"),
)  # fmt: skip
STEPS: Final = ("intent_expressed", "under_negotiation", "signed", "ratified", "entered_into_force")


class Official(NamedTuple):
    """An official as others mention one; ``offices`` is the one held now."""

    caption: Json
    country: str
    offices: list[Json]
    person: Person


class Register:
    """Who and what stands where so many events happen."""

    def __init__(self, events: int, draw: Draw) -> None:
        """Cast them: the numbers grow with the events, up to a limit."""
        self.draw = draw
        self.countries = {row.code: row for row in country_rows()}
        self.captions = {code: {"code": code, "name": row.name} for code, row in self.countries.items()}
        self.sectors = {row.slug: row for row in sector_rows()}
        states = [code for code, row in self.countries.items() if row.kind == "state" and code not in FIRST]
        self.active = [*FIRST, *draw.rng.sample(states, ACTIVE - len(FIRST))]
        others = [pair for pair in combinations(sorted(self.active), 2) if pair != FIRST]
        self.pairs = [FIRST, *draw.rng.sample(others, between(PAIRS, events // 10) - 1)]
        self.weights = list(accumulate(1 / place for place in range(1, len(self.pairs) + 1)))
        self.officials = self._officials(between(OFFICIALS, events // 20))
        self.of_country = defaultdict(list)
        for official in self.officials:
            self.of_country[official.country].append(official)
        self.agreements: dict[str, list[Json]] = defaultdict(list)
        self.many_agreements = between(AGREEMENTS, events // 50)

    def documents(self) -> Iterator[Json]:
        """Make the documents, each after those that it mentions."""
        yield from map(self._country, self.countries.values())
        yield from map(self._sector, self.sectors.values())
        yield from map(self._official, self.officials)
        yield from map(self._relation, self.pairs)
        yield from map(self._agreement, range(self.many_agreements))

    def pair(self) -> tuple[str, str]:
        """Draw a pair of countries, the first ones most often."""
        return self.draw.rng.choices(self.pairs, cum_weights=self.weights)[0]

    def captions_with_parents(self, rows: list[SectorRow]) -> list[Json]:
        """Caption sectors and their parents, by slug."""
        slugs = {slug for row in rows for slug in (row.slug, row.parent) if slug}
        return [{"slug": slug, "name": self.sectors[slug].name} for slug in sorted(slugs)]

    def _officials(self, number: int) -> list[Official]:
        found = []
        for place, person in enumerate(people(number, self.draw.rng)):
            name = f"{person.given} {person.family}"
            caption = {"slug": f"{name.lower().replace(' ', '-')}-{place}", "name": name}
            title, level = self.draw.pick(POSTS)
            offices = [{"title": title, "level": level}]
            found.append(Official(caption, self.active[place % ACTIVE], offices, person))
        return found

    def _country(self, row: CountryRow) -> Json:
        point = {"lat": float(row.lat), "lon": float(row.lon)} if row.lat and row.lon else None
        texts = ("region", "subregion", "alpha_3", "numeric", "official_name")
        return {
            **self.draw.header("country", row.code, row.name), "code": row.code, "name": row.name,
            "kind": row.kind, **{name: getattr(row, name) or None for name in texts},
            "aliases": row.aliases, "demonyms": row.demonyms,
            "existed_from": dated(row.existed_from) if row.existed_from else None,
            "existed_until": dated(row.existed_until) if row.existed_until else None,
            "capital": row.capital or None, "point": point,
            "successors": [self.captions[code] for code in sorted(row.successors)],
        }  # fmt: skip

    def _sector(self, row: SectorRow) -> Json:
        parent = {"slug": row.parent, "name": self.sectors[row.parent].name} if row.parent else None
        return {
            **self.draw.header("sector", row.slug, row.name), "name": row.name, "parent": parent,
            "synonyms": row.synonyms, "codes": {"dac": row.dac or None, "plover": row.plover or None},
        }  # fmt: skip

    def _official(self, official: Official) -> Json:
        name, person, day = official.caption["name"], official.person, self.draw.day()
        country, slug = self.captions[official.country], official.caption["slug"]
        source = self.draw.source(f"{name} appointed", day, slug)
        tenure = {
            **official.offices[0], "country": country, "organisation": None, "start": dated(day.isoformat()),
            "end": None, "start_known": True, "end_known": False, "first_seen": None, "last_seen": None,
            "acting": False, "sources": [source["id"]], "passages": [passage(source, 0, name)],
        }  # fmt: skip
        spellings = [
            {"text": text, "language": None, "script": None, "romanisation": None}
            for text in person.spellings
        ]
        return {
            **self.draw.header("official", slug, name), "name": name,
            "sort_name": f"{person.family}, {person.given}", "country": country,
            "office": official.offices[0], "family_name": person.family, "given_name": person.given,
            "variants": spellings, "born": dated(str(day.year - 50)), "died": None, "ids": {}, "ranks": [],
            "offices": [tenure], "note": None, "disputes": [], "sources": [source],
        }  # fmt: skip

    def _relation(self, pair: tuple[str, str]) -> Json:
        captions = [self.captions[code] for code in pair]
        key, title = "-".join(pair), " and ".join(each["name"] for each in captions)
        day = self.draw.day()
        established = dated(day.isoformat())
        missions = [
            {"of": one, "host": other, "kind": "embassy", "place": self.countries[other].capital or None,
             "opened": established, "closed": None}
            for one, other in (pair, pair[::-1])
        ]  # fmt: skip
        return {
            **self.draw.header("relation", key, title), "pair": key, "countries": captions,
            "established": established, "recognised": None, "recognised_by": None, "suspended": None,
            "restored": None, "summary": f"Relations of {title}.", "missions": missions, "disputes": [],
            "sources": [self.draw.source(f"Relations between {title}", day, key)],
        }  # fmt: skip

    def _agreement(self, place: int) -> Json:
        pair, day, slug = self.pair(), self.draw.day(), f"agreement-{place}"
        sector = self.draw.pick(list(self.sectors.values()))
        title = f"Agreement on {sector.name}, number {place}"
        source = self.draw.source(title, day, slug)
        taken = STEPS[: 1 + int(self.draw.chance() * len(STEPS))]
        days = [dated((day + timedelta(200 * number)).isoformat()) for number in range(len(taken))]
        signatories = [self.draw.pick(self.of_country[code]).caption for code in pair]
        steps = [
            {"id": self.draw.identity(), "step": step, "party": None, "date": date, "place": None,
             "standing": "accepted", "note": None, "signatories": signatories if step == "signed" else [],
             "sources": [source["id"]], "passages": [passage(source, 0, title)]}
            for step, date in zip(taken, days, strict=True)
        ]  # fmt: skip
        document = {
            **self.draw.header("agreement", slug, title), "kind": self.draw.pick(AgreementKind.values),
            "binding": self.draw.pick(Binding.values), "status": taken[-1], "disputed": False,
            "date": days[-1], "parties": [self.captions[code] for code in pair], "pairs": ["-".join(pair)],
            "sectors": self.captions_with_parents([sector]), "title_is_description": True, "text_url": None,
            "registration": None, "note": None, "steps": steps, "disputes": [], "sources": [source],
        }  # fmt: skip
        self.agreements["-".join(pair)].append({"slug": slug, "title": title})
        return document


def between(bounds: tuple[int, int], number: int) -> int:
    """Keep a number within bounds."""
    return min(max(number, bounds[0]), bounds[1])
