"""Build what the public will read of countries, sectors, officials, relations and agreements."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from publication.drafting import Snapshot
from relations.captions import (
    country_caption,
    office_held,
    official_caption,
    sector_caption,
    sector_captions,
    with_parents,
)
from relations.models import Agreement, AgreementStep, Country, Official, Relation, Sector, Tenure
from relations.models.relation import pair_key
from relations.quoting import date_value, dispute_passages, dispute_values, passage_values, source_values


def country_snapshot(country: Country) -> Snapshot:
    """Build a country's body."""
    point = None
    if country.lat is not None and country.lon is not None:
        point = {"lat": float(country.lat), "lon": float(country.lon)}
    return {
        "title": country.name,
        "code": country.key,
        "name": country.name,
        "kind": country.kind,
        "region": country.region or None,
        "subregion": country.subregion or None,
        "alpha_3": country.alpha_3 or None,
        "numeric": country.numeric or None,
        "official_name": country.official_name or None,
        "aliases": country.aliases,
        "demonyms": country.demonyms,
        "existed_from": date_value(country.existed_from),
        "existed_until": date_value(country.existed_until),
        "capital": country.capital or None,
        "point": point,
        "successors": sorted(
            (country_caption(each) for each in country.successors.all()), key=lambda each: each["code"]
        ),
    }


def sector_snapshot(sector: Sector) -> Snapshot:
    """Build a sector's body."""
    return {
        "title": sector.name,
        "name": sector.name,
        "parent": sector_caption(sector.parent) if sector.parent else None,
        "synonyms": sector.synonyms,
        "codes": {"dac": sector.dac or None, "plover": sector.plover or None},
    }


def official_snapshot(official: Official) -> Snapshot:
    """Build an official's body; the list form names the office read last."""
    tenures = sorted(official.tenures.all(), key=_tenure_order)
    disputes = list(official.disputes.all())
    ids = {"wikidata": official.wikidata} if official.wikidata else {}
    sources = [*official.sources.all(), *(source for tenure in tenures for source in tenure.sources.all())]
    quoted = [passage for tenure in tenures for passage in tenure.passages.all()] + dispute_passages(disputes)
    return {
        "title": official.display_name,
        "name": official.display_name,
        "sort_name": official.sort_name,
        "country": country_caption(official.nationality) if official.nationality else None,
        "office": office_held(tenures[-1].office) if tenures else None,
        "family_name": official.family_name or None,
        "given_name": official.given_name or None,
        "variants": [
            {
                "text": each.text,
                "language": each.language or None,
                "script": each.script or None,
                "romanisation": each.romanisation or None,
            }
            for each in official.variants.all()
        ],
        "born": date_value(official.born),
        "died": date_value(official.died),
        "ids": {**ids, **official.outside_ids},
        "ranks": [
            {
                "title": each.title,
                "start": date_value(each.start),
                "end": date_value(each.end),
                "first_seen": date_value(each.first_seen),
                "last_seen": date_value(each.last_seen),
            }
            for each in official.ranks.all()
        ],
        "offices": [_tenure_value(each) for each in tenures],
        "note": official.note or None,
        "disputes": dispute_values(disputes),
        "sources": source_values(sources, quoted),
    }


def _tenure_order(tenure: Tenure) -> tuple[date, str]:
    begun = tenure.start or tenure.first_seen
    return (begun.sort_key if begun else date.min, str(tenure.pk))


def _tenure_value(tenure: Tenure) -> Snapshot:
    office = tenure.office
    return {
        **office_held(office),
        "country": country_caption(office.country) if office.country else None,
        "organisation": office.organisation or None,
        "start": date_value(tenure.start),
        "end": date_value(tenure.end),
        "start_known": tenure.start_known,
        "end_known": tenure.end_known,
        "first_seen": date_value(tenure.first_seen),
        "last_seen": date_value(tenure.last_seen),
        "acting": tenure.acting,
        "sources": sorted(str(source.pk) for source in tenure.sources.all()),
        "passages": passage_values(tenure.passages.all()),
    }


def relation_snapshot(relation: Relation) -> Snapshot:
    """Build a relation's body."""
    disputes = list(relation.disputes.all())
    return {
        "title": f"{relation.first.caption} and {relation.second.caption}",
        "pair": relation.key,
        "countries": [country_caption(relation.first), country_caption(relation.second)],
        "established": date_value(relation.established),
        "recognised": date_value(relation.recognised),
        "recognised_by": relation.recognised_by_id,
        "suspended": date_value(relation.suspended),
        "restored": date_value(relation.restored),
        "summary": relation.summary or None,
        "missions": [
            {
                "of": each.sender.key,
                "host": each.host.key,
                "kind": each.kind,
                "place": each.place or None,
                "opened": date_value(each.opened),
                "closed": date_value(each.closed),
            }
            for each in relation.missions.all()
        ],
        "disputes": dispute_values(disputes),
        "sources": source_values(relation.sources.all(), dispute_passages(disputes)),
    }


def agreement_snapshot(agreement: Agreement) -> Snapshot:
    """Build an agreement's body; the status is computed from its accepted steps."""
    steps = sorted(agreement.steps.all(), key=lambda step: (*step.order(), str(step.pk)))
    disputes = list(agreement.disputes.all())
    parties = sorted(agreement.parties.all(), key=lambda each: each.key)
    status = agreement.status_step()
    sources = [*agreement.sources.all(), *(source for step in steps for source in step.sources.all())]
    quoted = [passage for step in steps for passage in step.passages.all()] + dispute_passages(disputes)
    return {
        "title": agreement.title,
        "kind": agreement.kind,
        "binding": agreement.binding,
        "status": status.step if status else None,
        "disputed": any(each.state == "open" for each in disputes)
        or any(step.standing == "disputed" for step in steps),
        "date": date_value(status.date) if status else None,
        "parties": [country_caption(each) for each in parties],
        "pairs": [pair_key(one.key, other.key) for one, other in combinations(parties, 2)],
        "sectors": sector_captions(with_parents(agreement.sectors.all())),
        "title_is_description": agreement.title_is_description,
        "text_url": agreement.text_url or None,
        "registration": agreement.registration or None,
        "note": agreement.note or None,
        "steps": [_step_value(step) for step in steps],
        "disputes": dispute_values(disputes),
        "sources": source_values(sources, quoted),
    }


def _step_value(step: AgreementStep) -> Snapshot:
    return {
        "id": str(step.pk),
        "step": step.step,
        "party": step.party.key if step.party else None,
        "date": date_value(step.date),
        "place": step.place or None,
        "standing": step.standing,
        "note": step.note or None,
        "signatories": [
            official_caption(each) for each in sorted(step.signatories.all(), key=lambda one: one.key)
        ],
        "sources": sorted(str(source.pk) for source in step.sources.all()),
        "passages": passage_values(step.passages.all()),
    }
