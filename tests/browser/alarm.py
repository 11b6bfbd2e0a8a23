"""Watch a browser for scripts that came in with a text: run, refused by the policy, or merely planted."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Error, Frame, Request

TOLD = """
addEventListener("securitypolicyviolation", (event) => {
    const what = `${event.effectiveDirective} ${event.blockedURI} ${event.sample} at ${event.sourceFile}`;
    toldOfRefusal(what);
}, true);
"""
PLANTED = r"""() => {
    const leads = ["href", "xlink:href", "src", "srcset", "srcdoc", "data", "action", "formaction", "poster"];
    const found = [];
    for (const element of document.querySelectorAll("*")) {
        for (const {name, value} of element.attributes) {
            const said = value.replace(/[\0-\x20]/g, "").toLowerCase();
            const acts = /^(on|x-|hx-|@|:)/.test(name) && /hit\(|\/hit|alert/.test(said);
            const scripts = leads.includes(name) && /^(javascript|vbscript|data:text)/.test(said);
            const draws = leads.slice(2).includes(name) && /^\/hit|hit\.invalid|hit\(/.test(said);
            const leading = element.matches("base, link, meta[http-equiv]") && /\/hit|hit\./.test(said);
            if (acts || scripts || draws || leading) {
                found.push(`planted ${element.tagName} ${name}=${value}`.slice(0, 160));
            }
        }
    }
    return found;
}"""
"""Finds what would run if somebody pointed at it, pressed it or allowed it."""


class Alarm:
    """A browser in which everything is heard that a text must never bring about."""

    def __init__(self, context: BrowserContext, root: str) -> None:
        self.context, self.root = context, root
        self.heard: list[str] = []
        self.answers: Counter[int] = Counter()
        context.expose_binding("hit", lambda source, *_: self.hear("ran", source["frame"]))
        context.expose_binding(
            "toldOfRefusal", lambda source, what: self.hear(f"refused {what}", source["frame"])
        )
        context.add_init_script(TOLD)
        context.on("dialog", self._dialog)
        context.on("request", self._request)
        context.on("weberror", lambda error: self.hear(f"error {error.error}"))
        context.on("console", self._said)
        self.page = context.new_page()

    def hear(self, what: str, frame: Frame | None = None) -> None:
        """Note what must not be, and where."""
        self.heard.append(f"{what[:400]}{f' at {frame.url}' if frame else ''}")

    def open(self, path: str) -> list[str]:
        """Open an address and say what was heard, our own faults among it."""
        try:
            answer = self.page.goto(path)
        except Error as led_away:
            self.hear(f"led away: {led_away.message}")
        else:
            assert answer is not None
            self.answers[answer.status] += 1
            if answer.status >= 500:
                self.hear(f"answered {answer.status}")
        return self.since()

    def since(self) -> list[str]:
        """Say what was heard since the last time, and what stands planted in the page."""
        for frame in self.page.frames:
            try:
                planted = frame.evaluate(PLANTED)
            except Error as led_away:  # the page went while it was looked at
                planted = [f"led away: {led_away.message}"]
            for what in planted:
                self.hear(what, frame)
        heard, self.heard = [*dict.fromkeys(self.heard)], []
        return heard

    def _dialog(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":  # the editor's own, for what it has not saved yet
            dialog.accept()
            return
        self.hear(f"dialog {dialog.message}")
        dialog.dismiss()

    def _said(self, message: ConsoleMessage) -> None:
        spoken = message.type == "error" and not message.text.startswith("Failed to load resource")
        if spoken or "Alpine Expression Error" in message.text:
            self.hear(f"said {message.text}")

    def _request(self, request: Request) -> None:
        asked = urlsplit(request.url)
        inside = request.url.startswith((f"{self.root}/", "data:image/", "blob:", "about:"))
        if not inside or asked.path.startswith("/hit"):
            self.hear(f"asked for {request.url}", request.frame)
