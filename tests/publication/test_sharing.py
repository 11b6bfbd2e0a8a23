"""Pages say what they are to those who look for them, share them and cite them."""

from __future__ import annotations

import re
from typing import Any

import orjson
import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from events.models import Event
from publication import reading
from publication.pages import sitemap
from publication.pages.words import lag
from publication.publishing import withdraw
from tests import cast
from tests.publication.records import edit, ended

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
RECORDS = ["/events/munir-astana-2024/", "/relations/KZ-PK/", "/countries/KZ/", "/officials/asim-munir/",
           "/agreements/kz-pk-peacekeeping/", "/sectors/defence/"]  # fmt: skip
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def metas(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', page))


@pytest.mark.parametrize("address", RECORDS)
def test_a_record_says_where_it_stands_and_what_it_is(reader: Client, library: Event, address: str) -> None:
    page = read(reader, address)
    assert f'<link rel="canonical" href="{HOST}{address}">' in page
    told = metas(page)
    assert told["og:url"] == f"{HOST}{address}"
    assert told["og:title"]
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert len(found) == 1
    about = orjson.loads(found[0])
    assert about["@id"] == f"{HOST}{address}#record"
    served = b"".join(reader.get(f"{address[:-1]}.jsonld"))
    assert about == orjson.loads(served)


@pytest.mark.parametrize("address", RECORDS)
def test_the_picture_it_is_shared_with_is_there(reader: Client, library: Event, address: str) -> None:
    picture = metas(read(reader, address))["og:image"]
    assert picture.startswith(f"{HOST}/")
    answer = reader.get(picture.removeprefix(HOST))
    assert answer.headers["Content-Type"] == "image/png"


@pytest.mark.parametrize("address", RECORDS)
def test_a_citation_names_the_edition_for_ever(reader: Client, library: Event, address: str) -> None:
    page = read(reader, address)
    assert f"{HOST}{address}versions/1/" in page
    assert "@misc{chancery-" in page
    assert read(reader, f"{address}versions/1/")


def test_no_title_breaks_out_of_structured_data_or_bibtex(reader: Client, library: Event) -> None:
    title = r"</script><script>alert(1)</script> {100%} $_#& \end"
    edit(library, title=title)
    library.refresh_from_db()
    cast.publish_all(library)
    page = read(reader, RECORDS[0])
    assert "</script><script>alert" not in page
    about = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0]
    assert orjson.loads(about)["name"] == title
    assert r"\{100\%\} \$\_\#" in page


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://example.org/a"])
def test_a_source_without_a_web_address_leads_nowhere(reader: Client, library: Event, url: str) -> None:
    type(cast.source()).objects.update(url=url)
    edit(library, summary="Anew.")
    library.refresh_from_db()
    cast.publish_all(library)
    page = read(reader, RECORDS[0])
    about = orjson.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert "subjectOf" not in about


def test_old_editions_and_previews_are_not_looked_for(reader: Client, library: Event) -> None:
    page = read(reader, f"{RECORDS[0]}versions/1/")
    assert '<meta name="robots" content="noindex">' in page
    assert "application/ld+json" not in page


def addresses(client: Client, path: str) -> list[str]:
    return [each.text or "" for each in fromstring(client.get(path).content).iter(f"{MAP}loc")]


def test_the_map_leads_to_every_published_record_and_no_other(
    reader: Client, library: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    from relations.models import Relation

    monkeypatch.setattr(sitemap, "AT_ONCE", 5)
    withdraw(ended(Relation.objects.get(key="KZ-UZ")), by=cast.EDITOR, at=cast.NOW)
    files = addresses(reader, "/sitemap.xml")
    assert len(files) == reading.last_serial() // 5 + 1
    found = [page for file in files for page in addresses(reader, file.removeprefix(HOST))]
    from publication.addresses import address
    from publication.models import Listing

    standing = Listing.objects.filter(state="published").values_list("type", "key")
    assert sorted(found) == sorted(HOST + address(kind, key) for kind, key in standing)
    assert reader.get(f"/sitemaps/{len(files)}.xml").status_code == 404


def test_a_file_of_the_map_is_one_query(
    reader: Client, library: Event, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(2):
        reader.get("/sitemaps/0.xml")
    tag = reader.get("/sitemaps/0.xml").headers["ETag"]
    assert reader.get("/sitemaps/0.xml", headers={"If-None-Match": tag}).status_code == 304


def test_robots_are_kept_from_the_newsroom_and_shown_the_map(reader: Client, library: Event) -> None:
    text = read(reader, "/robots.txt")
    assert f"Sitemap: {HOST}/sitemap.xml" in text
    for path in ("/admin/", "/desk/", "/accounts/"):
        assert f"Disallow: {path}" in text


@pytest.mark.parametrize(
    ("begun", "ended_on", "said"),
    [
        ("2024-05-17", "2024-05-17", "recorded 3 days after it"),
        ("2024-05-20", "2024-05-20", "recorded on the day"),
        ("2024-05-19", "2024-05-19", "recorded 1 day after it"),
        ("2024-06-01", "2024-06-02", "recorded before the day"),
        ("2023-11-01", "2023-11-30", "recorded 5 months after it"),
        ("1992-02-24", "1992-02-24", "recorded 32 years after it"),
        ("1992-01-01", "1992-12-31", ""),
        (None, None, ""),
    ],
)
def test_a_page_says_how_long_after_the_day_it_was_recorded(
    begun: str | None, ended_on: str | None, said: str
) -> None:
    date = {"earliest": begun, "latest": ended_on}
    assert lag({"date": date, "first_published_at": "2024-05-20T10:00:00Z"}) == said
    assert lag({"date": None, "first_published_at": "2024-05-20T10:00:00Z"}) == ""
