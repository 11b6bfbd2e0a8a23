"""List the addresses at which a newsroom full of scripts, and what it has published, is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import User

from desk.kinds import RECORD_KINDS
from desk.models import Change
from publication.addresses import PLURALS
from publication.models import Listing
from tests.browser.hostile import Newsroom
from tests.browser.scripts import SCRIPTS
from tests.rights.addresses import Route, newsroom
from tests.scale import size

FULL_OF_ROWS = ("event", "official", "relation")
"""Kinds whose second record on the shelf holds rows of every sort."""

FULL = size(0, 1)
"""Whether every page is opened that shares its code with another, but is about another kind."""

IN_THE_GATE = (
    "events_event_change", "events_event_unpublished", "relations_official_change", "relations_source_change",
    "relations_agreement_publish", "relations_passage_change", "events_dispute_delete", "desk_token_change",
)  # fmt: skip
"""The admin's pages about a row that are opened every time."""

NO_PAGES = (
    "desk:act", "admin:django.views.generic.base.RedirectView", "admin:view_on_site", "admin:app_list",
    "admin:logout", "admin:jsi18n", "admin:autocomplete", "account_logout", "openid_connect_callback",
    "openid_connect_login", "end_session", "tokens:revoke", "mfa_download_recovery_codes",
    "mfa_login_webauthn", "mfa_authenticate", "mfa_reauthenticate_webauthn",
    "admin:django.contrib.admin.sites.AdminSite.catch_all_view",
)  # fmt: skip
"""Newsroom routes that answer with no page of their own: steps, ways elsewhere, files and data."""


def record_of(room: Newsroom, record_type: str) -> Any:
    """Give the record of a kind that holds most."""
    shelf = room.ground[record_type]
    return shelf.beside if record_type in FULL_OF_ROWS else shelf.standing


def pages(room: Newsroom, who: User) -> Iterator[str]:
    """List the pages of the newsroom, about the records that hold most, as somebody sees them."""
    for route in newsroom():
        if route.name not in NO_PAGES and not route.name.startswith("desk-api:") and (FULL or is_own(route)):
            yield route.filled(values(room, route, who))


def is_own(route: Route) -> bool:
    """Whether the gate opens a page: of what kinds of record share, the one about events or officials."""
    space, _, name = route.name.partition(":")
    if space == "admin" and "object_id" in route.parts:
        return name in IN_THE_GATE
    return route.kind in ("", "event", "official") and not route.name.startswith("mfa_")


def desk(room: Newsroom) -> Iterator[str]:
    """List the pages on which an editor works with a record of each kind."""
    yield "/desk/"
    kinds = RECORD_KINDS if FULL else ("relation", "agreement")
    yield from (f"/desk/review/{kind}/{record_of(room, kind).pk}/" for kind in kinds)
    for kind in ("official", "event"):
        old, new = room.ground[kind].standing, room.ground[kind].beside
        yield f"/desk/review/{kind}/{old.pk}/merge/?into={new.key}"


def values(room: Newsroom, route: Route, who: User) -> dict[str, str]:
    """Fill the parts of an address."""
    space, _, name = route.name.partition(":")
    label, _, _ = name.rpartition("_")
    row: Any = None
    if space == "admin" and "object_id" in route.parts:
        row = row_of(room, *label.split("_", 1))
    elif route.kind:
        row = record_of(room, route.kind)
    elif route.name == "desk:edit-event":
        row = record_of(room, "event")
    elif "id" in route.parts:
        row = room.people[-1]
    elif "webauthn" in route.name:
        row = Authenticator.objects.filter(user=who).first()
    pk = str(row.pk) if row else "0"
    changes = Change.objects.filter(record=row.pk) if route.kind else Change.objects.none()
    sets = list(changes.order_by("-pk").values_list("change_set", flat=True))
    return {
        "pk": pk, "object_id": pk, "id": pk, "key": getattr(row, "key", ""), "version": "2",
        "change_set": str(sets[len(sets) // 2] if sets else 0),
    }  # fmt: skip


def row_of(room: Newsroom, app: str, model: str) -> Any:
    """Give a row that a page of the admin is about; of what people have, a stranger's."""
    if model in RECORD_KINDS:
        return record_of(room, model)
    found = apps.get_model(app, model)
    stranger = room.people[-1]
    if found is User:
        return stranger
    if any(each.name == "user" for each in found._meta.fields):
        return found._default_manager.filter(user=stranger).last()
    return found._default_manager.last()


def asked(some: int) -> Iterator[str]:
    """List addresses whose query is a script, so many of each."""
    shelves = ("/events/", "/officials/", "/agreements/", "/meetings/", "/countries/")
    for place, script in enumerate(SCRIPTS[:: max(1, len(SCRIPTS) // some)]):
        said = quote(script)
        yield f"/search/?q={said}"
        yield f"{shelves[place % len(shelves)]}?kind={said}&{said}=1"
        yield f"/changes/?since={said}"
        yield f"/{said}/"


def asked_of_the_desk(some: int) -> Iterator[str]:
    """List addresses of the newsroom whose query is a script."""
    for script in SCRIPTS[1 :: max(1, len(SCRIPTS) // some)]:
        said = quote(script)
        yield f"/desk/?q={said}&person={said}"
        yield f"/desk/?pair={said}&state={said}"
        yield f"/admin/events/event/?q={said}"
        yield f"/accounts/login/?next={said}"


def public(room: Newsroom) -> Iterator[str]:
    """List the public pages of what was published, its versions, and the lists and words that lead there."""
    shown = {record_of(room, kind).key for kind in RECORD_KINDS}
    yield from ("/", "/changes/", "/search/?q=hit", "/search/?q=svg+onload", "/api/")
    for plural in (*PLURALS.values(), "meetings"):
        yield f"/{plural}/"
    for listing in Listing.objects.order_by("type", "key"):
        home = f"/{PLURALS[listing.type]}/{listing.key}/"
        if not FULL and listing.state == "published" and listing.key not in shown:
            continue
        yield home
        yield f"{home}versions/"
        yield f"{home}versions/2/"
