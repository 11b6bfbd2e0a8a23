"""Say how far a test goes: as far as the gate waits for, or the whole way by CHANCERY_FULL=1."""

from __future__ import annotations

import os


def size(gate: int, full: int) -> int:
    """Give the full figure where it is asked for, else the gate's."""
    return full if os.environ.get("CHANCERY_FULL") == "1" else gate
