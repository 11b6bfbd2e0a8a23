"""Open a browser in which somebody of the newsroom has logged in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE
from tests.filling import signed_in


def context_of(browser: Browser, root: str, role: str, **options: Any) -> BrowserContext:
    """Give a context of a browser, addresses relative to ``root``, in which a role's person is logged in."""
    context = browser.new_context(base_url=root, viewport={"width": 1440, "height": 900}, **options)
    context.set_default_timeout(PATIENCE)
    held = signed_in(role).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": held.key, "value": held.value, "url": root}])
    return context


def editor_page(browser: Browser, root: str, path: str = "new/", role: str = "reporter") -> Page:
    """Open the record editor as somebody of a role, and wait until the form stands."""
    page = context_of(browser, root, role).new_page()
    page.goto(f"/desk/events/{path}")
    expect(page.locator("#form[data-ready]")).to_be_visible()
    return page


def saved(page: Page) -> None:
    """Save what the form holds; refuse if the server does not have everything then."""
    page.evaluate("editor.saver.flush()")
    expect(page.locator("#state")).to_have_attribute("data-state", "saved")
