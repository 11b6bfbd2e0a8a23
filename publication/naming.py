"""Name what a document is about in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Json = Mapping[str, Any]


def title_of(document: Json) -> str:
    """Give the title of a document, whole or in list form, as a reader of the page's language writes it.

    A country is named as in Unicode CLDR, a relation by its two countries, an official by the first variant
    of the name in that language; all else, and a page in English, keeps the title of the document. Of a
    withdrawn record the key alone says which country it is, or which two.
    """
    if _bare(_language()) == "en":
        return str(document["title"])
    if document["type"] == "country":
        return _named(document.get("code") or document["slug"]) or str(document["title"])
    if document["type"] == "relation":
        return _relation_name(document)
    written = (
        each["text"] for each in document.get("variants", []) if each["language"] == _bare(_language())
    )
    return next(written, str(document["title"]))


def country_name(country: Json) -> str:
    """Name a country, given by its code and the name used, which stays where CLDR does not know the code."""
    return _named(country["code"]) or str(country.get("name") or country["code"])


def _relation_name(relation: Json) -> str:
    """Name a relation by its countries; one that is withdrawn keeps its title where CLDR knows but one."""
    known = relation.get("countries")
    names = [country_name(each) for each in known] if known else map(_named, relation["slug"].split("-"))
    one, other = names
    if not (one and other):
        return str(relation["title"])
    return _("%(one)s and %(other)s") % {"one": one, "other": other}


def _named(code: str) -> str:
    """Give what CLDR calls a country; nothing where it does not know the code, or in English."""
    return str(_territories(_language()).get(code, ""))


def _language() -> str:
    """Give the language of the page as a BCP 47 tag."""
    return get_language() or "en"


def _bare(tag: str) -> str:
    """Give a language without script and region."""
    return tag.partition("-")[0].lower()


@cache
def _territories(language: str) -> Json:
    """Give the names of territories by code; none in English, where the names of documents hold."""
    locale = None if _bare(language) == "en" else _locale(language)
    return dict(locale.territories) if locale else {}


@cache
def _locale(language: str) -> Locale | None:
    """Find what CLDR knows of a language in its script and region, or else of it in general."""
    for tag in (language, _bare(language)):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None
