"""A story recorded by hand loads once, adds to what is there, and goes through the one door."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.serializers import serialize

from desk.stories.loading import MUNIR_VISIT, StoryRefused, load_story, publish_story
from events.models import Event
from publication.models import Edition, Listing
from publication.vocabulary import OfficeLevel
from relations.dates import PartialDate
from relations.models import Official, Sector, Source, Tenure
from relations.reference.loading import load_countries, load_sectors
from tests import cast

pytestmark = pytest.mark.django_db


def load(path: Path = MUNIR_VISIT) -> Event:
    return load_story(path, by=cast.EDITOR, at=cast.NOW)


def publish(event: Event) -> list[Edition]:
    return publish_story(event, by=cast.EDITOR, at=cast.NOW)


@pytest.fixture
def ground() -> None:
    load_countries()
    load_sectors()


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Copy the story where a test may change it; give the record file's path."""
    for name in ("munir-visit.json", "munir-visit.txt"):
        shutil.copy(MUNIR_VISIT.parent / name, tmp_path / name)
    return tmp_path / "munir-visit.json"


def change(path: Path, **parts: Any) -> Path:
    record = json.loads(path.read_text())
    for part, values in parts.items():
        record[part].update(values)
    path.write_text(json.dumps(record))
    return path


def everything() -> str:
    rows = [row for model in (Event, Official, Source, Tenure) for row in model._default_manager.all()]
    text: str = serialize("json", rows)
    return text


def test_a_story_is_loaded_and_published_with_all_it_mentions(ground):
    editions = publish(load())
    assert [each.type for each in editions][-2:] == ["agreement", "event"]
    assert {each.version for each in editions} == {1}
    assert Listing.objects.get(type="event").key == "munir-kazakhstan-visit"


def test_a_second_run_changes_nothing(ground, django_assert_num_queries):
    publish(load())
    before = everything()
    with django_assert_num_queries(1):
        event = load()
    with django_assert_num_queries(1):
        assert publish(event) == []
    assert everything() == before


def test_an_editors_later_work_is_neither_undone_nor_published(ground):
    event = load()
    publish(event)
    Event.objects.update(title="Retitled by an editor")
    Official.objects.filter(key="asim-munir").update(note="Not public yet")
    assert load().title == "Retitled by an editor"
    assert publish(load()) == []


def test_a_load_that_was_never_published_is_published_by_the_next_run(ground):
    load()
    assert len(publish(load())) > 10


def test_tenures_that_may_cover_the_day_take_the_passages_and_no_second_one_is_made(ground):
    cast.munir()
    load()
    tenure = Tenure.objects.get(official__key="asim-munir")
    assert (tenure.start, tenure.first_seen) == (PartialDate.parse("2022-11-29"), None)
    assert [each.start for each in tenure.passages.all()] == [124]


def test_another_office_of_the_same_person_is_left_alone(ground):
    senate = cast.office("Chairman of the Senate", cast.kazakhstan(), OfficeLevel.SPEAKER)
    tokayev = cast.official("kassym-jomart-tokayev", "Kassym-Jomart", "Tokayev", senate, "2013-10-16")
    load()
    assert {each.office.title: each.passages.count() for each in tokayev.tenures.all()} == {
        "Chairman of the Senate": 0,
        "President": 3,
    }


def test_an_official_who_is_public_already_gets_a_second_edition_that_says_why(ground):
    cast.publish_the_ground()
    public = Listing.objects.get(key="asim-munir")
    publish(load())
    edition = Edition.objects.get(record=public.id, version=2)
    assert edition.change == "minor"
    assert edition.note == "Adds what was read for «Visit of General Asim Munir to Kazakhstan»."


def test_the_countries_must_be_there_first():
    with pytest.raises(StoryRefused, match="country PK is not in the newsroom: load the countries first"):
        load()
    assert not Source.objects.exists()


def test_the_sectors_must_be_there_first(ground):
    Sector.objects.filter(key="business-ties").delete()
    with pytest.raises(StoryRefused, match="sector business-ties is not in the newsroom"):
        load()
    assert not Event.objects.exists()


def test_a_text_that_was_changed_is_refused(ground, story):
    text = story.with_suffix(".txt")
    text.write_text(text.read_text().replace("April 23", "April 24"))
    with pytest.raises(StoryRefused, match=r"munir-visit\.txt is not the one that was read"):
        load(story)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(StoryRefused, match="cannot be read: No such file"):
        load(tmp_path / "nothing.json")


def test_an_unknown_word_is_refused_with_its_place(ground, story):
    with pytest.raises(StoryRefused, match=r"event\.kind: Input should be 'visit'"):
        load(change(story, event={"kind": "trip"}))


def test_an_unknown_key_is_refused(ground, story):
    with pytest.raises(StoryRefused, match=r"source\.colour: Extra inputs are not permitted"):
        load(change(story, source={"colour": "blue"}))


def test_a_passage_that_is_not_listed_is_refused_and_nothing_is_written(ground, story):
    with pytest.raises(StoryRefused, match="passage S99 is named, but not listed"):
        load(change(story, event={"passages": ["S99"]}))
    assert not Source.objects.exists()


def test_what_a_form_refuses_is_refused_with_the_forms_sentence(ground, story):
    with pytest.raises(StoryRefused, match=r"event .* is refused: .*a month is 01 to 12"):
        load(change(story, event={"start": "XXXX-13-40"}))
