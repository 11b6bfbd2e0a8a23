"""Every change of a working copy is kept with who, when, from where and why, whatever made it."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from desk.history.acting import Actor, acting
from desk.models import Change, ChangeSet
from events.models import Event, EventCountry, Meeting
from relations.models import Country, Source
from tests import cast
from tests.desk.api.writing import Person
from tests.filling import filled, signed_in

pytestmark = pytest.mark.django_db

WATCHES = {"kept_insert", "kept_update", "kept_delete", "kept_truncate"}


def working_tables() -> set[str]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in models if model._meta.app_label in ("relations", "events")}


def asked(sql: str, *given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def done(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def kept_since(last: int, table: str = "") -> list[Change]:
    found = Change.objects.filter(pk__gt=last).order_by("pk")
    return list(found.filter(table=table) if table else found)


def last_change() -> int:
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


# What is watched


def test_every_working_table_is_watched_and_no_setting_mutes_it():
    found = asked(
        "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE t.tgname = ANY (%s) AND t.tgenabled = 'A'", list(WATCHES),
    )  # fmt: skip
    watched = {table for table, _ in found if {name for each, name in found if each == table} == WATCHES}
    assert len(working_tables()) >= 45
    assert working_tables() - watched == set()


def test_what_was_kept_cannot_be_altered():
    cast.visit()
    for table in ("desk_change", "desk_changeset"):
        for deed in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                done(deed)


def test_a_replica_s_session_is_watched_too():
    event, last = cast.visit(), last_change()
    done("SET LOCAL session_replication_role = replica")
    Event.objects.filter(pk=event.pk).update(title="Unseen?")
    done("SET LOCAL session_replication_role = origin")
    assert [each.new for each in kept_since(last)] == [{"title": "Unseen?"}]


# What is kept


def test_a_bulk_update_is_kept_row_by_row_with_what_differs():
    one, other = cast.visit(), cast.visit(key="another")
    last = last_change()
    Event.objects.update(place="Almaty")
    kept = kept_since(last)
    assert {each.record for each in kept} == {one.pk, other.pk}
    assert [(each.old, each.new) for each in kept] == [({"place": "Astana"}, {"place": "Almaty"})] * 2
    assert len({each.change_set_id for each in kept}) == 1


def test_an_update_that_changes_nothing_leaves_nothing():
    cast.visit()
    last = last_change()
    Event.objects.update(place="Astana")
    assert kept_since(last) == []


def test_rows_made_in_bulk_belong_to_their_record():
    event, last = cast.visit(), last_change()
    Meeting.objects.bulk_create([Meeting(event=event, title=f"Talks {n}", order=n) for n in (2, 3)])
    kept = kept_since(last)
    assert [(each.table, each.record, each.old) for each in kept] == [("events_meeting", event.pk, None)] * 2
    assert [each.new["title"] for each in kept] == ["Talks 2", "Talks 3"]


def test_links_are_kept_at_the_row_they_hang_on():
    event = cast.visit()
    row = event.participations.first()
    assert row is not None
    last = last_change()
    row.offices.clear()
    event.sectors.add(cast.trade())
    gone, *_, come = [each for each in kept_since(last) if each.table.startswith("events_")]
    assert (gone.table, gone.row, gone.record) == ("events_participation_offices", row.pk, event.pk)
    assert (gone.old["participation_id"], gone.new) == (str(row.pk), None)
    assert (come.table, come.row, come.new["sector_id"]) == (
        "events_event_sectors", event.pk, str(cast.trade().pk),
    )  # fmt: skip


def test_raw_sql_is_kept_whole():
    event, last = cast.visit(), last_change()
    done("DELETE FROM events_participation_offices")
    done("DELETE FROM events_participation")
    kept = kept_since(last, "events_participation")
    assert [each.old["role"] for each in kept] == ["visitor", "host"]
    assert {each.record for each in kept_since(last)} == {event.pk}


def test_a_row_that_goes_after_what_it_hung_on_still_finds_its_record():
    event = cast.visit()
    done("SET CONSTRAINTS ALL DEFERRED")
    last = last_change()
    done("DELETE FROM events_participation")
    done("DELETE FROM events_participation_offices")
    assert {each.record for each in kept_since(last)} == {event.pk}


def test_a_row_that_moves_goes_from_one_record_and_comes_to_the_other():
    one, other = cast.visit(), cast.visit(key="another")
    last = last_change()
    EventCountry.objects.filter(event=other).delete()
    last = last_change()
    EventCountry.objects.filter(event=one, side="host").update(event=other)
    gone, come = kept_since(last)
    assert (gone.record, gone.new, come.record, come.old) == (one.pk, None, other.pk, None)


def test_an_emptied_table_is_kept():
    cast.visit()
    last = last_change()
    done("SET CONSTRAINTS ALL IMMEDIATE")
    done("TRUNCATE events_participation_offices")
    assert [each.old is not None for each in kept_since(last)] == [True, True]


def test_a_source_s_text_is_not_kept_twice():
    source, last = cast.source(), last_change()
    Source.objects.filter(pk=source.pk).update(text="Another text.")
    (kept,) = kept_since(last)
    assert (kept.old, kept.new) == ({"text": cast.TEXT}, {})
    first = Change.objects.get(row=source.pk, table="relations_source", old__isnull=True)
    assert "text" not in first.new


# By whom


def test_whoever_says_nothing_is_known_by_their_database_role():
    cast.kazakhstan()
    told = ChangeSet.objects.latest("pk")
    assert [(told.by, told.reason)] == [(role, "") for (role,) in asked("SELECT session_user")]


def test_a_request_of_the_write_api_leaves_who_where_and_why():
    event, person = cast.visit(), Person("reporter")
    address = f"events/{event.pk}/"
    person.patch(address, {"title": "Another title"}, seen=1)
    told = ChangeSet.objects.latest("pk")
    assert (told.by, told.origin, told.reason) == (
        "reporter-one", f"/api/v1/desk/{address}", "PATCH desk-api:record",
    )  # fmt: skip
    assert person.delete(address, seen=2).status_code == 403
    created = person.post("events/", {"title": "New", "kind": "visit"})
    told = ChangeSet.objects.latest("pk")
    assert (told.by, told.reason) == ("reporter-one", "POST desk-api:records")
    assert str(told.changes.get(table="events_event").record) == created.json()["id"]


def test_two_requests_are_two_change_sets():
    event, person = cast.visit(), Person("reporter")
    person.patch(f"events/{event.pk}/", {"title": "One"}, seen=1)
    one = ChangeSet.objects.latest("pk")
    person.patch(f"events/{event.pk}/", {"title": "Two"}, seen=2)
    assert ChangeSet.objects.latest("pk").pk > one.pk


def test_a_save_in_the_admin_leaves_who_where_and_why():
    country, client = cast.kazakhstan(), signed_in("administrator")
    address = f"/admin/relations/country/{country.pk}/change/"
    sent = filled(client.get(address)) | {"official_name": "Republic of Kazakhstan"}
    assert client.post(address, sent).status_code == 302
    told = ChangeSet.objects.latest("pk")
    assert (told.by, told.origin) == ("administrator-one", address)
    assert told.reason == "POST admin:relations_country_change"


def test_what_comes_after_a_request_is_not_its_doing():
    event = cast.visit()
    Person("reporter").patch(f"events/{event.pk}/", {"title": "One"}, seen=1)
    Country.objects.update(capital="Astana")
    assert ChangeSet.objects.latest("pk").by == asked("SELECT session_user")[0][0]


def test_who_acts_is_told_again_after_a_savepoint_that_was_taken_back():
    event = cast.visit()
    with acting(lambda: Actor("Aigerim", "her desk", "a test")):
        with transaction.atomic():
            Event.objects.update(title="Not kept")
            transaction.set_rollback(True)
        Event.objects.update(title="Kept")
    told = ChangeSet.objects.latest("pk")
    assert (told.by, told.origin, told.reason) == ("Aigerim", "her desk", "a test")
    assert told.changes.get().record == event.pk
