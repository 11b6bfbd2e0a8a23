"""Read the list of countries: ISO 3166-1, Kosovo, and the former countries of ISO 3166-3."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from relations.reference.tables import read_table, split_list


class CountryRow(NamedTuple):
    """One country: codes, names, EDTF dates ("" where not recorded), UN M49 region, point in degrees."""

    code: str
    alpha_3: str
    numeric: str
    name: str
    official_name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    kind: str
    existed_from: str
    existed_until: str
    region: str
    subregion: str
    capital: str
    lat: Decimal | None
    lon: Decimal | None
    successors: tuple[str, ...]


def country_rows() -> Iterator[CountryRow]:
    """Yield every country, those that exist first, in the order of their codes."""
    for cells in read_table("countries"):
        yield CountryRow(
            code=cells["code"],
            alpha_3=cells["alpha_3"],
            numeric=cells["numeric"],
            name=cells["name"],
            official_name=cells["official_name"],
            aliases=split_list(cells["aliases"]),
            demonyms=split_list(cells["demonyms"]),
            kind=cells["kind"],
            existed_from=cells["existed_from"],
            existed_until=cells["existed_until"],
            region=cells["region"],
            subregion=cells["subregion"],
            capital=cells["capital"],
            lat=_degrees(cells["lat"]),
            lon=_degrees(cells["lon"]),
            successors=split_list(cells["successors"]),
        )


def _degrees(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None
