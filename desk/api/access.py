"""Let the newsroom's people in, by session or personal token, and hold them to the table of rights."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request

from desk.api.idempotency import Idempotent
from desk.api.kinds import KINDS, Kind
from desk.api.refusals import answer
from desk.sign_in.second_factor import HasSecondFactor
from desk.tokens.authentication import TokenAuthentication, WithinScopes
from desk.tokens.scopes import hold_to_scopes
from publication.rights import Verb, allowed, roles_of
from publication.vocabulary import ReviewState


class Session(SessionAuthentication):
    """The login of the browser, with its guard against forged posts."""

    def authenticate_header(self, request: Request) -> str:
        """Let anonymous requests be answered 401."""
        return "Token"


class AtWork(BasePermission):
    """Let in whoever has a role in the newsroom."""

    message = "Your account has no role in the newsroom."

    def has_permission(self, request: Request, view: Any) -> bool:
        """Ask for any role; what it may do is asked later."""
        return bool(roles_of(request.user))


class DeskView(Idempotent):
    """A view for the newsroom's people alone, by session or personal token."""

    authentication_classes = (TokenAuthentication, Session)
    permission_classes: Any = (IsAuthenticated, AtWork, HasSecondFactor, WithinScopes)
    login_required = False  # the middleware would send programs to a login page; the view answers 401
    schema = None

    def get_exception_handler(self) -> Any:
        """Answer every refusal as problem details."""
        return answer

    @property
    def by(self) -> str:
        """Name who asks."""
        return str(self.request.user.get_username())

    def kind(self) -> Kind:
        """Give the kind that the address names."""
        return KINDS[self.kwargs["plural"]]

    def need(self, verb: Verb, kind: Kind, owner: Any = None) -> None:
        """Refuse what the scopes of a token or the table of rights do not allow."""
        hold_to_scopes(self.request.user, verb)
        own = owner is None or owner.assigned_to in ("", self.by)
        state = owner.review_state if owner is not None else ReviewState.DRAFT
        if not allowed(roles_of(self.request.user), verb, kind.record_type, state, own=own):
            raise PermissionDenied(f"You may not {verb.value} this {kind.record_type} as it stands.")
