"""A claim of a first is tested against the published record."""

from __future__ import annotations

import pytest

from events.models import Event, Precedence
from tests import cast

pytestmark = pytest.mark.django_db


def verdict(event: Event) -> tuple[str, str]:
    """Give the verdict and the reason as the public would read them."""
    found = Event.fetch_for_snapshot([event.pk])[event.pk].snapshot()["precedences"][0]
    return found["verdict"], found["because"]


def claim(event: Event, **scope: object) -> Event:
    """Claim a first military visit of Pakistan to Kazakhstan in ten years."""
    known = {"visitor": cast.pakistan(), "host": cast.kazakhstan(), "kinds": ["visit"], "window_years": 10}
    levels = {"levels": ["chief_of_defence_or_service"]}
    Precedence.objects.create(event=event, text="First in ten years.", **{**known, **levels, **scope})
    return event


def test_finding_nothing_proves_nothing() -> None:
    cast.publish_the_ground()
    said, because = verdict(claim(cast.visit()))
    assert said == "not_testable"
    assert "does not declare which years it covers" in because


def test_an_earlier_published_visit_inside_the_window_contradicts() -> None:
    cast.publish_the_ground()
    cast.publish_all(cast.visit(key="first-visit", start="2023-01-10"))
    said, because = verdict(claim(cast.visit()))
    assert said == "contradicted"
    assert "/events/first-visit/" in because


def test_a_draft_contradicts_nothing() -> None:
    cast.publish_the_ground()
    cast.visit(key="first-visit", start="2023-01-10")
    assert verdict(claim(cast.visit()))[0] == "not_testable"


@pytest.mark.parametrize(
    "scope", [{"window_years": 1}, {"levels": ["head_of_state"]}, {"kinds": ["call"]}], ids=str
)
def test_a_visit_outside_the_scope_contradicts_nothing(scope: dict[str, object]) -> None:
    cast.publish_the_ground()
    cast.publish_all(cast.visit(key="first-visit", start="2023-01-10"))
    assert verdict(claim(cast.visit(), **scope))[0] == "not_testable"


def test_a_later_visit_contradicts_nothing() -> None:
    cast.publish_the_ground()
    cast.publish_all(cast.visit(key="later-visit", start="2025-01-10"))
    assert verdict(claim(cast.visit()))[0] == "not_testable"


def test_a_date_without_bounds_cannot_be_tested() -> None:
    cast.publish_the_ground()
    event = claim(cast.visit(start="XXXX-05-17"))
    event.participations.all().delete()
    assert verdict(event) == (
        "not_testable",
        "The year of the event is not stated, so the window of the claim is not known.",
    )
