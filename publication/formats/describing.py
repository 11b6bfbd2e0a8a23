"""Describe the files of a snapshot for programs: JSON Schema of the documents, Frictionless data package."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pydantic.json_schema import models_json_schema

from publication.addresses import PLURALS
from publication.contracts import CONTRACTS
from publication.formats.columns import columns_of, kind_of
from publication.formats.frame import Frame, Json
from publication.models import Download

MEDIA: Final = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
}


def json_schema() -> Json:
    """Describe each line of the record as JSON Schema 2020-12: one of the documents, by its type."""
    _, definitions = models_json_schema(
        [(contract, "serialization") for contract in CONTRACTS.values()], ref_template="#/$defs/{model}"
    )
    one_of = [{"$ref": f"#/$defs/{contract.__name__}"} for contract in CONTRACTS.values()]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A published record of Chancery",
        "oneOf": one_of,
        **definitions,
    }


def datapackage(snapshot: str, made: Iterable[Download], origin: str) -> Json:
    """Describe a snapshot as a Frictionless data package."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"chancery-{snapshot}",
        "title": f"The public record, {snapshot}",
        "homepage": origin or None,
        "resources": [_resource(each) for each in made if each.form in MEDIA],
    }


def _resource(download: Download) -> Json:
    path = download.name.rpartition("/")[2]
    resource = {
        "name": path.replace(".", "-"),
        "path": path,
        "format": download.form,
        "mediatype": MEDIA[download.form],
        "bytes": download.size,
        "hash": f"sha256:{download.sha256}",
    }
    if download.form == "csv":
        resource |= {
            "encoding": "utf-8",
            "dialect": {"lineTerminator": "\r\n"},
            "schema": _table(download.shelf),
        }
    return resource


def _table(shelf: str) -> Json:
    kind = {plural: kind for kind, plural in PLURALS.items()}.get(shelf, "meeting")
    frame = Frame(kind, "", "", "", "", "", None)
    return {
        "fields": [{"name": name, "type": kind_of(name)} for name, _ in columns_of(kind, frame)],
        "primaryKey": ["id"],
        "missingValues": [""],
    }
