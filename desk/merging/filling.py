"""Say which of a record's own fields go to the record it is merged into, and which are left behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from desk.merging.doubles import blank
from publication.drafting import Publishable
from publication.reviewing import REVIEW_FIELDS
from relations.models import Official

KEPT: Final = frozenset(
    {"id", "key", "lock_version", "created_at", "updated_at", "import_name", "import_key", *REVIEW_FIELDS}
)
"""What a record has as a working copy, and does not say."""

SPELT: Final = ("display_name", "sort_name")
"""An official's name is not left behind: it becomes another spelling."""

TOGETHER: Final = (
    ("kind", "visit_kind"), ("start", "end"), ("place", "place_country", "lat", "lon"), ("born", "died"),
)  # fmt: skip
"""Fields that say one thing: they are completed only by a record that does not contradict the others."""


@dataclass(frozen=True, slots=True)
class Left:
    """A field whose value is not taken over, and what the record that stays says instead."""

    field: str
    old: str
    new: str


def completed(old: Publishable, new: Publishable) -> dict[str, Any]:
    """Give the fields of ``new`` that say nothing and are completed from ``old``, with their values."""
    found: dict[str, Any] = {}
    for name in _said(new):
        was, now = getattr(old, name), getattr(new, name)
        if isinstance(now, dict) and set(was) - set(now):
            found[name] = {**was, **now}
        elif blank(now) and not blank(was) and not _contradicted(old, new, name):
            found[name] = was
    return found


def left_behind(old: Publishable, new: Publishable) -> list[Left]:
    """List the fields in which ``old`` says something that ``new`` will not say."""
    taken, spelt = completed(old, new), SPELT if isinstance(old, Official) else ()
    found = []
    for name in _said(new):
        if name in spelt:
            continue
        was, now = getattr(old, name), taken.get(name, getattr(new, name))
        same = {**now, **was} == now if isinstance(was, dict) else was == now
        if not blank(was) and not same:
            label = str(new._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]
            found.append(Left(label, _words(old, name), _words(new, name)))
    return found


def _said(record: Publishable) -> list[str]:
    return [field.name for field in record._meta.local_concrete_fields if field.name not in KEPT]


def _contradicted(old: Publishable, new: Publishable, name: str) -> bool:
    """Whether both say something else in a field that belongs with this one."""
    group = next((names for names in TOGETHER if name in names), ())
    said = [(getattr(old, each), getattr(new, each)) for each in group if each in _said(new)]
    return any(not blank(was) and not blank(now) and was != now for was, now in said)


def _words(record: Publishable, name: str) -> str:
    display = getattr(record, f"get_{name}_display", None)
    value = display() if display else getattr(record, name)
    if isinstance(value, dict):
        return ", ".join(f"{key} {each}" for key, each in value.items())
    return str(getattr(value, "text", value) or "")
