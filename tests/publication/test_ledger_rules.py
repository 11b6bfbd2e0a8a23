"""Rules 3 to 7 of the public record: one door, one ledger, and reading tables from nothing else."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection, models, transaction

from events.models import Statement
from publication.contracts import EventDocument
from publication.models import Edition, Link
from publication.publishing import StaleDraft, StaleEdition, publish, redirect, retract, withdraw
from relations.models import Official
from tests import cast
from tests.publication import records
from tests.publication.records import BY, document_of, edit, ended, publish_again
from tests.publication.shelves import check_deferred_constraints, shelves

pytestmark = pytest.mark.django_db


# 3. No foreign key in or out of publication.


def test_3_no_foreign_key_enters_or_leaves_publication() -> None:
    crossing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model is not None
        and (model._meta.app_label == "publication") != (field.related_model._meta.app_label == "publication")
    ]
    assert crossing == []


def test_3_the_database_has_none_either() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f'"
            " AND (conrelid::regclass::text LIKE 'publication_%')"
            " <> (confrelid::regclass::text LIKE 'publication_%')"
        )
        assert cursor.fetchall() == []


# 4. One door.


def test_4_a_stale_draft_and_a_stale_edition_are_refused() -> None:
    event = cast.published_visit()
    approved = cast.approval(event)
    edit(event, title="Another title")
    with pytest.raises(StaleDraft):
        publish([approved], **BY)
    approved = cast.approval(event)
    publish([approved], **BY)
    with pytest.raises(StaleEdition):
        publish([approved], **BY)


@pytest.mark.parametrize("path", [(), ("place",), ("meetings", 0), ("meetings", 0, "participants", 0)])
def test_4_the_contract_refuses_an_unknown_key_at_every_depth(path: tuple[Any, ...]) -> None:
    document = document_of(cast.published_visit())
    EventDocument.model_validate(document)
    place: Any = document
    for step in path:
        place = place[step]
    place["internal_note"] = "For the newsroom."
    with pytest.raises(ValueError, match="Extra inputs are not permitted"):
        EventDocument.model_validate(document)


def test_4_only_the_ledger_makes_editions() -> None:
    makers = re.compile(
        r"\bEdition\(|Edition\.objects\.(create|bulk_create|get_or_create|update)|\.reissue\("
    )
    found = {
        str(file.relative_to(settings.BASE_DIR))
        for room in ("publication", "relations", "events", "desk")
        for file in (settings.BASE_DIR / room).rglob("*.py")
        if makers.search(file.read_text()) and "/models/" not in str(file)
    }
    assert found == {"publication/ledger.py", "publication/recaptioning.py"}


# 5. Reading tables come from the document alone.


def test_5_everything_read_is_rebuilt_the_same_from_the_ledger_alone() -> None:
    event = records.one_of_every_kind()
    other = cast.visit("the-other")
    cast.publish_all(other)
    withdraw(ended(other), **BY)
    publish_again(cast.munir(), display_name="Syed Asim Munir")
    edit(event, title="HALF EDITED")
    Official.objects.update(sort_name="HALF EDITED")
    Statement.objects.all().delete()
    before = shelves()
    check_deferred_constraints()
    call_command("refacet", verbosity=0)
    assert shelves() == before


def test_5_a_change_leaves_no_row_of_the_old_edition_behind() -> None:
    event = cast.published_visit()
    event.sectors.set([cast.trade()])
    event.meetings.get().delete()
    publish_again(event, title="Without a meeting")
    tags = set(Link.objects.filter(listing=event.pk).values_list("tag", flat=True))
    assert "sector:trade" in tags
    assert not {"sector:peacekeeping", "official:asim-munir"} & tags
    assert shelves()["part"] == shelves()["partlink"] == []
    counted = [row for (row,) in shelves()["tally"] if row.startswith("(event,")]
    assert "(event,sector:trade,2024,visit,1)" in counted
    assert not [row for row in counted if "peacekeeping" in row or not row.endswith(",1)")]


# 6. Endings are editions.


def test_6_every_ending_is_an_edition_and_takes_nothing_away() -> None:
    first, second, third = cast.published_visit(), cast.visit("second"), cast.visit("third")
    cast.publish_all(second, third)
    before = list(Edition.objects.order_by("serial").values())
    withdraw(ended(first), **BY)
    retract(ended(second), **BY)
    withdraw(ended(third), **BY)
    publish([cast.approval(third)], **BY)
    redirect(ended(first), to="third", **BY)
    after = list(Edition.objects.order_by("serial").values())
    assert after[: len(before)] == before
    told = [(each["state"], each["version"]) for each in after[len(before) :]]
    assert told == [
        ("withdrawn", 2), ("retracted", 2), ("withdrawn", 2), ("published", 3), ("redirected", 3)
    ]  # fmt: skip


# 7. The ledger is never updated.


FORBIDDEN = [
    "UPDATE publication_edition SET note = 'altered'",
    "UPDATE publication_edition SET serial = serial",
    "DELETE FROM publication_edition WHERE serial = 1",
    "TRUNCATE publication_edition",
    "TRUNCATE publication_edition CASCADE",
]


@pytest.mark.parametrize("role", ["origin", "replica", "local"])
@pytest.mark.parametrize("statement", FORBIDDEN)
def test_7_the_database_refuses_to_alter_the_ledger_whatever_the_settings(statement: str, role: str) -> None:
    cast.publish_all(cast.kazakhstan())
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL session_replication_role = '{role}'")
        with pytest.raises(Error, match="append-only"), transaction.atomic():
            cursor.execute(statement)
    assert Edition.objects.get().note == ""


def test_7_what_stood_at_an_instant_is_the_newest_edition_not_after_it() -> None:
    event = cast.published_visit()
    publish_again(event, title="Another title")
    by_instant = [
        Edition.objects.about(event.pk).as_of(at).values_list("version", flat=True).first()
        for at in (cast.NOW - timedelta(seconds=1), cast.NOW, cast.NOW + timedelta(hours=2))
    ]
    assert by_instant == [None, 1, 2]
