"""Make keys and sort names where a working form leaves them out."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from django.utils.text import slugify

from publication.drafting import Publishable
from relations.models import Official, Relation

KEY_LENGTH = 80
"""Characters of a key made from a title."""


def name_anew(record: Publishable, data: dict[str, Any]) -> None:
    """Give a new record's data the key and names it leaves out."""
    if isinstance(record, Official):
        name_official(data)
    if isinstance(record, Relation):
        first, second = sorted((data["first"], data["second"]), key=lambda each: str(each.key))
        data |= {"first": first, "second": second, "key": f"{first.key}-{second.key}"}
    if not data.get("key"):
        data["key"] = free_key(record, str(data.get(record.title_field, "")))


def name_official(data: dict[str, Any]) -> None:
    """Take the last word of a name as family name, unless told otherwise; sort by it."""
    given, _, family = data["display_name"].strip().rpartition(" ")
    if not data.get("family_name") and not data.get("given_name"):
        data |= {"family_name": family, "given_name": given}
    if not data.get("sort_name"):
        known = (data.get("family_name"), data.get("given_name"))
        data["sort_name"] = ", ".join(each for each in known if each) or data["display_name"]


def free_key(record: Publishable, title: str) -> str:
    """Make a key from a title, numbered where it is taken."""
    stem = slugify(title)[:KEY_LENGTH].strip("-") or record.record_type
    stem = re.sub(r"-{2,}", "-", stem.replace("_", "-")).strip("-") or record.record_type
    rows = type(record)._default_manager.filter(key__startswith=stem)
    taken = set(rows.values_list("key", flat=True))
    return (
        stem
        if stem not in taken
        else next(key for number in count(2) if (key := f"{stem}-{number}") not in taken)
    )
