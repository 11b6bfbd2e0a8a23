"""Make the records that tests of the public record read: one of every kind that holds all it can hold.

The cast stands in ``tests/cast.py``; here it has a full visit, an agreement, a former state and more events.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson

from events.models import Dispute, Event, Meeting, Participation, Precedence, Statement
from publication.drafting import Publishable
from publication.models import Listing
from publication.publishing import Approval, publish
from publication.vocabulary import Act, MeetingKind, OfficeLevel, Presence, Role, Side
from relations.models import Agreement, AgreementStep, Country, Official, Relation
from relations.models.relation import Mission
from tests import cast

Json = dict[str, Any]

BY: Json = {"by": cast.EDITOR, "at": cast.NOW}
"""Who publishes in tests, and when."""


def soviet_union() -> Country:
    """Give a former state with its successor."""
    country, new = Country.objects.get_or_create(
        key="SUHH",
        defaults={
            "name": "Soviet Union",
            "kind": "former",
            "existed_from": "1922-12-30",
            "existed_until": "1991-12-26",
            "aliases": ["USSR"],
            "capital": "Moscow",
            "lat": "55.75",
            "lon": "37.62",
        },
    )
    if new:
        country.successors.add(cast.kazakhstan())
    return country


def uzbekistan() -> Country:
    return Country.objects.get_or_create(key="UZ", defaults={"name": "Uzbekistan"})[0]


def sharif() -> Official:
    """Give the principal who is spoken for and stays away."""
    post = cast.office("Prime Minister", cast.pakistan(), OfficeLevel.HEAD_OF_GOVERNMENT)
    return cast.official("shehbaz-sharif", "Shehbaz", "Sharif", post, "2024-03-04")


def full_official() -> Official:
    """Give Munir with other spellings, a rank, outside names and a note."""
    official = cast.munir()
    if not official.variants.exists():
        official.variants.create(text="Асим Мунир", language="kk", script="Cyrl", romanisation="BGN/PCGN")
        official.ranks.create(title="General", start="2022-11-29")
        official.wikidata, official.outside_ids, official.note = "Q107", {"viaf": "7"}, "Army officer."
        official.born = "1968"
        official.save()
        official.tenures.get().passages.add(cast.passage(0, 18))
    return official


def full_relation() -> Relation:
    """Give the relation with its dates, an embassy and a dispute."""
    relation = cast.relation()
    if not relation.missions.exists():
        relation.established, relation.summary = "1992-02-24", "Ties since independence."
        relation.recognised, relation.recognised_by = "1991-12-20", cast.pakistan()
        relation.save()
        relation.sources.add(cast.source())
        Mission.objects.create(
            relation=relation, sender=cast.pakistan(), host=cast.kazakhstan(), place="Astana", opened="1997"
        )
        _dispute("Which embassy opened first?", relation=relation)
    return relation


def agreement(key: str = "kz-pk-peacekeeping", **facts: Any) -> Agreement:
    """Give an agreement on peacekeeping that both sides intend, and one source says is signed."""
    found = Agreement.objects.filter(key=key).first()
    if found:
        return found
    made = Agreement.objects.create(key=key, **{"title": "Agreement on peacekeeping", **facts})
    made.parties.add(cast.kazakhstan(), cast.pakistan())
    made.sectors.add(cast.peacekeeping())
    made.sources.add(cast.source())
    step = AgreementStep.objects.create(agreement=made, step="intent_expressed", date="2024-05-17")
    step.passages.add(cast.passage(0, 18))
    step.signatories.add(cast.munir())
    AgreementStep.objects.create(agreement=made, step="signed", date="2024-05-17", standing="disputed")
    _dispute("Was it signed?", agreement=made)
    return made


def full_visit() -> Event:
    """Give the visit with two meetings, statements, an absent principal, a claim of a first and a dispute."""
    event = cast.visit(summary="The general came for talks.", lat="51.13", lon="71.43", end="2024-05-18")
    audience = event.meetings.get()
    talks = Meeting.objects.create(
        event=event,
        order=2,
        kind=MeetingKind.TETE_A_TETE,
        title="Talks in private",
        venue="Akorda",
        note="Short.",
    )
    talks.passages.add(cast.passage(0, 18))
    talks.sectors.add(cast.trade())
    cast.take_part(event, talks, cast.tokayev(), Side.HOST, Role.HOST, 1)
    sharif_row = Participation.objects.create(
        event=event, official=sharif(), country=cast.pakistan(), side=Side.VISITOR, role=Role.MESSAGE_SENDER,
        presence=Presence.ABSENT_PRINCIPAL, note="For the newsroom.",
    )  # fmt: skip
    sharif_row.offices.add(sharif().tenures.get().office)
    _say(event, audience)
    event.agreement_steps.add(agreement().steps.get(step="intent_expressed"))
    Precedence.objects.create(
        event=event, text="The first such visit in ten years.", window_years=10, visitor=cast.pakistan(),
        host=cast.kazakhstan(), levels=["chief_of_defence_or_service"], kinds=["visit"],
    ).passages.add(cast.passage(0, 18))  # fmt: skip
    _dispute("Who received the general?", event=event)
    return event


def _say(event: Event, meeting: Meeting) -> None:
    message = Statement.objects.create(
        event=event, meeting=meeting, act=Act.CONVEYED_GREETINGS, speaker=cast.munir(), on_behalf_of=sharif(),
        text="He conveyed the greetings of the Prime Minister.", agreement=agreement(),
    )  # fmt: skip
    message.sectors.add(cast.peacekeeping())
    message.passages.add(cast.passage(0, 18))
    both = Statement.objects.create(
        event=event, order=2, act=Act.DISCUSSED, text="Both sides spoke of trade.",
        confidence="low", confidence_reason="One source only.",
    )  # fmt: skip
    both.speaker_countries.add(cast.kazakhstan(), uzbekistan())


def _dispute(question: str, **record: Any) -> Dispute:
    made = Dispute.objects.create(question=question, **record)
    for order, text in enumerate(("So says one source.", "So says another."), 1):
        made.positions.create(order=order, text=text).passages.add(cast.passage(0, 18))
    return made


def ground() -> list[Publishable]:
    """Publish everything an event or agreement may mention."""
    countries = [cast.kazakhstan(), cast.pakistan(), uzbekistan()]
    cast.publish_all(*countries)
    cast.publish_all(soviet_union())
    parents = [cast.defence(), cast.sector("trade-and-investment")]
    children = [cast.peacekeeping(), cast.trade()]
    cast.publish_all(*parents)
    cast.publish_all(*children)
    people = [full_official(), cast.tokayev(), sharif()]
    pairs = [
        full_relation(),
        Relation.objects.create(key="KZ-UZ", first=cast.kazakhstan(), second=uzbekistan()),
    ]
    cast.publish_all(*people, at=cast.NOW)
    cast.publish_all(*pairs)
    return [*countries, *parents, *children, *people, *pairs]


def one_of_every_kind() -> Event:
    """Publish a full record of every kind; give the visit."""
    ground()
    cast.publish_all(agreement())
    event = full_visit()
    cast.publish_all(event)
    return event


def publish_again(draft: Publishable, change: str = "major", note: str = "", **facts: Any) -> None:
    """Change a draft as an editor does and publish it."""
    edit(draft, **facts)
    publish([cast.approval(draft, change, note)], by=cast.EDITOR, at=cast.NOW + timedelta(hours=2))


def edit(draft: Publishable, **facts: Any) -> None:
    """Save other facts in a draft, without publishing them."""
    draft.refresh_from_db()
    for name, value in facts.items():
        setattr(draft, name, value)
    draft.save()
    draft.advance(draft.lock_version)


def ended(draft: Publishable, note: str = "It was never so.") -> Approval:
    """Approve an ending of a record, with a reason."""
    return cast.approval(draft, "major", note)


def document_of(draft: Publishable) -> Json:
    """Read the document that the public reads of a draft."""
    found: Json = orjson.loads(Listing.objects.get(pk=draft.pk).text)
    return found
