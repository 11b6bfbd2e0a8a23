"""Every word of ours on a public page can be translated, and the page may run from right to left."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from publication.api.filters import Filters, TagFilter
from publication.api.filtersets import FILTERS
from publication.pages.lists import SHELVES
from tests import cast
from tests.publication.pseudo import beside, codes, untranslated

pytestmark = pytest.mark.django_db

EMPTY: Final = [
    "/", *(f"/{shelf}/" for shelf in SHELVES), "/matrix/", "/search/", "/search/?q=zzzz", "/changes/",
    "/data/", "/api/", "/nothing/", "/events/?kind=call&from=2020", "/officials/nobody/",
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

WRITTEN: Final = re.compile(r"{% (comment|blocktranslate)\b.*?{% end\1 %}|{%.*?%}|{{.*?}}", re.DOTALL)
"""What a template has translated or takes from elsewhere."""

ATTRIBUTES: Final = "in_place_here.html"
"""A template of attributes alone."""

OTHERS: Final = ("before", "since", "exact", "true", "false")
"""What stands in addresses beside filters and codes."""


def of_the_address(address: str) -> set[str]:
    """Give what may stand in addresses, and is named in refusals: what this one says, parameters, codes."""
    said = parse_qsl(urlsplit(address).query)
    names = {name for filters in FILTERS.values() for name in (*filters.names(), *filters.orderings)}
    return {*(part for pair in said for part in pair), *names, *codes(), *OTHERS}


def refused(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 400
    return answer.content.decode()


@pytest.mark.parametrize("address", EMPTY)
def test_every_word_of_ours_goes_through_translation(client: Client, pseudo: None, address: str) -> None:
    asked = [value for _name, value in parse_qsl(urlsplit(address).query)]
    assert untranslated(client.get(address).content.decode(), asked) == []


@pytest.mark.parametrize("address", REFUSED)
def test_so_does_what_is_said_of_an_address_that_is_refused(
    client: Client, pseudo: None, address: str
) -> None:
    assert untranslated(refused(client, address), of_the_address(address)) == []


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
        assert untranslated(page, of_the_address(address)) == []


def test_so_does_what_the_versions_of_a_record_refuse(client: Client, request: pytest.FixtureRequest) -> None:
    cast.publish_the_ground()
    request.getfixturevalue("pseudo")  # the record itself is written in plain English
    address = "/countries/KZ/versions/?difference=zzz"
    assert untranslated(refused(client, address), of_the_address(address)) == []


def of_programs() -> list[str]:
    wrong = [f"{all_wrong(FILTERS['event'])}&colour=red", too_often(FILTERS["event"]), "sector=nobody"]
    lists = [
        f"{base}?{query}" for base in ("/api/v1/events/", "/events.csv", "/events.atom") for query in wrong
    ]
    return [*lists, "/api/v1/events/nobody/", "/events/nobody.jsonld", "/api/v1/facets/events/?kind=zzz",
            "/api/v1/search/", "/api/v1/changes/?since=zzz", "/api/v1/nothing/"]  # fmt: skip


def test_programs_are_refused_in_english_whatever_they_accept(
    client: Client, request: pytest.FixtureRequest
) -> None:
    plain = [client.get(each) for each in of_programs()]
    posted = [client.post(each).content for each in ("/api/v1/events/", "/api/v1/schema/")]
    request.getfixturevalue("pseudo")
    assert {each.status_code for each in plain} == {400, 404}
    for address, before in zip(of_programs(), plain, strict=True):
        for headers in ({}, {"accept-language": "ru"}):
            assert client.get(address, headers=headers).content == before.content
    with translation.override("ru"):  # REST framework speaks it
        assert [client.post(each).content for each in ("/api/v1/events/", "/api/v1/schema/")] == posted
    assert {
        "field": "q", "sentence": "q: Ensure this value has at most 200 characters (it has 201)."
    } in plain[0].json()["errors"]  # fmt: skip


def test_files_of_lists_are_titled_in_english(client: Client, pseudo: None) -> None:
    answer = client.get("/events.atom")
    assert answer.status_code == 200
    assert "<title>Chancery: events</title>" in answer.getvalue().decode()


def test_programs_are_told_in_english_what_they_may_ask_for(client: Client, pseudo: None) -> None:
    described = client.get("/api/v1/schema/").content.decode()
    assert "Words to look for, as in a search box." in described
    assert "⟦" not in described
    assert "⟦Words to look for, as in a search box.⟧" in client.get("/api/").content.decode()


def test_no_template_has_words_beside_those_it_has_translated() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    for path in (*folder.glob("*.html"), *folder.glob("publication/**/*.html")):
        template = path.read_text()
        assert path.name == ATTRIBUTES or beside(WRITTEN.sub("·", template)) == [], path
        assert re.findall(r'\|default:"[^"]*\w[^"]*"', template) == [], path


def test_the_page_says_its_language_and_direction(client: Client) -> None:
    assert '<html lang="en" dir="ltr">' in client.get("/").content.decode()
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl">' in client.get("/").content.decode()


def test_styles_know_start_and_end_and_not_left_and_right() -> None:
    sheet = (Path(settings.BASE_DIR) / "publication/static/publication/site.css").read_text()
    assert re.findall(r"[\w-]*-(?:left|right)\b|\b(?:left|right):|: (?:left|right)\b", sheet) == []
