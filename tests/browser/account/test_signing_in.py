"""People sign in with passwords, apps and keys in a real browser, under the strict policy."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from desk.models import SecondFactorRule
from tests.accounts.people import code, person, with_app
from tests.browser.account.doing import at_home, confirm, log_out, sign_in, with_key

pytestmark = pytest.mark.django_db(transaction=True)

SILENT = """() => {
    navigator.credentials.get = async () => { throw new DOMException("no", "NotAllowedError"); };
}"""


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
