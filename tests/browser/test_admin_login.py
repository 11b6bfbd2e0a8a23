"""The admin's login page works in a real browser under its content policy."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer


@pytest.mark.django_db(transaction=True)
def test_the_login_page_draws_without_a_refused_script_or_an_outside_host(
    browser: Browser, live_server: LiveServer
) -> None:
    page = browser.new_page()
    refused: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/admin/login/")
    assert page.locator("input[name=username]").is_visible()
    assert refused == []
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
    page.close()
