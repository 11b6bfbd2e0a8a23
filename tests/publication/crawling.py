"""Follow every address that public pages and answers name, until there is none left."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.scale import size

HOST = "http://testserver"
IN_PAGES = re.compile(r'(?<!rel="nofollow" )(?:href|src|action)="([^"]+)"')
"""Addresses in pages; what is marked so leads to ever more filters of one list."""
IN_JSON = re.compile(r'"(?:url|next|previous|Location)":\s*"((?:https?:)?/[^"]+)"')
MOST = size(gate=3_000, full=60_000)
"""Addresses at most, so that a crawl always ends."""


@dataclass(frozen=True, slots=True)
class Found:
    """One answer: how it was asked for, its status, and everything it says, headers included."""

    method: str
    address: str
    status: int
    text: str


def crawl(client: Client, starts: Iterable[str]) -> Iterator[Found]:
    """Read the addresses and all they lead to: with GET, HEAD and OPTIONS, and with GET again by tag."""
    waiting, seen = list(dict.fromkeys(starts)), set()
    while waiting:
        address = waiting.pop()
        if address in seen or not is_public(address):
            continue
        seen.add(address)
        assert len(seen) <= MOST, "the crawl does not end"
        answer = client.get(address)
        yield found("GET", address, answer)
        for method in ("head", "options"):
            yield found(method.upper(), address, getattr(client, method)(address))
        text = answer.content.decode(errors="replace") if not answer.streaming else ""
        named = [html.unescape(each) for each in (*IN_PAGES.findall(text), *IN_JSON.findall(text))]
        named.append(answer.headers.get("Location", ""))
        waiting += [local(address, each) for each in named if each]


def found(method: str, address: str, answer: Any) -> Found:
    """Take down an answer with its headers."""
    content = b"".join(answer) if answer.streaming else answer.content
    headers = "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
    return Found(method, address, answer.status_code, headers + content.decode(errors="replace"))


def local(base: str, named: str) -> str:
    """Give an address as named on a page: without the host where it is ours, without its fragment."""
    whole = urldefrag(urljoin(HOST + base, named)).url
    return whole.removeprefix(HOST) if whole.startswith(f"{HOST}/") else ""


def is_public(address: str) -> bool:
    """Say whether an address is ours, public, and no file of the look."""
    if not address.startswith("/") or address.startswith("/static/"):
        return False
    return not urlsplit(address).path.startswith(settings.NEWSROOM_PREFIXES)


def addresses_without_parts(patterns: Any = None, base: str = "/") -> Iterator[str]:
    """List the public addresses of the URL table that name no record."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        path = base + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses_without_parts(each.url_patterns, path)
        elif isinstance(each, URLPattern) and not re.search(r"[<^(]", path) and is_public(path):
            yield path
