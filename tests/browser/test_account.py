"""People sign in with passwords, apps and keys in a real browser, under the strict policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from desk.models import SecondFactorRule
from tests.accounts.people import PASSWORD, code, guess, person, with_app
from tests.browser.entering import context_of

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (1440, 390)
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

SILENT = """() => {
    navigator.credentials.get = async () => { throw new DOMException("no", "NotAllowedError"); };
}"""


@pytest.fixture(autouse=True)
def _hash_quickly(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Give a page that has refused nothing when it is done."""
    opened, refused = context.new_page(), []
    opened.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    opened.on("pageerror", lambda error: refused.append(str(error)))
    yield opened
    assert refused == []


def with_key(context: BrowserContext, page: Page) -> None:
    """Plug a key into the browser that answers by itself."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def sign_in(page: Page, name: str = "editor") -> None:
    page.goto("/accounts/login/?next=/accounts/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def log_out(page: Page) -> None:
    page.goto("/accounts/")
    page.locator("main").get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def confirm(page: Page) -> None:
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def at_home(page: Page, name: str = "editor") -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def add_key(page: Page, name: str, *, passkey: bool) -> None:
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Add a key").click()
    confirm(page)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Use it as a passkey").set_checked(passkey)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def test_a_passkey_is_registered_and_lets_in_alone(context: BrowserContext, page: Page) -> None:
    person()
    with_key(context, page)
    sign_in(page)
    at_home(page)
    add_key(page, "Laptop", passkey=True)
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Laptop")).to_be_visible()
    expect(page.get_by_text("passkey", exact=True)).to_be_visible()
    log_out(page)
    page.goto("/accounts/login/?next=/accounts/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    at_home(page)


def test_a_key_is_the_second_factor_after_the_password(context: BrowserContext, page: Page) -> None:
    person()
    with_key(context, page)
    sign_in(page)
    add_key(page, "Key on the ring", passkey=False)
    log_out(page)
    sign_in(page)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    page.get_by_role("button", name="Use a security key").click()
    at_home(page)


def test_a_key_that_does_not_answer_is_told_in_words(page: Page) -> None:
    page.goto("/accounts/login/")
    page.evaluate(SILENT)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The key did not answer in time")


def test_where_keys_cannot_work_the_page_says_where_they_do(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url.replace("localhost", "127.0.0.1") + "/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("open http://localhost")


def test_an_app_is_set_up_from_the_picture_or_the_secret(page: Page) -> None:
    person()
    sign_in(page)
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Set up an app").click()
    confirm(page)
    picture = page.get_by_role("img", name=re.compile("Picture for the authenticator app"))
    assert picture.evaluate("image => image.complete && image.naturalWidth > 20")
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Authenticator code").fill(code(secret))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert page.locator(".codes li").count() == 10


def test_who_must_have_a_second_factor_is_led_there(page: Page) -> None:
    person()
    SecondFactorRule.objects.create(role=Group.objects.get(name="editor"))
    sign_in(page)
    expect(page.get_by_role("heading", name="Second factor", exact=True)).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Your role must have a second factor.")
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="Second factor", exact=True)).to_be_visible()


def test_signing_in_works_without_script(browser: Browser, live_server: LiveServer) -> None:
    secret = with_app(person())
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = plain.new_page()
    sign_in(page)
    page.get_by_label("Code from the app").fill(code(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    at_home(page)
    page.goto("/accounts/sessions/")
    expect(page.get_by_text("this one")).to_be_visible()
    plain.close()


# Every page, wide and narrow, light and dark


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
    from allauth.mfa.models import Authenticator

    return str(Authenticator.objects.get(user__username=name, type="totp").data["secret"])
