"""Name what a document is about in the language of the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Json = Mapping[str, Any]

LATIN: Final = "Latn"
"""The script of romanisations (ISO 15924)."""


def title_of(document: Json) -> str:
    """Give the title of a document, whole or in list form, as a reader of the page's language writes it.

    A country is named as in Unicode CLDR, a relation by its two countries, an official whose document is
    whole by the variant of the name in that language. All else keeps its title: officials in list form, which
    has no variants, and every page in English. Of a withdrawn record the key alone says which country it is,
    or which two.
    """
    if _bare(_language()) == "en":
        return str(document["title"])
    if document["type"] == "country":
        return _named(document.get("code") or document["slug"]) or str(document["title"])
    if document["type"] == "relation":
        return _relation_name(document)
    return _variant(document) or str(document["title"])


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


def _variant(official: Json) -> str:
    """Choose how the record writes a name in the page's language; nothing where it does not.

    The language decides before the script, and what is written so before what was romanised.
    """
    page = _language()
    fit = [each for each in official.get("variants", []) if _fits(each, page)]
    found = min(fit, key=lambda each: _distance(each, page), default=None)
    return str(found["text"]) if found else ""


def _fits(variant: Json, page: str) -> bool:
    """Whether a variant is in a page's language; Latin letters do not stand among others, nor others there.

    One tag begins the other: ``kk`` names pages in ``kk-KZ``, and the other way round.
    """
    spoken, asked = _spoken(variant["language"] or ""), _spoken(page)
    shared = min(len(spoken), len(asked))
    if spoken[:shared] != asked[:shared]:
        return False
    latin = bool(variant.get("romanisation")) or _letters(variant) == LATIN
    return latin == (_script(page) == LATIN)


def _distance(variant: Json, page: str) -> tuple[bool, bool, bool]:
    """Say how far a variant that fits a page is from it: by language, by script, by being a romanisation."""
    return (
        _spoken(variant["language"]) != _spoken(page),
        _letters(variant) not in ("", _script(page)),
        bool(variant.get("romanisation")),
    )


def _letters(variant: Json) -> str:
    """Give the script of a variant (ISO 15924): the one stated, or else Latin where its letters are."""
    stated = variant.get("script") or _stated(variant["language"])
    if stated:
        return str(stated).title()
    letter = next(filter(str.isalpha, variant["text"]), " ")
    return LATIN if unicodedata.name(letter, "").startswith("LATIN ") else ""


def _language() -> str:
    """Give the language of the page as a BCP 47 tag."""
    return get_language() or "en"


def _bare(tag: str) -> str:
    """Give a language without script and region."""
    return tag.partition("-")[0].lower()


def _spoken(tag: str) -> tuple[str, ...]:
    """Give the parts of a language's tag without its script."""
    first, *others = tag.lower().split("-")
    return first, *(each for each in others if not _is_script(each))


def _is_script(part: str) -> bool:
    return len(part) == 4 and part.isalpha()


def _stated(tag: str) -> str:
    """Give the script that a language's tag names, or nothing."""
    return next(filter(_is_script, tag.split("-")[1:]), "").title()


@cache
def _script(language: str) -> str:
    """Give the script in which a language is written (ISO 15924), as its tag says, or else CLDR."""
    locale, likely = _locale(language), get_global("likely_subtags")
    known = likely.get(str(locale)) or likely.get(_bare(language), "")
    return _stated(language) or (locale and locale.script) or "".join(known.split("_")[1:2])


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
