"""Publishers at the same time get serials without a gap, in the order in which they were done."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from events.models import Event
from publication.inventory import reading_faults
from publication.models import Edition, Listing
from publication.publishing import Approval, Refused, publish
from publication.verifying import ledger_faults
from tests import cast
from tests.publication.library import plain

pytestmark = pytest.mark.django_db(transaction=True)

PUBLISHERS, EACH = 4, 10


def all_at_once(work: list[list[Approval]], seen: list[list[int]]) -> list[int]:
    """Publish in threads that start together, noting what the feed shows meanwhile; give what was refused."""
    together = threading.Barrier(len(work))

    def one(approvals: list[Approval]) -> int:
        refused = 0
        together.wait(timeout=30)
        try:
            for approval in approvals:
                try:
                    publish([approval], by=threading.current_thread().name, at=cast.NOW)
                except Refused:
                    refused += 1
                seen.append(list(Edition.objects.order_by("serial").values_list("serial", flat=True)))
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(one, work))


def approvals_of(keys: list[str]) -> list[Approval]:
    return [cast.approval(plain(key, "2024", cast.pakistan())) for key in keys]


def publish_the_countries() -> None:
    cast.publish_all(cast.kazakhstan(), cast.pakistan())
    cast.publish_all(cast.relation())


def test_serials_have_no_gap_at_any_moment_and_the_chain_holds() -> None:
    publish_the_countries()
    work = [approvals_of([f"event-{one}-{other}" for other in range(EACH)]) for one in range(PUBLISHERS)]
    seen: list[list[int]] = []
    assert all_at_once(work, seen) == [0] * PUBLISHERS
    assert Edition.objects.count() == 3 + PUBLISHERS * EACH
    assert all(serials == list(range(1, len(serials) + 1)) for serials in seen)
    assert list(ledger_faults()) == list(reading_faults()) == []


def test_of_publishers_of_one_record_one_wins_and_the_others_are_refused() -> None:
    publish_the_countries()
    event = plain("the-same", "2024", cast.pakistan())
    same = [cast.approval(event)]
    assert sorted(all_at_once([same] * PUBLISHERS, [])) == [0] + [1] * (PUBLISHERS - 1)
    assert Edition.objects.about(event.pk).count() == 1
    assert Listing.objects.get(pk=event.pk).version == 1
    assert Event.objects.get().lock_version == 1
