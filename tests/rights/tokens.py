"""Give programs their personal tokens: whose each is, what for, and what the table of rights leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from desk.models import Token
from desk.tokens.scopes import Scope, verbs_of_scopes
from publication.rights import RIGHTS, NewsroomRole, Rights
from tests.desk.api.writing import token_of
from tests.rights.cells import Cell
from tests.rights.people import ROLES, Caller, logged_in, person

READ_ONLY = (Scope.READ,)


@dataclass(frozen=True, slots=True)
class Way:
    """How a program comes: by whose token, within which scopes, and in whose browser."""

    role: str
    scopes: tuple[str, ...] = tuple(Scope)
    browser: str = ""
    valid: bool = True

    @property
    def rights(self) -> Rights:
        """Give the table of rights without the verbs that no scope grants."""
        verbs = verbs_of_scopes(self.scopes)
        return {verb: held if verb in verbs else {} for verb, held in RIGHTS.items()}

    def grants(self, cell: Cell, state: str, *, own: bool) -> bool:
        """Whether the write API lets it in; what only reads changes nothing, not even by reading."""
        if not self.valid or (self.scopes == READ_ONLY and cell.method != "GET"):
            return False
        return cell.grants(self.role, state, own=own, rights=self.rights)


ADMINISTRATOR = NewsroomRole.ADMINISTRATOR.value
TOKENS: dict[str, Way] = {
    **{f"{role}'s token": Way(role) for role in ROLES},
    "token of no role": Way("staff"),
    "reporter's token in an administrator's browser": Way("reporter", browser=ADMINISTRATOR),
    **{f"token to {scope.value}": Way(ADMINISTRATOR, (scope.value,)) for scope in Scope},
    "expired token": Way(ADMINISTRATOR, valid=False),
    "revoked token": Way(ADMINISTRATOR, valid=False),
    "token of a closed account": Way(ADMINISTRATOR, valid=False),
    "invented token": Way(ADMINISTRATOR, browser=ADMINISTRATOR, valid=False),
}
"""By what it is called, each way in which a program may come."""


def programs() -> dict[str, Caller]:
    """Give a program for each way; the tokens are of the people at work."""
    return {name: Caller(cookies_of(way), secret_of(name, way)) for name, way in TOKENS.items()}


def cookies_of(way: Way) -> Any:
    """Give the cookies of the browser that the token comes in; none where it comes alone."""
    return logged_in(person(f"{way.browser}-at-work")).cookies if way.browser else None


def secret_of(name: str, way: Way) -> str:
    """Make the token, end it where it is to be none any more, and give its secret."""
    if name == "invented token":
        return "chancery_invented"
    whose = {"staff": "no-role"}.get(way.role, f"{way.role}-at-work")
    user = User.objects.get(username="suspended" if "closed" in name else whose)
    token, secret = token_of(user, *way.scopes)
    if name == "expired token":
        ago = timezone.now() - timedelta(days=2)
        Token.objects.filter(pk=token.pk).update(created_at=ago, expires_at=ago + timedelta(days=1))
    elif name == "revoked token":
        Token.objects.filter(pk=token.pk).update(revoked_at=timezone.now())
    return secret
