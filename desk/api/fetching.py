"""Read working copies with everything their forms show, in a number of queries that does not grow."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db.models import Model, QuerySet

from events.models import Event, Meeting
from publication.drafting import Publishable
from relations.models import Agreement, Office, Relation, Source, Tenure

MORE: Final[dict[type[Model], tuple[str, ...]]] = {
    Event: (
        "participations__offices__country", "statements__addressee", "disputes__agreement",
        "disputes__official", "disputes__relation", "precedences__visitor", "precedences__host",
    ),
    Agreement: ("steps__sources",),
    Relation: ("first", "second", "recognised_by", "missions__sender", "missions__host"),
}  # fmt: skip
"""What the form shows of a kind and its snapshot does not."""


def fetch(model: type[Publishable], pk: UUID) -> Any:
    """Read one working copy for its form; none where there is none."""
    rows = model._default_manager.for_snapshot()  # type: ignore[attr-defined]  # every kind's manager has it
    return rows.prefetch_related(*MORE.get(model, ())).filter(pk=pk).first()


def fetch_part(model: type[Model], pk: UUID) -> Any:
    """Read an office, a tenure, a source or a meeting for its form; none where there is none."""
    return parts(model).filter(pk=pk).first()


def parts(model: type[Model]) -> QuerySet[Any]:
    """Give the rows of a kind of part with what their forms show."""
    rows: QuerySet[Any] = model._default_manager.all()
    if model is Office:
        return rows.select_related("country")
    if model is Tenure:
        return rows.select_related("official", "office__country").prefetch_related("sources", "passages")
    if model is Meeting:
        return rows.select_related("event").prefetch_related(
            "sectors", "passages", "participations__official", "participations__country",
            "participations__offices__country", "participations__passages",
        )  # fmt: skip
    return rows.prefetch_related("passages") if model is Source else rows
