"""Every word of ours on a public page can be translated, and the page may run from right to left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from publication.api.filters import Filters, TagFilter
from publication.api.filtersets import FILTERS
from publication.pages.lists import SHELVES
from tests import cast

pytestmark = pytest.mark.django_db

EMPTY: Final = [
    "/", *(f"/{shelf}/" for shelf in SHELVES), "/matrix/", "/search/", "/search/?q=zzzz", "/changes/",
    "/data/", "/nothing/", "/events/?kind=call&from=2020", "/officials/nobody/",
]  # fmt: skip
"""Pages of a record that holds nothing: what is read there is ours."""

WRONG: Final = "." * 201
"""What no filter takes."""

REFUSED_BY_LISTS: Final = [
    "colour=red", "q=a&q=b", "cursor=zzz", "page_size=0", "ordering=zzz", "ordering=relevance",
]  # fmt: skip
REFUSED: Final = [
    *(f"/{shelf}/?{query}" for shelf in SHELVES for query in REFUSED_BY_LISTS),
    "/events/?ordering=relevance&q=visit&as_of=2026-02-04T09:30:00Z", "/events/?as_of=2026-02-04",
    "/officials/?serving_on=2024", "/search/?q=" + WRONG, "/search/?type=event", "/changes/?since=zzz",
    "/changes/?before=-1", "/changes/?after=1", "/data/?before=zzz", "/data/?since=1",
    "/facets/events/?kind=zzz", "/facets/events/?as_of=2026-02-04T09:30:00Z",
]  # fmt: skip
"""Pages that refuse what the address asks for."""

NOBODY: Final = {"country": "XX", "relation": "XX-YY"}
"""Keys that no record has, by type; ``nobody`` is one of any other."""

SPOKEN: Final = ("alt", "aria-label", "placeholder", "title")
NAMES: Final = re.compile(
    r"Chancery|CSV|JSON|Atom|iCalendar|GeoJSON|PLOVER|/api/.*|[A-Z]{2}(-[A-Z]{2})?|[\d\W_TZ]*"
)
"""What is the same in every language."""


class Words(HTMLParser):
    """Collects the words of a page that people read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            self.found.append(" ".join(data.split()))


def words(page: str) -> Iterator[str]:
    parser = Words()
    parser.feed(page)
    return (each for each in parser.found if not NAMES.fullmatch(each))


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak a language in which every translated word stands in brackets."""
    translation.gettext("")
    translation.ngettext("", "", 1)
    catalogue: Any = vars(translation)["_trans"]

    def marked(known: Callable[..., str]) -> Callable[..., str]:
        return lambda *told: f"⟦{known(*told)}⟧"

    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(catalogue, name, marked(getattr(catalogue, name)))


def untranslated(page: str) -> list[str]:
    said = list(words(page))
    assert said
    examples = {"peacekeeping", "asim-munir", "defence", "kz-pk-peacekeeping", "2024-05-17"}
    return [each for each in said if "⟦" not in each and each not in examples]


def refused(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 400
    return answer.content.decode()


@pytest.mark.parametrize("address", EMPTY)
def test_every_word_of_ours_goes_through_translation(client: Client, pseudo: None, address: str) -> None:
    assert untranslated(client.get(address).content.decode()) == []


@pytest.mark.parametrize("address", REFUSED)
def test_so_does_what_is_said_of_an_address_that_is_refused(
    client: Client, pseudo: None, address: str
) -> None:
    assert untranslated(refused(client, address)) == []


def all_wrong(filters: type[Filters]) -> str:
    return urlencode([(name, WRONG) for name in filters.base_filters])


def too_often(filters: type[Filters]) -> str:
    tags = [name for name, each in filters.base_filters.items() if isinstance(each, TagFilter)]
    return urlencode([(name, place) for name in tags for place in range(11)])


def of_nobody(filters: type[Filters]) -> str:
    tags = [each for each in filters.base_filters.values() if isinstance(each, TagFilter) and each.record]
    return urlencode([(each.axis, NOBODY.get(each.record, "nobody")) for each in tags])


@pytest.mark.parametrize("shelf", SHELVES)
def test_so_does_what_every_filter_of_a_list_refuses(client: Client, pseudo: None, shelf: str) -> None:
    filters = FILTERS[SHELVES[shelf].type]
    pages = [f"/{shelf}/?{all_wrong(filters)}"]
    pages += [f"/{shelf}/?{query}" for query in (too_often(filters), of_nobody(filters)) if query]
    for address in pages:
        page = refused(client, address)
        assert 'class="error"' in page
        assert untranslated(page) == []


def test_so_does_what_the_versions_of_a_record_refuse(client: Client, request: pytest.FixtureRequest) -> None:
    cast.publish_the_ground()
    request.getfixturevalue("pseudo")  # the record itself is written in plain English
    assert untranslated(refused(client, "/countries/KZ/versions/?difference=zzz")) == []


def test_programs_are_refused_in_english_whatever_they_accept(client: Client) -> None:
    query = f"/api/v1/events/?{all_wrong(FILTERS['event'])}&colour=red"
    plain, asked = (client.get(query, headers=headers).json() for headers in ({}, {"accept-language": "ru"}))
    assert asked == plain
    assert {
        "field": "q", "sentence": "q: Ensure this value has at most 200 characters (it has 201)."
    } in plain["errors"]  # fmt: skip


def test_the_page_says_its_language_and_direction(client: Client) -> None:
    assert '<html lang="en" dir="ltr">' in client.get("/").content.decode()
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl">' in client.get("/").content.decode()


def test_styles_know_start_and_end_and_not_left_and_right() -> None:
    sheet = (Path(settings.BASE_DIR) / "publication/static/publication/site.css").read_text()
    assert re.findall(r"[\w-]*-(?:left|right)\b|\b(?:left|right):|: (?:left|right)\b", sheet) == []
