"""Know people by the personal token that their program sends."""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from desk.tokens.keeping import find, note_use
from desk.tokens.model import Token
from publication.rights import Verb

NOT_VALID: Final = (
    "This personal token is not valid, or not valid any more. Make a new one at /accounts/tokens/."
)
READS_ONLY: Final = "This token is made for reading alone; make one with more scopes."


class TokenAuthentication(BaseAuthentication):
    """Read ``Authorization: Token <secret>``; whoever sends one is not known by their login as well.

    No guard against forged posts is needed: browsers never send this header by themselves.
    """

    def authenticate(self, request: Request) -> tuple[Any, Token] | None:
        """Give the person, with the verbs that the token grants, and the token; refuse one that is not valid.

        Why it is refused is not told: whoever found a token learns nothing about it.
        """
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "token":
            return None
        at = timezone.now()
        token = find(secret.strip(), at)
        if token is None:
            raise AuthenticationFailed(NOT_VALID)
        note_use(token, at)
        person: Any = token.user
        person.granted_verbs = token.verbs  # the table of rights reads it, see publication.rights.granted
        return person, token

    def authenticate_header(self, request: Request) -> str:
        """Let requests without a token be answered 401."""
        return "Token"


class WithinScopes(BasePermission):
    """Let a token that only reads change nothing, whatever the view asks of the table of rights."""

    message = READS_ONLY

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the request reads, comes by login, or by a token that does more."""
        token = request.auth
        return request.method in SAFE_METHODS or not isinstance(token, Token) or token.verbs != {Verb.READ}
