"""Hold people to a second factor where their role must have one."""

from __future__ import annotations

from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from desk.sign_in.models import SecondFactorRule

SENTENCE: Final = "Your role must have a second factor. Set one up, then go on."
OPEN: Final = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
    }
)
"""The pages that set one up, by the names of their addresses, and the way out."""


def lacks(user: Any) -> bool:
    """Say whether somebody must have a second factor and has none.

    Superusers have no role; they must as soon as any role must. Codes for recovery alone are no factor.
    """
    if not user.is_authenticated:
        return False
    rules = SecondFactorRule.objects.all()
    if not user.is_superuser:
        rules = rules.filter(role__user=user)
    held = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return rules.exists() and not held.exists()


class SecondFactorMiddleware(MiddlewareMixin):
    """Lead those who lack one to the page where they set one up."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> Any:
        """Pass by programs, whose owner only the view knows (see ``HasSecondFactor``), and the way there."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if request.path_info.startswith("/api/") or name in OPEN or not lacks(request.user):
            return None
        messages.warning(request, SENTENCE)
        return HttpResponseRedirect(reverse("mfa_index"))


class HasSecondFactor(BasePermission):
    """Refuse those who lack one, by session or by token."""

    message = SENTENCE

    def has_permission(self, request: Request, view: Any) -> bool:
        """Ask the table of rules."""
        return not lacks(request.user)
