"""Read the list of sectors, on two levels."""

from collections.abc import Iterator
from typing import NamedTuple

from relations.reference.tables import read_table, split_list


class SectorRow(NamedTuple):
    """One sector: its slug, its parent's slug ("" at the top), words that mean it, and outside codes.

    ``dac`` is a purpose code (five digits) or sector code (three) of the OECD DAC; ``plover`` is a PLOVER
    context. Both are "" where no code says the same.
    """

    slug: str
    name: str
    parent: str
    synonyms: tuple[str, ...]
    dac: str
    plover: str


def sector_rows() -> Iterator[SectorRow]:
    """Yield every sector, each before its sub-sectors."""
    for cells in read_table("sectors"):
        yield SectorRow(
            slug=cells["slug"],
            name=cells["name"],
            parent=cells["parent"],
            synonyms=split_list(cells["synonyms"]),
            dac=cells["dac"],
            plover=cells["plover"],
        )
