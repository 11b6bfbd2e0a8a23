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
    of the name in that language; all else, and a page in English, keeps the title of the document.
    """
    if _language() == "en":
        return str(document["title"])
    if document["type"] == "country":
        return country_name(document)
    if document["type"] == "relation":
        names = [country_name(each) for each in document["countries"]]
        return _("%(one)s and %(other)s") % {"one": names[0], "other": names[1]}
    written = (each["text"] for each in document.get("variants", []) if each["language"] == _language())
    return next(written, str(document["title"]))


def country_name(country: Json) -> str:
    """Name a country, given by its code and the name used, which stays where CLDR does not know the code."""
    return str(_territories(_language()).get(country["code"]) or country.get("name") or country["code"])


def _language() -> str:
    return (get_language() or "en").partition("-")[0]


@cache
def _territories(language: str) -> Json:
    """Give the names of territories by code; none in English, where the names of documents hold."""
    if language == "en":
        return {}
    try:
        return dict(Locale.parse(language).territories)
    except UnknownLocaleError:
        return {}
