"""Turn the reference data into working copies; publishing them is the caller's business."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple, TypeVar

from django.db import models, transaction
from django.db.models.functions import Now

from publication.drafting import Publishable
from relations.dates import PartialDate
from relations.models import Country, Sector
from relations.reference.countries import CountryRow, country_rows
from relations.reference.sectors import SectorRow, sector_rows

Kind = TypeVar("Kind", bound=Publishable)

_CODES_AND_NAMES: Final = ("alpha_3", "numeric", "name", "official_name", "aliases", "demonyms", "kind")
_SPAN_AND_PLACE: Final = ("existed_from", "existed_until", "region", "subregion", "capital", "lat", "lon")
_COUNTRY_FIELDS: Final = (*_CODES_AND_NAMES, *_SPAN_AND_PLACE)
_SECTOR_FIELDS: Final = ("name", "parent_id", "synonyms", "dac", "plover")


class Loaded(NamedTuple):
    """The keys of the working copies that were made, changed, and left as they were."""

    made: tuple[str, ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...]


@transaction.atomic
def load_countries(*, replace: bool = False) -> Loaded:
    """Make a working copy of every country that has none; a second run writes nothing.

    Leave existing copies to the editors, unless ``replace`` asks to set them back to the shipped rows.
    """
    rows = {row.code: row for row in country_rows()}
    held = _held(Country, rows)
    models.prefetch_related_objects(list(held.values()), "successors")
    moved = {
        key
        for key, each in held.items()
        if {to.key for to in each.successors.all()} != set(rows[key].successors)
    }
    loaded = _write(Country, held, map(_country, rows.values()), _COUNTRY_FIELDS, moved if replace else None)
    _join_successors({key: rows[key].successors for key in (*loaded.made, *loaded.changed)})
    return loaded


@transaction.atomic
def load_sectors(*, replace: bool = False) -> Loaded:
    """Make a working copy of every sector that has none; a second run writes nothing.

    Leave existing copies to the editors, unless ``replace`` asks to set them back to the shipped rows.
    """
    rows = {row.slug: row for row in sector_rows()}
    held = _held(Sector, rows)
    parents = {key: each for key, each in held.items() if not rows[key].parent}
    built: list[Sector] = []
    for row in rows.values():
        sector = _sector(row, parents.get(row.parent))
        parents.setdefault(row.slug, sector)
        built.append(sector)
    return _write(Sector, held, built, _SECTOR_FIELDS, set() if replace else None)


def _held(kind: type[Kind], keys: Collection[str]) -> dict[str, Kind]:
    """Lock and fetch the working copies with these keys."""
    return {each.key: each for each in kind._default_manager.select_for_update().filter(key__in=keys)}


def _write(
    kind: type[Kind],
    held: Mapping[str, Kind],
    shipped: Iterable[Kind],
    fields: tuple[str, ...],
    moved: Collection[str] | None,
) -> Loaded:
    """Create what is not held; set what is held back to what is shipped, unless ``moved`` is None.

    ``moved`` holds the keys of copies that differ in something that is not among the fields.
    """
    made: list[Kind] = []
    changed: list[Kind] = []
    for new in shipped:
        old = held.get(new.key)
        if old is None:
            made.append(new)
        elif moved is not None and (old.key in moved or _differ(old, new, fields)):
            changed.append(_set_back(old, new, fields))
    rows = kind._default_manager
    rows.bulk_create(made)
    rows.bulk_update(changed, [*(name.removesuffix("_id") for name in fields), "lock_version", "updated_at"])
    kept = held.keys() - {each.key for each in changed}
    return Loaded(tuple(each.key for each in made), tuple(each.key for each in changed), tuple(sorted(kept)))


def _differ(old: Publishable, new: Publishable, fields: tuple[str, ...]) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in fields)


def _set_back(old: Kind, new: Kind, fields: tuple[str, ...]) -> Kind:
    for name in fields:
        setattr(old, name, getattr(new, name))
    old.lock_version += 1
    old.updated_at = Now()  # bulk_update does not touch auto_now
    return old


def _country(row: CountryRow) -> Country:
    return Country(
        key=row.code,
        alpha_3=row.alpha_3,
        numeric=row.numeric,
        name=row.name,
        official_name=row.official_name,
        aliases=list(row.aliases),
        demonyms=list(row.demonyms),
        kind=row.kind,
        existed_from=_date(row.existed_from),
        existed_until=_date(row.existed_until),
        region=row.region,
        subregion=row.subregion,
        capital=row.capital,
        lat=row.lat,
        lon=row.lon,
    )


def _sector(row: SectorRow, parent: Sector | None) -> Sector:
    return Sector(
        key=row.slug,
        name=row.name,
        parent=parent,
        synonyms=list(row.synonyms),
        dac=row.dac,
        plover=row.plover,
    )


def _date(edtf: str) -> PartialDate | None:
    return PartialDate.parse(edtf) if edtf else None


def _join_successors(successors: Mapping[str, tuple[str, ...]]) -> None:
    """Make the successors of these countries exactly those named."""
    ids = dict(Country.objects.values_list("key", "pk")) if successors else {}
    joined = Country.successors.through._default_manager
    joined.filter(from_country__key__in=successors).delete()
    joined.bulk_create(
        Country.successors.through(from_country_id=ids[key], to_country_id=ids[to])
        for key, named in successors.items()
        for to in named
    )
