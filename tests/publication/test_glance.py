"""A relation says who came last, at which level, and what may have been later."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from events.models import Event
from publication.pages.glance import chosen, level

Json = dict[str, Any]


def event(slug: str, earliest: str | None, latest: str | None) -> Json:
    return {"slug": slug, "date": {"earliest": earliest, "latest": latest}}


JULY = event("july", "2024-07-03", "2024-07-04")
NO_YEAR = event("no-year", "2023-04-23", "2025-04-23")


def test_a_visit_whose_year_is_open_is_not_the_last() -> None:
    assert chosen([NO_YEAR, JULY]) == {"event": JULY, "perhaps": NO_YEAR}
    unbounded = event("unbounded", "2020-01-01", None)
    assert chosen([unbounded, JULY]) == {"event": JULY, "perhaps": unbounded}


def test_what_cannot_have_been_later_is_not_told() -> None:
    before = event("before", "2019-01-01", "2023-12-31")
    assert chosen([JULY, before]) == {"event": JULY, "perhaps": None}
    assert chosen([JULY, event("june", "2024-06-01", "2024-06-30")]) == {"event": JULY, "perhaps": None}


def test_the_newest_stands_alone_where_no_date_is_known() -> None:
    assert chosen([NO_YEAR, {"slug": "undated", "date": None}]) == {"event": NO_YEAR, "perhaps": None}
    assert chosen([]) == {"event": None, "perhaps": None}


def test_the_level_is_the_highest_of_the_visitors_present() -> None:
    def one(side: str, presence: str, *levels: str) -> Json:
        return {"side": side, "presence": presence, "offices": [{"level": each} for each in levels]}

    held = {
        "participants": [one("visitor", "present", "foreign_minister", "deputy_head_of_government")],
        "meetings": [
            {"participants": [one("host", "present", "head_of_state")]},
            {"participants": [one("visitor", "absent_principal", "head_of_government")]},
        ],
    }
    assert level(held) == "deputy_head_of_government"
    assert level({"participants": [], "meetings": []}) is None


@pytest.mark.django_db
def test_the_page_tells_it_with_the_level(reader: Client, library: Event) -> None:
    page = reader.get("/relations/KZ-PK/").content.decode()
    told = page.split("Last visit to Kazakhstan")[1].split("</dd>")[0]
    assert "General Munir visits Astana" in told
    assert "chief of defence or of a service" in told
    assert "none recorded" in page.split("Last visit to Pakistan")[1].split("</dd>")[0]
