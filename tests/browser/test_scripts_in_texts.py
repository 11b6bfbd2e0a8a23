"""No text of the newsroom, whatever it holds, runs as a script on any page of desk, admin or public site."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Route, expect
from pytest_django.live_server_helper import LiveServer

from events.models import Event
from tests import cast
from tests.browser import rounds
from tests.browser.alarm import Alarm
from tests.browser.entering import context_of
from tests.browser.hostile import Newsroom
from tests.browser.scripts import BY_PLACE, SCRIPTS
from tests.desk.api.writing import Person
from tests.scale import size

BARE = "http://bare.invalid"
FRAMES = 30
"""Scripts that are tried at once, each in a frame; one that is silent there is tried again alone."""

TURNS = size(1, 90)
"""How often other scripts are dealt into the short fields at most; a long one holds all of them at once."""

SOME = size(1, 100)
"""How many scripts are asked for in addresses."""

PLACES = {
    "text": "<p>{}</p>",
    "anywhere": "<p>{}</p>",
    "double-quoted attribute": '<input value="{}">',
    "single-quoted attribute": "<input value='{}'>",
    "bare attribute": "<input value={}>",
    "script in double quotes": '<script>let a = "{}";</script>',
    "script in single quotes": "<script>let a = '{}';</script>",
    "script whose quotes are escaped": '<script>let a = "{}";</script>',
    "script in backticks": "<script>let a = `{}`;</script>",
    "json in a script": '<script type="application/json">{{"title": "{}"}}</script>',
    "handler": "<script>function go() {{}}</script><img src=x: onerror=\"go('{}')\">",
    "address": '<a href="{}">read on</a>',
    "comment": "<!--{}-->",
    "title": "<title>{}</title>",
    "text area": "<textarea>{}</textarea>",
    "style": '<style>p::before {{content: "{}"}}</style><p>x</p><b>y</b>',
    "text written twice": "<p id=p>{}</p><script>p.innerHTML = p.textContent</script>",
    "markup set by a script": "<p id=p></p><script>p.innerHTML = {}; p.innerHTML = p.innerHTML;</script>",
}
CARELESS = """
    const text = Object.getOwnPropertyDescriptor(Node.prototype, "textContent");
    Object.defineProperty(Node.prototype, "textContent", {...text, set(value) {
        if (this instanceof HTMLElement) this.innerHTML = value;
        else text.set.call(this, value);
    }});
"""
"""Makes a page's scripts write what they are told as markup."""


def written(place: str, script: str) -> str:
    """Write a page that has a script as a text in a place, as it came."""
    if place == "markup set by a script":
        script = json.dumps(script).replace("<", "\\u003c")
    elif place == "script whose quotes are escaped":
        script = script.replace('"', '\\"')
    return f"<!doctype html><html><meta charset=utf-8><body>{PLACES[place].format(script)}</body></html>"


def told(heard: Iterable[str]) -> bool:
    """Whether a script was heard, or found where it would run; its place's own handler is no finding."""
    return any(not each.startswith(("error", "said", "planted IMG onerror=go")) for each in heard)


def bare(browser: Browser, pages: list[str]) -> BrowserContext:
    """Open a browser on a site of these pages by number, and of frames with those from one to another."""
    context = browser.new_context()

    def answer(route: Route) -> None:
        first, _, last = route.request.url.removeprefix(f"{BARE}/").partition("-")
        body = pages[int(first)] if first.isdecimal() and not last else ""
        if last:
            body = "".join(f"<iframe src=/{each}></iframe>" for each in range(int(first), int(last)))
        route.fulfill(body=body, content_type="text/html")

    context.route("**/*", answer)
    return context


def test_every_script_is_heard_where_nothing_is_escaped(browser: Browser) -> None:
    pages = [written(place, script) for place, some in BY_PLACE.items() for script in some]
    context = bare(browser, pages)
    alarm, silent = Alarm(context, BARE), []
    for first in range(0, len(pages), FRAMES):
        last = min(first + FRAMES, len(pages))
        heard = alarm.open(f"{BARE}/{first}-{last}")
        silent += [
            each
            for each in range(first, last)
            if not told(one for one in heard if one.endswith(f" at {BARE}/{each}"))
        ]
    for each in list(silent):
        heard = alarm.open(f"{BARE}/{each}")
        alarm.page.wait_for_timeout(50)
        if told(heard + alarm.since()):
            silent.remove(each)
    context.close()
    assert [pages[each] for each in silent] == []
    assert len(set(SCRIPTS)) == len(SCRIPTS) >= 100


def confirmed(browser: Browser, root: str, role: str) -> Alarm:
    """Set the alarm in the browser of somebody who has just confirmed who they are."""
    context = context_of(browser, root, role)
    cookie = next(each for each in context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)
    session = SessionStore(cookie["value"])
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "username": f"{role}-one"}
    ]
    session.save()
    return Alarm(context, root)


def walked(alarm: Alarm, addresses: Iterable[str]) -> Iterator[str]:
    """Open addresses, and say where something was heard."""
    for address in addresses:
        yield from (f"{address}: {each}" for each in alarm.open(address))


def edited(alarm: Alarm, event: Event) -> list[str]:
    """Work at the record editor: sentences, rows, answers, likely doubles, others, and a conflict."""
    page = alarm.page
    page.goto(f"/desk/events/{event.pk}/")
    expect(page.locator("#form[data-ready]")).to_be_visible()
    expect(page.locator(".twins")).to_contain_text("may be here already")
    page.set_default_timeout(15000)
    for sentence, key in ((0, "m"), (5, "s"), (9, "q"), (12, "p")):
        page.locator(f"#sentence-{sentence}").click()
        page.keyboard.press(key)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    for name in ("official", "sectors", "place_country"):
        field = page.locator(f".of-{name} [role=combobox]").first
        for asked in ("hit", "<svg", "ka"):
            field.fill(asked)
            expect(field).to_have_attribute("aria-expanded", "true")
        field.press("Escape")
    collided(alarm, event)
    return alarm.since()


def collided(alarm: Alarm, event: Event) -> None:
    """Change a title at the same time as somebody else, so that both versions are shown."""
    page, other = alarm.page, Person("administrator")
    page.evaluate("editor.saver.flush()")
    alarm.context.set_offline(True)
    page.locator("[id='field-title']").fill("".join(SCRIPTS[20:24]))
    event.refresh_from_db()
    answer = other.patch(f"events/{event.pk}/", {"title": "".join(SCRIPTS[30:34])}, event.lock_version)
    assert answer.status_code == 200, answer.content
    alarm.context.set_offline(False)
    page.evaluate("editor.saver.flush()")
    expect(page.locator("#conflicts article")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_no_text_runs_on_any_page(
    browser: Browser, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch, record_property: Any
) -> None:
    room, found = Newsroom.opened(monkeypatch), list[str]()
    editor, administrator = (
        confirmed(browser, live_server.url, role) for role in ("editor", "administrator")
    )
    reader = Alarm(browser.new_context(base_url=live_server.url), live_server.url)
    while room.rounds < TURNS and (not room.rounds or room.dealer.left()):
        room.turn()
        ways = (
            (administrator, rounds.pages(room, room.people[1])),
            (editor, rounds.desk(room)),
            (reader, rounds.public(room)),
        )
        for alarm, addresses in ways:
            found += walked(alarm, addresses)
        found += edited(editor, room.ground["event"].beside)
    found += walked(administrator, rounds.asked_of_the_desk(SOME))
    found += walked(reader, rounds.asked(SOME))
    for alarm in (editor, administrator, reader):
        alarm.page.wait_for_timeout(300)
        found += alarm.since()
        alarm.context.close()
    answers = editor.answers + administrator.answers + reader.answers
    record_property("pages", dict(answers))
    assert found == []
    assert size(gate={}, full=room.dealer.left()) == {}
    assert answers[200] > 60
    assert set(answers) <= {200, 400, 403, 404, 410}


@pytest.mark.django_db(transaction=True)
def test_a_page_that_does_not_escape_is_heard(
    browser: Browser, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = cast.published_visit(summary="".join(BY_PLACE["text"][19:22]), place="<svg onload=hit()>")
    Event.objects.filter(pk=event.pk).update(
        title="<img src=x: onerror=hit()>", authors=["<svg onload=hit()>"]
    )
    alarm = confirmed(browser, live_server.url, "administrator")
    addresses = (
        "/desk/", f"/desk/review/event/{event.pk}/", f"/desk/history/event/{event.pk}/",
        f"/desk/preview/event/{event.key}/", "/admin/events/event/",
        f"/admin/events/event/{event.pk}/change/",
        f"/events/{event.key}/",
    )  # fmt: skip
    assert [each for each in addresses if told(alarm.open(each))] == []
    alarm.context.close()
    alarm = confirmed(browser, live_server.url, "administrator")  # which has no page in its cache
    with monkeypatch.context() as careless:
        careless.setattr("django.template.base.conditional_escape", str)
        careless.setattr("django.utils.html.conditional_escape", str)
        assert [each for each in addresses if not told(alarm.open(each))] == []
    alarm.context.close()


@pytest.mark.django_db(transaction=True)
def test_an_editor_that_writes_markup_is_heard(browser: Browser, live_server: LiveServer) -> None:
    event = cast.visit(title="<img src=x: onerror=hit()>")
    alarm = confirmed(browser, live_server.url, "editor")
    alarm.context.add_init_script(CARELESS)
    alarm.page.goto(f"/desk/events/{event.pk}/")
    expect(alarm.page.locator("#form[data-ready]")).to_be_visible()
    assert told(alarm.since())
    alarm.context.close()
