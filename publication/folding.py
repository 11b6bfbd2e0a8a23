"""Fold names and words into one spelling, as the database's ``fold_name`` does, letter by letter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

CYRILLIC: Final = {
    **dict(zip("абвгдезийіклмнопрстуфыэәғқңөұүһ", "abvgdeziiiklmnoprstufieagqnouuh", strict=True)),
    "ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
    "ъ": "", "ь": "", "ʼ": "", "'": "", "’": "", "`": "",
}  # fmt: skip
"""Russian and Kazakh letters in Latin ones."""

ONE_SPELLING: Final = (
    ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("sh", "s"), ("q", "k"), ("w", "v"), ("y", "i"),
)  # fmt: skip
"""What romanisations spell differently, and how it is folded."""


def plain(letter: str) -> str:
    """Fold one letter: lower case, no accent, Latin."""
    known = CYRILLIC.get(letter.lower())
    if known is not None:
        return known
    bare = unicodedata.normalize("NFKD", letter.lower())
    return "".join(CYRILLIC.get(each, each) for each in bare if not unicodedata.combining(each))


@lru_cache(maxsize=2**15)
def sound(word: str) -> str:
    """Fold a word to what it sounds like: also where long vowels are written twice."""
    return fold(word.casefold().replace("ee", "i").replace("oo", "u"))


def fold(name: str) -> str:
    """Fold a name so that its spellings in other scripts and romanisations become the same, or nearly."""
    text = "".join(plain(letter) for letter in unicodedata.normalize("NFC", name))
    for theirs, ours in ONE_SPELLING:
        text = text.replace(theirs, ours)
    text = re.sub(r"([aeou])i([aeou])", r"\1\2", text)
    text = re.sub(r"([a-z])\1+", r"\1", text)
    return re.sub(r"[\W_]+", " ", text).strip()
