"""Write and read cursors: opaque places in one list under one set of filters."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from publication.api.problems import BadRequest

WORD = _("The cursor is damaged or belongs to another list or other filters: start again without it.")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place beside a row: its sort values and identity, and whether to read before or after it."""

    position: tuple[str, ...]
    backward: bool = False

    def write(self, list_name: str) -> str:
        """Write the cursor for a list, named with its filters and ordering."""
        body = json.dumps([mark(list_name), self.backward, *self.position]).encode()
        return base64.urlsafe_b64encode(body).decode().rstrip("=")


def mark(list_name: str) -> str:
    """Name a list shortly, so that a cursor of another is recognised."""
    return hashlib.sha256(list_name.encode()).hexdigest()[:10]


def read_cursor(text: str, list_name: str, shape: Sequence[type]) -> Cursor:
    """Read a cursor of this list; ``shape`` makes each of its values, as text, and refuses what is none.

    Raises ``BadRequest`` for any other text.
    """
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        found, backward, *position = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if found != mark(list_name) or not isinstance(backward, bool) or len(position) != len(shape):
            raise ValueError
        place = tuple(read(value, make) for value, make in zip(position, shape, strict=True))
    except (ValueError, TypeError, RecursionError) as failure:
        raise BadRequest([("cursor", str(WORD))]) from failure
    return Cursor(place, backward)


def read(value: Any, make: type) -> str:
    """Read one value of a cursor, and write it as the database does; raises ``ValueError``."""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    value.encode()  # refuses lone surrogates, which no stored text holds
    made = getattr(make, "fromisoformat", make)(value)
    if isinstance(made, int) and abs(made) >= 2**63:
        raise ValueError
    return str(made)
