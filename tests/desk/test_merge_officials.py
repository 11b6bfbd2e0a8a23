"""Two records of one person become one: all that named the one names the other, in drafts and in public."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from desk.merging.references import references_to
from desk.models import Comment
from events.models import Event, Participation, Statement
from publication.comparing import unpublished_changes
from publication.inventory import reading_faults
from publication.models import Edition, Listing
from publication.recaptioning import recaption
from publication.verifying import draft_faults, ledger_faults
from publication.vocabulary import OfficeLevel
from relations.models import Official, Tenure
from tests import cast
from tests.desk.api.writing import Person, errors
from tests.desk.merging import double, merge
from tests.publication import records
from tests.publication.records import BY, document_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Person:
    return Person("administrator")


def public_double(**facts: object) -> Official:
    """Publish another record of Munir, who takes part in another visit under it."""
    cast.published_visit()
    old = double(**facts)
    cast.publish_all(old)
    event = cast.visit(key="munir-almaty-2024", title="General Munir visits Almaty")
    event.participations.filter(official=cast.munir()).update(official=old)
    Participation.objects.get(official=old).offices.set([])
    cast.publish_all(event)
    return old


def columns_that_point_to(table: str) -> set[tuple[str, str]]:
    """Ask PostgreSQL which columns point to a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c"
            " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)"
            " WHERE c.contype = 'f' AND c.confrelid = %s::regclass",
            [table],
        )
        return set(cursor.fetchall())


@pytest.mark.parametrize("kind", [Official, Event])
def test_every_column_that_the_database_ties_to_a_kind_is_followed(
    kind: type[Official] | type[Event],
) -> None:
    walked = {(each.model._meta.db_table, each.field.column) for each in references_to(kind)}
    assert walked == columns_that_point_to(kind._meta.db_table)
    assert len(walked) > 6


def rows_that_point_to(official: Official) -> dict[str, int]:
    found = {}
    for table, column in columns_that_point_to("relations_official"):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM {table} WHERE "{column}" = %s', [official.pk])
            (found[f"{table}.{column}"],) = cursor.fetchone() or (0,)
    return {name: number for name, number in found.items() if number}


def test_a_person_with_all_that_a_record_can_hold_leaves_nothing_behind(boss: Person) -> None:
    event = records.one_of_every_kind()
    old, new = cast.munir(), double()
    cast.publish_all(new)
    said = {"addressee": old, "speaker": old, "on_behalf_of": old}
    Statement.objects.create(event=event, act="discussed", text="To him.", **said)
    records._dispute("When was he born?", official=old)
    assert set(rows_that_point_to(old)) == {f"{table}.{column}" for table, column in
                                            columns_that_point_to("relations_official")}  # fmt: skip
    assert merge(boss, old, new.key).status_code == 200
    assert rows_that_point_to(old) == {}
    assert {each.speaker for each in event.statements.exclude(speaker=None)} == {new}


def test_the_address_leads_on_and_documents_mention_who_stays(boss: Person, client: Client) -> None:
    old, new = public_double(), cast.munir()
    answer = merge(boss, old, new.pk)
    assert answer.status_code == 200, answer.content
    assert answer.json()["id"] == str(new.pk)
    ended = Listing.objects.get(pk=old.pk)
    assert (ended.state, ended.to, ended.note) == ("redirected", "asim-munir", "They are one.")
    for start in ("", "/api/v1"):
        moved = client.get(f"{start}/officials/munir-asim/")
        assert (moved.status_code, moved.headers["Location"]) == (301, f"{start}/officials/asim-munir/")
    (job,) = apps.get_model("procrastinate", "ProcrastinateJob").objects.all()
    assert job.args == {"record_type": "official", "key": "munir-asim"}
    assert recaption(**job.args, **BY) == 1
    document = document_of(Event.objects.get(key="munir-almaty-2024"))
    assert [each["slug"] for each in document["officials"]] == ["asim-munir", "kassym-jomart-tokayev"]
    assert "munir-asim" not in str(document).replace("munir-almaty", "")
    assert document["change"] == {
        "kind": "minor", "note": "«Munir, General Asim» and «Asim Munir» are one record now.",
    }  # fmt: skip
    found = client.get("/api/v1/events/?official=asim-munir").json()["results"]
    assert [each["slug"] for each in found] == ["munir-almaty-2024", "munir-astana-2024"]
    assert client.get("/api/v1/events/?official=munir-asim").json()["results"] == []
    assert [*ledger_faults(), *reading_faults(), *draft_faults()] == []


def test_after_the_merge_no_event_has_unpublished_changes_and_nobody_need_look(boss: Person) -> None:
    old = public_double()
    event = Event.objects.get(key="munir-almaty-2024")
    merge(boss, old, "asim-munir")
    recaption("official", "munir-asim", **BY)
    assert not unpublished_changes(event)
    event.refresh_from_db()
    assert (event.lock_version, event.authors, event.review_state) == (2, [], "draft")


def test_names_offices_and_sources_go_to_who_stays_as_a_change_nobody_has_published(boss: Person) -> None:
    old, new = public_double(died="2031", outside_ids={"viaf": "7"}), cast.munir()
    old.variants.create(text="Асим Мунир", language="kk")
    old.variants.create(text="Asim Munir")
    merge(boss, old, new.key)
    new.refresh_from_db()
    assert {each.text for each in new.variants.all()} == {"Асим Мунир", "Munir, General Asim"}
    assert sorted(each.office.title for each in new.tenures.all()) == [
        "Chief of Army Staff", "Director General of Military Intelligence",
    ]  # fmt: skip
    assert new.sources.get() == cast.source()
    assert (new.died and new.died.edtf, new.outside_ids) == ("2031", {"viaf": "7"})
    assert unpublished_changes(new)
    assert (new.lock_version, new.authors) == (2, ["administrator-one"])


def test_a_tenure_that_says_nothing_more_is_not_there_twice_and_its_evidence_stays(boss: Person) -> None:
    old, new = double(), cast.munir()
    there = new.tenures.get()
    same = Tenure.objects.create(official=old, office=there.office)
    same.passages.add(cast.passage(0, 18))
    assert merge(boss, old, new.key).status_code == 200
    assert new.tenures.count() == 2
    assert there.passages.get().exact == "General Asim Munir"
    assert there.start
    assert there.start.edtf == "2022-11-29"


def test_who_stood_twice_in_a_meeting_stands_there_once(boss: Person) -> None:
    old = public_double()
    event = Event.objects.get(key="munir-astana-2024")
    meeting, post = event.meetings.get(), cast.office("Field Marshal", cast.pakistan(), OfficeLevel.OTHER)
    Tenure.objects.create(official=old, office=post)
    row = Participation.objects.create(
        event=event, meeting=meeting, official=old, side="visitor", role="visitor", order=3, rank="General"
    )
    row.offices.add(post)
    row.passages.add(cast.passage(0, 18))
    Participation.objects.create(event=event, official=old, side="visitor", role="member")
    cast.publish_all(event)
    assert merge(boss, old, "asim-munir").status_code == 200
    kept = meeting.participations.get(official__key="asim-munir")
    assert (kept.rank, kept.order, kept.passages.count(), kept.offices.count()) == ("General", 1, 1, 2)
    assert event.participations.count() == 3
    recaption("official", "munir-asim", **BY)
    assert [each["official"]["slug"] for each in document_of(event)["meetings"][0]["participants"]] == [
        "asim-munir", "kassym-jomart-tokayev",
    ]  # fmt: skip
    assert not unpublished_changes(event)


def test_half_edited_work_stays_inside_and_is_seen_by_another(boss: Person) -> None:
    old = public_double()
    event = Event.objects.get(key="munir-almaty-2024")
    Person("reporter").patch(f"events/{event.pk}/", {"summary": "HALF EDITED"}, seen=1)
    Event.objects.filter(pk=event.pk).update(review_state="approved", approved_by="editor-one")
    merge(boss, old, "asim-munir")
    recaption("official", "munir-asim", **BY)
    event.refresh_from_db()
    assert (event.review_state, event.approved_by) == ("in_review", "")
    assert event.authors == ["reporter-one", "administrator-one"]
    assert "HALF EDITED" not in Listing.objects.get(pk=event.pk).text


def test_a_form_opened_before_the_merge_is_refused(boss: Person) -> None:
    old = public_double()
    event = Event.objects.get(key="munir-almaty-2024")
    reporter = Person("reporter")
    form = reporter.form(f"events/{event.pk}/")
    merge(boss, old, "asim-munir")
    assert reporter.put(f"events/{event.pk}/", form, seen=form["lock_version"]).status_code == 412
    for each in (old, cast.munir()):
        assert reporter.patch(f"officials/{each.pk}/", {"note": "x"}, seen=1).status_code == 412
    form = reporter.form(f"events/{event.pk}/")
    form["participations"] = [{"official": "munir-asim", "side": "visitor", "role": "member"}]
    refused = reporter.put(f"events/{event.pk}/", form, seen=form["lock_version"])
    assert refused.status_code == 400
    assert "was merged into «asim-munir»" in errors(refused)["participations.0.official"]


def test_what_was_never_public_goes_and_its_comments_stay(boss: Person) -> None:
    cast.publish_the_ground()
    old, new = double(), cast.munir()
    Comment.objects.create(
        record=old.pk, record_type="official", text="Who?", author="a", created_at=cast.NOW
    )
    editions = Edition.objects.count()
    assert merge(boss, old, new.key, note="").status_code == 200
    assert not Official.objects.filter(pk=old.pk).exists()
    assert Comment.objects.get().record == new.pk
    assert Edition.objects.count() == editions
    assert not apps.get_model("procrastinate", "ProcrastinateJob").objects.exists()


def test_who_was_merged_away_is_not_offered_any_more(boss: Person) -> None:
    old = public_double()
    address = "suggest/?type=official&q=munir"
    assert len(boss.form(address)["results"]) == 2
    merge(boss, old, "asim-munir")
    assert [each["key"] for each in boss.form(address)["results"]] == ["asim-munir"]
    likely = boss.form("duplicates/?type=official&name=Munir&country=PK")["results"]
    assert [each["key"] for each in likely] == ["asim-munir"]
