"""A record as JSON-LD says in schema.org's words what it is, and no day that no source gives."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.test import Client
from pyld import jsonld

from events.models import Event
from publication.addresses import PLURALS
from publication.publishing import withdraw
from tests.publication.asking import RECORDS
from tests.publication.reading_formats import ask, body
from tests.publication.records import BY, ended, publish_again

pytestmark = pytest.mark.django_db

SCHEMA = "http://schema.org/"
TYPES = {"event": "Event", "official": "Person", "country": "Country", "agreement": "CreativeWork",
         "relation": "CreativeWork", "sector": "DefinedTerm"}  # fmt: skip


def schema_org(url: str, options: dict[str, Any]) -> dict[str, Any]:
    """Give the part of schema.org's context that matters, without asking for it."""
    assert url.rstrip("/") == "https://schema.org"
    links = {name: {"@type": "@id"} for name in ("url", "sameAs", "eventStatus", "legislationLegalForce")}
    terms = {name: {"@id": f"schema:{name}", **kind} for name, kind in links.items()}
    context = {"@vocab": SCHEMA, "schema": SCHEMA, "id": "@id", "type": "@type", **terms}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
            "document": {"@context": context}}  # fmt: skip


def node(client: Client, address: str, accept: str = "") -> Any:
    """Read the one record of an address as expanded JSON-LD."""
    answer = ask(client, address, accept)
    assert answer.headers["Content-Type"].startswith("application/ld+json")
    expanded = jsonld.expand(orjson.loads(body(answer)), {"documentLoader": schema_org})
    assert len(expanded) == 1
    return expanded[0]


def value(found: Any, name: str) -> Any:
    """Give the first value of a property; none where it is missing."""
    first = found.get(SCHEMA + name, [None])[0]
    return first if first is None else first.get("@value", first)


@pytest.mark.parametrize("kind", RECORDS)
def test_every_record_is_something_in_schema_org(reader: Client, kind: str) -> None:
    key = RECORDS[kind].rstrip("/").rpartition("/")[2]
    found = node(reader, f"/{PLURALS[kind]}/{key}.jsonld")
    document = reader.get(RECORDS[kind]).json()
    assert found["@type"] == [SCHEMA + TYPES[kind]]
    assert found["@id"] == f"http://testserver{document['url']}#record"
    assert value(found, "name") == document["title"]
    page = value(found, "mainEntityOfPage")
    assert value(page, "version") == document["version"]
    assert value(page, "dateModified") == document["published_at"]
    assert node(reader, RECORDS[kind], "application/ld+json") == found


def test_an_event_tells_when_where_and_who_was_there(reader: Client) -> None:
    visit = node(reader, "/events/munir-astana-2024.jsonld")
    assert (value(visit, "startDate"), value(visit, "endDate")) == ("2024-05-17", "2024-05-18")
    assert value(value(visit, "location"), "name") == "Astana"
    assert value(value(value(visit, "location"), "geo"), "latitude") == 51.13
    present = {each["@id"] for each in visit[f"{SCHEMA}attendee"]}
    assert present == {
        "http://testserver/officials/asim-munir/#record",
        "http://testserver/officials/kassym-jomart-tokayev/#record",
    }
    about = {each["@id"] for each in visit[f"{SCHEMA}about"]}
    assert {"http://testserver/countries/KZ/#record", "http://testserver/sectors/defence/#record"} <= about
    assert value(visit, "subjectOf")[f"{SCHEMA}url"] == [{"@id": "https://news.example/astana"}]


@pytest.mark.parametrize("slug", ["no-year", "call-2022", "open-end", "since-ever"])
def test_no_start_is_made_up(reader: Client, slug: str) -> None:
    found = node(reader, f"/events/{slug}.jsonld")
    assert not {f"{SCHEMA}startDate", f"{SCHEMA}endDate"} & set(found)


def test_a_person_has_names_nationality_and_office(reader: Client) -> None:
    munir = node(reader, "/officials/asim-munir.jsonld")
    assert (value(munir, "givenName"), value(munir, "familyName")) == ("Asim", "Munir")
    assert value(munir, "alternateName") == "Асим Мунир"
    assert value(munir, "jobTitle") == "Chief of Army Staff"
    assert value(munir, "nationality")["@id"] == "http://testserver/countries/PK/#record"
    assert value(munir, "sameAs") == {"@id": "http://www.wikidata.org/entity/Q107"}
    assert f"{SCHEMA}birthDate" not in munir  # the year alone is known


def test_an_agreement_is_legislation_only_where_the_record_says_it_binds(
    reader: Client, library: Event
) -> None:
    assert node(reader, "/agreements/kz-pk-peacekeeping.jsonld")["@type"] == [f"{SCHEMA}CreativeWork"]
    agreement = library.agreement_steps.get().agreement
    publish_again(agreement, binding="yes")
    assert node(reader, "/agreements/kz-pk-peacekeeping.jsonld")["@type"] == [f"{SCHEMA}Legislation"]


def test_a_country_has_its_code_and_point(reader: Client) -> None:
    union = node(reader, "/countries/SUHH.jsonld")
    assert value(union, "identifier") == "SUHH"
    assert value(value(union, "geo"), "longitude") == 37.62


def test_a_withdrawn_record_says_only_why(reader: Client, library: Event) -> None:
    withdraw(ended(library, "Under review."), **BY)
    answer = reader.get("/events/munir-astana-2024.jsonld")
    assert answer.status_code == 410
    assert "Under review." in answer.json()["detail"]
