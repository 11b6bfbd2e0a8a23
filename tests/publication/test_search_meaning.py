"""A search finds what was meant: other spellings, other scripts, slips of the finger, beginnings of words."""

from __future__ import annotations

import pytest
from django.test import Client

from events.models import Event
from publication.models import Word
from publication.publishing import retract
from publication.vocabulary import OfficeLevel
from tests import cast
from tests.publication.library import plain
from tests.publication.records import BY, ended, publish_again

pytestmark = pytest.mark.django_db

SEARCH = "/api/v1/search/"


def found(client: Client, words: str) -> list[str]:
    answer = client.get(SEARCH, {"q": words})
    assert answer.status_code == 200, answer.content
    return [hit["slug"] for hit in answer.json()["results"]]


@pytest.fixture
def minister(library: Event) -> None:
    """Publish a minister whose name is romanised in more than one way."""
    post = cast.office("Defence Minister", cast.kazakhstan(), OfficeLevel.DEFENCE_MINISTER)
    cast.publish_all(cast.official("ruslan-zhaksylykov", "Ruslan", "Zhaksylykov", post, "2022-01-19"))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Munir", "asim-munir"),
        ("Muneer", "asim-munir"),
        ("Munri", "asim-munir"),
        ("Мунир", "asim-munir"),
        ("MÚNIR", "asim-munir"),
        ("Асим Мунир", "asim-munir"),
        ("Tokayev", "kassym-jomart-tokayev"),
        ("Tokaev", "kassym-jomart-tokayev"),
        ("Toqaev", "kassym-jomart-tokayev"),
        ("Токаев", "kassym-jomart-tokayev"),
        ("Zhaksylykov", "ruslan-zhaksylykov"),
        ("Jaqsylyqov", "ruslan-zhaksylykov"),
        ("Жақсылықов", "ruslan-zhaksylykov"),
        ("zhaksilikov ruslan", "ruslan-zhaksylykov"),
        ("Qazaqstan", "KZ"),
        ("peacekeping", "peacekeeping"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(client: Client, minister: None, typed: str, first: str) -> None:
    assert found(client, typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("mun", "asim-munir"),
        ("asim mun", "asim-munir"),
        ("тока", "kassym-jomart-tokayev"),
        ("tokay", "kassym-jomart-tokayev"),
        ("peacekee", "peacekeeping"),
        ("kazakhst", "KZ"),
        ("jaqsy", "ruslan-zhaksylykov"),
    ],
)
def test_the_last_word_may_be_the_beginning_of_a_name(
    client: Client, minister: None, typed: str, first: str
) -> None:
    assert found(client, typed)[0] == first
    assert first in client.get("/search/", {"q": typed}).content.decode()


@pytest.mark.parametrize("typed", ["mu", "mun asim", '"asim" mun', "-nobody mun", "nobody or mun", "mun."])
def test_no_other_word_is(reader: Client, typed: str) -> None:
    assert found(reader, typed) == []


def test_what_holds_the_word_itself_comes_before_what_holds_a_longer_one(
    client: Client, library: Event
) -> None:
    pakistan, told = cast.pakistan(), "They spoke of many things, at last of trade."
    longer = [plain(f"longer-{place}", "2024", pakistan, title="Trader") for place in range(3)]
    word = plain("word", "1990", pakistan, title="A visit", summary=told)
    cast.publish_all(*longer, word)
    events = [slug for slug in found(client, "trad") if slug.startswith(("longer", "word"))]
    assert set(events) >= {"longer-0", "longer-1", "longer-2"}
    events = [slug for slug in found(client, "trade") if slug.startswith(("longer", "word"))]
    assert events[0] == "word"


def test_every_word_must_be_found_or_meant(reader: Client) -> None:
    assert "asim-munir" in found(reader, "muneer asim")
    assert found(reader, "muneer nowhere") == []
    assert "asim-munir" in found(reader, "the muneer")


def test_words_of_names_are_kept_while_a_record_has_them(library: Event) -> None:
    publish_again(library, title="Zebras in Astana")
    assert Word.objects.filter(word="zebras").values_list("count", flat=True)[0] == 1
    publish_again(library, title="Lions in Astana")
    assert set(Word.objects.filter(word__in=["zebras", "lions"])) == {Word.objects.get(word="lions")}
    retract(ended(library), **BY)
    assert not Word.objects.filter(word="lions").exists()


@pytest.mark.parametrize(
    "typed",
    ["'", "''", "\\", "\\'", "%", "_", "___", "a:*", "':*", "& |", "!", "((", "<->", "a <-> b", "~event", "~",
     "'~event 2024'", "munir:*A", "event:*", "ʼ", "ъъъ", "ﷺﷺ", "😀 munir", "a" * 200, "a b " * 50,
     "\u202emunir",
     "%s", "%(words)s", "{also}", "or", "or or", "-", "--", '"', '"munir', "$1", "\U0010ffff" * 3],
)  # fmt: skip
def test_signs_and_operators_are_words_like_others(reader: Client, typed: str) -> None:
    answer = reader.get(SEARCH, {"q": typed})
    assert answer.status_code == 200, answer.content
    assert reader.get("/search/", {"q": typed}).status_code == 200
    assert reader.get("/api/v1/events/", {"q": typed}).status_code == 200
    assert reader.get("/api/v1/officials/", {"q": typed}).status_code == 200


def test_marks_of_the_index_are_no_words(reader: Client) -> None:
    assert "munir-astana-2024" not in found(reader, "~country")
    assert found(reader, "~event") == found(reader, "event")


def test_a_snippet_marks_the_hit_alone_and_is_text(client: Client, library: Event) -> None:
    told = "They said «welcome» and <b>danced</b> a polonaise & a <script>waltz</script>."
    cast.publish_all(plain("ball", "2024", cast.pakistan(), summary=told))
    snippet = client.get(SEARCH, {"q": "polonaise"}).json()["results"][0]["snippet"]
    assert snippet.count("«") == snippet.count("»") == 1
    assert "«polonaise»" in snippet
    page = client.get("/search/", {"q": "polonaise"}).content.decode()
    assert "<mark>polonaise</mark>" in page
    assert page.count("<mark>") == 1
    assert "<script>waltz" not in page
    assert "<b>danced" not in page
