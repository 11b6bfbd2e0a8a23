"""Make working copies of the documents of agreements."""

from __future__ import annotations

from uuid import UUID

from desk.copies.known import Known
from desk.copies.quoting import cite, read_date, read_id, write_disputes, write_sources
from desk.copies.rows import Rows
from desk.copies.standing import heading
from publication.contracts.agreement import AgreementDocument, StepValue
from relations.models import Agreement, AgreementStep


def write_agreement(document: AgreementDocument, known: Known, rows: Rows) -> None:
    """Make an agreement with its steps; the status follows from them."""
    agreement = Agreement(
        **heading(document),
        title=document.title,
        title_is_description=document.title_is_description,
        kind=document.kind,
        binding=document.binding,
        text_url=document.text_url or "",
        registration=document.registration or "",
        note=document.note or "",
    )
    rows.add(agreement)
    rows.tie(
        Agreement, "parties", agreement.pk, known.records("country", (each.code for each in document.parties))
    )
    rows.tie(Agreement, "sectors", agreement.pk, known.sectors(document.sectors))
    own = [source for step in document.steps for source in step.sources]
    rows.tie(Agreement, "sources", agreement.pk, write_sources(document, known, rows, own))
    for step in document.steps:
        _write_step(step, agreement, known, rows)
    write_disputes(document.disputes, known, rows, agreement_id=agreement.pk)


def _write_step(value: StepValue, agreement: Agreement, known: Known, rows: Rows) -> None:
    step = AgreementStep(
        id=read_id(value.id, "steps"),
        agreement_id=agreement.pk,
        step=value.step,
        party_id=known.maybe("country", value.party),
        date=read_date(value.date),
        place=value.place or "",
        standing=value.standing,
        note=value.note or "",
    )
    rows.add(step)
    signed = known.records("official", (each.slug for each in value.signatories))
    rows.tie(AgreementStep, "signatories", step.pk, signed)
    rows.tie(AgreementStep, "sources", step.pk, [UUID(each) for each in value.sources])
    cite(rows, known, step, value.passages)
