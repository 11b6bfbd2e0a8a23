"""Open a browser in which somebody of the newsroom has logged in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import PATIENCE
from tests.filling import signed_in


def context_of(browser: Browser, root: str, role: str, **options: Any) -> BrowserContext:
    """Give a context of a browser, addresses relative to ``root``, in which a role's person is logged in."""
    context = browser.new_context(base_url=root, viewport={"width": 1440, "height": 900}, **options)
    context.set_default_timeout(PATIENCE)
    held = signed_in(role).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": held.key, "value": held.value, "url": root}])
    return context
