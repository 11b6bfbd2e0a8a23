"""Choose how large the large tests are: as every commit can bear, or in full with CHANCERY_FULL=1."""

import os
from typing import TypeVar

T = TypeVar("T")


def size(gate: T, full: T) -> T:
    """Give the size for the commit gate, or the full one where CHANCERY_FULL is 1."""
    return full if os.environ.get("CHANCERY_FULL") == "1" else gate
