"""Take out of texts what neither XML nor a calendar can carry."""

from __future__ import annotations

import re
from typing import Final

UNSPEAKABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters and what is no character, by XML 1.0 (section 2.2) and its advice."""


def speakable(text: str) -> str:
    """Put U+FFFD in the place of each character that XML 1.0 or RFC 5545 forbids."""
    return UNSPEAKABLE.sub("\N{REPLACEMENT CHARACTER}", text)
