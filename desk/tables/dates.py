"""Read the dates of other people's tables, and make no more of them than they say."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Final

from relations.dates import DateRefused, PartialDate

PARTS: Final = {
    "YYYY": r"(?P<year>\d{4})",
    "Month": f"(?P<name>{'|'.join(month_name[1:])})",
    "Mon": f"(?P<name>{'|'.join(month_abbr[1:])})",
    "MM": r"(?P<month>\d{2})",
    "DD": r"(?P<day>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "D": r"(?P<day>\d{1,2})",
}
"""The parts of a form, such as DD/MM/YYYY, YYYY-MM or D Month YYYY."""

PART: Final = re.compile("|".join(PARTS))
NAMES: Final = {
    name.casefold(): number for names in (month_name, month_abbr) for number, name in enumerate(names)
}


def read_date(text: str, forms: Sequence[str], *, new_year_is_the_year: bool = False) -> str:
    """Give the EDTF text of a date written in one of the forms; without forms it must be EDTF itself.

    ``new_year_is_the_year``: 1 January stands for a year of which no more is known. ``DateRefused`` says what
    is allowed.
    """
    if not forms:
        return PartialDate.parse(text).edtf
    for form in forms:
        if found := _pattern(form).fullmatch(text):
            return _edtf(found.groupdict(), text, new_year_is_the_year)
    raise DateRefused(f"A date is written {' or '.join(forms)} here; this is «{text[:40]}».")


@cache
def _pattern(form: str) -> re.Pattern[str]:
    signs, last = [], 0
    for part in PART.finditer(form):
        signs += [re.escape(form[last : part.start()]), PARTS[part[0]]]
        last = part.end()
    return re.compile("".join(signs) + re.escape(form[last:]), re.ASCII | re.IGNORECASE)


def _edtf(parts: dict[str, str], text: str, new_year_is_the_year: bool) -> str:
    month = parts.get("month") or NAMES.get((parts.get("name") or "").casefold(), 0)
    year, month, day = int(parts["year"]), int(month), int(parts.get("day") or 0)
    try:
        date(year, month or 1, day or 1)
    except ValueError as error:
        raise DateRefused(f"There is no such day as «{text[:40]}».") from error
    if not month or (new_year_is_the_year and (month, day) == (1, 1)):
        return f"{year:04}"
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"
