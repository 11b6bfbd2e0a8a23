"""Take names, passwords, codes and keys; whatever can be guessed is counted."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.forms import CharField

from desk.sign_in.limits import guess_code, guess_password

PLAIN = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}
"""Names and codes stand as they are typed, on phones too."""


class SignIn(LoginForm):
    """Ask for name and password, under the names that password managers know."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].label = "User name"
        self.fields["login"].widget.attrs |= PLAIN
        self.fields["password"].help_text = ""

    def add_prefix(self, field_name: str) -> str:
        """Send the name as ``username``, as Django's own login does."""
        return "username" if field_name == "login" else str(super().add_prefix(field_name))


class NewPassword(ChangePasswordForm):
    """Ask for the old password and, twice, for the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["oldpassword"].help_text = ""
        self.fields["oldpassword"].label = "Current password"
        self.fields["password1"].label = "New password"
        self.fields["password2"].label = "New password, once more"

    def clean_oldpassword(self) -> str:
        """Count a wrong one as a guess at the account."""
        guess = guess_password(context.request, self.user.get_username())
        given = str(super().clean_oldpassword())
        guess.was_right()
        return given


class CountsCodes:
    """Count wrong codes as guesses at the second factor."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]  # type: ignore[attr-defined]
        code.widget.attrs.pop("placeholder", None)
        code.widget.attrs |= PLAIN
        code.label = "Code from the app, or a recovery code"

    def clean_code(self) -> str:
        """Take the guess off the count if it was right."""
        guess = guess_code(context.request, self.user.pk)
        given = str(super().clean_code())  # type: ignore[misc]
        guess.was_right()
        return given


class Code(CountsCodes, AuthenticateForm):
    """Ask for a code while signing in."""


class CodeAgain(CountsCodes, ReauthenticateForm):
    """Ask for a code before something that matters."""


class ReadsKeys:
    """Refuse what no key sends with a sentence, where the library would fail."""

    def clean_credential(self) -> Any:
        """Give the key that answered."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (AttributeError, LookupError, TypeError, ValueError) as unreadable:
            raise get_adapter().validation_error("incorrect_code") from unreadable


class Key(ReadsKeys, AuthenticateWebAuthnForm):
    """Take a key's answer while signing in."""


class KeyAgain(ReadsKeys, ReauthenticateWebAuthnForm):
    """Take a key's answer before something that matters."""


class Passkey(ReadsKeys, LoginWebAuthnForm):
    """Take the answer of a key that tells by itself whose it is."""


class NewKey(AddWebAuthnForm):
    """Take a new key and a name for it."""

    name = CharField(required=False, max_length=60, help_text="Such as «Phone» or «Key on the key ring».")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["passwordless"].label = "Use it as a passkey"
        self.fields["passwordless"].help_text = "It then signs you in alone, without name and password."

    def clean(self) -> dict[str, Any]:
        """Refuse what no key sends with a sentence, where the library would fail."""
        try:
            return dict(super().clean())
        except (AttributeError, LookupError, TypeError, ValueError) as unreadable:
            raise get_adapter().validation_error("incorrect_code") from unreadable
