"""The queue shows what waits for somebody, and nothing that is settled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.review import queue
from desk.review.queue import Asked
from events.models import Event
from publication.vocabulary import ReviewState
from relations.models import Country, Official
from tests import cast
from tests.filling import signed_in, text_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def draft(title: str, state: str = ReviewState.IN_REVIEW, **facts: Any) -> Event:
    """Make an event that waits in a state since a day, by default the cast's."""
    since = facts.pop("since", cast.NOW)
    known = {"key": title.lower().replace(" ", "-"), "kind": "visit", "authors": ["reporter-one"]}
    event = Event.objects.create(title=title, **known)
    given = {"review_state": state, "submitted_by": "reporter-one", "submitted_at": since}
    Event.objects.filter(pk=event.pk).update(**given | facts)
    return event


def titles(query: str = "", role: str = "editor") -> list[str]:
    page = signed_in(role).get(f"/desk/{query}")
    assert page.status_code == 200, text_of(page)
    return [row.waiting.title for row in page.context["rows"]]


def test_what_waits_longest_stands_first_whatever_its_kind():
    draft("Second", since=cast.NOW - DAY)
    person = cast.munir()
    Official.objects.filter(pk=person.pk).update(
        review_state="in_review", authors=["a"], submitted_at=cast.NOW - 2 * DAY
    )
    draft("Third")
    assert titles() == ["Asim Munir", "Second", "Third"]
    assert titles("?order=newest") == ["Third", "Second", "Asim Munir"]


def test_what_is_public_as_it_stands_does_not_wait():
    event = cast.published_visit()
    assert titles() == []
    event.advance(event.lock_version, "reporter-one")
    assert titles("?state=draft") == ["General Munir visits Astana"]


def test_what_a_program_loaded_and_nobody_touched_waits_apart():
    cast.published_visit()
    cast.visit(key="another", title="Another visit")
    assert titles() == []
    assert titles("?state=loaded") == ["Another visit"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=approved", ["Approved"]),
        ("?state=in_review", ["Mine", "Nobodys", "Old"]),
        ("?assignee=me", ["Mine"]),
        ("?assignee=editor-one", ["Mine"]),
        ("?assignee=nobody&state=in_review", ["Nobodys", "Old"]),
        ("?q=mine", ["Mine"]),
        ("?q=approved", ["Approved"]),
        ("?kind=event&state=in_review", ["Mine", "Nobodys", "Old"]),
        ("?kind=official", []),
        ("?age=30", ["Old"]),
    ],
)
def test_each_filter_keeps_what_it_names(query: str, found: list[str]) -> None:
    now = datetime.now(UTC)
    draft("Mine", assigned_to="editor-one", since=now - 3 * DAY)
    draft("Nobodys", since=now - 2 * DAY)
    draft("Approved", "approved", assigned_to="someone", since=now - DAY)
    draft("Old", since=now - 40 * DAY)
    assert sorted(titles(query)) == found


def test_a_pair_finds_its_events_agreements_and_relation():
    event = draft("Of the pair")
    draft("Of nobody")
    for country in (cast.kazakhstan(), cast.pakistan()):
        event.sides.create(country=country, side="party")
    relation = cast.relation()
    relation.advance(relation.lock_version, "a")
    assert sorted(titles("?pair=pk-kz")) == ["KZ-PK", "Of the pair"]


@pytest.mark.parametrize(
    "query",
    ["?pair=KZ", "?state=lost", "?age=2", "?after=yesterday", "?kind=source", "?after=2026-02-04 x",
     "?after=0001-01-01T00:00:00%2B16:07 00000000-0000-0000-0000-000000000001"],
)  # fmt: skip
def test_what_is_not_understood_is_said_and_nothing_shown(query: str) -> None:
    draft("There")
    page = signed_in("editor").get(f"/desk/{query}")
    assert page.status_code == 400
    assert "not understood" in text_of(page)
    assert "There" not in text_of(page)


def test_walking_page_by_page_meets_each_draft_once():
    for number in range(7):  # four of them at the very same instant
        draft(f"Event {number}", since=cast.NOW - (number // 4) * DAY)
    for newest in (False, True):
        met, after, more = [], None, True
        while more:
            rows, more = queue.page(Asked(after=after, newest_first=newest), 2)
            met += [row.title for row in rows]
            after = (rows[-1].since, rows[-1].id)
        assert len(met) == len(set(met)) == 7


def test_the_tabs_count_as_far_as_they_say(monkeypatch):
    monkeypatch.setattr(queue, "COUNTED", 2)
    monkeypatch.setattr("desk.review.table.COUNTED", 2)
    for number in range(4):
        draft(f"Event {number}")
    draft("Scheduled", "scheduled", publish_at=cast.NOW)
    tabs = {tab.label: tab.count for tab in signed_in("editor").get("/desk/").context["tabs"]}
    assert (tabs["In Review"], tabs["Scheduled"], tabs["Approved"], tabs["All"]) == ("2+", "1", "0", "2+")


@pytest.mark.parametrize(
    "query", ["?q=talks", "?pair=KZ-PK", "?q=talks&state=in_review", "?q=talks&pair=KZ-PK"]
)
@pytest.mark.parametrize("order", ["", "&order=newest"])
def test_words_and_pairs_find_the_same_whether_few_or_many_have_them(monkeypatch, query, order):
    for number in range(6):
        event = draft(
            f"Talks {number}", ("in_review", "draft", "approved")[number % 3], since=cast.NOW - number * DAY
        )
        if number % 2:
            for country in (cast.kazakhstan(), cast.pakistan()):
                event.sides.create(country=country, side="party")
    draft("Visit"), cast.visit("untouched", title="Untouched talks")
    shown = []
    for few in (2500, 1):
        monkeypatch.setattr(queue, "FEW", few)
        page = signed_in("editor").get(f"/desk/{query}{order}")
        shown.append(([row.waiting for row in page.context["rows"]], page.context["tabs"]))
    assert shown[0] == shown[1]
    assert len(shown[0][0]) > 0


@pytest.mark.parametrize("few", [2500, 1])
@pytest.mark.parametrize("newest", [False, True])
def test_what_has_the_words_is_walked_page_by_page(monkeypatch, few, newest):
    monkeypatch.setattr(queue, "FEW", few)
    for number in range(7):  # four of them at the very same instant
        draft(f"Talks {number}", since=cast.NOW - (number // 4) * DAY)
    met, after, more = [], None, True
    while more:
        asked = Asked(words="talks", after=after, newest_first=newest)
        rows, more = queue.page(asked, 2, queue.sought(asked))
        met += [row.title for row in rows]
        after = (rows[-1].since, rows[-1].id)
    assert len(met) == len(set(met)) == 7


def test_many_with_the_words_are_counted_state_by_state_where_the_first_found_do_not_tell(monkeypatch):
    monkeypatch.setattr(queue, "COUNTED", 1)
    monkeypatch.setattr("desk.review.table.COUNTED", 1)
    monkeypatch.setattr(queue, "FEW", 2)
    for number in range(4):
        draft(f"Talks {number}")
    draft("Talks approved", "approved")
    tabs = {tab.label: tab.count for tab in signed_in("editor").get("/desk/?q=talks").context["tabs"]}
    assert (tabs["In Review"], tabs["Approved"], tabs["Draft"], tabs["All"]) == ("1+", "1", "0", "1+")


def test_a_draft_is_taken_over_from_the_queue_which_stays_as_it_was():
    event = draft("To take")
    client = signed_in("editor")
    told = {"to": "editor-one", "queue": "state=in_review&pair="}
    done = client.post(f"/desk/review/event/{event.pk}/assign/", told)
    assert done.headers["Location"] == "/desk/?state=in_review&pair="
    event.refresh_from_db()
    assert (event.assigned_to, event.lock_version) == ("editor-one", 1)


def test_the_page_asks_the_same_number_of_queries_for_one_row_and_for_many():
    client = signed_in("editor")
    draft("First")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/desk/")
    for number in range(12):
        event = draft(f"Event {number}")
        event.sides.create(country=Country.objects.first() or cast.kazakhstan(), side="host")
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/")
    assert len(many) == len(one) <= 10


def plan_of(rows: Any, *others: str) -> str:
    """Say how the database would read rows, where these ways are closed to it."""
    with connection.cursor() as cursor:
        for other in ("seqscan", *others):  # what is left has to be the index, if it can serve
            cursor.execute(f"SET LOCAL enable_{other} = off")
        sql, given = rows.query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", given)
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize(
    ("state", "index"),
    [*((state, "event_waits") for state in ReviewState.values), ("loaded", "event_untouched")],
)
def test_the_states_are_walked_along_their_index(state, index):
    for number in range(3):
        draft(f"Event {number}")
    rows = queue.stretch(Asked(state=state), Event, state).order_by("since", "id")[:26]
    plan = plan_of(rows, "bitmapscan", "sort", "hashjoin", "mergejoin")
    assert index in plan, plan
    assert "Sort" not in plan, plan


@pytest.mark.parametrize(
    ("asked", "index"),
    [(Asked(words="talks"), "event_by_title"), (Asked(pair=("KZ", "PK")), "event_country_found")],
)
def test_words_and_pairs_are_looked_up_in_their_index(asked, index):
    with connection.cursor() as cursor:  # which a table of no size would rather walk
        cursor.execute("DROP INDEX event_waits, event_waits_for, event_queue")
    plan = plan_of(queue.narrowed(asked, Event, "").values("pk"), "indexscan")
    assert index in plan, plan


def test_only_people_with_a_role_see_the_queue(client, django_user_model):
    assert client.get("/desk/").status_code == 302
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    assert client.get("/desk/").status_code == 403
