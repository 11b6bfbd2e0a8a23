"""Tell allauth how this newsroom lets people in: nobody signs up, and every guess is counted."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse, SignupClosedException
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from desk.sign_in.limits import guess_password

SIGN_IN = "login"
"""What a visit to the provider is for; the other is to connect it to an account."""


class Accounts(DefaultAccountAdapter):
    """Let people in by name and password, slowly if they guess."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "The user name or the password is not right.",
        "incorrect_password": "The password is not right.",
        "enter_current_password": "The current password is not right.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator makes the accounts."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Give who the name and password belong to, if anybody; refuse to look after too many guesses."""
        guess = guess_password(request, credentials.get("username", ""))
        user = authenticate(request, **credentials)
        if user is not None:
            guess.was_right()
        return user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the admin, or to their own account those whom the admin does not open to."""
        return super().get_login_redirect_url(request) if request.user.is_staff else reverse("account_index")


class SecondFactors(DefaultMFAAdapter):
    """Name keys, and the account in the authenticator app, as people know them."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": "The code is not right."}

    def get_totp_label(self, user: Any) -> str:
        """Give the user name, which stays; an address may change."""
        return str(user.get_username())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # allauth's word
        """Propose a name for a new key."""
        held = user.authenticator_set.filter(type=type).count()
        return f"Key {held + 1}"


class SingleSignOn(DefaultSocialAccountAdapter):
    """Let in whom the provider vouches for, if they have an account here already."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: an administrator makes the accounts."""
        return False

    def authenticate_by_email(self, sociallogin: Any) -> None:
        """Leave it to ``pre_social_login``: allauth's way would take the account's password away."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account: by an administrator's connection, else by a verified address."""
        if sociallogin.state.get("process", SIGN_IN) != SIGN_IN:
            messages.error(request, "An administrator connects accounts with single sign-on.")
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_index")))
        told = sociallogin.account.extra_data
        if subject(told.get("userinfo")) != subject(told.get("id_token")):
            raise SignupClosedException  # two answers about two people
        if not sociallogin.is_existing:
            sociallogin.user = person_of(told) or sociallogin.user


def subject(claims: dict[str, Any] | None) -> Any:
    """Give whom the provider's answer is about."""
    return (claims or {}).get("sub")


def person_of(told: dict[str, Any]) -> User | None:
    """Find the one active account whose address the provider has verified; none if there are two."""
    claims = told.get("userinfo") or told.get("id_token") or {}
    address = claims.get("email")
    if claims.get("email_verified") not in (True, "true") or not isinstance(address, str) or not address:
        return None
    found = [
        person
        for person in User.objects.filter(email__iexact=address, is_active=True)
        if same_address(person.email, address)
    ]
    return found[0] if len(found) == 1 else None


def same_address(one: str, other: str) -> bool:
    """Compare addresses; capitals count for nothing in ASCII alone, where no two letters share a capital."""
    return one == other or (one.isascii() and other.isascii() and one.lower() == other.lower())
