"""Look at a page as those who cannot see it well: with axe, in narrow windows, light and dark."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (1440, 1024, 390)


def violations(page: Page) -> list[str]:
    """Name what axe finds wrong with the page as it stands."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['target']}" for each in found for node in each["nodes"]]


def sideways(page: Page) -> bool:
    """Say whether the page has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def checked(page: Page) -> None:
    """Find nothing wrong with a page, in any width, light and dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = violations(page)
        assert not found, "\n".join(found)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert not sideways(page), width
    page.set_viewport_size({"width": 1440, "height": 900})
