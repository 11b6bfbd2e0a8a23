"""Keep account of every text that people typed into an event: which may be gone, and which must stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Path = tuple[str, ...]
Form = dict[str, Any]

TEXTS = ("title", "summary", "place")
ROW_TEXTS = ("title", "venue", "note")
LIST = "meetings"


def texts_of(form: Form) -> Iterator[tuple[Path, str]]:
    """Give each text of an event and of its meetings, by its path."""
    for key in TEXTS:
        yield (key,), form.get(key) or ""
    for row in form[LIST]:
        yield from texts_of_row(row)


def texts_of_row(row: Form) -> Iterator[tuple[Path, str]]:
    """Give each text of a meeting, by its path in the event."""
    for key in ROW_TEXTS:
        yield (LIST, row["id"], key), row.get(key) or ""


class Ledger:
    """Hold for each field the texts that stand: all that nobody has knowingly replaced.

    Somebody replaces a text knowingly by typing where it is shown to them, by taking out the row that shows
    it, or by deciding a conflict that shows it against it. A row stands while nobody's removal of it does:
    whoever takes theirs in place of an own removal takes that back, not what somebody else removed since.
    """

    def __init__(self, form: Form) -> None:
        self.standing: dict[Path, set[str]] = {path: {text} for path, text in texts_of(form)}
        self.rows: dict[str, set[str]] = {row["id"]: set() for row in form[LIST]}
        self.overwritten: set[tuple[Path, str]] = set()
        self.counts: dict[str, int] = {}

    def count(self, what: str) -> None:
        """Count something that was done."""
        self.counts[what] = self.counts.get(what, 0) + 1

    def typed(self, path: Path, shown: str, text: str) -> None:
        """Take that a text was typed over the one shown."""
        self._overwrite(path, shown)
        self.standing[path].add(text)

    def added(self, row: Form) -> None:
        """Take that a meeting was added."""
        self.rows[row["id"]] = set()
        self.standing |= {path: {text} for path, text in texts_of_row(row)}

    def removed(self, row: Form, conflicts: list[Form], by: str) -> None:
        """Take that a meeting was taken out by somebody to whom these conflicts were shown."""
        self.rows[row["id"]].add(by)
        for path, text in texts_of_row(row):
            self._gone(path, text)
        for conflict in conflicts:
            if conflict["kind"] == "value" and conflict["path"][:2] == [LIST, row["id"]]:
                self._gone(tuple(conflict["path"]), conflict["theirs"] or "")

    def chosen(self, conflict: Form, choice: str, by: str, text: str = "") -> None:
        """Take that somebody decided a conflict: for mine, for theirs, or for a text written by hand."""
        path = tuple(conflict["path"])
        against = {"mine": ["theirs"], "theirs": ["mine"], "edited": ["mine", "theirs"]}[choice]
        for side in against:
            if conflict["kind"] == "value":
                self._overwrite(path, conflict[side] or "")
            if conflict["kind"] == "row" and conflict[side]:
                for each, lost in texts_of_row(conflict[side]):
                    self._gone(each, lost)
        if choice == "edited":
            self.standing[path].add(text)
        if conflict["kind"] == "row":
            self._row_chosen(path[-1], conflict[choice], choice, by)

    def _row_chosen(self, row: str, kept: Form | None, choice: str, by: str) -> None:
        """Take that a meeting stays, or is gone; its texts stand again, but for those typed over since."""
        gone = self.rows[row]
        if kept is None:
            gone.add(by)
        elif choice == "theirs":
            gone.discard(by)
        else:
            gone.clear()
        for path, text in texts_of_row(kept) if kept and not gone else ():
            if (path, text) not in self.overwritten:
                self.standing[path].add(text)

    def _overwrite(self, path: Path, text: str) -> None:
        self.overwritten.add((path, text))
        self._gone(path, text)

    def _gone(self, path: Path, text: str) -> None:
        self.standing.setdefault(path, set()).discard(text)

    def unlike(self, form: Form) -> list[str]:
        """Say where a form is not what it must be; nothing where nobody lost anything.

        Where every text was given up, whatever stands is right: whoever keeps a meeting that others took out
        has it as they saw it last, before a text was typed that went with it.
        """
        there = dict(texts_of(form))
        wrong = [
            f"{'.'.join(path)}: {sorted(texts)} were to stand, {there.get(path, 'nothing')!r} stands"
            for path, texts in self.standing.items()
            if texts and texts != ({there[path]} if path in there else set())
        ]
        rows = {row["id"] for row in form[LIST]}
        wanted = {row for row, gone in self.rows.items() if not gone}
        return wrong + [f"{LIST}.{row}: {'came back' if row in rows else 'is gone'}" for row in rows ^ wanted]
