"""Countries and officials are named in the language of the page, as CLDR and the record write them."""

from __future__ import annotations

from typing import Final

import pytest
from django.test import Client
from django.utils import translation

from events.models import Event
from publication.naming import country_name, title_of
from publication.publishing import withdraw
from tests import cast
from tests.publication.records import ended, soviet_union


@pytest.mark.django_db
def test_countries_are_named_in_the_language_of_the_page(reader: Client, library: Event) -> None:
    with translation.override("ru"):
        assert "<h1>Казахстан</h1>" in reader.get("/countries/KZ/").content.decode()
        assert "<h1>Казахстан and Пакистан</h1>" in reader.get("/relations/KZ-PK/").content.decode()
        for address in ("/countries/", "/events/munir-astana-2024/", "/facets/events/"):
            assert ">Казахстан</a>" in reader.get(address).content.decode()
        assert "Пакистан" in reader.get("/countries/KZ/pictures/ranking.csv").content.decode()
    assert "<h1>Kazakhstan</h1>" in reader.get("/countries/KZ/").content.decode()


@pytest.mark.django_db
def test_a_withdrawn_record_is_named_by_its_key(reader: Client, library: Event) -> None:
    for draft in (cast.relation(), soviet_union(), cast.kazakhstan()):
        withdraw(ended(draft), by=cast.EDITOR, at=cast.NOW)
    with translation.override("ru"):
        for address in ("/countries/KZ/", "/countries/KZ/versions/1/"):
            assert "<h1>Казахстан</h1>" in reader.get(address).content.decode()
        assert "<h1>Казахстан and Пакистан</h1>" in reader.get("/relations/KZ-PK/").content.decode()
        assert "<h1>Soviet Union</h1>" in reader.get("/countries/SUHH/").content.decode()
    assert "<h1>Kazakhstan</h1>" in reader.get("/countries/KZ/").content.decode()


def test_a_relation_that_cldr_knows_in_part_keeps_its_title_once_withdrawn() -> None:
    withdrawn = {"type": "relation", "slug": "KZ-SUHH", "title": "Kazakhstan and Soviet Union"}
    with translation.override("ru"):
        assert title_of(withdrawn) == "Kazakhstan and Soviet Union"


def test_what_cldr_does_not_know_keeps_its_name() -> None:
    with translation.override("ru"):
        assert country_name({"code": "SUHH", "name": "Soviet Union"}) == "Soviet Union"
        assert country_name({"code": "KZ"}) == "Казахстан"
    with translation.override("xx"):
        assert country_name({"code": "KZ", "name": "Kazakhstan"}) == "Kazakhstan"
    assert country_name({"code": "TR", "name": "Turkey"}) == "Turkey"
    assert country_name({"code": "TR"}) == "TR"


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("zh-hant", "哈薩克"), ("zh-Hant-TW", "哈薩克"), ("zh-tw", "哈薩克"), ("zh-hans", "哈萨克斯坦"),
        ("sr-latn", "Kazahstan"), ("sr", "Казахстан"), ("ru-xx", "Казахстан"), ("en-gb", "Qazaqstan"),
        ("en-xa", "Qazaqstan"), ("xx-latn", "Qazaqstan"),
    ],
)  # fmt: skip
def test_a_country_is_named_in_the_script_and_region_of_the_page(language: str, name: str) -> None:
    with translation.override(language):
        assert country_name({"code": "KZ", "name": "Qazaqstan"}) == name


VARIANTS: Final = [
    ("Qasym-Jomart Toqaev", "kk", "Latn", "2021"),
    ("Qasym-Jomart Toqayev", "kk", None, None),
    ("قاسىم جومارت توقايەۆ", "kk", "Arab", None),
    ("Қасым-Жомарт Тоқаев", "KK", "Cyrl", None),
    ("Kassym-Jomart Tokaïev", "fr", "Latn", "1995"),
    ("Kassym-Jomart Tokaiev", "fr", None, None),
    ("Kasım Cömert Tokayev", "tr-TR", "Latn", None),
    ("Касим-Жомарт Токајев", "sr", "Cyrl", None),
    ("Kasim-Žomart Tokajev", "sr-Latn", None, None),
    ("卡瑟姆若马尔特·托卡耶夫", "zh", "Hans", None),
    ("托卡葉夫", "zh-TW", "Hant", None),
    ("Tuōkǎyēfū", "zh", "Latn", "pinyin"),
    ("Tokaev", "ru", "Latn", "BGN/PCGN"),
    ("Tokayev", None, None, None),
]
"""How the record writes a name: text, language, script, romanisation."""


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("kk", "Қасым-Жомарт Тоқаев"), ("kk-kz", "Қасым-Жомарт Тоқаев"), ("kk-latn", "Qasym-Jomart Toqayev"),
        ("fr", "Kassym-Jomart Tokaiev"), ("fr-ca", "Kassym-Jomart Tokaiev"), ("tr", "Kasım Cömert Tokayev"),
        ("sr", "Касим-Жомарт Токајев"), ("sr-latn", "Kasim-Žomart Tokajev"),
        ("zh-hans", "卡瑟姆若马尔特·托卡耶夫"), ("zh-tw", "托卡葉夫"), ("zh-hant-tw", "托卡葉夫"),
        ("ru", "K. Tokayev"), ("ar", "K. Tokayev"), ("en", "K. Tokayev"),
    ],
)  # fmt: skip
def test_an_official_is_named_as_the_record_writes_it_in_the_language_and_script_of_the_page(
    language: str, name: str
) -> None:
    members = ("text", "language", "script", "romanisation")
    variants = [dict(zip(members, each, strict=True)) for each in VARIANTS]
    with translation.override(language):
        assert title_of({"type": "official", "title": "K. Tokayev", "variants": variants}) == name


def test_an_official_without_variants_keeps_the_title() -> None:
    with translation.override("kk"):
        assert title_of({"type": "official", "title": "K. Tokayev"}) == "K. Tokayev"  # the list form


@pytest.mark.django_db
def test_a_picture_that_is_framed_says_whose_it_is_in_the_language_of_the_page(reader: Client) -> None:
    with translation.override("ru"):
        assert "<h1>Казахстан: " in reader.get("/countries/KZ/pictures/years/").content.decode()
