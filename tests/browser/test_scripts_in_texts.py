from __future__ import annotations
import json
import pytest
from playwright.sync_api import Browser, Route
from tests.browser.alarm import Alarm
from tests.browser.scripts import BY_PLACE, SCRIPTS

BARE = "http://bare.invalid"
OWN = "</"
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

def written(place: str, script: str) -> str:
    """Write a page that has a script as a text in a place, as it came."""
    if place == "markup set by a script":
        script = json.dumps(script).replace("<", "\\u003c")
    elif place == "script whose quotes are escaped":
        script = script.replace('"', '\\"')
    return f"<!doctype html><html><meta charset=utf-8><body>{PLACES[place].format(script)}</body></html>"


FRAMES = 30
"""Scripts that are tried at once, each in a frame; one that is silent there is tried again alone."""


def told(heard: list[str]) -> bool:
    """Whether a script was heard, or found where it would run; its place's own handler is no finding."""
    return any(not each.startswith(("error", "said", "planted IMG onerror=go")) for each in heard)


def test_every_script_is_heard_where_nothing_is_escaped(browser: Browser) -> None:
    pages = [written(place, script) for place, some in BY_PLACE.items() for script in some]
    context = browser.new_context()
    alarm = Alarm(context, BARE)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(f"{BARE}/")
        first, _, last = path.partition("-")
        body = pages[int(path)] if path.isdecimal() else ""
        if last:
            body = "".join(f"<iframe src=/{each}></iframe>" for each in range(int(first), int(last)))
        route.fulfill(body=body, content_type="text/html")

    context.route("**/*", answer)
    silent = []
    for first in range(0, len(pages), FRAMES):
        some = range(first, min(first + FRAMES, len(pages)))
        import time; t=time.time()
        heard = alarm.open(f"{BARE}/{first}-{some.stop}")
        print(first, time.time()-t)
        silent += [each for each in some if not told([a for a in heard if a.endswith(f" at {BARE}/{each}")])]
    print("alone", len(silent), [pages[each] for each in silent])
    for each in list(silent):
        heard = alarm.open(f"{BARE}/{each}")
        alarm.page.wait_for_timeout(50)
        if told(heard + alarm.since()):
            silent.remove(each)
    context.close()
    assert [pages[each] for each in silent] == []
    assert len(set(SCRIPTS)) == len(SCRIPTS) >= 100
