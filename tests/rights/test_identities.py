"""An identity from another owner is refused wherever a request can give one, and nothing of it changes."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from rest_framework import serializers

from desk.api.kinds import KINDS
from desk.api.passages import Passages, Texts
from desk.api.references import Catalogue, Reference, References
from relations.models import Agreement, Official, Relation, Source
from tests import cast
from tests.desk.api.writing import Person
from tests.publication import records
from tests.publication.library import plain
from tests.rights.ground import print_of_tables
from tests.rights.identities import (
    OWN_ROWS,
    STEP_IDS,
    STEP_WORDS,
    fields_of_steps,
    mentions,
    named_in,
    written_down,
)

pytestmark = pytest.mark.django_db

ROWS = [(plural, path) for plural, paths in OWN_ROWS.items() for path in paths]


@pytest.fixture
def editor() -> Person:
    return Person("editor")


def two(plural: str) -> tuple[Any, Any]:
    """Give a record with rows of every sort, and another of the kind."""
    visit = records.full_visit()
    records.full_official(), records.full_relation()
    call = plain("call-2022", "2022-03", records.uzbekistan())
    step = records.agreement("second").steps.all()[0]
    call.agreement_steps.add(step)
    pair = Relation.objects.create(key="KZ-UZ", first=cast.kazakhstan(), second=records.uzbekistan())
    copied = Source(title="A copy").with_text(cast.TEXT)
    copied.save()
    return {
        "officials": (Official.objects.get(key="asim-munir"), cast.tokayev()),
        "relations": (cast.relation(), pair),
        "agreements": (records.agreement(), Agreement.objects.get(key="second")),
        "sources": (cast.source(), copied),
        "events": (visit, call),
        "meetings": (visit.meetings.all()[0], call.meetings.create(title="A call")),
    }[plural]


def with_foreign(form: dict[str, Any], path: str) -> dict[str, Any]:
    """Give one list of a form whose rows are new but for the identity at a path, which is kept."""
    top, *inner = path.split(".")
    rows = [row for row in copy.deepcopy(form[top]) if len(inner) == 1 or row[inner[0]]]
    assert rows, f"{path}: the record has no such row"
    return {top: [kept(row, inner) for row in rows]}


def kept(row: dict[str, Any], inner: list[str]) -> dict[str, Any]:
    """Drop from a row, and from the rows in it, every identity but the one at the path."""
    found = {}
    for name, value in row.items():
        nested = isinstance(value, list) and name in ("participations", "positions")
        if name in ("id", "meeting") and inner != [name]:
            continue
        found[name] = (
            [kept(each, inner[1:] if inner[0] == name else [""]) for each in value] if nested else value
        )
    return found


@pytest.mark.parametrize(("plural", "path"), ROWS)
def test_a_row_of_another_record_is_refused(editor: Person, plural: str, path: str) -> None:
    theirs, own = two(plural)
    sent = with_foreign(editor.form(f"{plural}/{theirs.pk}/"), path)
    before = print_of_tables(without=("relations_passage",))
    answer = editor.send("PATCH", f"{plural}/{own.pk}/", sent, **{"If-Match": "*"})
    assert answer.status_code == 400, answer.content
    fields = [each["field"] for each in answer.json()["errors"]]
    assert any(field.rpartition(".")[2] == path.rpartition(".")[2] for field in fields), answer.json()
    assert print_of_tables(without=("relations_passage",)) == before


@pytest.mark.parametrize("plural", KINDS)
def test_every_identity_of_a_form_is_accounted_for(plural: str) -> None:
    assert {path for path, _ in named_in(KINDS[plural].form())} == written_down(plural)


def test_every_field_of_a_step_is_accounted_for() -> None:
    assert fields_of_steps() == STEP_WORDS | STEP_IDS.keys()


def test_an_identity_nobody_accounted_for_is_found() -> None:
    class Backdoor(serializers.Serializer[Any]):
        owner = serializers.UUIDField()
        sources = References(Source)

    class Form(serializers.Serializer[Any]):
        rows = Backdoor(many=True)

    assert {path for path, _ in named_in(Form())} == {"rows.owner", "rows.sources"}


def test_a_mention_takes_no_identity_of_another_kind() -> None:
    event, source = cast.visit(), cast.source()
    for plural in KINDS:
        for path, field in mentions(plural).items():
            wants_source = isinstance(field, Passages) or model_of(field) is Source
            other = str(event.pk if wants_source else source.pk)
            form = KINDS[plural].form(context=reading(field, other))
            with pytest.raises(serializers.ValidationError, match="There is no"):
                dict(named_in(form))[path].to_internal_value(sent_to(field, other))


def sent_to(field: Any, other: str) -> Any:
    """Give an identity as a field takes it."""
    if isinstance(field, Passages):
        return [{"source": other, "start": 0, "end": 1}]
    return [other] if isinstance(field, References) else other


def model_of(field: Any) -> Any:
    child: Any = field.child if isinstance(field, References) else field
    return child.model


def reading(field: Any, name: str) -> dict[str, Any]:
    """Read what a request reads that names this at the field."""
    catalogue, texts = Catalogue(), Texts()
    if isinstance(field, Reference | References):
        catalogue.fetch(iter([(model_of(field), name)]))
    return {"catalogue": catalogue, "texts": texts}


@pytest.mark.parametrize("plural", [each for each in KINDS if KINDS[each].is_record])
def test_the_identity_of_another_record_is_not_taken_over(plural: str) -> None:
    boss = Person("administrator")
    event = cast.visit()
    new = {
        "countries": {"key": "XA", "name": "New"}, "sectors": {"name": "New"},
        "officials": {"display_name": "New Name", "nationality": "KZ"},
        "relations": {"first": "KZ", "second": records.uzbekistan().key}, "agreements": {"title": "New"},
        "events": {"title": "New", "kind": "call"},
    }[plural]  # fmt: skip
    before = print_of_tables()
    assert boss.post(f"{plural}/", {**new, "id": str(event.pk)}).status_code == 409
    assert print_of_tables() == before
    made = boss.post(f"{plural}/", new)
    assert made.status_code == 201, made.content
    moved = boss.patch(f"{plural}/{made.json()['id']}/", {"id": str(event.pk)}, seen=1)
    assert moved.status_code == 400, moved.content


def assigned(draft: Any, to: str = "somebody-else") -> Any:
    type(draft)._default_manager.filter(pk=draft.pk).update(assigned_to=to)
    return draft


@pytest.mark.parametrize(("plural", "field"), [("meetings", "event"), ("tenures", "official")])
def test_a_part_comes_and_goes_only_where_both_records_may_be_changed(plural: str, field: str) -> None:
    reporter = Person("reporter")
    theirs, own = two("events" if field == "event" else "officials")
    row = (own.meetings.create(title="A call") if field == "event" else own.tenures.all()[0]).pk
    assigned(theirs)
    before = print_of_tables()
    moved = reporter.send("PATCH", f"{plural}/{row}/", {field: str(theirs.pk)}, **{"If-Match": "*"})
    assert moved.status_code == 403, moved.content
    office = str(cast.tokayev().tenures.all()[0].office_id)
    new = {"event": str(theirs.pk), "kind": "audience", "title": "New"} if field == "event" else {
        "official": str(theirs.pk), "office": office}  # fmt: skip
    assert reporter.post(f"{plural}/", new).status_code == 403
    assert print_of_tables() == before
    assert reporter.post(f"{plural}/", {**new, field: str(own.pk)}).status_code == 201
    version = own.lock_version
    own.refresh_from_db()
    assert own.lock_version == version + 1


@pytest.mark.parametrize("path", ["agreement_steps", "disputes"])
def test_what_an_event_changes_along_must_be_the_persons_to_change(path: str) -> None:
    reporter, call = Person("reporter"), plain("call-2022", "2022-03", records.uzbekistan())
    agreement = assigned(records.agreement())
    about = {"agreement": str(agreement.pk)}
    row = {**about, "step": "signed"} if path == "agreement_steps" else {**about, "question": "Was it?"}
    before = print_of_tables()
    refused = reporter.patch(f"events/{call.pk}/", {path: [row]}, seen=1)
    assert refused.status_code == 403, refused.content
    assert print_of_tables() == before
    assigned(agreement, "reporter-one")
    Agreement.objects.filter(pk=agreement.pk).update(
        review_state="in_review", approved_by="x", approved_version=1
    )
    assert reporter.patch(f"events/{call.pk}/", {path: [row]}, seen=1).status_code == 200
    agreement.refresh_from_db()
    assert (agreement.lock_version, agreement.authors, agreement.approved_by) == (2, ["reporter-one"], "")


def test_a_comment_is_settled_on_its_own_record_alone() -> None:
    editor = Person("editor")
    event, other = cast.visit(), plain("call-2022", "2022-03", records.uzbekistan())
    made = editor.post("comments/", {"record": str(other.pk), "text": "Hm."}).json()
    settle = f"/desk/review/event/{event.pk}/settle/"
    assert editor.client.post(settle, {"comment": made["id"], "resolved": "on"}).status_code == 404
    assert editor.get(f"comments/?record={other.pk}").json()["results"][0]["resolved_by"] is None


def test_the_company_of_another_draft_is_not_published() -> None:
    editor, event = Person("editor"), cast.visit()
    other = plain("call-2022", "2022-03", records.uzbekistan())
    before = print_of_tables()
    sent = {"seen": 1, "replaces": 0, "note": "", "with_mentions": "on", "company": f"{other.pk}:1"}
    assert editor.client.post(f"/desk/review/event/{event.pk}/publish/", sent).status_code == 409
    assert print_of_tables() == before
