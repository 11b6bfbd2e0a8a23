"""Speak a language in which every translated word stands in brackets, and read what pages say in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import Any, Final

import orjson
import pytest
from django.db.models import TextChoices
from django.utils import translation
from django.utils.text import capfirst

from publication import vocabulary
from publication.formats import FORMATS
from publication.models import Edition
from publication.pages.forms import EXAMPLES

PSEUDO: Final = "en-xa"
"""The language's tag, as CLDR has it: English for all that is not translated by us."""

PLACE: Final = re.compile(r"(%(?:\(\w+\))?[sd])")
"""Where a sentence takes in something else, which is left outside the brackets."""

TRANSLATED: Final = re.compile(r"⟦[^⟦⟧]*⟧")

SPOKEN: Final = ("alt", "aria-label", "placeholder", "title")
"""Attributes that people read or hear."""

DESCRIBING: Final = ("description", "og:title")
"""Names of the elements of a page's head that search engines and messengers show."""

SILENT: Final = ("script", "style", "code")
"""Elements whose text is for programs."""

NAMES: Final = (
    "Chancery", "SVG", "PNG", "Vega-Lite", "BibTeX", "CSL-JSON", "sha256", "curl", "Python", "R", "Accept",
    "ISO 3166", "OECD DAC", "CAMEO", "wikidata", "viaf",
    *(each.label for each in FORMATS), *(each for each in EXAMPLES.values() if isinstance(each, str)),
)  # fmt: skip
"""What is called the same in every language."""

SHAPES: Final = (
    r"https?://\S+", r"/api/[\w/?=-]*", r"[A-Z]{2}(?:[A-Z]{2})?(?:-[A-Z]{2})?", r"\d{4}-\d\d-\d\dT[\d:.]*Z",
)  # fmt: skip
"""What is written the same in every language: addresses, codes of countries, instants."""


def speak(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the language be known, which is spoken where it is chosen."""
    translation.gettext("")
    translation.ngettext("", "", 1)
    catalogue: Any = vars(translation)["_trans"]

    def spoken(known: Callable[..., str]) -> Callable[..., str]:
        return lambda *told: marked(known(*told)) if translation.get_language() == PSEUDO else known(*told)

    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(catalogue, name, spoken(getattr(catalogue, name)))


def marked(sentence: str) -> str:
    """Put a sentence into brackets, all but what it takes in."""
    pieces = enumerate(PLACE.split(sentence))
    return "".join(piece if place % 2 or not piece else f"⟦{piece}⟧" for place, piece in pieces)


class Words(HTMLParser):
    """Collects the words of a page that people read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        known = dict(attrs)
        names = (*SPOKEN, "content") if {*known.values()} & {*DESCRIBING} else SPOKEN
        self.found += [known[name] or "" for name in names if name in known]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def words(page: str) -> Iterator[str]:
    """Give what a page says, text by text."""
    parser = Words()
    parser.feed(page)
    return (" ".join(each.split()) for each in parser.found if each.strip())


def untranslated(page: str, known: Iterable[str] = ()) -> list[str]:
    """List what a page says that is neither translated nor ``known``: texts that nobody translates."""
    assert "⟦" in page
    while TRANSLATED.search(page):
        page = TRANSLATED.sub("·", page)  # no word: what stands on both sides is apart
    return beside(page, known)


def beside(page: str, known: Iterable[str] = ()) -> list[str]:
    """List what a page says beside known texts, whole ones, with punctuation and numbers between them."""
    texts = sorted({*known, *NAMES}, key=len, reverse=True)
    ours = re.compile("|".join(rf"(?<!\w)(?:{each})(?!\w)" for each in (*map(re.escape, texts), *SHAPES)))
    return [each for each in words(page) if re.search(r"[^\W\d_]", ours.sub("", each))]


def of_the_record() -> set[str]:
    """Give every text that the published documents hold, and why they were published, but no code."""
    found: set[str] = set()
    for document, note in Edition.objects.values_list("document", "note"):
        found |= {note, *texts(orjson.loads(document) if document else None)}
    said = {" ".join(each.split()) for each in found - codes()} - {""}
    return said | {capfirst(each) for each in said}


def texts(value: Any) -> Iterator[str]:
    """Give every text that a value of a document holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


def codes() -> set[str]:
    """Give the codes of all vocabularies, which pages say in words."""
    known = [each for each in vars(vocabulary).values() if isinstance(each, type)]
    return {str(code) for each in known if issubclass(each, TextChoices) for code in each.values}
