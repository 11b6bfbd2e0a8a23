"""Lay out what belongs to people: keys, sessions, tokens, and what administrators keep about them."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, User
from django.db.models import Model
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AuthenticatorData, CollectedClientData

from desk.models import SecondFactorRule
from tests.desk.api.writing import token_of
from tests.rights.ground import Ground, Shelf
from tests.rights.people import logged_in, person


def things() -> Ground:
    """Give one of each, by its model's name in the admin; all but the account itself are the reporter's."""
    reporter: Any = person("reporter-at-work")
    session = logged_in(reporter).session.session_key
    there: dict[str, Model] = {
        "auth_user": User.objects.get(username="reader"),
        "mfa_authenticator": Authenticator.objects.create(user=reporter, type="webauthn", data=a_key()),
        "usersessions_usersession": UserSession.objects.create(
            user=reporter, ip="192.0.2.1", session_key=session
        ),
        "socialaccount_socialaccount": SocialAccount.objects.create(user=reporter, provider="sso", uid="1"),
        "desk_secondfactorrule": SecondFactorRule.objects.create(role=Group.objects.get(name="reporter")),
        "desk_token": token_of(reporter, "read").token,
    }
    return {name: Shelf(thing, thing, thing) for name, thing in there.items()}


def a_key() -> dict[str, Any]:
    """Give what is kept of a security key, such as one that names no credential."""
    flags = AuthenticatorData.FLAG.UP
    attested = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0), {})
    told = CollectedClientData.create("webauthn.create", b"challenge", "https://newsroom.example")
    response = {"clientDataJSON": websafe_encode(told), "attestationObject": websafe_encode(attested)}
    return {
        "name": "A key",
        "credential": {"id": "QQ", "rawId": "QQ", "type": "public-key", "response": response},
    }
