"""Countries and sectors as shipped: complete, and in agreement with their standards."""

from __future__ import annotations

from pathlib import Path

import pycountry
import pytest
from babel import Locale

from publication.vocabulary import CountryKind
from relations.dates import PartialDate
from relations.reference.countries import country_rows
from relations.reference.sectors import SectorRow, sector_rows

COUNTRIES = {row.code: row for row in country_rows()}
SECTORS = {row.slug: row for row in sector_rows()}
TRAVELS = Path(__file__).parents[3] / "shared" / "data" / "travels"

SECTOR_TABLE = {
    "defence": "defence policy, peacekeeping, military-technical cooperation, military medicine, "
    "combat training, special forces training, military education, joint exercises, operational practice, "
    "defence intelligence, border defence, arms control",
    "internal security": "counterterrorism, law enforcement, organised crime, drugs, border security, "
    "cyber security",
    "trade and investment": "trade, business ties, investment, customs, standards, finance and banking, "
    "tourism",
    "transport and logistics": "transport, logistics, transit, road, rail, air, sea and ports",
    "infrastructure": "construction, urban development, water works",
    "energy": "oil and gas, power, renewables, nuclear",
    "agriculture": "crops, livestock, food security, forestry, fishing",
    "health": "healthcare, pharmaceuticals, public health",
    "digital": "information technology, telecommunications, artificial intelligence, space",
    "industry and mining": "industry, minerals",
    "people": "education and science, culture, sport, media, labour, migration and consular",
    "political": "overall relations, political consultations, regional security, multilateral and UN, "
    "parliaments, human rights, legal and judicial",
    "environment": "climate, water, disasters, humanitarian",
}


def test_every_iso_country_is_listed_under_its_codes() -> None:
    for country in pycountry.countries:
        row = COUNTRIES[country.alpha_2]
        assert (row.alpha_3, row.numeric) == (country.alpha_3, country.numeric)


def test_every_former_country_is_listed_under_its_four_letters() -> None:
    former = {row.code: row for row in COUNTRIES.values() if row.kind == CountryKind.FORMER}
    assert former.keys() == {country.alpha_4 for country in pycountry.historic_countries}
    for country in pycountry.historic_countries:
        row = former[country.alpha_4]
        assert (row.alpha_3, row.numeric) == (country.alpha_3, getattr(country, "numeric", ""))


def test_kosovo_is_the_only_country_that_iso_does_not_list() -> None:
    iso = {country.alpha_2 for country in pycountry.countries}
    iso |= {country.alpha_4 for country in pycountry.historic_countries}
    assert COUNTRIES.keys() - iso == {"XK"}


def test_no_country_is_listed_twice() -> None:
    codes = [row.code for row in country_rows()]
    assert len(codes) == len(set(codes)) == 281


def test_namibia_is_not_a_missing_value() -> None:
    assert COUNTRIES["NA"].name == "Namibia"


def test_present_countries_bear_their_cldr_names() -> None:
    names = Locale("en").territories
    present = [row for row in COUNTRIES.values() if row.kind != CountryKind.FORMER]
    assert {row.code: row.name for row in present} == {row.code: names[row.code] for row in present}


def test_kinds_are_those_of_the_vocabulary() -> None:
    assert {row.kind for row in COUNTRIES.values()} == set(CountryKind.values)


def test_states_are_the_members_of_the_united_nations_and_the_holy_see() -> None:
    states = {row.code for row in COUNTRIES.values() if row.kind == CountryKind.STATE}
    assert len(states) == 193 + 1
    assert "VA" in states
    disputed = {row.code for row in COUNTRIES.values() if row.kind == CountryKind.PARTIALLY_RECOGNISED}
    assert disputed == {"PS", "TW", "XK"}


def test_a_former_country_ended_no_later_than_iso_withdrew_its_code() -> None:
    for country in pycountry.historic_countries:
        ended = PartialDate.parse(COUNTRIES[country.alpha_4].existed_until)
        withdrawn = PartialDate.parse(country.withdrawal_date)
        assert ended.latest is not None
        assert withdrawn.latest is not None
        assert ended.latest <= withdrawn.latest, country.alpha_4


def test_successors_are_listed_and_only_former_countries_have_them() -> None:
    for row in COUNTRIES.values():
        assert set(row.successors) <= COUNTRIES.keys()
        assert bool(row.successors) == (row.kind == CountryKind.FORMER)


def test_points_are_on_earth_and_every_state_has_one() -> None:
    for row in COUNTRIES.values():
        assert (row.lat is None) == (row.lon is None)
        if row.lat is not None and row.lon is not None:
            assert abs(row.lat) <= 90
            assert abs(row.lon) <= 180
        if row.kind == CountryKind.STATE:
            assert row.lat is not None
            assert row.capital, row.code
            assert row.region, row.code
            assert row.demonyms, row.code


def test_cells_hold_clean_text() -> None:
    for row in COUNTRIES.values():
        for text in (row.name, row.official_name, row.capital, *row.aliases, *row.demonyms):
            assert text == " ".join(text.split())
        assert len(set(row.aliases)) == len(row.aliases)


# Sectors


def test_sectors_are_those_of_the_domain() -> None:
    table = {name: subsectors.split(", ") for name, subsectors in SECTOR_TABLE.items()}
    shipped: dict[str, list[str]] = {}
    for row in sector_rows():
        if row.parent:
            shipped[SECTORS[row.parent].name].append(row.name)
        else:
            shipped[row.name] = []
    assert shipped == table


@pytest.mark.parametrize("row", list(sector_rows()), ids=lambda row: row.slug)
def test_a_sectors_slug_is_its_name_hyphenated(row: SectorRow) -> None:
    assert row.slug == row.name.lower().replace(" ", "-")


def test_a_sectors_outside_codes_have_the_shape_of_their_scheme() -> None:
    for row in SECTORS.values():
        assert not row.dac or (row.dac.isdecimal() and len(row.dac) in (3, 5)), row.slug
        assert row.plover.replace("_", "").isalpha() or not row.plover
