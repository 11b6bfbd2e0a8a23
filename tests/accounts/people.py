"""People with accounts, and what they do to sign in."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import Group, User
from django.db.models import F
from django.test import Client
from django.urls import reverse

from desk.models import Attempt

PASSWORD = "a long password of its own"
PERIOD = 30


def person(name: str = "editor", role: str = "editor", **facts: Any) -> User:
    """Make somebody of a role who may enter the admin."""
    made = User.objects.create_user(name, password=PASSWORD, **{"is_staff": True, **facts})
    if role:
        made.groups.add(Group.objects.get_or_create(name=role)[0])
    return made


def sign_in(name: str = "editor", password: str = PASSWORD, client: Client | None = None, **sent: Any) -> Any:
    """Send a name and a password to the login page."""
    address = sent.pop("at", reverse("account_login"))
    return (client or Client()).post(address, {"username": name, "password": password}, **sent)


def guess(times: int, name: str = "editor", **sent: Any) -> None:
    """Guess wrongly some times, each a moment after the one before."""
    for number in range(times):
        answer = sign_in(name, f"wrong {number}", **sent)
        assert answer.status_code == 200, answer.content


def from_elsewhere(number: int) -> dict[str, Any]:
    return {"REMOTE_ADDR": f"192.0.2.{number}"}


def guess_from_many(times: int, name: str = "editor") -> None:
    """Guess from as many addresses, so that only the account can tell."""
    for number in range(times):
        guess(1, name, **from_elsewhere(number))


def let_pass(**time_gone: int) -> None:
    """Let time pass for all guesses so far."""
    Attempt.objects.update(at=F("at") - timedelta(**time_gone))


def entered(client: Client) -> bool:
    """Say whether the client is somebody for the desk."""
    return client.get(reverse("desk-api:session")).status_code == 200


def refused(answer: Any) -> str:
    """Give what an answer says against the form as a whole, or nothing."""
    form = answer.context["form"] if answer.context else None
    return " ".join(form.non_field_errors()) if form else ""


def with_app(user: User) -> str:
    """Give somebody an authenticator app and recovery codes; give its secret."""
    secret = str(generate_totp_secret())
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code(secret: str, later: int = 0) -> str:
    """Compute what the app shows now, with some seconds left to send it."""
    now = time.time()
    if now % PERIOD > PERIOD - 3:
        time.sleep(PERIOD - now % PERIOD)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + later)))


def recovery_codes(user: User) -> list[str]:
    """List the codes that still count."""
    held = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return list(held.wrap().get_unused_codes())


def again(client: Client) -> Client:
    """Show once more that it is oneself, as pages that matter ask for."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client
