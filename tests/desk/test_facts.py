"""The compiled facts become working copies: every one, once, as partial and as disputed as the sources."""

import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.facts.loading import KINDS, load_facts
from desk.facts.reading import FOLDER, name_key
from desk.facts.shelf import MissingReference
from desk.facts.titles import office_title
from events.models import Event
from events.offices import propose
from publication.vocabulary import Standing
from relations.dates import PartialDate
from relations.models import Agreement, AgreementStep, Country, Office, Official, Relation, Source, Tenure
from relations.reference.loading import load_countries, load_sectors

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference():
    load_countries()
    load_sectors()


@pytest.fixture
def facts(reference):
    return load_facts()


def test_every_fact_becomes_one_record(facts):
    assert facts == {"official": 165, "relation": 39, "agreement": 108, "event": 197}
    assert Event.objects.count() == 197
    assert Tenure.objects.count() == 208
    assert AgreementStep.objects.count() == 156


def test_every_record_is_valid_and_ready_to_be_shown(facts):
    for kind in KINDS:
        for record in kind._default_manager.for_snapshot():  # type: ignore[attr-defined]
            record.clean_fields()
            assert record.problems() == []


def test_a_second_run_writes_nothing(facts):
    with CaptureQueriesContext(connection) as queries:
        assert load_facts().total() == 0
    assert not [each for each in queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(queries) <= 6


def test_the_number_of_queries_does_not_grow_with_the_facts(reference, tmp_path):
    shorten(tmp_path, rows=60)
    with CaptureQueriesContext(connection) as few:
        load_facts(tmp_path)
    Event.objects.all().delete()
    with CaptureQueriesContext(connection) as many:
        load_facts()
    assert len(many) <= len(few)


def test_what_an_editor_changed_stays(facts):
    Event.objects.filter(key="pk-us-2025-oval").update(title="Talks in Washington")
    load_facts()
    assert Event.objects.get(key="pk-us-2025-oval").title == "Talks in Washington"


def test_an_event_loaded_again_finds_the_steps_taken_in_it(facts):
    Event.objects.filter(key="pk-tr-1954-treaty").delete()
    load_facts()
    event = Event.objects.get(key="pk-tr-1954-treaty")
    taken = event.agreement_steps.values_list("agreement__key", "step")
    assert list(taken) == [("pk-tr-1954-treaty", "signed")]


def test_a_country_that_is_not_loaded_is_named(reference):
    Country.objects.filter(key="TM").delete()
    with pytest.raises(MissingReference, match="the country TM, which is not loaded"):
        load_facts()
    assert not Official.objects.exists()


def test_munir_is_chief_of_army_staff_from_his_first_day_with_no_end_read(facts):
    tenures = Tenure.objects.filter(official__key="asim-munir")
    words = "office__title", "office__country__key", "start__edtf", "start_known", "end", "end_known"
    assert tenures.values_list(*words).get() == ("Chief of Army Staff", "PK", "2022-11-29", True, None, False)


def test_nurtleu_held_two_offices_at_once(facts):
    official = Official.objects.for_snapshot().get(key="murat-nurtleu")
    held = [office.title for office in propose(official, PartialDate.parse("2025-04-23"))]
    assert held == ["Deputy Prime Minister", "Foreign Minister"]


def test_one_office_serves_all_who_held_it(facts):
    office = Office.objects.get(title="Foreign Minister", country__key="KZ")
    assert office.tenures.values("official").distinct().count() > 5


def test_participants_act_in_offices_of_their_own_tenures(facts):
    event = Event.objects.get(key="kz-pk-2026-tokayev")
    tokayev = event.participations.get(official__key="kassym-jomart-tokayev")
    assert [str(office) for office in tokayev.offices.all()] == ["President (KZ)"]
    assert (tokayev.side, tokayev.role) == ("visitor", "visitor")


def test_dates_stay_as_partial_as_the_source(facts):
    assert Event.objects.filter(key="pk-1998-mos-central-asia", start__edtf="1998-11~").exists()
    assert set(Relation.objects.filter(key__in=["AF-PK", "PK-US"]).values_list("established", flat=True)) == {
        None
    }


def test_one_source_row_serves_all_facts_read_in_it(facts):
    assert Source.objects.count() == 292
    source = Source.objects.get(title__startswith="Pakistan, Afghanistan, Uzb", published__edtf="2025-07-17")
    step = AgreementStep.objects.get(agreement__key="af-pk-uz-2025-railway", step="signed")
    assert source in step.sources.all()
    assert source in step.agreement.sources.all()


def test_a_disagreement_stays_open_with_both_positions(facts):
    dispute = Event.objects.get(key="az-pk-2024-aliyev").disputes.get()
    assert dispute.question == "What do the sources leave open about “Aliyev visits Pakistan”?"
    assert [position.text for position in dispute.positions.all()] == [
        "This record holds: official visit, 11–12 July 2024, Islamabad.",
        "The Foreign Office statement calls it official, other reports a state visit.",
    ]
    assert Relation.objects.get(key="KZ-PK").disputes.count() == 1


def test_a_step_that_is_not_certain_is_disputed_and_gives_no_status(facts):
    agreement = Agreement.objects.get(key="kz-pk-2026-peacekeeping")
    assert [step.standing for step in agreement.steps.all()] == [Standing.DISPUTED]
    assert agreement.status_step() is None


def test_a_pair_that_an_event_joins_has_a_relation_that_states_nothing(facts):
    told = {line.split('"')[3] for line in (FOLDER / "relations.jsonl").read_text("utf-8").splitlines()}
    bare = Relation.objects.exclude(key__in=told)
    assert bare.count() == 15
    assert not any(relation.summary or relation.established for relation in bare)


@pytest.mark.parametrize(
    ("said", "code", "title"),
    [
        ("Chief of Army Staff of Pakistan", "PK", "Chief of Army Staff"),
        ("President of the United States", "US", "President"),
        ("Ambassador of Kazakhstan to Pakistan", "KZ", "Ambassador to Pakistan"),
        ("Minister of Foreign Affairs of Türkiye", "TR", "Foreign Minister"),
        ("Minister of Defence of Kazakhstan", "KZ", "Defence Minister"),
        ("First Deputy Minister of Defence of Kazakhstan", "KZ", "First Deputy Minister of Defence"),
        (
            "Special Assistant to the Prime Minister of Pakistan",
            "PK",
            "Special Assistant to the Prime Minister",
        ),
        ("Assistant to the President of Kazakhstan on Trade", "KZ", "Assistant to the President on Trade"),
        ("Secretary of State of the United States", "US", "Secretary of State"),
        ("Head of government of Pakistan (1999-2002)", "PK", "Head of government"),
        ("King of Saudi Arabia", "SA", "King"),
    ],
)
def test_an_office_is_said_without_its_country(reference, said, code, title):
    assert office_title(said, Country.objects.get(key=code)) == title


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kassym-Jomart Tokayev", "kassym-jomart-tokayev"),
        ("Mevlüt Çavuşoğlu", "mevlut-cavusoglu"),
        ("Binali Yıldırım", "binali-yildirim"),
    ],
)
def test_a_name_becomes_a_key_in_plain_letters(name, key):
    assert name_key(name) == key


def shorten(folder: Path, rows: int) -> None:
    """Copy the fact files with fewer events; the other files whole, as the events name their rows."""
    for name in ("officials", "relations", "agreements"):
        shutil.copy(str(FOLDER / f"{name}.jsonl"), folder)
    lines = (FOLDER / "events.jsonl").read_text("utf-8").splitlines(keepends=True)
    (folder / "events.jsonl").write_text("".join(lines[:rows]), "utf-8")
