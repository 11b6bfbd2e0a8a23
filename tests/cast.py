"""Hold the small named cast that tests share: two countries, a few sectors, two officials, one visit.

Functions make working copies and publish them through the one door; each is complete and ready.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth.models import User

from events.models import Event, EventCountry, Meeting, Participation
from publication.drafting import Publishable
from publication.models import Edition, Listing
from publication.publishing import Approval, publish
from publication.vocabulary import Branch, EventKind, MeetingKind, OfficeLevel, Role, Side, VisitKind
from relations.models import Country, Office, Official, Passage, Relation, Sector, Source, Tenure

NOW = datetime(2026, 2, 4, 9, 30, tzinfo=UTC)
EDITOR = "Aigerim, editor"

TEXT = "General Asim Munir was received by President Kassym-Jomart Tokayev in Astana on 17 May 2024."


def kazakhstan() -> Country:
    country, _ = Country.objects.get_or_create(
        key="KZ",
        defaults={"name": "Kazakhstan", "alpha_3": "KAZ", "numeric": "398", "demonyms": ["Kazakh"]},
    )
    return country


def pakistan() -> Country:
    country, _ = Country.objects.get_or_create(
        key="PK", defaults={"name": "Pakistan", "alpha_3": "PAK", "numeric": "586", "demonyms": ["Pakistani"]}
    )
    return country


def sector(key: str, name: str = "", parent: Sector | None = None) -> Sector:
    found, _ = Sector.objects.get_or_create(
        key=key, defaults={"name": name or key.replace("-", " "), "parent": parent}
    )
    return found


def defence() -> Sector:
    return sector("defence")


def peacekeeping() -> Sector:
    return sector("peacekeeping", parent=defence())


def trade() -> Sector:
    return sector("trade", parent=sector("trade-and-investment"))


def source() -> Source:
    """Give a source with its text, the same one each time."""
    found = Source.objects.filter(url="https://news.example/astana").first()
    if found:
        return found
    made = Source(
        publisher="The Steppe Gazette",
        title="General received in Astana",
        url="https://news.example/astana",
        language="en",
        published="2024-05-18",
    ).with_text(TEXT)
    made.save()
    return made


def office(title: str, country: Country, level: OfficeLevel, branch: Branch = Branch.EXECUTIVE) -> Office:
    found, _ = Office.objects.get_or_create(
        title=title, country=country, organisation="", defaults={"level": level, "branch": branch}
    )
    return found


def official(key: str, given: str, family: str, post: Office, since: str) -> Official:
    """Give an official with one office, held since a day and still."""
    if Official.objects.filter(key=key).exists():
        return Official.objects.get(key=key)
    made = Official.objects.create(
        key=key,
        display_name=f"{given} {family}",
        given_name=given,
        family_name=family,
        sort_name=f"{family}, {given}",
        nationality=post.country,
    )
    made.sources.add(source())
    Tenure.objects.create(official=made, office=post, start=since, start_known=True).sources.add(source())
    return made


def munir() -> Official:
    post = office("Chief of Army Staff", pakistan(), OfficeLevel.CHIEF_OF_DEFENCE_OR_SERVICE, Branch.MILITARY)
    return official("asim-munir", "Asim", "Munir", post, "2022-11-29")


def tokayev() -> Official:
    post = office("President", kazakhstan(), OfficeLevel.HEAD_OF_STATE)
    return official("kassym-jomart-tokayev", "Kassym-Jomart", "Tokayev", post, "2019-03-20")


def relation() -> Relation:
    both = {"first": kazakhstan(), "second": pakistan()}
    return Relation.objects.get_or_create(key="KZ-PK", defaults=both)[0]


def visit(key: str = "munir-astana-2024", start: str = "2024-05-17", **facts: object) -> Event:
    """Make a visit of Munir to Astana with one meeting, ready once its people and places are public."""
    known = {
        "title": "General Munir visits Astana",
        "kind": EventKind.VISIT,
        "visit_kind": VisitKind.OFFICIAL,
    }
    place = {"place": "Astana", "place_country": kazakhstan()}
    event = Event.objects.create(key=key, start=start, **{**known, **place, **facts})
    EventCountry.objects.create(event=event, country=kazakhstan(), side=Side.HOST)
    EventCountry.objects.create(event=event, country=pakistan(), side=Side.VISITOR)
    event.sectors.add(peacekeeping())
    event.passages.add(passage(0, len(TEXT)))
    event.sources.add(source())
    meeting = Meeting.objects.create(event=event, kind=MeetingKind.AUDIENCE, title="Munir meets Tokayev")
    take_part(event, meeting, munir(), Side.VISITOR, Role.VISITOR, 1)
    take_part(event, meeting, tokayev(), Side.HOST, Role.HOST, 2)
    return event


def passage(start: int, end: int) -> Passage:
    """Give a passage of the cast's source."""
    found = source().passages.filter(start=start, end=end).first()
    if found is None:
        found = source().passage(start, end)
        found.save()
    return found


def take_part(
    event: Event, meeting: Meeting | None, who: Official, side: Side, role: Role, order: int
) -> None:
    """Let an official take part in the first office they hold."""
    row = Participation.objects.create(
        event=event, meeting=meeting, official=who, country=who.nationality, side=side, role=role, order=order
    )
    row.offices.add(who.tenures.all()[0].office)


def approval(draft: Publishable, change: str = "major", note: str = "") -> Approval:
    """Approve a draft as it stands now, replacing the edition that is current now."""
    draft.refresh_from_db()
    version = Listing.objects.filter(id=draft.pk).values_list("version", flat=True).first() or 0
    return Approval(draft, draft.lock_version, version, change, note)


def publish_all(*drafts: Publishable, at: datetime = NOW) -> list[Edition]:
    """Publish drafts in one call, as they stand; the editor has an account, so her eyes count."""
    User.objects.get_or_create(username=EDITOR)
    return publish([approval(each) for each in drafts], by=EDITOR, at=at)


def publish_the_ground() -> None:
    """Publish both countries, the sectors, both officials and the relation."""
    publish_all(kazakhstan(), pakistan())
    peacekeeping(), trade()
    publish_all(*Sector.objects.filter(parent=None))
    publish_all(*Sector.objects.exclude(parent=None))
    publish_all(munir(), tokayev())
    publish_all(relation())


def published_visit(**facts: object) -> Event:
    """Make a visit that the public can read, with everything it mentions."""
    publish_the_ground()
    event = visit(**facts)  # type: ignore[arg-type]  # names of model fields
    publish_all(event)
    return event
