"""Let somebody do one thing in the editor's test page, and keep account of what they saw when they did it.

Each act is one line of script in the page, so that nothing is drawn between what was seen and what was done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any

from tests.browser.harness import Editor
from tests.browser.ledger import LIST, Form, Ledger, Path

ROUNDS = 100
"""Rounds of saving and deciding after which two pages are taken to never agree."""

TYPE = """([path, text]) => {
    const input = document.querySelector(`[data-path="${path.join(".")}"]`);
    if (!input) return null;
    const before = { shown: input.value, held: editor.store.get(path) ?? "" };
    input.value = text;
    input.dispatchEvent(new Event("input"));
    return before;
}"""
ADD = """([at, title]) => editor.store.insert(["meetings"], { title, venue: "", note: "" }, at)"""
REMOVE = """at => {
    const row = editor.store.doc.meetings[at];
    if (!row) return null;
    const gone = structuredClone({ row, conflicts: editor.saver.holding.conflicts });
    editor.store.remove(["meetings", row.id]);
    return gone;
}"""
MOVE = """([at, to]) => {
    const row = editor.store.doc.meetings[at];
    if (!row || !editor.store.doc.meetings[to] || at === to) return false;
    editor.store.move(["meetings", row.id], to);
    return true;
}"""
DECIDE = """([choice, text]) => {
    const article = document.querySelector("#conflicts article");
    if (!article) return null;
    const key = ({ path, kind }) => path.join("/") + (kind === "order" ? ":order" : "");
    const known = editor.saver.holding.conflicts.find((each) => key(each) === article.dataset.conflict);
    const conflict = structuredClone(known);
    const shown = article.textContent;
    const press = (name) => [...article.querySelectorAll("button")].find((each) => each.textContent === name);
    const byHand = choice === "edited" && press("Edit by hand");
    const made = choice === "edited" && !byHand ? "mine" : choice;
    if (byHand) {
        byHand.click();
        article.querySelector("textarea").value = text;
    }
    press({ mine: "Keep mine", theirs: "Take theirs", edited: "Use this text" }[made]).click();
    return { conflict, shown, choice: made };
}"""
SETTLE = """async () => {
    await editor.saver.flush();
    const honest = window.honest();
    await editor.presence.beat();
    await editor.saver.flush();
    const there = await editor.api.send("GET", `events/${editor.store.doc.id}/`);
    return {
        honest, settled: editor.saver.settled && there.body.lock_version === editor.store.base.lock_version,
        conflicts: editor.saver.holding.conflicts.length, there: there.body, state: editor.saver.state,
    };
}"""
FORM = """() => {
    const header = new Set(editor.store.shape.header);
    return Object.fromEntries(Object.entries(editor.store.doc).filter(([key]) => !header.has(key)));
}"""


class Writer:
    """Somebody at one event, in a browser of their own."""

    def __init__(self, editor: Editor, name: str) -> None:
        self.editor, self.name, self.connected = editor, name, True

    def form(self) -> Form:
        """Give the form as it stands in the page."""
        return dict(self.editor.do(FORM))

    def row(self, at: int) -> str:
        """Give the id of the meeting at a place; nothing where there is none."""
        return str(self.editor.do("at => editor.store.doc.meetings[at]?.id ?? ''", at))

    def type(self, ledger: Ledger, path: Path, text: str) -> bool:
        """Type over what a field shows; says whether there is such a field."""
        before = self.editor.do(TYPE, [path, text])
        if before:
            assert before["shown"] == before["held"]
            ledger.typed(path, before["shown"], text)
        return bool(before)

    def add(self, ledger: Ledger, at: int, title: str) -> bool:
        """Add a meeting at a place."""
        ledger.added(self.editor.do(ADD, [at, title]))
        return True

    def remove(self, ledger: Ledger, at: int) -> bool:
        """Take out the meeting at a place; says whether there is one."""
        gone = self.editor.do(REMOVE, at)
        if gone:
            ledger.removed(gone["row"], gone["conflicts"], self.name)
        return bool(gone)

    def move(self, at: int, to: int) -> bool:
        """Bring a meeting to another place; says whether both are there."""
        return bool(self.editor.do(MOVE, [at, to]))

    def decide(self, ledger: Ledger, choice: str, text: str) -> bool:
        """Decide the first conflict shown by its buttons; says whether there is one."""
        made = self.editor.do(DECIDE, [choice, text])
        if made:
            conflict = made["conflict"]
            if conflict["kind"] == "value":
                assert all((conflict[side] or "—") in made["shown"] for side in ("mine", "theirs")), made
            ledger.chosen(conflict, made["choice"], self.name, text)
            ledger.count(f"conflicts of a {conflict['kind']} decided")
        return bool(made)

    def online(self, there: bool) -> None:
        """Lose or find the connection."""
        if there != self.connected:
            self.editor.context.set_offline(not there)
        self.connected = there

    def save(self, *, waiting: bool) -> None:
        """Save now, and wait for it or not."""
        save = "async () => { await editor.saver.flush(); return honest(); }"
        assert self.editor.do(save if waiting else "() => { editor.saver.flush(); return honest(); }")

    def beat(self) -> None:
        """Hear whether others saved."""
        self.editor.do("() => editor.presence.beat()")

    def reload(self) -> None:
        """Load the page again, whatever is on its way."""
        self.editor.page.reload()
        self.editor.ready()


def settle(pair: Sequence[Writer], ledger: Ledger, text: Callable[[], str]) -> Form:
    """Let everybody save and decide until all show what the server has, and give it."""
    choices = cycle(["mine", "theirs", "edited"])
    for _ in range(ROUNDS):
        told: list[dict[str, Any]] = [each.editor.do(SETTLE) for each in pair]
        assert all(each["honest"] for each in told), "A page says that all is saved, and it is not."
        decided = [each.decide(ledger, next(choices), text()) for each in pair]
        versions = {each["there"]["lock_version"] for each in told}
        if not any(decided) and all(each["settled"] for each in told) and len(versions) == 1:
            break
    else:
        raise AssertionError(f"They never agree: {told}")
    forms = [each.form() for each in pair]
    there = {key: value for key, value in told[0]["there"].items() if key in forms[0]}
    assert forms == [there, there]
    assert LIST in there
    return there
