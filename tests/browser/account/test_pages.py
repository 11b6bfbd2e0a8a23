"""The pages of an account break no rule of accessibility, wide and narrow, light and dark."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.accounts.people import code, guess, person, with_app
from tests.browser.account.doing import at_home, confirm, sign_in, with_key
from tests.browser.entering import context_of

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (1440, 390)


def checked(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["target"]) for each in found] == [], page.url
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    page.set_viewport_size({"width": 1440, "height": 900})


def test_the_pages_on_the_way_in_are_accessible(page: Page, live_server: LiveServer) -> None:
    person()
    with_app(person("careful"))
    for address in ("/accounts/login/", "/accounts/inactive/", "/accounts/sso/cancelled/"):
        page.goto(address)
        checked(page)
    sign_in(page, "careful")
    checked(page)
    page.get_by_label("Code from the app").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("The code is not right.")).to_be_visible()
    checked(page)
    page.get_by_role("button", name="Cancel").click()
    guess(5, REMOTE_ADDR="192.0.2.1")
    sign_in(page)
    expect(page.get_by_role("alert").first).to_contain_text("Too many wrong attempts. Try again in")
    checked(page)


def test_the_pages_of_an_account_are_accessible(browser: Browser, live_server: LiveServer) -> None:
    context = context_of(browser, live_server.url, "editor")
    page = context.new_page()
    with_key(context, page)
    for address in ("/accounts/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/logout/"):
        page.goto(address)
        checked(page)
    context.close()


def test_the_pages_of_the_second_factor_are_accessible(context: BrowserContext, page: Page) -> None:
    with_app(person())
    with_key(context, page)
    sign_in(page)
    page.get_by_label("Code from the app").fill(code(secret_of("editor")))
    page.get_by_role("button", name="Sign in", exact=True).click()
    at_home(page)
    page.goto("/accounts/2fa/webauthn/add/")
    checked(page)
    confirm(page)
    checked(page)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("The key is added.")).to_be_visible()
    page.goto("/accounts/2fa/webauthn/")
    checked(page)
    for link in ("Rename", "Remove"):
        page.get_by_role("link", name=link).first.click()
        checked(page)
        page.go_back()
    for address in (
        "/accounts/", "/accounts/2fa/", "/accounts/password/", "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/reauthenticate/",
        "/accounts/2fa/webauthn/reauthenticate/", "/accounts/reauthenticate/", "/accounts/sessions/",
    ):  # fmt: skip
        page.goto(address)
        checked(page)
    page.goto("/accounts/2fa/totp/deactivate/")
    page.get_by_role("button", name="Remove the app").click()
    page.goto("/accounts/2fa/totp/activate/")
    checked(page)


def secret_of(name: str) -> str:
    return str(Authenticator.objects.get(user__username=name, type="totp").data["secret"])
