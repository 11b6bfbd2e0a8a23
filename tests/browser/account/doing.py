"""Do what people do to sign in, in a browser."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.accounts.people import PASSWORD

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A key that answers by itself, as a laptop with a fingerprint would."""


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
