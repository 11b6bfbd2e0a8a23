"""Find the day and the place a story speaks of, as far as it states them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from desk.reading.sentences import Sentence
from publication.vocabulary import Voice

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
MONTH: Final = rf"(?P<month>{'|'.join(MONTHS)})"
YEAR: Final = r"(?:,? (?P<year>(?:19|20)\d\d))?"
DATES: Final = (
    re.compile(rf"\b{MONTH} (?P<day>\d{{1,2}})\b(?![\d:]){YEAR}", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}}) {MONTH}\b{YEAR}", re.IGNORECASE),
)
DATELINE: Final = re.compile(
    r"(?P<place>[^\W\d_a-zа-я]+(?:[ -][^\W\d_a-zа-я]+){0,3})(?:, [^-–—]{1,40})? [-–—] "
)


def when(text: str, spoken: Iterable[Sentence]) -> dict[str, Any] | None:
    """Give the first day that the body states: ``edtf`` without a year where none is stated."""
    for sentence in spoken:
        if sentence.voice != Voice.BODY:
            continue
        for pattern in DATES:
            if found := pattern.search(text, sentence.start, sentence.end):
                return {"edtf": edtf(found), "text": found[0], "start": sentence.start, "end": sentence.end}
    return None


def edtf(found: re.Match[str]) -> str:
    """Write a find as EDTF."""
    month = MONTHS.index(found["month"].lower()) + 1
    return f"{found['year'] or 'XXXX'}-{month:02}-{int(found['day']):02}"


def where(text: str, spoken: Iterable[Sentence]) -> dict[str, Any] | None:
    """Give the place of the dateline."""
    for sentence in spoken:
        found = DATELINE.match(text, sentence.start, sentence.end)
        if sentence.voice == Voice.BODY and found:
            return {"text": found["place"].title(), "start": sentence.start, "end": sentence.end}
    return None
