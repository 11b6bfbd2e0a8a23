"""Show what a draft would change in the record: words in prose, rows in lists, names instead of paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from pydantic import ValidationError

from desk.review.wording import GONE, NEW, Run, runs
from publication.comparing import composed
from publication.differing import body_of
from publication.drafting import Publishable
from publication.models import Listing
from publication.pages.words import value_words
from publication.vocabulary import EditionState

Json = Mapping[str, Any]

UNSAID: Final = frozenset({"id", "type", "url", "counts", "officials", "sort_name", "basis", "edtf"})
"""Keys that follow from others, or that nobody reads."""

CODES: Final = frozenset({
    "act", "binding", "branch", "confidence", "kind", "level", "medium", "modality", "occurrence",
    "presence", "role", "side", "standing", "state", "status", "step", "verdict", "visit_kind", "voice",
})  # fmt: skip
LABELS: Final = {
    "slug": "Address", "on_behalf_of": "On behalf of", "agreement_steps": "Steps of agreements",
    "precedences": "Said to be a first", "disputes": "Open questions", "participants": "Who took part",
}  # fmt: skip
MOVED: Final = "The order of the rows changes."
NAME_LENGTH: Final = 80


@dataclass(frozen=True, slots=True)
class Change:
    """One place that changes: its name, what happens to it, its words as runs, and the places within it."""

    label: str
    kind: str = ""
    runs: list[Run] = field(default_factory=list)
    parts: list[Change] = field(default_factory=list)
    note: str = ""


def against_public(draft: Publishable, listing: Listing | None) -> list[Change] | None:
    """Compare a draft, fetched ``for_snapshot``, with what the public reads now of its row of the shelf.

    None where nothing is public or it cannot be composed.
    Publishing adds the header, which is left out.
    """
    if listing is None or listing.state != EditionState.PUBLISHED:
        return None
    try:
        return compare(orjson.loads(listing.text), composed(draft, listing))
    except ValidationError:
        return None


def words_change(label: str, said: tuple[str, str], old: Any, new: Any) -> Change:
    """Compare two values by how they are said, or by all they hold where they read the same.

    A date can read the same and lie between other days.
    """
    if said[0] == said[1]:
        said = (_whole(old), _whole(new))
    return Change(label, runs=runs(*said))


def _whole(value: Any) -> str:
    held = value.values() if isinstance(value, dict) else [value]
    return ", ".join(str(each) for each in held if each)


def matched(
    was: Json, now: Json, whole: Callable[[str, Any], Change], inner: Callable[[Any, Any], Change]
) -> list[Change]:
    """Show rows, by their names: that come and go as ``whole`` does, that change as ``inner`` does."""
    return [
        whole(GONE, was[name]) if name not in now
        else whole(NEW, now[name]) if name not in was
        else inner(was[name], now[name])
        for name in dict.fromkeys((*was, *now))
        if name not in was or name not in now or was[name] != now[name]
    ]  # fmt: skip


def moved(was: Json, now: Json) -> str:
    """Say it where the rows that stay change places."""
    stayed = [name for name in was if name in now]
    return MOVED if stayed != [name for name in now if name in was] else ""


def compare(old: Json, new: Json) -> list[Change]:
    """List what changes between two documents, in the order of their keys."""
    titles = {each["id"]: each["title"] for each in (*old.get("sources", ()), *new.get("sources", ()))}
    return list(_members(body_of(dict(old)), body_of(dict(new)), titles))


def _members(old: Json, new: Json, titles: Json) -> Iterator[Change]:
    for key in dict.fromkeys((*old, *new)):
        if key not in UNSAID and old.get(key) != new.get(key):
            yield _change(label_of(key), key, old.get(key), new.get(key), titles)


def _change(label: str, key: str, old: Any, new: Any, titles: Json) -> Change:
    if isinstance(old, list) or isinstance(new, list):
        return _rows(label, key, old or [], new or [], titles)
    if isinstance(old, dict) and isinstance(new, dict) and "text" not in new:
        return Change(label, parts=list(_members(old, new, titles)))
    said = (_words(key, old), _words(key, new))
    return words_change(label, said, old, new)


def _rows(label: str, key: str, old: list[Any], new: list[Any], titles: Json) -> Change:
    """Match rows by what identifies them, and say which come, go, change and move."""
    was, now = named(old), named(new)
    parts = matched(
        was, now,
        lambda kind, row: _row(kind, key, row, titles),
        lambda one, other: _change(row_name(other), key, one, other, titles),
    )  # fmt: skip
    return Change(label, parts=parts, note=moved(was, now))


def _row(kind: str, key: str, row: Any, titles: Json) -> Change:
    """Show a whole row that comes or goes, with what it holds."""
    if not isinstance(row, dict):
        return Change(_words(key, row), kind)
    name = row_name(row)
    held = [
        Change(label_of(inner), runs=[Run("same", said)])
        for inner, value in row.items()
        if inner not in UNSAID and (said := _said(inner, value, titles)) and said != name
    ]
    return Change(name, kind, parts=held)


def _said(key: str, value: Any, titles: Json) -> str:
    """Say what a member of a row holds, on one line; empty where it holds nothing."""
    if value in (None, "", [], {}, False):
        return ""
    if isinstance(value, list):
        return "; ".join(filter(None, (_said(key, each, titles) for each in value)))
    if isinstance(value, dict) and "exact" in value:
        return f"«{value['exact']}» ({titles.get(str(value.get('source')), 'source')})"
    return row_name(value) if isinstance(value, dict) else _words(key, value)


def named(rows: list[Any]) -> dict[str, Any]:
    """Name each row by what identifies it: its id, its record's key, its passage, else its place."""
    found: dict[str, Any] = {}
    for place, row in enumerate(rows, start=1):
        name = str(place)
        if isinstance(row, str):
            name = row
        elif isinstance(row, dict):
            official, agreement = row.get("official"), row.get("agreement")
            name = str(row.get("id") or row.get("code") or row.get("slug") or place)
            if isinstance(official, dict):
                name = f"{official['slug']}/{row.get('role', '')}"
            elif "id" not in row and isinstance(agreement, dict):
                name = f"{agreement['slug']}/{row.get('step', '')}/{row.get('party')}"
            elif "exact" in row:
                name = f"{row['source']}/{row['start']}/{row['end']}"
        found[name if name not in found else f"{name}/{place}"] = row
    return found


def row_name(row: Any) -> str:
    """Say what a row is known by: its title, text, question, quote, person or record."""
    if not isinstance(row, dict):
        return str(row)
    for inner in ("official", "agreement"):
        if isinstance(row.get(inner), dict) and "title" not in row and "text" not in row:
            more = row.get("role") or row.get("step") or ""
            return f"{row_name(row[inner])}{', ' if more else ''}{more.replace('_', ' ')}"
    words = value_words(row)
    return words if len(words) <= NAME_LENGTH else f"{words[: NAME_LENGTH - 1]}…"


def label_of(key: str) -> str:
    """Say a key as the name of a field."""
    return LABELS.get(key) or key.replace("_", " ").capitalize()


def _words(key: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    said = str(value) if isinstance(value, str) else value_words(value)
    return said.replace("_", " ") if key in CODES else said
