"""Count what somebody does at a page, by mouse or by keys alone: clicks, fields filled in, keys pressed."""

from __future__ import annotations

from collections import Counter

from playwright.sync_api import Locator, Page, expect

TABBABLE = """(target) => {
    const all = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const there = e => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true});
    const seen = [...document.querySelectorAll(all)].filter(there);
    const holder = document.querySelector("dialog[open]");
    const list = holder ? seen.filter(each => holder.contains(each)) : seen;
    return [list.indexOf(document.activeElement), list.indexOf(target), list.length];
}"""
STANDING = """(target) => {
    const here = document.activeElement;
    if (here === target) return null;
    const words = here.getAttribute("aria-label") ?? here.id ?? "";
    return `${here.tagName.toLowerCase()} ${words || here.textContent.trim().slice(0, 30)}`;
}"""
"""Gives nothing where the target has the focus, else what has it."""


class Hands:
    """Somebody with a mouse, who clicks where they want to be."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.done: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """Give how much was done so far."""
        return sum(self.done.values())

    def click(self, target: Locator) -> None:
        """Press a button, or go to a place."""
        self.done["clicks"] += 1
        target.click()

    def fill(self, target: Locator, text: str) -> None:
        """Fill in one field."""
        self.done["fields"] += 1
        target.fill(text)

    def choose(self, target: Locator, label: str) -> None:
        """Choose of a list."""
        self.done["fields"] += 1
        target.select_option(label=label)

    def press(self, key: str) -> None:
        """Press a key or a combination."""
        self.done["keys"] += 1
        self.page.keyboard.press(key)

    def sentence(self, number: int) -> None:
        """Go to a sentence of the story, or cite it where that is what clicks do."""
        self.click(self.page.locator(f"#sentence-{number - 1}"))


class Keys(Hands):
    """Somebody without a mouse: every place is reached by keys that are pressed."""

    def go(self, target: Locator) -> None:
        """Reach a control with Tab, the shorter way round."""
        expect(target).to_be_visible()
        here, there, many = target.evaluate(TABBABLE)
        assert there >= 0, f"{target} cannot be reached by keyboard"
        ahead = (there - here) % (many + 1)
        key = "Tab" if ahead <= many - ahead else "Shift+Tab"
        trail = []
        for _ in range(many + 20):
            standing = target.evaluate(STANDING)
            if standing is None:
                return
            trail.append(standing)
            self.press(key)
        raise AssertionError(f"{target} ({here}, {there} of {many}) was not reached by {key}: {trail}")

    def click(self, target: Locator) -> None:
        """Reach a control and press it."""
        self.go(target)
        self.press("Enter")

    def fill(self, target: Locator, text: str) -> None:
        """Reach a field and type in place of what stands there."""
        self.go(target)
        self.page.keyboard.press("Control+a")
        self.done["fields"] += 1
        self.page.keyboard.insert_text(text)

    def choose(self, target: Locator, label: str) -> None:
        """Reach a list and type until what is wanted is chosen."""
        self.go(target)
        self.done["fields"] += 1
        self.page.keyboard.type(label)
        expect(target.locator("option:checked")).to_have_text(label)

    def sentence(self, number: int) -> None:
        """Go to a sentence with the arrow keys, and cite it where that is what is done."""
        page = self.page
        citing = page.locator(".story-text.citing").count() > 0
        if not page.evaluate("document.activeElement.classList.contains('sentence')"):
            self.press("F6")
        here = int(page.evaluate("document.activeElement.dataset.at"))
        for _ in range(abs(number - 1 - here)):
            self.press("ArrowDown" if number - 1 > here else "ArrowUp")
        if citing:
            self.press("Enter")
