"""A story is read by numbered sentences, with whom they name and what they may say."""

from __future__ import annotations

import time

import pytest

from desk.reading.sentences import sentences
from desk.stories.loading import MUNIR_VISIT, load_story
from relations.models import Source
from relations.reference.loading import load_countries, load_sectors
from tests import cast
from tests.acceptance import table
from tests.desk.api.writing import Person

TEXT = (MUNIR_VISIT.parent / "munir-visit.txt").read_text()


def test_the_munir_story_is_cut_into_the_thirty_passages_of_the_acceptance_table():
    assert [(each.start, each.end) for each in sentences(TEXT)] == [(row.start, row.end) for row in table()]


def test_voices_follow_the_place_in_the_story():
    voices = [each.voice.value for each in sentences(TEXT)]
    assert voices[:4] == ["headline", "subhead", "body", "caption"]
    assert set(voices[4:18]) == {"body"}
    assert set(voices[18:]) == {"recap"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("One sentence", ["One sentence"]),
        ("Gen. Munir met Dr. Khan. They spoke.", ["Gen. Munir met Dr. Khan.", "They spoke."]),
        ("The U.S. President J. Smith came. He left.", ["The U.S. President J. Smith came.", "He left."]),
        ("«Мы готовы!» Он уехал.", ["«Мы готовы!»", "Он уехал."]),
        ("It cost 3.5 million. Really? Yes.", ["It cost 3.5 million.", "Really?", "Yes."]),
        ("Title\n\n  A line.  \r\n- A point\n", ["Title", "A line.", "- A point"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, parts):
    assert [text[each.start : each.end] for each in sentences(text)] == parts


@pytest.mark.parametrize("text", ["." * 200_000, "A. " * 100_000, "(" * 200_000, "Mr. " * 100_000 + "!"])
def test_a_hostile_text_is_split_in_time_that_grows_with_its_length(text):
    begun = time.process_time()
    sentences(text)
    assert time.process_time() - begun < 20  # quadratic work would take minutes


@pytest.mark.django_db
def test_a_sentence_names_people_countries_and_sectors_and_hints_at_its_act():
    load_countries()
    load_sectors()
    load_story(MUNIR_VISIT, by=cast.EDITOR, at=cast.NOW)
    reading = Person("reporter").form(f"sources/{Source.objects.get().pk}/reading/")
    rows = {row["number"]: row for row in reading["sentences"]}
    assert {each["key"] for each in rows[3]["mentions"] if each["type"] == "official"} == {
        "asim-munir", "kassym-jomart-tokayev",
    }  # fmt: skip
    assert rows[6]["hints"]["act"] == "assessed"
    assert rows[6]["hints"]["speaker"]["key"] == "kassym-jomart-tokayev"
    assert {each["key"] for each in rows[7]["hints"]["sectors"]} >= {"trade", "transport", "logistics"}
    assert rows[8]["hints"]["act"] == "conveyed_greetings"
    assert rows[12]["hints"]["act"] == "proposed"
    assert rows[12]["hints"]["speaker"]["key"] == "murat-nurtleu"
    assert {each["key"] for each in rows[12]["hints"]["sectors"]} >= {"agriculture", "healthcare"}
    assert rows[26]["hints"]["act"] == "committed"
    assert [number for number, row in rows.items() if row["record_free"]] == [4, 19]


def named(text: str) -> dict[str, set[str]]:
    """Read a text; give what each mention says with the keys or names it stands for."""
    source = Source(title="A story").with_text(text)
    source.save()
    told: dict[str, set[str]] = {}
    for row in Person("reporter").form(f"sources/{source.pk}/reading/")["sentences"]:
        for each in row["mentions"]:
            told.setdefault(text[each["start"] : each["end"]], set()).add(each.get("key") or each["name"])
    return told


@pytest.mark.django_db
def test_people_are_named_in_any_script_and_not_across_a_comma():
    cast.munir(), cast.tokayev()
    assert named("Тоқаев принял Мунира, а Мунир — Токаева.") == {
        "Тоқаев": {"kassym-jomart-tokayev"}, "Мунир": {"asim-munir"},
    }  # fmt: skip
    assert named("Kassym-Jomart  Tokayev’s guest was Asim\nMunir.") == {
        "Kassym-Jomart  Tokayev": {"kassym-jomart-tokayev"}, "Munir": {"asim-munir"},
    }  # fmt: skip
    assert named("Of Asim, Munir said nothing; munir is a word.")["Munir"] == {"asim-munir"}


@pytest.mark.django_db
def test_offsets_count_code_points_beyond_the_basic_plane_too():
    cast.munir()
    assert named("🤝🤝 Munir came.") == {"Munir": {"asim-munir"}}


@pytest.mark.django_db
def test_a_family_name_that_many_share_names_nobody_but_whom_the_story_names_in_full():
    post = cast.munir().tenures.all()[0].office
    for number in range(12):
        cast.official(f"khan-{number}", f"Given{number}", "Khan", post, "2020")
    assert named("Khan came.") == {}
    assert named("Given3 Khan came. Khan spoke.") == {"Given3 Khan": {"khan-3"}, "Khan": {"khan-3"}}


@pytest.mark.django_db
def test_who_has_no_role_reads_no_story(client, django_user_model):
    client.force_login(django_user_model.objects.create(username="outsider", is_staff=True))
    assert client.get(f"/api/v1/desk/sources/{cast.source().pk}/reading/").status_code == 403


@pytest.mark.django_db
def test_a_story_is_read_in_queries_that_do_not_grow(django_assert_max_num_queries):
    cast.munir(), cast.tokayev()
    source = Source(title="A story").with_text("Munir met Tokayev. " * 500)
    source.save()
    person = Person("reporter")
    with django_assert_max_num_queries(18):
        reading = person.form(f"sources/{source.pk}/reading/")
    assert len(reading["sentences"]) == 500
