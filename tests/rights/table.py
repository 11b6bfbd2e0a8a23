"""Derive from the one table of rights what each newsroom address answers to whom; each route has its line.

To add a route, add one line to ``LINES`` by the route's qualified name. For each method it takes, say

- a ``Verb`` on the record that the address names by ``plural`` or ``record_type``; several: any of them;
- ``on(kind, verb)`` where the address names no kind;
- ``leaves(kind)`` where whoever may read the record leaves something beside it, such as a comment;
- ``Mine(model)`` where the address names something of one person, that nobody else may touch there;
- a ``Who`` where no verb decides. Such a cell changes nothing that the matrix watches.

A verb other than READ must change the record where it is granted. A route without a line fails the matrix by
its name. What a request needs as body or query stands in ``asking.py``, words that an address takes in
``addresses.CHOICES``. Routes that only lead on, or answer that there is nothing, stand in ``SILENT``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from publication.rights import Verb


class Who(StrEnum):
    """Who is let in where no verb decides."""

    ANYBODY = "anybody"
    LOGIN = "any account"
    STAFF = "an account that may open the admin"
    ROLE = "any role"
    ADMINISTRATOR = "administrators"
    OWNER = "the reporter whose it is"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Need:
    """One of some verbs on a kind of record."""

    verbs: tuple[Verb, ...]
    kind: str = ""
    """Empty: the kind that the address names."""
    leaves: bool = False

    @property
    def changes(self) -> bool:
        return self.leaves or self.verbs != (Verb.READ,)


def on(kind: str, *verbs: Verb) -> Need:
    """Ask for one of some verbs on a kind."""
    return Need(verbs, kind)


def leaves(kind: str = "") -> Need:
    """Let whoever may read a record leave something beside it."""
    return Need((Verb.READ,), kind, leaves=True)


@dataclass(frozen=True, slots=True)
class Mine:
    """Something of one person, by its model's name in the admin: theirs to touch, and nobody else's."""

    thing: str


Said: TypeAlias = Who | Verb | tuple[Verb, ...] | Need | Mine
Line: TypeAlias = Mapping[str, Said]

STEPS = (
    Verb.SUBMIT, Verb.REQUEST_CHANGES, Verb.APPROVE, Verb.SCHEDULE, Verb.PUBLISH, Verb.WITHDRAW,
    Verb.RETRACT, Verb.REDIRECT,
)  # fmt: skip
READ: Line = {"GET": Verb.READ}
FOR_STAFF: Line = {"GET": Who.STAFF}
FOR_ROLES: Line = {"GET": Who.ROLE}
FOR_LOGIN: Line = {"GET": Who.LOGIN}
FORM_FOR_ANYBODY: Line = {"GET": Who.ANYBODY, "POST": Who.ANYBODY}
FORM_FOR_LOGIN: Line = {"GET": Who.LOGIN, "POST": Who.LOGIN}
KEY: Line = {"GET": Mine("mfa_authenticator"), "POST": Mine("mfa_authenticator")}

ACCOUNTS: dict[str, Line] = {
    # the door
    **dict.fromkeys(("account_login", "account_logout", "mfa_authenticate", "mfa_login_webauthn"),
                    FORM_FOR_ANYBODY),
    "account_inactive": {"GET": Who.ANYBODY},
    "socialaccount_login_cancelled": {"GET": Who.ANYBODY},
    "openid_connect_login": {"GET": Who.NOBODY},  # unless single sign-on is set up
    "openid_connect_callback": {"GET": Who.NOBODY},
    # one's own account
    "account_index": FOR_LOGIN,
    **dict.fromkeys(("account_reauthenticate", "account_change_password", "usersessions_list"),
                    FORM_FOR_LOGIN),
    "end_session": {"POST": Mine("usersessions_usersession")},
    **dict.fromkeys(("mfa_index", "mfa_view_recovery_codes", "mfa_download_recovery_codes",
                     "mfa_list_webauthn"), FOR_LOGIN),
    **dict.fromkeys(("mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_activate_totp",
                     "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn"),
                    FORM_FOR_LOGIN),
    "mfa_edit_webauthn": KEY,
    "mfa_remove_webauthn": KEY,
    "tokens:own": {"GET": Who.ROLE, "POST": Who.ROLE},
    "tokens:revoke": {"GET": Who.ROLE, "POST": Mine("desk_token")},
}  # fmt: skip
"""The pages under ``/accounts/``; on those without a part everybody meets their own account alone."""

LINES: dict[str, Line] = {
    **ACCOUNTS,
    # the write API
    "desk-api:session": {"GET": Who.LOGIN},
    "desk-api:suggest": FOR_ROLES,
    "desk-api:duplicates": FOR_ROLES,
    "desk-api:reading": {"GET": on("source", Verb.READ)},
    "desk-api:comments": {"GET": on("event", Verb.READ), "POST": leaves("event")},
    "desk-api:comment": {"PATCH": on("event", Verb.CHANGE, Verb.REQUEST_CHANGES)},
    "desk-api:records": {"GET": Verb.READ, "POST": Verb.CREATE},
    "desk-api:record": {"GET": Verb.READ, "PUT": Verb.CHANGE, "PATCH": Verb.CHANGE, "DELETE": Verb.DELETE},
    "desk-api:presence": {"POST": Verb.READ},
    "desk-api:upload": {"POST": on("source", Verb.CREATE)},
    "desk-api:history": READ,
    "desk-api:restore": {"POST": Verb.CHANGE},
    "desk-api:merge": {"POST": Verb.MERGE},
    **{f"desk-api:{verb.value}": {"POST": verb} for verb in STEPS},
    # the newsroom's pages
    "desk:queue": FOR_ROLES,
    "desk:styleguide": FOR_ROLES,
    "desk:new-event": {"GET": on("event", Verb.CREATE)},
    "desk:edit-event": {"GET": on("event", Verb.READ)},
    "desk:review": READ,
    "desk:preview": READ,
    "desk:history": READ,
    "desk:moment": {"GET": Verb.READ, "POST": Verb.CHANGE},
    "desk:merge": {"GET": Verb.MERGE, "POST": Verb.MERGE},
    **{f"desk:act {verb.value}": {"POST": verb} for verb in STEPS},
    "desk:act unschedule": {"POST": Verb.SCHEDULE},
    "desk:act comment": {"GET": Verb.READ, "POST": leaves()},
    "desk:act settle": {"POST": (Verb.CHANGE, Verb.REQUEST_CHANGES)},
    "desk:act assign": {"POST": Verb.CHANGE},
    # the admin, apart from its pages over models
    **dict.fromkeys(("admin:login", "desk.sign_in.views.admin_login", "admin:password_change",
                     "desk.sign_in.views.admin_password"), FORM_FOR_LOGIN),  # they lead to /accounts/
    "admin:logout": {"POST": Who.LOGIN},
    "admin:index": FOR_STAFF,
    "admin:search": FOR_STAFF,
    "admin:jsi18n": FOR_STAFF,
    "admin:autocomplete": FOR_ROLES,
    "admin:password_change_done": FOR_STAFF,
    "admin:auth_user_password_change": {"GET": Who.ADMINISTRATOR, "POST": Who.ADMINISTRATOR},
}  # fmt: skip
"""By the route's name, and its step where it has one, what each method needs."""

PAGES: dict[str, Line] = {
    **dict.fromkeys(("changelist", "history", "editions", "edition", "unpublished"), READ),
    "add": {"GET": Verb.CREATE, "POST": Verb.CREATE},
    "change": {"GET": Verb.READ, "POST": Verb.CHANGE},
    **{verb: {"GET": Verb(verb), "POST": Verb(verb)}
       for verb in ("delete", "publish", "withdraw", "retract", "redirect")},
}  # fmt: skip
"""The admin's pages over a model, by the end of the route's name."""

MODELS: dict[str, str] = {
    **{f"relations_{kind}": kind for kind in
       ("country", "sector", "official", "relation", "agreement", "office", "source")},
    "events_event": "event",
}  # fmt: skip
"""The kind of record that an admin's model is, in the table of rights."""

ROWS = {"relations_agreementstep": "agreement", "events_dispute": "event", "relations_passage": "source"}
"""Rows edited by themselves: whatever is done to one changes the record it belongs to."""

READ_ONLY: dict[str, Who] = {
    "publication_edition": Who.ROLE, "auth_group": Who.ADMINISTRATOR, "desk_token": Who.ADMINISTRATOR,
    "procrastinate_procrastinatejob": Who.NOBODY,
}  # fmt: skip
"""Models that nobody alters in the admin, and who may look at them."""

KEPT: dict[str, tuple[str, ...]] = {
    "auth_user": ("add", "change", "delete"), "socialaccount_socialaccount": ("add", "delete"),
    "desk_secondfactorrule": ("add", "delete"), "mfa_authenticator": ("delete",),
    "usersessions_usersession": ("delete",),
}  # fmt: skip
"""Models that administrators look at, and what else they do with them."""

SILENT = (
    "desk-api:nothing", "admin:view_on_site", "admin:app_list",
    "admin:django.contrib.admin.sites.AdminSite.catch_all_view",
    "admin:django.views.generic.base.RedirectView",
)  # fmt: skip
"""Routes that lead on or answer that there is nothing; what they lead to has its own line."""
