"""The Munir visit stands in the record sentence by sentence, as the acceptance table says."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, NamedTuple

import pytest
from django.db import transaction

from desk.stories.loading import MUNIR_VISIT, load_story, publish_story
from events.models import Event
from publication.models import Link, Listing, Part
from publication.models.listing import UNDATED
from publication.publishing import NotReady
from relations.models import Official, Passage, Source
from relations.reference.loading import load_countries, load_sectors
from tests.acceptance import Document, Place, Row, facts_by_passage, table, working_rows_by_passage
from tests.cast import EDITOR, NOW, publish_all

TEXT = (MUNIR_VISIT.parent / "munir-visit.txt").read_bytes().decode()
TABLE = table()
RECORD_FREE = {"S04", "S19"}


class Reading(NamedTuple):
    """What can be read once the visit is published: the documents, and the working copy beside them."""

    documents: dict[tuple[str, str], Document]
    passages: dict[Place, Passage]
    working: dict[Place, set[str]]
    undated: set[str]
    tags: dict[str, set[str]]

    @property
    def event(self) -> Document:
        return self.documents["event", "munir-kazakhstan-visit"]

    @property
    def agreement(self) -> Document:
        return self.documents["agreement", "kz-pk-peacekeeping-agreement"]

    def of(self, kind: str) -> list[Document]:
        return [document for (type_, _), document in self.documents.items() if type_ == kind]


def load() -> Event:
    load_countries()
    load_sectors()
    return load_story(MUNIR_VISIT, by=EDITOR, at=NOW)


@pytest.fixture(scope="module")
def read(django_db_setup: None, django_db_blocker: Any) -> Reading:
    """Publish the visit once for the whole table, read everything, and leave no trace."""
    with django_db_blocker.unblock(), transaction.atomic():
        publish_story(load(), by=EDITOR, at=NOW)
        reading = Reading(
            {(each.type, each.key): json.loads(each.text) for each in Listing.objects.all()},
            {(each.start, each.end): each for each in Passage.objects.all()},
            working_rows_by_passage(),
            {str(each.pk) for model in (Listing, Part) for each in model.objects.filter(sort_on=UNDATED)},
            {each.key: {link.tag for link in each.links.all()} for each in Listing.objects.all()},
        )
        transaction.set_rollback(True)
    return reading


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_each_passage_is_cut_exactly_and_stands_under_its_facts(read: Reading, row: Row):
    passage = read.passages[row.start, row.end]
    assert passage.exact == TEXT[row.start : row.end]
    assert passage.exact.startswith(row.opening)
    assert passage.record_free == (row.id in RECORD_FREE)
    published = facts_by_passage(*read.documents.values())
    assert published.get((row.start, row.end), set()) == row.facts
    assert bool(read.working.get((row.start, row.end))) == (row.id not in RECORD_FREE)


def test_thirty_passages_are_each_used_or_marked_record_free(read: Reading):
    assert len(TABLE) == len(read.passages) == 30
    free = {place for place, passage in read.passages.items() if passage.record_free}
    assert free | read.working.keys() == read.passages.keys()
    assert not free & read.working.keys()


def test_the_record_holds_what_the_table_counts(read: Reading):
    officials, event = read.of("official"), read.event
    offices = [office for each in officials for office in each["offices"]]
    assert len(event["sources"]) == 1
    assert {each["code"] for each in event["countries"]} == {"KZ", "PK"}
    assert len(officials) == 5
    assert len(offices) == 6
    assert len({(each["title"], each["country"]["code"]) for each in offices}) == 6
    ranks = sorted(rank["title"] for each in officials for rank in each["ranks"])
    assert ranks == ["Colonel General", "General"]
    assert len(read.of("event")) == len(read.of("agreement")) == len(read.of("relation")) == 1
    ceremonies = [each for each in event["meetings"] if each["kind"] == "wreath_laying"]
    assert (len(event["meetings"]), len(ceremonies)) == (4, 1)
    assert len(event["precedences"]) == 1
    assert len(event["disputes"]) == event["counts"]["disputes_open"] == 3


def test_the_source_says_no_more_than_the_file(read: Reading):
    (source,) = read.event["sources"]
    assert source["title"] == TEXT[:73]
    assert source["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert {source[key] for key in ("publisher", "author", "url", "archive_url", "published")} == {None}


def test_the_date_has_no_year_and_no_bounds_and_sorts_last(read: Reading):
    assert read.event["date"] == {
        "edtf": "XXXX-04-23",
        "earliest": None,
        "latest": None,
        "text": "23 April, year not stated",
        "basis": "year not stated",
    }
    assert {read.event["id"], *(each["id"] for each in read.event["meetings"])} <= read.undated


def test_every_office_was_seen_on_the_day_of_the_story_alone(read: Reading):
    for tenure in (tenure for each in read.of("official") for tenure in each["offices"]):
        assert tenure["start"] is tenure["end"] is None
        assert (tenure["start_known"], tenure["end_known"]) == (False, False)
        assert tenure["first_seen"]["edtf"] == tenure["last_seen"]["edtf"] == "XXXX-04-23"


def test_nurtleu_acts_in_two_offices_at_once(read: Reading):
    (nurtleu,) = (row for row in read.event["meetings"][1]["participants"] if row["side"] == "host")
    assert [office["title"] for office in nurtleu["offices"]] == ["Deputy Prime Minister", "Foreign Minister"]


def test_sharif_sends_greetings_and_is_nowhere_present(read: Reading):
    event = read.event
    present = [*event["participants"], *(row for each in event["meetings"] for row in each["participants"])]
    assert "shehbaz-sharif" not in {row["official"]["slug"] for row in present}
    (greeting,) = (each for each in event["statements"] if each["act"] == "conveyed_greetings")
    assert greeting["on_behalf_of"]["offices"] == [{"title": "Prime Minister", "level": "head_of_government"}]
    assert "shehbaz-sharif" in {each["slug"] for each in event["officials"]}


def test_nobody_is_said_to_have_laid_the_wreath(read: Reading):
    ceremony = read.event["meetings"][3]
    assert ceremony["participants"] == []
    assert ceremony["place"]["name"] == "Otan Korgaushylar (Fatherland Defenders) monument"


def test_the_agreement_stays_at_intent_and_is_never_signed(read: Reading):
    agreement = read.agreement
    assert (agreement["status"], agreement["disputed"]) == ("intent_expressed", True)
    assert (agreement["kind"], agreement["binding"]) == ("unspecified", "unknown")
    assert agreement["title_is_description"]
    steps = [(step["step"], step["party"], step["standing"], step["date"]) for step in agreement["steps"]]
    assert steps == [
        ("intent_expressed", "KZ", "accepted", read.event["date"]),
        ("signed", "KZ", "disputed", None),
    ]
    (dispute,) = agreement["disputes"]
    assert dispute["question"] == "Was the agreement on peacekeeping signed?"


def test_the_questions_left_open_are_public(read: Reading):
    asked = {each["question"]: len(each["positions"]) for each in read.event["disputes"]}
    assert asked == {
        "Was the agreement on peacekeeping signed?": 3,
        "Who called for joint projects?": 2,
        "Was President Tokayev the host of General Munir, or his companion on the visit?": 2,
    }
    assert {each["state"] for each in read.event["disputes"]} == {"open"}


def test_the_claim_of_a_first_cannot_be_tested_yet(read: Reading):
    (claim,) = read.event["precedences"]
    assert (claim["verdict"], claim["window_years"]) == ("not_testable", 10)


@pytest.mark.parametrize("sector", ["energy", "infrastructure"])
def test_energy_and_infrastructure_come_from_one_sentence_alone(read: Reading, sector: str):
    said = [each for each in read.event["statements"] if sector in {one["slug"] for one in each["sectors"]}]
    assert [passage["start"] for each in said for passage in each["passages"]] == [2474]


def test_no_word_of_the_newsroom_is_public(read: Reading):
    public = json.dumps([*read.documents.values()], ensure_ascii=False)
    for words in (
        "is read as Munir",
        "stands alone in the list",
        "Munir is inferred",
        "Section mark",
        TEXT[:124],
    ):
        assert words not in public


@pytest.mark.django_db
def test_a_text_edited_by_one_character_is_noticed():
    event = load()
    source = Source.objects.get()
    before = source.sha256
    source.with_text(TEXT.replace("greetings", "greeting")).save()
    assert source.sha256 != before
    problems = Event.fetch_for_snapshot([event.pk])[event.pk].problems()
    flagged = {each.sentence for each in problems if each.field == "passages"}
    moved = {row.id for row in TABLE if row.end > TEXT.index("greetings") and row.facts}
    assert len(flagged) == len(moved) == 22
    with pytest.raises(NotReady):
        publish_story(event, by=EDITOR, at=NOW)


@pytest.mark.django_db
def test_nothing_of_the_visit_shows_while_somebody_in_it_is_a_draft():
    event = load()
    with pytest.raises(NotReady, match="not published yet"):
        publish_all(event)
    assert not Listing.objects.exists()
    assert not Link.objects.exists()
    assert Official.objects.count() == 5


def test_the_visit_is_found_by_what_the_story_says_and_by_nothing_else(read: Reading):
    tags = read.tags["munir-kazakhstan-visit"]
    assert tags >= {
        "pair:KZ-PK",
        "host:KZ",
        "visitor:PK",
        "kind:visit",
        "disputed:true",
        "official:shehbaz-sharif",
    }
    assert tags >= {"sector:defence", "sector:military-medicine", "official:shehbaz-sharif"}
    assert "office_level:head_of_government" not in tags
    agreement = read.tags["kz-pk-peacekeeping-agreement"]
    assert {each for each in agreement if each.startswith("status:")} == {"status:intent_expressed"}


def test_the_record_speaks_in_words_of_its_own(read: Reading):
    event = read.event
    said = [each["text"] for each in (*event["statements"], *event["precedences"])]
    argued = [position["text"] for each in event["disputes"] for position in each["positions"]]
    runs = {run for text in (*said, *argued, event["summary"]) for run in runs_of_words(text)}
    assert runs & runs_of_words(TEXT) == set()


def runs_of_words(text: str, length: int = 5) -> set[str]:
    words = re.findall(r"[\w']+", text.lower())
    return {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}
