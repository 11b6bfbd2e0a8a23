"""Find records by words, and see what changed."""

from __future__ import annotations

import re
from typing import Any, Final

import orjson
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import ngettext

from publication import reading
from publication.addresses import PLURALS, address, list_address
from publication.api.filters import allow_only, serial
from publication.api.problems import BadRequest
from publication.models import Edition
from publication.pages.lists import SHELVES
from publication.pages.rendering import page, public_page
from publication.searching import WORDS_MAX, Hit
from publication.searching import search as find
from publication.vocabulary import EditionState

Json = dict[str, Any]
MARKED: Final = re.compile("«([^»]*)»")
UNMARKED: Final = {ord(mark): None for mark in "«»"}
QUOTED: Final = {ord(mark): '"' for mark in "«»"}
"""How these marks stand in a snippet where a text holds them, for there they mark the hit."""


@public_page
def search(request: HttpRequest) -> HttpResponseBase:
    """Show the records that best answer to the words in ``q``."""
    words = request.GET.get("q", "").strip()
    try:
        allow_only(request.GET, ["q"])
        if len(words) > WORDS_MAX:
            raise BadRequest([("q", too_long(len(words)))])
    except BadRequest as refusal:
        refused = {"q": words[:WORDS_MAX], "refused": [sentence for _, sentence in refusal.errors]}
        return render(request, "publication/search.html", refused, status=400)
    return page(request, "publication/search.html", lambda: answers(words))


def too_long(number: int) -> str:
    """Say that a search has too many characters."""
    sentence = ngettext(
        "q has %(number)s character; %(most)s are allowed.",
        "q has %(number)s characters; %(most)s are allowed.",
        number,
    )
    return sentence % {"number": number, "most": WORDS_MAX}


def answers(words: str) -> Json:
    """Search, and cut the snippets where the hit is marked."""
    if not words:
        return {"q": words}
    found = find(words, size=settings.PAGE_SIZE)
    capped = settings.SEARCH_CANDIDATES if found.capped else 0
    groups: dict[str, list[Json]] = {}  # the kind of the best hit first
    for hit in found.hits:
        groups.setdefault(hit.type, []).append(hit_shown(hit))
    shown = [
        {"type": kind, "list": list_address(kind), "heading": SHELVES[PLURALS[kind]].heading, "hits": hits}
        for kind, hits in groups.items()
    ]
    return {"q": words, "groups": shown, "more": found.found > len(found.hits), "capped": capped}


def hit_shown(hit: Hit) -> Json:
    """Show one hit: its address, and its snippet in pieces, each marked or not; the title stands above it."""
    snippet, title = hit.snippet, f"{hit.title} · ".translate(QUOTED)
    if snippet.translate(UNMARKED).startswith(title):
        snippet = snippet.split(" · ", title.count(" · "))[-1]
    pieces = [(piece, place % 2 == 1) for place, piece in enumerate(MARKED.split(snippet)) if piece]
    return {"title": hit.title, "url": address(hit.type, hit.key), "pieces": pieces}


@public_page
def changes(request: HttpRequest) -> HttpResponseBase:
    """List the editions, newest first, ``before`` a serial; or those after a serial (``since``), in order."""
    allow_only(request.GET, ["since", "before"])
    marks = {name: serial(request.GET, name) for name in ("since", "before")}
    since, before = marks["since"], marks["before"]
    newest = reading.last_change()
    return page(
        request,
        "publication/changes.html",
        lambda: newest_first(before, newest[0]) if since is None else in_order(since),
        newest,
    )


def newest_first(before: int | None, last: int) -> Json:
    """Read a page of the ledger back from a serial; serials have no gaps, so counting leads to it."""
    end = min(before or last + 1, last + 1)
    size = min(settings.PAGE_SIZE, end - 1)
    editions = reading.changes(end - 1 - size, size)[:size]
    return {
        "changes": told(editions[::-1]),
        "next": f"?before={end - size}" if end - size > 1 else None,
        "previous": f"?before={end + settings.PAGE_SIZE}" if end <= last else None,
    }


def in_order(since: int) -> Json:
    """Read a page of the ledger onward from a serial."""
    found = reading.changes(since, settings.PAGE_SIZE)
    editions = found[: settings.PAGE_SIZE]
    onward = f"?since={editions[-1].serial}" if len(found) > len(editions) else None
    return {"changes": told(editions), "in_order": True, "next": onward}


def told(editions: list[Edition]) -> list[Json]:
    """Tell editions: what was retracted since keeps its key and loses its words."""
    silent = reading.unspeakable([each.record for each in editions])
    return [
        {
            "serial": each.serial,
            "type": each.type,
            "slug": each.key,
            "title": title_of(each) if each.record not in silent else "",
            "url": address(each.type, each.to or each.key),
            "version": each.version,
            "state": each.state,
            "change": each.change,
            "note": each.note,
            "published_at": each.published_at,
        }
        for each in editions
    ]


def title_of(edition: Edition) -> str:
    """Read the title of an edition that has a document."""
    if edition.state not in (EditionState.PUBLISHED, EditionState.WITHDRAWN):
        return ""
    return str(orjson.loads(edition.document)["title"])
