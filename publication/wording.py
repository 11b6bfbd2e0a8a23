"""Keep the words that names are made of in step with what stands on the shelves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from django.db import connection

from publication.folding import sound

WORD: Final = re.compile(r"\w{2,40}")
"""What counts as a word."""

_ADD: Final = """
INSERT INTO publication_word AS w (word, sound, count)
SELECT * FROM unnest(%s::text[], %s::text[], %s::int[])
ON CONFLICT (word) DO UPDATE SET count = w.count + excluded.count
"""
_FORGET: Final = "DELETE FROM publication_word WHERE word = ANY(%s) AND count = 0"


def words_of(names: Iterable[str]) -> Counter[str]:
    """Count in how many of these each word stands: the folded names of one record in each."""
    return Counter(word for name in names for word in set(WORD.findall(name)) if not word.isdigit())


def count_words(changes: Counter[str]) -> None:
    """Add to the stored counts, less where negative; words that stand in no name any more go."""
    rows = sorted((word, sound(word), number) for word, number in changes.items() if number)
    fallen = [word for word, _, number in rows if number < 0]
    with connection.cursor() as cursor:
        if rows:
            cursor.execute(_ADD, [list(column) for column in zip(*rows, strict=True)])
        if fallen:
            cursor.execute(_FORGET, [fallen])
