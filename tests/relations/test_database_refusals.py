"""What the database itself refuses to store of countries, officials, agreements and sources."""

from __future__ import annotations

import pytest

from publication.vocabulary import AgreementStepKind, OfficeLevel
from relations.models import Agreement, AgreementStep, Country, Mission, Passage, Relation, Sector, Tenure
from tests import cast
from tests.refusing import check_deferred, refuses, refuses_to

pytestmark = pytest.mark.django_db


def test_a_pair_is_stored_one_way_only() -> None:
    one, other = cast.kazakhstan(), cast.pakistan()
    refuses("relation_pair_one_way", Relation(key="PK-KZ", first=other, second=one))
    cast.relation()
    refuses("key", Relation(key="KZ-PK", first=one, second=other))


def test_the_key_of_a_relation_is_its_pair() -> None:
    row = Relation(key="KZ-US", first=cast.kazakhstan(), second=cast.pakistan())
    refuses("relation_key_is_its_pair", row)


def test_a_country_has_an_iso_code() -> None:
    for code in ("kz", "KAZ", "K1", "KAZAK"):
        refuses("country_code_iso", Country(key=code, name="Nowhere"))


def test_a_country_does_not_end_before_it_began() -> None:
    row = Country(key="YUCS", name="Yugoslavia", existed_from="1945", existed_until="1944")
    refuses("country_end_not_before_start", row)


def test_a_sector_is_not_its_own_parent() -> None:
    row = cast.trade()
    row.parent = row
    refuses("sector_not_its_own_parent", row)
    assert Sector.objects.get(key="trade").parent != row


def test_a_tenure_does_not_end_before_it_starts() -> None:
    post = cast.office("President", cast.kazakhstan(), OfficeLevel.HEAD_OF_STATE)
    refuses(
        "tenure_end_not_before_start",
        Tenure(official=cast.munir(), office=post, start="2025-06", end="2025-05-31"),
    )
    Tenure.objects.create(official=cast.munir(), office=post, start="2025-06", end="2025-06")


def test_a_start_that_is_known_is_given() -> None:
    post = cast.office("President", cast.kazakhstan(), OfficeLevel.HEAD_OF_STATE)
    refuses("tenure_known_start_is_given", Tenure(official=cast.munir(), office=post, start_known=True))


def test_a_passage_lies_inside_its_source_s_text() -> None:
    row = cast.source().passage(0, 7)
    row.end = len(cast.TEXT) + 1
    refuses("The passage ends at", row)


def test_a_passage_reads_as_the_text_does_there() -> None:
    row = cast.source().passage(0, 7)
    row.exact = "Colonel"
    refuses("does not read as the source", row)
    row.exact = cast.TEXT[:7]
    row.save()
    assert Passage.objects.get(pk=row.pk).stands


def test_a_passage_runs_forward() -> None:
    row = cast.source().passage(0, 7)
    row.start, row.end = 7, 7
    row.exact = ""
    refuses("passage_runs_forward", row)


def test_a_step_is_taken_by_a_party_of_its_agreement() -> None:
    agreement = Agreement.objects.create(key="on-trade", title="On trade")
    agreement.parties.add(cast.kazakhstan())
    signed = {"agreement": agreement, "step": AgreementStepKind.SIGNED}
    refuses("step_party_of_its_agreement", AgreementStep(party=cast.pakistan(), **signed))
    AgreementStep.objects.create(party=cast.kazakhstan(), **signed)
    AgreementStep.objects.create(party=None, **signed)
    check_deferred()


def test_a_party_that_took_a_step_stays_a_party() -> None:
    agreement = Agreement.objects.create(key="on-trade", title="On trade")
    agreement.parties.add(cast.kazakhstan(), cast.pakistan())
    AgreementStep.objects.create(agreement=agreement, step=AgreementStepKind.SIGNED, party=cast.pakistan())
    refuses_to("step_party_of_its_agreement", lambda: agreement.parties.remove(cast.pakistan()))


def test_a_mission_stands_abroad() -> None:
    home = cast.kazakhstan()
    refuses("mission_abroad", Mission(relation=cast.relation(), sender=home, host=home))
