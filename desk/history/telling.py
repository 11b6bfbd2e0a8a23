"""Say in words what a change set did to a working form: prose word by word, rows that come and go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from desk.history.moments import Moment
from desk.history.rows import TABLES
from desk.review.differences import CODES, NAME_LENGTH, Change, label_of, matched, moved, words_change
from desk.review.wording import SAME, Run
from publication.vocabulary import ReviewState

Json = Mapping[str, Any]

REFERENCE: Final = {"id", "key", "name", "gone"}
PASSAGE: Final = {"source", "start", "end", "exact"}
ELSEWHERE: Final = "Rows changed that its form does not show."
MOST_ROWS: Final = 40
"""Rows of one list that are told one by one; a source can have thousands of passages."""

MORE: Final = "And {} more."
TITLES: Final = ("title", "question", "text", "display_name", "exact")
INNER: Final = ("official", "office", "agreement", "country", "sender", "name")
AFTER: Final = ("role", "step", "side", "kind")


def differences(old: Json, new: Json, titles: Json | None = None) -> list[Change]:
    """List what differs between two working forms, in the order of their keys."""
    if titles is None:
        titles = {str(row["id"]): row["title"] for each in (old, new) for row in each.get("meetings", ())}
    return [
        _change(label_of(key), key, old.get(key), new.get(key), titles)
        for key in dict.fromkeys((*old, *new))
        if key != "id" and (old.get(key) or None) != (new.get(key) or None)
    ]


def _change(label: str, key: str, old: Any, new: Any, titles: Json) -> Change:
    if isinstance(old, list) or isinstance(new, list):
        return _rows(label, key, old or [], new or [], titles)
    return words_change(label, (words(key, old, titles), words(key, new, titles)), old, new)


def _rows(label: str, key: str, old: list[Any], new: list[Any], titles: Json) -> Change:
    was, now = ({identity(row): row for row in rows} for rows in (old, new))
    parts = matched(
        was, now,
        lambda kind, row: _row(kind, key, row, titles),
        lambda one, other: Change(row_name(other, titles), parts=differences(one, other, titles)),
    )  # fmt: skip
    notes = [moved(was, now)]
    if len(parts) > MOST_ROWS:
        notes.append(MORE.format(len(parts) - MOST_ROWS))
    return Change(label, parts=parts[:MOST_ROWS], note=" ".join(filter(None, notes)))


def _row(kind: str, key: str, row: Any, titles: Json) -> Change:
    """Show a whole row that comes or goes, with what it holds."""
    name = row_name(row, titles)
    if not isinstance(row, dict) or is_reference(row) or set(row) == PASSAGE:
        return Change(words(key, name, titles), kind)
    held = [
        Change(label_of(inner), runs=[Run(SAME, said)])
        for inner, value in row.items()
        if inner != "id" and (said := words(inner, value, titles)) and said != name
    ]
    return Change(name, kind, parts=held)


def is_reference(value: Json) -> bool:
    """Whether a value of a form names another record."""
    return "name" in value and value.keys() <= REFERENCE and len(value) > 1


def identity(row: Any) -> str:
    """Name a row by its identity, a passage by its place, a word by itself."""
    if not isinstance(row, dict):
        return str(row)
    if "id" in row:
        return str(row["id"])
    return f"{row.get('source')}/{row.get('start')}/{row.get('end')}"


def row_name(row: Any, titles: Json) -> str:
    """Say what a row is known by: its title, text or question, or the record it names."""
    if not isinstance(row, dict) or is_reference(row):
        return str(row["name"] if isinstance(row, dict) else row)
    name = next((str(row[each]) for each in TITLES if row.get(each)), "")
    if not name:
        name = next((words(each, row[each], titles) for each in INNER if row.get(each)), "")
        more = next((str(row[each]).replace("_", " ") for each in AFTER if row.get(each)), "")
        name = ", ".join(filter(None, (name, more)))
    if "exact" in row and name:
        name = f"«{name}»"
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"


def words(key: str, value: Any, titles: Json) -> str:
    """Say a value of a form on one line; nothing where it holds nothing."""
    if value in (None, "", [], {}, False):
        return ""
    if value is True:
        return "yes"
    if isinstance(value, list):
        return "; ".join(filter(None, (words(key, each, titles) for each in value)))
    if isinstance(value, dict):
        if "edtf" in value:
            return str(value.get("text") or value["edtf"])
        if is_reference(value):
            return str(value["name"])
        if "id" in value or "exact" in value:
            return row_name(value, titles)
        return ", ".join(f"{name}: {each}" for name, each in value.items())
    if key == "meeting":
        return str(titles.get(str(value), value))
    if key == "review_state":
        return ReviewState(value).label if value in ReviewState.values else str(value)
    return str(value).replace("_", " ") if key in CODES else str(value)


def elsewhere(moment: Moment) -> list[Change]:
    """Name the tables that a change set changed and that the record's form does not show."""
    shown = {model._meta.db_table for model in moment.after.tables}
    tables = dict.fromkeys(each.table for each in moment.changes if each.table not in shown)
    return [Change(_plural(table), note=ELSEWHERE) for table in tables]


def _plural(table: str) -> str:
    model = TABLES.get(table)
    return str(model._meta.verbose_name_plural if model else table).capitalize()


def flat(old: Any, new: Any, path: str = "") -> Iterator[dict[str, Any]]:
    """List what differs for programs: each field's path, with what it held and what it holds."""
    if isinstance(old, dict) and isinstance(new, dict) and not is_reference(new) and "edtf" not in new:
        for key in dict.fromkeys((*old, *new)):
            if old.get(key) != new.get(key):
                yield from flat(old.get(key), new.get(key), f"{path}.{key}" if path else str(key))
    elif _are_rows(old) and _are_rows(new):
        was, now = ({identity(row): row for row in rows or ()} for rows in (old, new))
        for name in dict.fromkeys((*was, *now)):
            if was.get(name) != now.get(name):
                yield from flat(was.get(name), now.get(name), f"{path}.{name}")
    else:
        yield {"field": path, "old": old, "new": new}


def _are_rows(value: Sequence[Any] | None) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(each, dict) for each in value))
