"""Describe the API's answers to OpenAPI, made from the documents' own contracts."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, RootModel, create_model

from publication.contracts import CONTRACTS, Document, MeetingDocument, WithdrawnDocument
from publication.contracts.shape import Change


class FieldProblem(BaseModel):
    """A field at fault and what is allowed."""

    field: str
    sentence: str


class ProblemDetails(BaseModel):
    """An error, RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []


class EditionEntry(BaseModel):
    """One edition of a record; ``to`` names the record a redirected one was merged into."""

    serial: int
    type: str
    slug: str
    version: int
    state: str
    change: Change
    published_at: str
    to: str | None = None


class VersionEntry(EditionEntry):
    """One edition and where to read it."""

    url: str


class ChangeEntry(EditionEntry):
    """One edition with its document; null for a tombstone, and for what was taken back since."""

    document: dict[str, Any] | None


class Hit(BaseModel):
    """A record found; in the snippet the hit stands between « and »."""

    type: str
    slug: str
    url: str
    title: str
    snippet: str


@cache
def listed(record_type: str) -> type[BaseModel]:
    """Describe the list form of a record type (or «meeting»)."""
    if record_type == "meeting":
        return MeetingDocument
    contract = CONTRACTS[record_type]
    fields: dict[str, Any] = {
        name: (contract.model_fields[name].annotation, ...) for name in contract.listed_keys()
    }
    return create_model(
        f"Listed{record_type.title()}", __doc__=f"The list form of a {record_type}.", **fields
    )


@cache
def record_of(contract: type[Document]) -> type[BaseModel]:
    """Describe a record's answer: its document, or while it is withdrawn the header alone."""
    either = RootModel[contract | WithdrawnDocument]  # type: ignore[valid-type]
    name = contract.__name__.removesuffix("Document")
    return create_model(
        f"{name}Record", __doc__="The document; withdrawn, its header alone.", __base__=either
    )


@cache
def page_of(row: type[BaseModel], **members: Any) -> type[BaseModel]:
    """Describe a page of rows: ``results``, ``next``, ``previous``."""
    return create_model(
        f"{row.__name__}Page",
        __doc__="A page of a list.",
        results=(list[row], ...),  # type: ignore[valid-type]
        next=(str | None, ...),
        previous=(str | None, ...),
        **members,
    )
