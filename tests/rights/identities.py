"""Name every place where a request can give the identity of something, and what may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from rest_framework import serializers

from desk.api.kinds import KINDS
from desk.api.passages import Passages
from desk.api.references import Reference, References
from desk.review.acts import ACTS
from desk.review.forms import AssignForm, CommentForm, SettleForm

OWN_ROWS = {
    "officials": ("variants.id", "ranks.id", "tenures.id"),
    "relations": ("missions.id",),
    "agreements": ("steps.id",),
    "sources": ("passages.id",),
    "events": (
        "sides.id", "meetings.id", "meetings.participations.id", "participations.id", "statements.id",
        "statements.meeting", "agreement_steps.id", "precedences.id", "disputes.id", "disputes.positions.id",
    ),
    "meetings": ("participations.id",),
}  # fmt: skip
"""For each kind the identities of rows, which must be the record's own."""

OWNERS = {"tenures": ("official",), "meetings": ("event",), "events": ("agreement_steps.agreement",
          "disputes.agreement", "disputes.official", "disputes.relation")}  # fmt: skip
"""References to records that the request changes along: only those which the person may change."""

STEP_IDS = {"comment": "a comment on this record", "company": "the company seen, at the versions seen",
            "to": "a person at work, or the key of a public record of this kind"}  # fmt: skip
STEP_WORDS = {"seen", "replaces", "field", "text", "change", "note", "with_mentions", "day", "time", "zone",
              "resolved"}  # fmt: skip
"""What the forms of the review page ask for that names nothing."""


def named_in(form: serializers.Serializer[Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Walk a working form and yield the path of every identity that can be written, with its field."""
    for name, field in form.fields.items():
        own = f"{path}{name}"
        if field.read_only:
            continue
        if isinstance(field, serializers.ListSerializer):
            yield from named_in(field.child, f"{own}.")  # type: ignore[arg-type]  # a form in every list of ours
        elif isinstance(field, serializers.Serializer):
            yield from named_in(field, f"{own}.")
        elif isinstance(
            field, serializers.UUIDField | serializers.RelatedField | Reference | References | Passages
        ):
            yield own, field


def written_down(plural: str) -> set[str]:
    """Give the identities of a kind's form that the lines above, or being a mere mention, account for."""
    return {*OWN_ROWS.get(plural, ()), *OWNERS.get(plural, ()), *mentions(plural), *header(plural)}


def header(plural: str) -> set[str]:
    """Give the identity of the record itself, where the form has one."""
    return {"id"} if KINDS[plural].is_record else set()


def mentions(plural: str) -> dict[str, Any]:
    """Give the fields that mention other records and change nothing of them.

    To mention a record of the kind that a field names needs no right but to read it, which every role has.
    """
    found = dict(named_in(KINDS[plural].form()))
    return {
        path: field
        for path, field in found.items()
        if isinstance(field, Reference | References | Passages) and path not in OWNERS.get(plural, ())
    }


def fields_of_steps() -> set[str]:
    """Name all fields of the review page's forms."""
    kinds: list[type[forms.Form]] = [act.form for act in ACTS.values()]
    kinds += [CommentForm, SettleForm, AssignForm]
    return {name for form in kinds for name in form.base_fields}
