"""An earlier state of a draft comes back whole, by the way of every change, and says what cannot."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest

from desk.api.kinds import KINDS
from desk.history.telling import flat
from desk.models import ChangeSet
from desk.stories.loading import MUNIR_VISIT, load_story
from events.models import Event, Participation
from relations.models import Agreement, Official, Passage, Source
from relations.reference.loading import load_countries, load_sectors
from tests import cast
from tests.desk.api.writing import Person, errors

pytestmark = pytest.mark.django_db


def written(form: dict[str, Any], plural: str = "events") -> dict[str, Any]:
    """Give what of a working form can be written: all but its header."""
    fields = KINDS[plural].form().fields
    return {name: value for name, value in form.items() if not fields[name].read_only}


def sets(person: Person, record: Any, plural: str = "events") -> list[int]:
    """List the change sets of a record, newest first."""
    found = person.get(f"{plural}/{record.pk}/history/").json()
    return [each["id"] for each in found["results"]]


def restore(person: Person, record: Any, at: int, plural: str = "events", **told: object) -> Any:
    seen = person.form(f"{plural}/{record.pk}/")["lock_version"]
    return person.send("POST", f"{plural}/{record.pk}/restore/", {"at": at, **told}, seen)


def change(person: Person, record: Any, plural: str = "events", **facts: object) -> dict[str, Any]:
    """Change some keys of the working form."""
    seen = person.form(f"{plural}/{record.pk}/")["lock_version"]
    answer = person.patch(f"{plural}/{record.pk}/", facts, seen)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_a_title_comes_back_as_the_next_version_by_who_restored_it():
    event, reporter, editor = cast.visit(), Person("reporter"), Person("editor")
    change(reporter, event, title="The first")
    change(reporter, event, title="The second")
    at = sets(reporter, event)[1]
    answer = restore(editor, event, at)
    assert answer.status_code == 200, answer.content
    form = answer.json()
    assert (form["title"], form["lock_version"], form["authors"][-1]) == ("The first", 4, "editor-one")
    told = ChangeSet.objects.latest("pk")
    assert (told.by, told.reason) == ("editor-one", f"Restored as change set {at} left it")


def test_a_whole_story_comes_back_after_everything_in_it_was_changed():
    load_countries(), load_sectors()
    event = load_story(MUNIR_VISIT, by="a test", at=datetime(2026, 1, 1, tzinfo=UTC))
    person = Person("administrator")
    before = written(change(person, event, place="Astana, the capital"))
    at = sets(person, event)[0]
    form = deepcopy(before)
    form |= {"title": "Another", "start": None, "end": None, "sectors": [], "passages": [], "disputes": []}
    form["meetings"] = form["meetings"][2:]
    kept = {each["id"] for each in form["meetings"]}
    form["statements"] = [each for each in form["statements"][3:] if each["meeting"] in (*kept, None)]
    form["agreement_steps"] = form["agreement_steps"][1:]
    form["meetings"][0]["participations"] = form["meetings"][0]["participations"][::-1][1:]
    form["precedences"] = []
    change(person, event, **form)
    Event.objects.filter(pk=event.pk).update(summary="By a script")
    event.sides.all().delete()
    answer = restore(person, event, at)
    assert answer.status_code == 200, answer.content
    assert list(flat(before, written(answer.json()))) == []


def test_what_a_script_did_can_be_taken_back():
    event, person = cast.visit(), Person("editor")
    before = change(person, event, title="As it was")
    at = sets(person, event)[0]
    Participation.objects.filter(role="host").delete()
    event.sectors.set([cast.trade()])
    Event.objects.update(place="")
    answer = restore(person, event, at)
    assert list(flat(written(before), written(answer.json()))) == []


CHANGED: dict[str, dict[str, Any]] = {
    "officials": {"display_name": "A. Munir", "tenures": [], "sources": []},
    "agreements": {"title": "B", "steps": [], "parties": []},
    "relations": {"summary": "S", "missions": [{"sender": "KZ", "host": "PK"}]},
    "countries": {"aliases": ["Q"], "lat": "51.16", "lon": "71.42", "successors": ["PK"]},
    "sectors": {"synonyms": ["Commerce"], "parent": None},
}


@pytest.mark.parametrize("plural", CHANGED)
def test_every_kind_of_record_comes_back(plural):
    cast.visit()
    records = {"officials": cast.munir, "agreements": signed, "relations": cast.relation,
               "countries": cast.kazakhstan, "sectors": cast.trade}  # fmt: skip
    record, person = records[plural](), Person("administrator")
    name, value = next(iter(CHANGED[plural].items()))
    first = change(person, record, plural, **{name: value})
    at = sets(person, record, plural)[0]
    change(person, record, plural, **CHANGED[plural] | {name: [] if isinstance(value, list) else "Other"})
    answer = restore(person, record, at, plural)
    assert answer.status_code == 200, answer.content
    assert list(flat(written(first, plural), written(answer.json(), plural))) == []


def signed() -> Agreement:
    """Make an agreement that Pakistan signed."""
    agreement = Agreement.objects.create(key="an-agreement", title="A title")
    agreement.parties.add(cast.pakistan())
    agreement.steps.create(step="signed", party=cast.pakistan()).sources.add(cast.source())
    return agreement


def test_a_step_that_was_let_go_and_still_stands_is_held_again():
    agreement = signed()
    step = agreement.steps.get()
    event, person = cast.visit(), Person("editor")
    event.agreement_steps.add(step)
    change(person, event, title="With its step")
    at = sets(person, event)[0]
    change(person, event, agreement_steps=[])
    assert restore(person, event, at).json()["agreement_steps"][0]["id"] == str(step.pk)
    assert agreement.steps.get() == step


# What cannot come back


def test_what_was_deleted_since_is_named_and_nothing_is_changed_unless_it_is_left_out():
    event, person = cast.visit(), Person("editor")
    minister = Official.objects.create(key="a-minister", display_name="A Minister", sort_name="Minister, A")
    form = person.form(f"events/{event.pk}/")
    row = {"official": "a-minister", "side": "host", "role": "host", "country": "KZ"}
    change(person, event, participations=[row], title="With a minister")
    at = sets(person, event)[0]
    change(person, event, participations=[], title=form["title"])
    minister.delete()
    answer = restore(person, event, at)
    assert answer.status_code == 409
    assert errors(answer) == {"leave_out": "Official: «A Minister» was deleted since."}
    event.refresh_from_db()
    assert event.title == form["title"]
    answer = restore(person, event, at, leave_out=True)
    assert (answer.json()["title"], answer.json()["participations"]) == ("With a minister", [])


def test_a_passage_is_cited_again_and_named_where_its_text_reads_otherwise():
    event, person = cast.visit(), Person("editor")
    change(person, event, passages=[{"source": str(cast.source().pk), "start": 0, "end": 7}])
    at = sets(person, event)[0]
    change(person, event, passages=[])
    Passage.objects.filter(end=7).delete()
    assert [each["exact"] for each in restore(person, event, at).json()["passages"]] == ["General"]
    change(person, event, passages=[])
    Passage.objects.all().delete()
    Source.objects.update(text="Quite another text.")
    answer = restore(person, event, at)
    assert answer.status_code == 409
    assert "«General» was deleted since, or no longer reads so" in errors(answer)["leave_out"]


def test_the_address_of_what_was_ever_public_stays():
    event = cast.published_visit()
    person = Person("editor")
    Event.objects.update(key="of-old")
    at = sets(person, event)[0]
    Event.objects.update(key="munir-astana-2024", title="Other")
    change(person, event, title="Another")
    assert restore(person, event, at).json()["key"] == "munir-astana-2024"


# Who may, and when


def test_restoring_is_a_change_by_right_version_and_body():
    event, reporter, editor = cast.visit(), Person("reporter"), Person("editor")
    change(editor, event, title="One")
    change(editor, event, title="Two")
    at, path = sets(editor, event)[1], f"events/{event.pk}/restore/"
    assert editor.post(path, {"at": at}).status_code == 428
    stale = editor.send("POST", path, {"at": at}, 1)
    assert (stale.status_code, stale.json()["current"]["title"]) == (412, "Two")
    assert "at" in errors(editor.send("POST", path, {"at": 10**15}, 3))
    assert "at" in errors(editor.send("POST", path, {}, 3))
    Event.objects.filter(pk=event.pk).update(review_state="approved", approved_by="x", approved_version=3)
    assert reporter.send("POST", path, {"at": at}, 3).status_code == 403
    form = editor.send("POST", path, {"at": at}, 3).json()
    assert (form["title"], form["review_state"], form["approved_by"]) == ("One", "in_review", "")


def test_a_moment_of_another_record_is_none_of_this_one():
    event, other, editor = cast.visit(), cast.visit(key="another"), Person("editor")
    change(editor, other, title="Theirs")
    answer = restore(editor, event, sets(editor, other)[0])
    assert answer.status_code == 400
    assert "no change set" in errors(answer)["at"]
