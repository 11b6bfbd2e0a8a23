"""Describe the API's answers to OpenAPI, made from the documents' own contracts."""

from __future__ import annotations

from functools import cache
from typing import Any, Union

from pydantic import BaseModel, Field, RootModel, create_model

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


class DownloadEntry(BaseModel):
    """A file of the whole record or of a shelf of it; ``serial`` is the last edition that it knows."""

    name: str
    url: str
    snapshot: str
    date: str
    made_at: str
    serial: int
    format: str
    shelf: str | None
    rows: int
    bytes: int
    sha256: str
    schema_: str = Field(alias="schema", description="The address of what describes it.")
    available: bool


class PlaceChanged(BaseModel):
    """A place that differs: the path of keys and rows, and both values."""

    path: str
    old: Any
    new: Any


class EditionDifference(BaseModel):
    """What an edition changed against the one before it; ``from`` is null for the first."""

    from_: int | None = Field(alias="from")
    to: int
    differences: list[PlaceChanged]


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
def row_of(record_type: str) -> type[BaseModel]:
    """Describe a row of a list: the list form, or the members of it that were asked for."""
    whole = listed(record_type)
    return _one_of(f"{record_type.title()}Row", "The list form, or its parts.", whole, sparse_of(whole))


@cache
def record_of(contract: type[Document]) -> type[BaseModel]:
    """Describe a record's answer: its document, its header alone while it is withdrawn, or parts."""
    name = f"{contract.__name__.removesuffix('Document')}Record"
    about = "The document; withdrawn, its header alone; or its parts."
    return _one_of(name, about, contract, WithdrawnDocument, sparse_of(contract))


def _one_of(name: str, about: str, *shapes: type[BaseModel]) -> type[BaseModel]:
    base: Any = RootModel[Union[shapes]]  # type: ignore[valid-type]  # noqa: UP007  # made at run time
    made: type[BaseModel] = create_model(name, __doc__=about, __base__=base)
    return made


@cache
def sparse_of(whole: type[BaseModel]) -> type[BaseModel]:
    """Describe the members of a document that were asked for by ``fields``."""
    members: dict[str, Any] = {
        name: (field.annotation | None, None)  # type: ignore[operator]  # annotations are types here
        for name, field in whole.model_fields.items()
    }
    return create_model(f"Sparse{whole.__name__}", __doc__="The members that were asked for.", **members)


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
