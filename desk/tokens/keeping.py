"""Make personal tokens, find them by their secret, and revoke them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Q

from desk.tokens.model import Token, TokenQuerySet

PREFIX: Final = "chancery_"
"""What every secret begins with, so that one left in a file or a log is recognised."""

SECRET_BYTES: Final = 32
"""256 random bits, written as 43 characters of base64url: a plain hash is enough to keep them."""

USED_EVERY: Final = timedelta(minutes=1)
"""How exactly the last use is known; more would be a write for every request."""


class NewToken(NamedTuple):
    """A token just made, with its secret, which can never be read again."""

    token: Token
    secret: str


def make(user: Any, name: str, scopes: Iterable[str], expires_at: datetime, at: datetime) -> NewToken:
    """Make a token; a name that a token of the person has which is not revoked is an IntegrityError."""
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = Token.objects.create(
        user=user, name=name, sha256=digest(secret), scopes=list(scopes), created_at=at, expires_at=expires_at
    )
    return NewToken(token, secret)


def digest(secret: str) -> str:
    """Hash a secret as it is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find(secret: str, at: datetime) -> Token | None:
    """Find the valid token of a secret.

    It is looked up by its hash, so how long that takes says nothing about the secret.
    """
    return Token.objects.valid(at).select_related("user").filter(sha256=digest(secret)).first()


def note_use(token: Token, at: datetime) -> None:
    """Keep when a token was last used, at most once in ``USED_EVERY``."""
    if token.last_used_at is None or token.last_used_at <= at - USED_EVERY:
        stale = Q(last_used_at=None) | Q(last_used_at__lte=at - USED_EVERY)
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=at)


def revoke(tokens: TokenQuerySet, at: datetime) -> int:
    """Revoke the tokens chosen, if they are not yet; the next request with one is refused."""
    return tokens.filter(revoked_at=None).update(revoked_at=at)
