"""Say what a personal token may do: one table of scopes over the verbs of the table of rights.

A token may do what its scopes grant and its person may; the table of rights asks both (``granted_verbs``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices

from publication.rights import RIGHTS, Verb, granted


class Scope(TextChoices):
    """A part of the newsroom's work that a token can be made for."""

    READ = "read", "Read working copies and comments"
    WRITE = "write", "Create, change, delete and submit working copies, and comment"
    REVIEW = "review", "Approve, request changes, and comment"
    PUBLISH = "publish", "Schedule, publish and merge, and take back what is public"


SCOPES: Final[dict[Scope, frozenset[Verb]]] = {
    Scope.READ: frozenset({Verb.READ}),
    Scope.WRITE: frozenset({Verb.READ, Verb.CREATE, Verb.CHANGE, Verb.DELETE, Verb.SUBMIT}),
    Scope.REVIEW: frozenset({Verb.READ, Verb.REQUEST_CHANGES, Verb.APPROVE}),
    Scope.PUBLISH: frozenset(
        {Verb.READ, Verb.SCHEDULE, Verb.PUBLISH, Verb.WITHDRAW, Verb.RETRACT, Verb.REDIRECT, Verb.MERGE}
    ),
}
"""The verbs of each scope. All include reading: whoever changes a record is answered with it."""

OUT_OF_SCOPE: Final = "The scopes of this token do not let it {}; make one with more of them."


def verbs_of_scopes(scopes: Iterable[str]) -> frozenset[Verb]:
    """List the verbs that scopes grant together."""
    return frozenset().union(*(SCOPES[Scope(each)] for each in scopes))


def useful_scopes(roles: frozenset[str]) -> list[Scope]:
    """List reading, and the scopes of which these roles may use more than that."""
    held = {verb for verb, rights in RIGHTS.items() if rights.keys() & roles}
    return [scope for scope, verbs in SCOPES.items() if scope == Scope.READ or (verbs - {Verb.READ}) & held]


def hold_to_scopes(user: Any, verb: Verb) -> None:
    """Refuse a verb that the token somebody came with does not grant; a login grants all."""
    if not granted(user, verb):
        raise PermissionDenied(OUT_OF_SCOPE.format(verb.value))
