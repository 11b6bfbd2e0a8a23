"""Schemathesis asks for what the schema allows, forbids and leads to, and finds nothing wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response
from schemathesis.engine import Status, events, from_schema
from schemathesis.generation.case import Case as AnyCase
from schemathesis.schemas import BaseSchema

from publication.models import Listing
from publication.publishing import redirect, retract, withdraw
from tests import cast
from tests.publication.library import plain, publish_a_library
from tests.publication.records import BY, ended
from tests.scale import size

CASES = size(gate=2_000, full=20_000)
EXAMPLES = size(gate=2, full=450)
"""Requests made up for each operation, beside the 2,800 that the schema's own limits call for."""

ALIKE = size(gate=["/api/v1/meetings/", "/api/v1/facets/events/"], full=[])
"""Operations whose limits are those of the list of events, and need not be tried at every commit."""

Case = AnyCase[Any]
PHASES = {"examples", "coverage", "fuzzing", "stateful"}

UNSAID = ("there is no published", "The cursor is damaged", "ordering: relevance")
"""Begin sentences that refuse what no schema can: a record there is none of, a cursor of another list, and an
order that needs another parameter."""


ENDINGS = ("withdrawn", "retracted", "merged")


@pytest.fixture
def schema(transactional_db: None) -> BaseSchema:
    """Publish a library in which three events have ended, and read the schema for schemathesis."""
    publish_a_library()
    gone = [plain(how, "2020", cast.pakistan()) for how in ENDINGS]
    cast.publish_all(*gone)
    withdraw(ended(gone[0]), **BY)
    retract(ended(gone[1]), **BY)
    redirect(ended(gone[2]), to="call-2022", **BY)
    config = schemathesis.Config.from_dict(settings(list(Listing.objects.values_list("key", flat=True))))
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application(), config=config)


def settings(keys: list[str]) -> dict[str, Any]:
    """Set schemathesis: all checks and phases, with keys of the record in half of the paths."""
    spared = [{"include-path": path, "phases": {"coverage": {"enabled": False}}} for path in ALIKE]
    accepted = ["2xx", "3xx", "404", "410", "414"]
    return {
        "generation": {
            "max-examples": EXAMPLES,
            "deterministic": size(gate=True, full=False),
            "no-shrink": True,
            "database": "none",
        },
        "dictionaries": {"keys": {"values": keys}},
        "parameters": {"path.key": {"dictionary": "keys", "probability": 0.5}},
        "operations": spared,
        "checks": {
            "positive_data_acceptance": {"expected-statuses": accepted},
            "negative_data_rejection": {"expected-statuses": ["4xx"]},
        },
    }


def is_fault(failure: Failure, case: Case, response: Response) -> bool:
    """Say whether a failure is the API's fault, and not the schema language's."""
    kind = type(failure).__name__
    if kind == "RejectedPositiveData":
        sentences = [each["sentence"] for each in response.json()["errors"]]
        return not all(any(unsaid in sentence for unsaid in UNSAID) for sentence in sentences)
    values = [value if isinstance(value, list) else [value] for value in (case.query or {}).values()]
    empty = any("" in each for each in values)  # stands for no value, as forms send what was not filled in
    return not (kind == "AcceptedNegativeData" and empty)


def findings(event: events.ScenarioFinished) -> Iterator[str]:
    """Tell of each check that failed, with the request that shows it."""
    for identity, checks in event.recorder.checks.items():
        for check in checks:
            if check.status == Status.FAILURE and check.failure_info:
                asked = event.recorder.interactions[identity].request
                yield f"{check.name}: {check.failure_info.failure}\n{asked.method} {asked.uri}"


def test_what_has_ended_is_answered_as_the_schema_says(schema: BaseSchema) -> None:
    answers = set()
    for path in (found for found in schema if found.startswith("/api/v1/events/{key}/")):
        for key in ENDINGS:
            case = schema[path]["GET"].Case(path_parameters={"key": key, "version": 1})
            answers.add(case.call_and_validate().status_code)
    assert answers == {200, 301, 410}


def test_schemathesis_finds_nothing(
    schema: BaseSchema, record_property: Callable[[str, object], None]
) -> None:
    @schema.hook
    def filter_failure(context: Any, failure: Failure, case: Case, response: Response) -> bool:
        return is_fault(failure, case, response)

    cases, answers = Counter[str](), Counter[int]()
    wrong: list[str] = []
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            made = [each for each in event.recorder.interactions.values() if each.response]
            cases[event.phase.value.lower()] += len(made)
            answers.update(each.response.status_code for each in made if each.response)
            wrong += findings(event)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            wrong.append(repr(event))
    record_property("cases", dict(cases))
    record_property("answers", dict(answers))
    assert not wrong, "\n\n".join(dict.fromkeys(wrong))
    assert set(cases) == PHASES
    assert cases.total() >= CASES
    assert {200, 400, 404, 405} <= set(answers)
