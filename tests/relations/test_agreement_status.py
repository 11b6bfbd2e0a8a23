"""The status of an agreement follows from its accepted steps."""

from __future__ import annotations

import pytest

from relations.models import Agreement, AgreementStep
from tests import cast

pytestmark = pytest.mark.django_db

Step = tuple[str, str | None, str | None, str]


def status(*steps: Step) -> str | None:
    """Give the status after steps of kind, party, date and standing."""
    agreement = Agreement.objects.create(key="on-trade", title="On trade")
    agreement.parties.add(cast.kazakhstan(), cast.pakistan())
    parties = {"KZ": cast.kazakhstan(), "PK": cast.pakistan(), None: None}
    for kind, party, date, standing in steps:
        AgreementStep.objects.create(
            agreement=agreement, step=kind, party=parties[party], date=date, standing=standing
        )
    found: str | None = Agreement.fetch_for_snapshot([agreement.pk])[agreement.pk].snapshot()["status"]
    return found


SIGNED: Step = ("signed", None, "2020-05-01", "accepted")


def test_without_accepted_steps_there_is_none() -> None:
    assert status() is None


def test_a_disputed_signature_leaves_intent_standing() -> None:
    assert status(
        ("intent_expressed", "KZ", "XXXX-04-23", "accepted"), ("signed", "KZ", None, "disputed")
    ) == ("intent_expressed")


def test_the_last_accepted_step_gives_it() -> None:
    assert status(SIGNED, ("entered_into_force", None, "2021", "accepted")) == "entered_into_force"


def test_ratification_by_one_party_is_not_yet_ratified() -> None:
    assert status(SIGNED, ("ratified", "KZ", "2021", "accepted")) == "signed"


def test_ratification_by_every_party_is() -> None:
    assert status(SIGNED, ("ratified", "KZ", "2021", "accepted"), ("ratified", "PK", "2022", "accepted")) == (
        "ratified"
    )


def test_a_registration_leaves_it_as_it_was() -> None:
    assert status(SIGNED, ("registered", None, "2021", "accepted")) == "signed"


def test_steps_of_one_day_follow_the_order_of_the_vocabulary() -> None:
    assert status(SIGNED, ("entered_into_force", None, "2020-05-01", "accepted")) == "entered_into_force"
