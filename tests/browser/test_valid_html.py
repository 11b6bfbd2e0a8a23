"""Every page is valid HTML to the W3C's checker: public pages, refusals, accounts and the newsroom's own.

The admin's pages are made by others. The checker runs once, over all pages and one that it must find wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as known
from django.contrib.auth.models import Permission, User
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from publication.downloads import make as make_downloads
from publication.publishing import retract, withdraw
from tests import cast
from tests.accounts.people import person, sign_in, with_app
from tests.browser.checker import errors, must_be_there
from tests.browser.hostile import Newsroom
from tests.browser.rounds import FULL_OF_ROWS, NO_PAGES, values
from tests.browser.site import PAGES
from tests.filling import signed_in
from tests.publication.library import plain
from tests.publication.records import BY, edit, ended, publish_again
from tests.rights.addresses import Route, newsroom
from tests.rights.ground import NEWS, Ground, lay_the_ground
from tests.rights.people import logged_in

VISIT = "/events/munir-astana-2024/"
DATES = ("2023", "2023-11", "2021-05/2021-06", "2021/..", "../2020", "XXXX-04-23", "2015~", "201X")
"""Partial dates of every sort: none may stand as a machine's date that is none."""
EXACT = timedelta(hours=1, microseconds=285390)
"""How long after the others these are published: instants are kept to the microsecond."""

PUBLIC = {
    **dict.fromkeys(PAGES, 200),
    "/nothing/": 404,
    "/events/call-2022/": 200,
    "/events/no-year/": 404,  # of another site
    "/events/?kind=holiday": 400,
    "/events/?country=KZ&page_size=2": 200,
    "/events/?kind=call&pair=KZ-PK&from=2030": 200,
    "/events/withdrawn/": 200,
    "/events/withdrawn/versions/": 200,
    "/events/retracted/": 410,
    "/events/munir-astana/": 404,
    f"{VISIT}versions/2/": 200,
    f"{VISIT}versions/?difference=1": 200,
    f"{VISIT}versions/?difference=x": 400,
    f"{VISIT}versions/99/": 404,
    "/facets/events/": 200,
    "/facets/events/?kind=holiday": 400,
    "/relations/": 200,
    "/relations/KZ-UZ/": 200,
    "/countries/SUHH/": 200,
    "/agreements/kz-pk-peacekeeping/": 200,
    "/sectors/peacekeeping/": 200,
    "/pictures/pairs/": 200,
    "/search/": 200,
    "/search/?q=event": 200,
    "/search/?q=zzzz": 200,
    "/search/?q=munir&type=holiday": 400,
    "/changes/?since=0": 200,
    "/changes/?since=x": 400,
    "/data/?before=x": 400,
}
"""Public pages of every type, each with its status: those looked at in a browser, and more."""

ALONE = ("400.html", "403_csrf.html", "429.html", "500.html", "503.html", "account/signup_closed.html",
         "mfa/webauthn/reauthenticate.html", "publication/unready.html",
         "socialaccount/authentication_error.html")  # fmt: skip
"""Pages that are shown when something fails, or to whoever holds a key."""

ON_THE_WAY = {"account_logout", "mfa_authenticate"}
"""Pages on the way in and out, which tests that stay inside leave out."""

WRONG = b"<!doctype html><html lang=en><title>Wrong</title><p id=one><p id=one>\n<em><div></em></div>"


class Read:
    """The pages that were read, by address and reader, and the templates that they are made of."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.templates: set[str] = set()

    def take(self, name: str, answer: Any) -> None:
        """Take a page; refuses what is none."""
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8", name
        self.pages[name] = answer.content
        self.templates |= {each.name for each in answer.templates if each.name}


@pytest.mark.django_db
def test_every_page_is_valid_html(tmp_path: Path, settings: Settings) -> None:
    must_be_there()
    settings.SEARCH_CANDIDATES = 3  # so that a page says that there are more
    read, ground = Read(), publish_everything()
    read_the_public_pages(read)
    read_the_newsroom(read, ground)
    for name in ALONE:
        read.pages[name] = render_to_string(name, {"broken": ["title: It is missing."]}).encode()
    assert templates_of_pages() - read.templates == set(ALONE)  # a new page must be read here
    found = errors({**read.pages, "wrong": WRONG}, tmp_path)
    assert any("Duplicate ID" in each for each in found.pop("wrong", [])), "the checker finds nothing"
    wrong = [f"{page}: {error}" for page, told in found.items() for error in told]
    assert not wrong, "\n".join(wrong)


def publish_everything() -> Ground:
    """Publish a record of every kind, dates of every sort, a correction, endings and files."""
    ground = lay_the_ground()
    lately = (timezone.now() - timedelta(days=30)).date().isoformat()  # some pictures are of a year
    dates = enumerate((*DATES, lately))
    dated = [plain(f"dated-{number}", start, cast.pakistan()) for number, start in dates]
    taken_back = [plain(key, "2022-03", cast.pakistan()) for key in ("withdrawn", "retracted")]
    cast.publish_all(*dated, *taken_back, at=cast.NOW + EXACT)
    publish_again(ground["event"].beside, "correction", "The venue was wrong.", place="Almaty")
    for draft, verb in zip(taken_back, (withdraw, retract), strict=True):
        verb(ended(draft), **BY)
    make_downloads(at=cast.NOW + EXACT)
    for kind in FULL_OF_ROWS:
        edit(ground[kind].beside, **NEWS[kind])
    return ground


def read_the_public_pages(read: Read) -> None:
    reader = Client()
    answers = {address: reader.get(address) for address in PUBLIC}
    assert {address: answer.status_code for address, answer in answers.items()} == PUBLIC
    for address, answer in answers.items():
        read.take(address, answer)


def read_the_newsroom(read: Read, ground: Ground) -> None:
    """Read each page of the newsroom as whoever is shown it first, and how others are refused."""
    waiting = [each for each in newsroom() if is_our_page(each)]
    for name, client, user in people():
        room = Newsroom(ground=ground, people=[user])
        for route in list(waiting):
            address = route.filled(values(room, route, user))
            answer = client.get(address)
            if answer.status_code in (200, 403):
                read.take(f"{address} as {name}", answer)
            if answer.status_code == 200:
                waiting.remove(route)


def is_our_page(route: Route) -> bool:
    left_out = set(NO_PAGES) - ON_THE_WAY
    return route.name not in left_out and not route.name.startswith(("admin:", "desk-api:"))


def people() -> Iterator[tuple[str, Client, User]]:
    """Give whoever may see what others may not, each with the account that the pages are about."""
    editor, administrator = (may_see_everything(role) for role in ("editor", "administrator"))
    yield "editor", logged_in(editor), editor
    key = {"name": "A key", "passwordless": True, "credential": {}}
    Authenticator.objects.create(user=administrator, type="webauthn", data=key)
    with_app(administrator)
    yield "administrator", logged_in(administrator), administrator
    yield "nobody", Client(), editor
    halfway = Client()
    with_app(person("halfway"))
    sign_in("halfway", client=halfway)
    yield "somebody on the way in", halfway, editor


def may_see_everything(role: str) -> User:
    signed_in(role)
    user = User.objects.get(username=f"{role}-one")
    user.user_permissions.set(Permission.objects.all())
    return user


def templates_of_pages() -> set[str]:
    """List our templates of pages and of their parts, those of the admin apart."""
    folder = Path(known.BASE_DIR) / "templates"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    return {name for name in found if not name.startswith("admin/")}
