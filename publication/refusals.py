"""Say why the door to the ledger stays shut."""

from __future__ import annotations

from collections.abc import Iterable

from publication.drafting import Problem


class Refused(Exception):
    """The door stays shut; ``problems`` say why, each with its field, and nothing was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems))


class StaleEdition(Refused):
    """Another edition was published since the approval."""


class NotReady(Refused):
    """The working copy has problems, or mentions records that are not public."""


class NotSeen(Refused):
    """Nobody but its authors has approved the working copy, and the four-eyes rule is on."""


class NothingNew(Refused):
    """The document would say what the current edition says."""
