"""Read a saved web page: what a reader sees of it, by paragraphs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from desk.intake.decoding import decode
from desk.intake.signs import hold_to_text
from desk.intake.story import FileRefused, Gathered, Story, apart

DECLARES: Final = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
DECLARED_WITHIN: Final = 4096
"""Bytes among which a page says its encoding (HTML asks for 1024)."""

ALONE: Final = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
})  # fmt: skip
"""Elements without an end."""
UNSEEN: Final = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object", "video",
    "audio", "select", "datalist", "button", "nav", "aside", "footer", "form", "dialog", "menu",
})  # fmt: skip
"""Elements that are no part of a story."""
PARAGRAPHS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
})  # fmt: skip
"""Elements that begin and end a paragraph."""
BETWEEN: Final = {"br": "\n", "td": "\t", "th": "\t"}
"""What stands where an element begins: a line end, or what divides the cells of a row."""
ZONES: Final = ("article", "main", "body")
"""Where a story stands; the first that the page has exactly once is read."""
SPACE: Final = re.compile(r"[ \t\r\n\f]+")
BESIDE_TAB: Final = re.compile(r" ?\t ?")
DEEPEST: Final = 2000
"""Elements that may stand within one another."""


class Page(HTMLParser):
    """Gather the paragraphs of a page, each with the zones it stands in."""

    def __init__(self, most: int) -> None:
        super().__init__(convert_charrefs=True)
        self.gathered = Gathered(most)
        self.titles: dict[str, str] = {}
        self.paragraphs: list[tuple[frozenset[str], str]] = []
        self.zones: dict[str, int] = dict.fromkeys(ZONES, 0)
        self._open: list[tuple[str, bool]] = []  # with whether a reader sees it
        self._words: list[str] = []
        self._tags = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        self._tags += 1
        if tag in BETWEEN:
            self._words.append(BETWEEN[tag])
        if tag == "meta":
            self._title_told(dict(attrs))
        if tag in PARAGRAPHS:
            if self._open and self._open[-1][0] == "p":
                self._open.pop()  # the next block ends a paragraph that was left open
            self._flush()
        if tag in ALONE:
            return
        if tag in self.zones and not self._inside(tag):
            self.zones[tag] += 1
        if len(self._open) >= DEEPEST:
            raise FileRefused(f"Its elements stand more than {DEEPEST} deep within one another.")
        self._open.append((tag, self._seen() and tag not in UNSEEN and not is_hidden(dict(attrs))))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those in it that were left open."""
        if tag in PARAGRAPHS:
            self._flush()
        for place in range(len(self._open) - 1, max(-1, len(self._open) - 100), -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        """Take words that a reader sees."""
        if self._seen():
            self._words.append(SPACE.sub(" ", self.gathered.weigh(data)))

    def close(self) -> None:
        """Take what is left."""
        super().close()
        self._flush()
        if not self._tags:
            raise FileRefused("It is called .html but has no HTML in it; save it as .txt.")

    def _flush(self) -> None:
        words = "\n".join(as_seen(line) for line in "".join(self._words).split("\n")).strip()
        self._words = []
        if not words:
            return
        inside = frozenset(tag for tag, _ in self._open)
        if "title" in inside:
            self.titles.setdefault("title", words)
        elif "head" not in inside:
            if "h1" in inside:
                self.titles.setdefault("h1", words)
            self.paragraphs.append((inside & self.zones.keys(), words))

    def _title_told(self, given: dict[str, str | None]) -> None:
        if (given.get("property") or given.get("name")) == "og:title" and given.get("content"):
            self.titles.setdefault("og:title", str(given["content"]).strip())

    def _seen(self) -> bool:
        return self._open[-1][1] if self._open else True

    def _inside(self, tag: str) -> bool:
        return any(each == tag for each, _ in self._open)


def as_seen(line: str) -> str:
    """Give a line with the spaces that a browser shows; a tab parts the cells of a row."""
    return BESIDE_TAB.sub("\t", re.sub(" {2,}", " ", line)).strip()


def is_hidden(given: dict[str, str | None]) -> bool:
    """Whether an element's own attributes keep it from being seen."""
    style = (given.get("style") or "").replace(" ", "").lower()
    return "hidden" in given or given.get("aria-hidden") == "true" or "display:none" in style


def read(raw: bytes, language: str, most: int) -> Story:
    """Read the page's article, or else all that is seen of it, with its title."""
    hold_to_text(raw)
    declared = DECLARES.search(raw[:DECLARED_WITHIN])
    text, encoding = decode(raw, language, declared[1].decode("ascii", "ignore") if declared else "")
    page = Page(most)
    page.feed(text)
    page.close()
    zone = next((each for each in ZONES if page.zones[each] == 1), "")
    inside = [words for zones, words in page.paragraphs if zone in zones] if zone else []
    title = page.titles.get("og:title") or page.titles.get("h1") or page.titles.get("title") or ""
    words = apart(inside or [words for _, words in page.paragraphs])
    return Story(words, " ".join(title.split()), f"text/html; charset={encoding}")
