"""Put names into our own words: titles, the parts of a person's name, and keys made from both."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from django.utils.text import slugify

WITH_ARTICLE: Final = frozenset(
    ("Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines", "Seychelles", "Vatican")
)
ENDS_WITH_ARTICLE: Final = (
    "Republic",
    "Islands",
    "Emirates",
    "Antilles",
    "Union",
    "Territories",
    "Zone",
    "Kingdom",
)
ALIKE: Final[dict[str, str | int | None]] = {
    "Ł": "L",
    "ł": "l",
    "Ø": "O",
    "ø": "o",
    "Đ": "D",
    "đ": "d",
    "ß": "ss",
    "Æ": "Ae",
    "æ": "ae",
    "ı": "i",
}


def with_article(country: str) -> str:
    """Say a country as the end of a sentence does: «the United Kingdom», «France»."""
    words = country.split()
    article = country.startswith("United ") or country in WITH_ARTICLE or words[-1] in ENDS_WITH_ARTICLE
    return f"the {country}" if article else country


def plain_name(name: str) -> str:
    """Leave out what a name holds in brackets."""
    return " ".join(re.sub(r"\([^)]*\)", " ", name).split())


def parted_name(name: str, who: str) -> tuple[str, str]:
    """Split a name into family and given name; ``who`` begins with the family name.

    A name whose end is not the beginning of ``who`` is not split.
    """
    words = name.split()
    for start in range(1, len(words)):
        family = " ".join(words[start:])
        if who == key_of(family) or who.startswith(f"{key_of(family)}-"):
            return family, " ".join(words[:start])
    return "", ""


def folded(name: str) -> str:
    """Reduce a name to its letters and digits, for comparing spellings such as «H.W.» and «H. W.»."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def key_of(words: str) -> str:
    """Make a key: letters, digits and single hyphens, at most 150 characters."""
    latin = words.translate(str.maketrans(ALIKE))
    return slugify(latin.replace("_", "-"))[:150].strip("-")
