"""Say who may do what: one table of roles, verbs, shelves and review states, read by code and by tests."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from django.db.models import TextChoices

from publication.vocabulary import ReviewState


class NewsroomRole(TextChoices):
    """Who somebody is in the newsroom: the groups that migrations make, named as in the contract."""

    REPORTER = "reporter"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class Verb(TextChoices):
    """What can be done with a working copy; the words of the write API's addresses."""

    READ = "read"
    CREATE = "create"
    CHANGE = "change"
    DELETE = "delete"
    SUBMIT = "submit"
    REQUEST_CHANGES = "request-changes"
    APPROVE = "approve"
    SCHEDULE = "schedule"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    RETRACT = "retract"
    REDIRECT = "redirect"
    MERGE = "merge"


REFERENCE: Final = frozenset({"country", "sector"})
RECORD: Final = frozenset({"official", "relation", "agreement", "event"})
PART: Final = frozenset({"office", "tenure", "source", "meeting"})
ALL: Final = REFERENCE | RECORD | PART

ANY_STATE: Final = frozenset(ReviewState)
OPEN: Final = frozenset({ReviewState.DRAFT, ReviewState.CHANGES_REQUESTED})
UNDECIDED: Final = OPEN | {ReviewState.IN_REVIEW}
SEEN: Final = frozenset({ReviewState.APPROVED, ReviewState.SCHEDULED})


@dataclass(frozen=True, slots=True)
class Right:
    """What a verb may touch: kinds of records, and working copies in these review states.

    With ``own``, only those assigned to the person or to nobody.
    """

    shelf: frozenset[str]
    states: frozenset[ReviewState] = ANY_STATE
    own: bool = False


R, E, A = NewsroomRole.REPORTER, NewsroomRole.EDITOR, NewsroomRole.ADMINISTRATOR
EDITED: Final = RECORD | PART

Rights: TypeAlias = Mapping[Verb, Mapping[NewsroomRole, Right]]

RIGHTS: Final[Rights] = {
    Verb.READ: {R: Right(ALL), E: Right(ALL), A: Right(ALL)},
    Verb.CREATE: {R: Right(EDITED), E: Right(EDITED), A: Right(ALL)},
    Verb.CHANGE: {R: Right(EDITED, UNDECIDED, own=True), E: Right(EDITED), A: Right(ALL)},
    Verb.DELETE: {
        R: Right(frozenset({"tenure", "meeting"}), UNDECIDED, own=True),
        E: Right(EDITED),
        A: Right(ALL),
    },
    Verb.SUBMIT: {
        R: Right(RECORD, OPEN, own=True),
        E: Right(RECORD, OPEN),
        A: Right(REFERENCE | RECORD, OPEN),
    },
    Verb.REQUEST_CHANGES: {
        E: Right(RECORD, SEEN | {ReviewState.IN_REVIEW}),
        A: Right(REFERENCE | RECORD, SEEN | {ReviewState.IN_REVIEW}),
    },
    Verb.APPROVE: {
        E: Right(RECORD, frozenset({ReviewState.IN_REVIEW})),
        A: Right(REFERENCE | RECORD, frozenset({ReviewState.IN_REVIEW})),
    },
    Verb.SCHEDULE: {E: Right(RECORD, SEEN), A: Right(REFERENCE | RECORD, SEEN)},
    Verb.PUBLISH: {E: Right(RECORD), A: Right(REFERENCE | RECORD)},
    Verb.WITHDRAW: {E: Right(RECORD), A: Right(REFERENCE | RECORD)},
    Verb.RETRACT: {A: Right(REFERENCE | RECORD)},
    Verb.REDIRECT: {A: Right(REFERENCE | RECORD)},
    Verb.MERGE: {A: Right(frozenset({"official", "event"}))},
}
"""For each verb the roles that may use it, and on what; what is not listed is refused."""


def roles_of(user: Any) -> frozenset[NewsroomRole]:
    """List the roles of a user, by group; a superuser is an administrator, a closed account is none."""
    if not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset({NewsroomRole.ADMINISTRATOR})
    names = set(user.groups.values_list("name", flat=True))
    return frozenset(role for role in NewsroomRole if role.value in names)


def allowed(
    roles: frozenset[NewsroomRole],
    verb: Verb,
    record_type: str,
    state: str = ReviewState.DRAFT,
    *,
    own: bool,
    rights: Rights = RIGHTS,
) -> bool:
    """Whether one of the roles may use a verb on a record of a type, in a review state.

    ``own``: it is assigned to the person or to nobody. Parts have the state of the record they belong to.
    ``rights`` is another table, where one is to be compared with this.
    """
    held = (rights[verb][role] for role in roles if role in rights[verb])
    return any(
        record_type in right.shelf and state in right.states and (own or not right.own) for right in held
    )


def granted(user: Any, verb: Verb) -> bool:
    """Whether the way somebody came lets them use a verb: a login any, a token those of its scopes."""
    verbs: Collection[Verb] | None = getattr(user, "granted_verbs", None)
    return verbs is None or verb in verbs


def may(user: Any, verb: Verb, draft: Any) -> bool:
    """Whether a user may use a verb on a working copy as it stands."""
    own = draft.assigned_to in ("", user.get_username())
    return granted(user, verb) and allowed(
        roles_of(user), verb, draft.record_type, draft.review_state, own=own
    )


def verbs_of(user: Any, draft: Any) -> set[Verb]:
    """List the verbs a user may use on a working copy as it stands."""
    roles, own = roles_of(user), draft.assigned_to in ("", user.get_username())
    usable = [verb for verb in Verb if granted(user, verb)]
    return {verb for verb in usable if allowed(roles, verb, draft.record_type, draft.review_state, own=own)}
