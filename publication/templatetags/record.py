"""Give templates the words and links of a published document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publication.addresses import PLURALS, address
from publication.naming import country_name, title_of
from publication.pages import words

ADDRESS = re.compile(rf"(/(?:{'|'.join(PLURALS.values())})/[A-Za-z0-9-]+/)")

register = template.Library()
register.filter("label", words.label)
register.filter("day_words", words.day_words)
register.filter("path_words", words.path_words)
register.filter("value_words", words.value_words)
register.filter("web_address", words.web_address)
register.filter("date_note", words.date_note)
register.filter("grouped", words.grouped)
register.filter("lag", words.lag)
register.filter("title_of", title_of)
register.filter("country_name", country_name)


@register.simple_tag
def when(value: Mapping[str, Any] | None) -> SafeString | str:
    """Show a partial date in words; a ``time`` element only where it states a whole day."""
    if not value:
        return _("date not stated")
    day = words.machine_date(value)
    return format_html('<time datetime="{}">{}</time>', day, value["text"]) if day else str(value["text"])


@register.simple_tag
def instant(value: Any) -> SafeString | str:
    """Show an instant as a day, the exact instant in the ``time`` element."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', words.instant_text(value), words.day_words(value))


@register.simple_tag
def link(record_type: str, mention: Mapping[str, Any]) -> SafeString:
    """Link a mention of another record (its key and the words used for it)."""
    key = mention.get("code") or mention["slug"]
    name = mention.get("name") or mention.get("title") or key
    if record_type == "country":
        name = country_name(mention)
    return format_html('<a href="{}">{}</a>', address(record_type, key), name)


@register.simple_tag
def links(record_type: str, mentions: Iterable[Mapping[str, Any]], between: str = ", ") -> SafeString:
    """Link several mentions, with a separator between them."""
    return format_html_join(between, "{}", ((link(record_type, mention),) for mention in mentions))


@register.simple_tag
def pair_link(pair: str, countries: Iterable[Mapping[str, Any]]) -> SafeString:
    """Link a pair of countries by name, taking the names from the captions beside it."""
    names = {country["code"]: country_name(country) for country in countries}
    said = " – ".join(names.get(code, code) for code in pair.split("-"))
    return format_html('<a href="{}">{}</a>', address("relation", pair), said)


@register.simple_tag
def country_link(code: str | None, countries: Iterable[Mapping[str, Any]] = ()) -> SafeString | str:
    """Link a country known by code, by its name where a caption beside it gives one."""
    if not code:
        return ""
    names = {country["code"]: country_name(country) for country in countries}
    return format_html('<a href="{}">{}</a>', address("country", code), names.get(code, code))


@register.simple_tag
def numbers(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """Write the rows of a picture's table, the last cell leading to the records counted.

    Written here because a relation has hundreds of rows, for which a template takes five times as long.
    """
    read = _("read")
    return format_html_join("\n", "{}", ((_row(row["cells"], row["url"], read),) for row in rows))


def _row(cells: list[Any], url: str, read: str) -> SafeString:
    first, *others = cells
    records = ""
    if url:
        told = ", ".join(map(str, cells))
        records = format_html('<a href="{}">{}<span class="unseen">: {}</span></a>', url, read, told)
    rest = format_html_join("", "<td>{}</td>", ((cell,) for cell in [*others, records]))
    return format_html('<tr><th scope="row">{}</th>{}</tr>', first, rest)


@register.filter
def linked(sentence: str) -> SafeString:
    """Link the records that a sentence names by their address, such as ``/events/munir-visit/``."""
    pieces = ADDRESS.split(sentence)
    shown = (
        (format_html('<a href="{}">{}</a>', piece, piece) if place % 2 else piece,)
        for place, piece in enumerate(pieces)
    )
    return format_html_join("", "{}", shown)


@register.filter
def offices_words(offices: Iterable[Mapping[str, Any]]) -> str:
    """Say the offices held: «Deputy Prime Minister and Foreign Minister»."""
    return _(" and ").join(office["title"] for office in offices)


@register.filter
def of_meeting(statements: Iterable[Mapping[str, Any]], meeting: str | None) -> list[Mapping[str, Any]]:
    """Choose the statements made in a meeting, by its id; none: those of the event as a whole."""
    return [statement for statement in statements if statement["meeting"] == meeting]


@register.filter
def in_state(disputes: Iterable[Mapping[str, Any]], state: str) -> list[Mapping[str, Any]]:
    """Choose the disputes in a state; a leading ``-`` chooses all others."""
    other, name = state.startswith("-"), state.removeprefix("-")
    return [dispute for dispute in disputes if (dispute["state"] == name) is not other]


@register.filter
def source_of(passage: Mapping[str, Any], sources: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Find the source of a passage among the document's, with its ``number`` in the list of sources."""
    for number, source in enumerate(sources or [], 1):
        if source["id"] == passage["source"]:
            return {**source, "number": number}
    return {}
