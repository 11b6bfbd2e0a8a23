"""Hold the shape of a sector's document."""

from __future__ import annotations

from typing import ClassVar

from publication.contracts.shape import Document, SectorCaption, Shape


class SectorCodes(Shape):
    """The sector in the schemes of others."""

    dac: str | None
    plover: str | None


class SectorDocument(Document):
    """A sector, or a sub-sector of its parent."""

    list_keys: ClassVar = ("name", "parent")

    name: str
    parent: SectorCaption | None
    synonyms: list[str]
    codes: SectorCodes
