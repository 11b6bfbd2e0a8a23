"""Hold what surrounds the rows of an answer, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an answer stands and what it is called.

    ``origin`` is the scheme and host that paths are put behind, ``address`` the whole address of the list
    without its place, ``here`` with it, ``page`` the address people read it at; ``changed`` is when the
    record last changed; ``first``, ``next`` and ``previous`` are whole addresses, or none.
    """

    record_type: str
    title: str
    origin: str
    address: str
    here: str
    page: str
    changed: datetime | None
    first: str | None = None
    next: str | None = None
    previous: str | None = None

    def whole(self, path: str) -> str:
        """Give the whole address of a path."""
        return f"{self.origin}{path}"


Writer = Callable[[Iterable[Json], Frame], Iterator[str]]
"""Turns documents into pieces of text, one after the other, holding none of them."""
