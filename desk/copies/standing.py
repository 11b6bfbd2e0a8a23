"""Make working copies of documents about who and what stands: countries, sectors, officials, relations."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from desk.copies.known import Known
from desk.copies.quoting import cite, read_date, write_disputes, write_sources
from desk.copies.rows import Rows
from publication.contracts import Document
from publication.contracts.country import CountryDocument
from publication.contracts.official import OfficialDocument, TenureValue
from publication.contracts.relation import RelationDocument
from publication.contracts.sector import SectorDocument
from publication.identity import new_id
from relations.models import Country, Mission, NameVariant, Official, Rank, Relation, Sector, Tenure


def heading(document: Document) -> dict[str, Any]:
    """Give what every working copy takes of a header: its identity and key."""
    return {"id": UUID(document.id), "key": document.slug}


def degrees(value: float | None) -> Decimal | None:
    """Read a latitude or longitude."""
    return None if value is None else Decimal(str(value))


def write_country(document: CountryDocument, known: Known, rows: Rows) -> None:
    """Make a country, with its successors."""
    country = Country(
        **heading(document),
        name=document.name,
        kind=document.kind,
        region=document.region or "",
        subregion=document.subregion or "",
        alpha_3=document.alpha_3 or "",
        numeric=document.numeric or "",
        official_name=document.official_name or "",
        aliases=document.aliases,
        demonyms=document.demonyms,
        existed_from=read_date(document.existed_from),
        existed_until=read_date(document.existed_until),
        capital=document.capital or "",
        lat=degrees(document.point.lat) if document.point else None,
        lon=degrees(document.point.lon) if document.point else None,
    )
    rows.add(country)
    rows.tie(
        Country,
        "successors",
        country.pk,
        known.records("country", (each.code for each in document.successors)),
    )


def write_sector(document: SectorDocument, known: Known, rows: Rows) -> None:
    """Make a sector below its parent."""
    rows.add(
        Sector(
            **heading(document),
            name=document.name,
            parent_id=known.maybe("sector", document.parent.slug if document.parent else None),
            synonyms=document.synonyms,
            dac=document.codes.dac or "",
            plover=document.codes.plover or "",
        )
    )


def write_official(document: OfficialDocument, known: Known, rows: Rows) -> None:
    """Make an official with names, ranks and times in office."""
    ids = dict(document.ids)
    official = Official(
        **heading(document),
        display_name=document.name,
        family_name=document.family_name or "",
        given_name=document.given_name or "",
        sort_name=document.sort_name,
        nationality_id=known.maybe("country", document.country.code if document.country else None),
        born=read_date(document.born),
        died=read_date(document.died),
        wikidata=ids.pop("wikidata", ""),
        outside_ids=ids,
        note=document.note or "",
    )
    rows.add(official)
    own = [source for tenure in document.offices for source in tenure.sources]
    rows.tie(Official, "sources", official.pk, write_sources(document, known, rows, own))
    _write_names(document, official, rows)
    for tenure in document.offices:
        _write_tenure(tenure, official, known, rows)
    write_disputes(document.disputes, known, rows, official_id=official.pk)


def _write_names(document: OfficialDocument, official: Official, rows: Rows) -> None:
    for name in document.variants:
        said = {key: value or "" for key, value in name.model_dump().items()}
        rows.add(NameVariant(id=new_id(), official_id=official.pk, **said))
    for rank in document.ranks:
        dates = {name: read_date(getattr(rank, name)) for name in ("start", "end", "first_seen", "last_seen")}
        rows.add(Rank(id=new_id(), official_id=official.pk, title=rank.title, **dates))


def _write_tenure(value: TenureValue, official: Official, known: Known, rows: Rows) -> None:
    country = known.maybe("country", value.country.code if value.country else None)
    tenure = Tenure(
        id=new_id(),
        official_id=official.pk,
        office_id=known.office(value.title, value.level, country, value.organisation or ""),
        start=read_date(value.start),
        end=read_date(value.end),
        start_known=value.start_known,
        end_known=value.end_known,
        first_seen=read_date(value.first_seen),
        last_seen=read_date(value.last_seen),
        acting=value.acting,
    )
    rows.add(tenure)
    rows.tie(Tenure, "sources", tenure.pk, [UUID(each) for each in value.sources])
    cite(rows, known, tenure, value.passages)


def write_relation(document: RelationDocument, known: Known, rows: Rows) -> None:
    """Make a relation with its missions."""
    first, _, second = document.pair.partition("-")
    dates = {
        name: read_date(getattr(document, name))
        for name in ("established", "recognised", "suspended", "restored")
    }
    relation = Relation(
        **heading(document),
        first_id=first,
        second_id=second,
        recognised_by_id=document.recognised_by,
        summary=document.summary or "",
        **dates,
    )
    rows.add(relation)
    for each in document.missions:
        rows.add(
            Mission(
                id=new_id(),
                relation_id=relation.pk,
                sender_id=known.record("country", each.of),
                host_id=known.record("country", each.host),
                kind=each.kind,
                place=each.place or "",
                opened=read_date(each.opened),
                closed=read_date(each.closed),
            )
        )
    rows.tie(Relation, "sources", relation.pk, write_sources(document, known, rows))
    write_disputes(document.disputes, known, rows, relation_id=relation.pk)
