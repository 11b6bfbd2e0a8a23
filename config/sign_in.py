"""Set up how people sign in: the second page of config/settings.py, every line with its reason."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from config.environment import flag, number, required, text

MINUTE, QUARTER, DAY = 60, 15 * 60, 24 * 60 * 60  # seconds

SIGN_IN_APPS = [
    "config.accounts_app.NewsroomAccountsConfig",  # allauth.account, under our own middleware
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
CACHES = {  # in the database: a limit that each worker counts for itself is none
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "desk_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # beyond 300, the default, it would forget what it limits
    }
}

# The door
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]  # names as written, the active
ACCOUNT_ADAPTER = "desk.sign_in.adapters.Accounts"  # nobody signs up, and every guess is counted
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator gives the addresses
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE says, without asking
ACCOUNT_FORMS = {"login": "desk.sign_in.forms.SignIn", "change_password": "desk.sign_in.forms.NewPassword"}
PASSWORD_CHECKS = ["UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{check}Validator"} for check in PASSWORD_CHECKS
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # length protects best

# Guessing: pairs of how many wrong ones are let pass, and within how many seconds
GUESSES_AT_ACCOUNT = ((5, MINUTE), (10, QUARTER), (100, DAY))  # slow, locked, and at most 100 a day
WRONG_PER_ADDRESS = number("WRONG_PER_ADDRESS", 10, 10, 1000)  # more where a large office shares one address
GUESSES_FROM_ADDRESS = ((WRONG_PER_ADDRESS // 2, MINUTE), (WRONG_PER_ADDRESS, QUARTER))
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}  # desk/sign_in/limits.py counts the wrong ones
MFA_RATE_LIMITS = {"webauthn_login": "100/m/ip"}  # nothing to guess, and an office may share an address
ALLAUTH_TRUSTED_PROXY_COUNT = int(flag("TRUST_PROXY", False))  # X-Forwarded-For counts from our proxy alone

# The second factor
MFA_ADAPTER = "desk.sign_in.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Chancery"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # no address is ever verified here
MFA_FORMS = {
    "authenticate": "desk.sign_in.forms.Code",
    "reauthenticate": "desk.sign_in.forms.CodeAgain",
    "add_webauthn": "desk.sign_in.forms.NewKey",
    "authenticate_webauthn": "desk.sign_in.forms.Key",
    "reauthenticate_webauthn": "desk.sign_in.forms.KeyAgain",
    "login_webauthn": "desk.sign_in.forms.Passkey",
}

# Single sign-on by OpenID Connect: off unless an issuer is named
SOCIALACCOUNT_ADAPTER = (
    "desk.sign_in.adapters.SingleSignOn"  # only who is there already, by a verified address
)
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form could not lead there: form-action names our own address alone
SOCIALACCOUNT_STORE_TOKENS = False  # nothing is asked of the provider later
SSO_ID = "sso"  # what connections are stored under


def issuer() -> str:
    """Read the address of the provider; refuse one that is not reached over TLS, this machine apart."""
    value = text("OIDC_ISSUER").rstrip("/")
    parts = urlsplit(value)
    if value and parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise ImproperlyConfigured(f"OIDC_ISSUER is {value!r}; it must begin with https://.")
    return value


OIDC_ISSUER = issuer()
OIDC_NAME = text("OIDC_NAME", "your organisation")  # the button says «Sign in with …»
OIDC_WHY = "once OIDC_ISSUER is set"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": [], "OAUTH_PKCE_ENABLED": True}}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": SSO_ID,
            "name": OIDC_NAME,
            "client_id": required("OIDC_CLIENT_ID", OIDC_WHY),
            "secret": required("OIDC_CLIENT_SECRET", OIDC_WHY),
            "settings": {"server_url": OIDC_ISSUER},
        }
    ]
