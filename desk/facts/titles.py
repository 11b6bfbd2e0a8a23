"""Say offices and disputes in the record's words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publication.vocabulary import EventKind, VisitKind
from relations.models import Country

SAME_OFFICE = {"Minister of Foreign Affairs": "Foreign Minister", "Minister of Defence": "Defence Minister"}
"""One office, one title, however a source puts it."""

YEARS = re.compile(r" \(\d{4}-\d{4}\)$")


def office_title(title: str, country: Country) -> str:
    """Take the country's name and years out of an office: «President of Kazakhstan» is «President»."""
    names = sorted((country.name, country.official_name, *country.aliases), key=len, reverse=True)
    said = "|".join(re.escape(name) for name in names if name)
    bare = re.sub(rf" of (the )?({said})(?=\s|$)", "", YEARS.sub("", title), count=1)
    return SAME_OFFICE.get(bare, bare)


def kind_words(kind: str, visit_kind: str | None) -> str | None:
    """Name the kind of an event, «state visit», «signing»; none for the kind «other», which says nothing."""
    if kind == EventKind.OTHER:
        return None
    if not visit_kind or visit_kind == VisitKind.UNSPECIFIED:
        return str(EventKind(kind).label).lower()
    return f"{VisitKind(visit_kind).label} visit".lower()


def joined(parts: Iterable[str | None]) -> str:
    """Join what is known with commas."""
    return ", ".join(part for part in parts if part)
