"""Hold the shape of every document: what publishing checks and what OpenAPI describes."""

from publication.contracts.agreement import AgreementDocument
from publication.contracts.country import CountryDocument
from publication.contracts.event import EventDocument, MeetingDocument
from publication.contracts.official import OfficialDocument
from publication.contracts.relation import RelationDocument
from publication.contracts.sector import SectorDocument
from publication.contracts.shape import Document, WithdrawnDocument

CONTRACTS: dict[str, type[Document]] = {
    "event": EventDocument,
    "agreement": AgreementDocument,
    "official": OfficialDocument,
    "country": CountryDocument,
    "sector": SectorDocument,
    "relation": RelationDocument,
}
"""The contract of each record type."""


def listed_keys(record_type: str) -> list[str]:
    """Name the keys of the list form of a record type (or «meeting»), in order."""
    if record_type == "meeting":
        return list(MeetingDocument.model_fields)
    return CONTRACTS[record_type].listed_keys()


def document_keys(record_type: str) -> list[str]:
    """Name the keys of a record type's document, in order."""
    return list(CONTRACTS[record_type].model_fields)


__all__ = [
    "CONTRACTS",
    "AgreementDocument",
    "CountryDocument",
    "Document",
    "EventDocument",
    "MeetingDocument",
    "OfficialDocument",
    "RelationDocument",
    "SectorDocument",
    "WithdrawnDocument",
    "document_keys",
    "listed_keys",
]
