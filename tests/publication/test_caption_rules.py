"""Rules 1 and 2 of the public record: a mention is a caption, one deep, in the words the public reads."""

from __future__ import annotations

import re

import orjson
import pytest
from django.apps import apps

from events.models import Event
from publication.comparing import unpublished_changes
from publication.contracts import CONTRACTS
from publication.contracts.shape import Caption, Shape
from publication.models import Link, Listing
from publication.recaptioning import recaption
from tests import cast
from tests.publication import records
from tests.publication.records import BY, document_of, edit, publish_again

pytestmark = pytest.mark.django_db

# 1. Captions, one deep.


def caption_kinds(kind: type[Caption] = Caption) -> list[type[Caption]]:
    return [each for below in kind.__subclasses__() for each in (below, *caption_kinds(below))]


@pytest.mark.parametrize("kind", caption_kinds(), ids=lambda kind: kind.__name__)
def test_1_a_caption_holds_no_other_caption(kind: type[Caption]) -> None:
    def below(shape: type[Shape]) -> list[type[Shape]]:
        named = re.findall(r"\w+", str([field.annotation for field in shape.model_fields.values()]))
        inside = [each for each in all_shapes() if each.__name__ in named]
        return [*inside, *(deep for each in inside for deep in below(each))]

    assert not [each for each in below(kind) if issubclass(each, Caption)]


def all_shapes(kind: type[Shape] = Shape) -> list[type[Shape]]:
    return [each for below in kind.__subclasses__() for each in (below, *all_shapes(below))]


def test_1_the_office_in_a_caption_is_the_one_held_then_for_ever() -> None:
    event = cast.published_visit()
    tenure = cast.munir().tenures.get()
    tenure.office.title = "Field Marshal"
    tenure.office.save()
    publish_again(cast.munir(), note="Promoted.")
    document = document_of(event)
    offices = document["meetings"][0]["participants"][0]["offices"]
    assert offices == [{"title": "Chief of Army Staff", "level": "chief_of_defence_or_service"}]


# 2. Captions are refreshed from the published document, never from the draft.


def renamed_while_the_visit_is_half_edited() -> Event:
    event = cast.published_visit()
    publish_again(cast.munir(), display_name="Syed Asim Munir")
    edit(cast.munir(), display_name="HALF EDITED")
    edit(event, title="HALF EDITED", summary="HALF EDITED")
    return event


def test_2_a_new_name_reaches_published_documents_and_half_edited_work_does_not() -> None:
    event = renamed_while_the_visit_is_half_edited()
    assert recaption("official", "asim-munir", **BY) == 1
    text = Listing.objects.get(pk=event.pk).text
    assert "HALF EDITED" not in text
    assert document_of(event)["meetings"][0]["participants"][0]["official"]["name"] == "Syed Asim Munir"
    assert document_of(event)["officials"][0]["name"] == "Syed Asim Munir"


def test_2_the_refresh_is_a_marked_minor_version_and_is_done_once() -> None:
    event = renamed_while_the_visit_is_half_edited()
    recaption("official", "asim-munir", **BY)
    document = document_of(event)
    assert (document["version"], document["change"]["kind"]) == (2, "minor")
    assert "Syed Asim Munir" in document["change"]["note"]
    assert recaption("official", "asim-munir", **BY) == 0


def test_2_a_name_in_a_draft_reaches_no_document_that_mentions_it() -> None:
    cast.publish_the_ground()
    edit(cast.munir(), display_name="HALF EDITED")
    event = cast.visit()
    cast.publish_all(event)
    assert "HALF EDITED" not in Listing.objects.get(pk=event.pk).text


def test_2_publishing_a_new_name_asks_for_the_refresh_and_other_changes_do_not() -> None:
    cast.published_visit()
    jobs = apps.get_model("procrastinate", "ProcrastinateJob")
    publish_again(cast.munir(), family_name="Munir Shah")
    assert not jobs.objects.exists()
    publish_again(cast.munir(), display_name="Syed Asim Munir")
    assert [job.args for job in jobs.objects.all()] == [{"record_type": "official", "key": "asim-munir"}]


def test_2_every_mention_can_be_found_again() -> None:
    records.one_of_every_kind()
    for listing in Listing.objects.all():
        document = CONTRACTS[listing.type].model_validate(orjson.loads(listing.text))
        mentioned = {f"{kind}:{key}" for kind, key in (each.mention for each in document.captions())}
        tags = set(Link.objects.filter(listing=listing).values_list("tag", flat=True))
        found = tags | {tag.removeprefix("named:") for tag in tags}
        assert mentioned <= found, listing


def test_2_the_title_made_of_two_names_follows_them() -> None:
    cast.publish_the_ground()
    publish_again(cast.pakistan(), name="Islamic Republic of Pakistan")
    recaption("country", "PK", **BY)
    assert document_of(cast.relation())["title"] == "Kazakhstan and Islamic Republic of Pakistan"
    assert not unpublished_changes(cast.relation())
