"""Choose how large the large tests are: as every commit can bear, or in full with CHANCERY_FULL=1."""

import os


def size(gate: int, full: int) -> int:
    """Give the size for the commit gate, or the full one where CHANCERY_FULL is 1."""
    return full if os.environ.get("CHANCERY_FULL") == "1" else gate
