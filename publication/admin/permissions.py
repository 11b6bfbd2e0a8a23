"""Say who may make a record public and take it back."""

from __future__ import annotations

from typing import Any, Final

EDITOR: Final = "editor"
ADMINISTRATOR: Final = "administrator"
VERBS: Final[dict[str, frozenset[str]]] = {
    "publish": frozenset({EDITOR, ADMINISTRATOR}),
    "withdraw": frozenset({EDITOR, ADMINISTRATOR}),
    "retract": frozenset({ADMINISTRATOR}),
    "redirect": frozenset({ADMINISTRATOR}),
}
"""The groups that may use each verb."""


def verbs_of(user: Any) -> set[str]:
    """List the verbs a user may use: by group, or all for a superuser; none for an account switched off."""
    if not user.is_active:
        return set()
    if user.is_superuser:
        return set(VERBS)
    groups = set(user.groups.values_list("name", flat=True))
    return {verb for verb, allowed in VERBS.items() if allowed & groups}
