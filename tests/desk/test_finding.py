"""People, offices, countries and sectors are found while typing, whatever the spelling."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from desk.finding import people
from desk.reading.naming import OF_FAMILIES
from events.models import Event
from publication.folding import fold
from publication.vocabulary import OfficeLevel
from relations.models import NameVariant, Official
from relations.reference.loading import load_countries, load_sectors
from tests import cast
from tests.desk.api.writing import Person

pytestmark = pytest.mark.django_db

NAMES = [
    "Asim Munir", "Мунир", "Жақсылықов", "Jaqsylyqov", "Zhaksylykov", "Toqaev", "Токаев", "Tokayev",
    "Kassym-Jomart", "Қасым-Жомарт", "Щербаков", "Şahin", "O'Brien", "São Tomé",
]  # fmt: skip


def found(kind: str, q: str, **more: str) -> list[str]:
    asked = "&".join(f"{name}={value}" for name, value in {"type": kind, "q": q, **more}.items())
    answer = Person("reporter").get(f"suggest/?{asked}")
    assert answer.status_code == 200, answer.content
    return [each["name"] for each in answer.json()["results"]]


def zhaksylykov() -> Official:
    post = cast.office("Defence Minister", cast.kazakhstan(), OfficeLevel.DEFENCE_MINISTER)
    return cast.official("ruslan-zhaksylykov", "Ruslan", "Zhaksylykov", post, "2022-01-19")


@pytest.mark.parametrize("name", NAMES)
def test_the_database_folds_as_the_program_does(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold_name(%s)", [name])
        assert cursor.fetchone() == (fold(name),)


@pytest.mark.parametrize("typed", ["mun", "Munir", "Мунир", "munri", "asim", "MUNIR ASIM", "mu"])
def test_munir_is_found_by(typed):
    cast.munir(), cast.tokayev(), zhaksylykov()
    assert found("official", typed)[:1] == ["Asim Munir"]


@pytest.mark.parametrize("typed", ["Zhaksylykov", "Jaqsylyqov", "Жақсылықов", "Жаксылыков", "zhaksilikov"])
def test_zhaksylykov_is_found_by(typed):
    cast.munir(), cast.tokayev(), zhaksylykov()
    assert found("official", typed)[:1] == ["Ruslan Zhaksylykov"]


@pytest.mark.parametrize("typed", ["Toqaev", "Токаев", "tokaev"])
def test_tokayev_is_found_by(typed):
    cast.munir(), cast.tokayev(), zhaksylykov()
    assert found("official", typed)[:1] == ["Kassym-Jomart Tokayev"]


def test_a_name_variant_finds_its_official():
    NameVariant.objects.create(official=cast.munir(), text="عاصم منير", script="Arab")
    assert found("official", "منير") == ["Asim Munir"]


def test_people_of_the_same_event_come_first():
    event = cast.visit()
    other = cast.official("asif-munir", "Asif", "Munir", cast.munir().tenures.all()[0].office, "2020-01-01")
    assert set(found("official", "munir")) == {"Asim Munir", str(other)}
    assert found("official", "munir", event=str(event.pk))[0] == "Asim Munir"
    assert "Asim Munir" in found("official", "", event=str(event.pk))


def test_offices_held_on_the_date_are_ticked():
    cast.munir()
    asked = "suggest/?type=official&q=munir&on="
    before = Person("reporter").get(f"{asked}2010").json()["results"][0]["offices"]
    after = Person("reporter").get(f"{asked}2024-05-17").json()["results"][0]["offices"]
    assert [each["on_date"] for each in before] == [False]
    assert [each["on_date"] for each in after] == [True]


def test_countries_and_sectors_are_found_by_code_demonym_and_synonym():
    load_countries()
    load_sectors()
    assert found("country", "KZ")[0] == found("country", "kazakh")[0] == "Kazakhstan"
    assert found("country", "Pakistani")[0] == "Pakistan"
    assert found("sector", "peacek")[0] == "peacekeeping"


def test_signs_alone_and_letters_of_patterns_find_nothing():
    cast.munir()
    assert [found("official", typed) for typed in ("!!", "%25", "_", "a%25r")] == [[], [], [], []]


def test_few_letters_of_a_title_are_looked_for_in_the_newest_records(monkeypatch):
    monkeypatch.setattr("desk.finding.suggesting.NEWEST", 1)
    cast.visit("older"), cast.relation()
    Event.objects.create(key="newer", title="General Raheel", kind="call")
    assert found("event", "ge") == ["General Raheel"]
    assert found("event", "gen") == ["General Raheel", "General Munir visits Astana"]
    assert found("relation", "KZ") == ["KZ-PK"]


@pytest.mark.parametrize(
    ("condition", "index"),
    [
        (people.OFFICIALS.format(condition=people.HOLDS), "official_by_fold"),
        (people.OFFICIALS.format(condition=people.HOLDS), "variant_by_fold"),
        (people.OFFICIALS.format(condition=people.IS_NEAR), "official_by_fold"),
        (people.OFFICES.format(condition=people.IS_NEAR), "office_by_fold"),
        (people.BEGINNING, "official_by_sort_fold"),
        (OF_FAMILIES.replace("%s", "%(families)s"), "official_by_family_fold"),
    ],
)
def test_names_are_found_by_an_index(condition, index):
    given: dict[str, Any] = {"q": "munir", "here": [], "recent": [], "limit": 9, "families": ["munir"]}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a small table is read whole otherwise
        cursor.execute(f"EXPLAIN {condition}", given)
        assert index in "\n".join(line for (line,) in cursor.fetchall())


def test_what_is_not_there_is_not_found_and_bad_requests_are_told():
    assert found("official", "zzzzqqq") == []
    person = Person("reporter")
    assert person.get("suggest/?type=planet&q=x").status_code == 400
    assert person.get("suggest/?type=official&q=x&limit=0").status_code == 400
    assert person.get("suggest/?type=official&q=x&event=12").status_code == 400


def test_finding_asks_the_database_a_fixed_number_of_times(django_assert_max_num_queries):
    event = cast.visit()
    zhaksylykov()
    person = Person("reporter")
    with django_assert_max_num_queries(16):
        person.get(f"suggest/?type=official&q=ta&event={event.pk}")


def test_the_same_person_and_the_same_event_are_named_as_likely_duplicates():
    event, person = cast.visit(), Person("reporter")
    found = person.get("duplicates/?type=official&name=Munir%20Asim&country=PK").json()["results"]
    assert [(each["key"], each["because"]) for each in found] == [
        ("asim-munir", "the same name in another spelling or order")
    ]
    asked = f"duplicates/?type=event&pair=KZ-PK&start=2024-05&official={cast.munir().pk}"
    (same,) = person.get(asked).json()["results"]
    assert same["id"] == str(event.pk)
    assert "Asim Munir" in same["because"]
    assert person.get(f"{asked}&except={event.pk}").json()["results"] == []
