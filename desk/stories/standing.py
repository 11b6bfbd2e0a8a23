"""Write down who and what stands in a story: its source, offices, officials, relations and agreements.

What the newsroom has already is left as it is; only what the story adds to it is added.
"""

from __future__ import annotations

from desk.stories.entering import Cast, Named, countries_there, enter, sectors_there, there
from desk.stories.reading import StoryRefused
from desk.stories.record import AgreementPart, OfficePart, OfficialPart, SourcePart, StoryRecord, TenurePart
from relations.dates import PartialDate
from relations.models import (
    Agreement,
    AgreementStep,
    Office,
    Official,
    Passage,
    Rank,
    Relation,
    Source,
    Tenure,
)

STORIES = "stories"
"""The data set that sources of record files come from."""


def write_standing(record: StoryRecord, text: str) -> Cast:
    """Write the source and everything that stands; countries and sectors must be there."""
    source = write_source(record.source, text)
    cast = Cast(source, cut_passages(record.source, source), countries_there(), sectors_there())
    for office in record.offices:
        cast.offices[office.title, office.country] = write_office(office, cast)
    for official in record.officials:
        cast.officials[official.key] = write_official(official, cast)
    for pair in record.relations:
        write_relation(pair, cast)
    for agreement in record.agreements:
        cast.agreements[agreement.id] = write_agreement(agreement, cast)
    return cast


def write_source(part: SourcePart, text: str) -> Source:
    """Write the source with its text and hash; refuse one that is there with another text."""
    source = there(Source, import_name=STORIES, import_key=part.key)
    if source is None:
        facts = part.model_dump(exclude={"key", "file", "sha256", "passages"})
        return enter(Source(import_name=STORIES, import_key=part.key, **facts).with_text(text))
    if source.text != text:
        raise StoryRefused(f"The source «{source}» is there with another text: its passages cannot be cut.")
    return source


def cut_passages(part: SourcePart, source: Source) -> Named[str, Passage]:
    """Cut the passages from the text, by their ids in the file."""
    known = {(each.start, each.end): each for each in source.passages.all()}
    cut: dict[str, Passage] = {}
    for each in part.passages:
        passage = known.get((each.start, each.end)) or source.passage(each.start, each.end)
        if passage._state.adding:
            passage.record_free, passage.note = each.record_free, each.note
            enter(passage)
        cut[each.id] = passage
    return Named(cut, "The passage {} is named, but not listed under passages.")


def write_office(part: OfficePart, cast: Cast) -> Office:
    """Write an office, once for its title and country."""
    country = cast.countries[part.country]
    office = there(Office, title=part.title, country=country)
    return office or enter(Office(title=part.title, country=country, level=part.level, branch=part.branch))


def write_official(part: OfficialPart, cast: Cast) -> Official:
    """Write an official, or add to the one that is there the ranks and offices the story attests."""
    official = there(Official, key=part.key)
    if official:
        official.advance(official.lock_version)
    else:
        facts = part.model_dump(exclude={"nationality", "ranks", "tenures"})
        country = cast.countries[part.nationality]
        official = enter(Official(**facts, nationality=country))
    official.sources.add(cast.source)
    for rank in part.ranks:
        if not official.ranks.filter(title=rank.title).exists():
            enter(Rank(official=official, **rank.model_dump()))
    for tenure in part.tenures:
        attest_tenure(official, tenure, cast.offices[tenure.office, part.nationality], cast)
    return official


def attest_tenure(official: Official, part: TenurePart, office: Office, cast: Cast) -> None:
    """Add the passages to every tenure of the office that may cover the story's day, else write one.

    Where the year is not stated and the office was held twice, the story does not say in which time.
    """
    seen = PartialDate.parse(part.first_seen)
    held = [each for each in official.tenures.filter(office=office) if each.may_cover(seen)]
    if not held:
        span = {"first_seen": part.first_seen, "last_seen": part.last_seen}
        held = [enter(Tenure(official=official, office=office, **span))]
    for tenure in held:
        tenure.passages.add(*cast.quoted(part.passages))


def write_relation(pair: str, cast: Cast) -> Relation:
    """Write the relation of a pair of codes, such as KZ-PK."""
    if relation := there(Relation, key=pair):
        return relation
    first, _, second = pair.partition("-")
    return enter(
        Relation(
            key=pair,
            first=cast.countries[first],
            second=cast.countries[second],
        )
    )


def write_agreement(part: AgreementPart, cast: Cast) -> Agreement:
    """Write an agreement with its parties, sectors and steps; one that is there is left as it is."""
    if agreement := there(Agreement, key=part.key):
        return agreement
    facts = part.model_dump(exclude={"id", "parties", "sectors", "steps"})
    agreement = enter(Agreement(**facts))
    agreement.parties.set(cast.of_countries(part.parties))
    agreement.sectors.set(cast.of_sectors(part.sectors))
    agreement.sources.add(cast.source)
    for step in part.steps:
        taken = step.model_dump(exclude={"party", "passages"})
        by = cast.countries[step.party] if step.party else None
        enter(AgreementStep(agreement=agreement, party=by, **taken)).passages.set(cast.quoted(step.passages))
    return agreement
