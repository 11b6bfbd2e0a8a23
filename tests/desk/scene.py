"""Set the model's world up in the database, ask for its verbs over the write API, and read it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from desk.merging.holding import BUSY
from events.models import Event, Participation
from publication.models import Listing
from publication.publishing import withdraw
from relations.models import Official
from tests import cast
from tests.desk.api.writing import Person
from tests.desk.sequence import Record, Verb, World
from tests.publication.library import plain
from tests.publication.records import BY, ended

NUMBERS = count(1)
REFUSALS = {403, 404, 409, 412}
"""How a loser may be answered; 400 would be a constraint that the code ran into, 500 a fault."""

DONE, REFUSED, GAVE_WAY = "done", "refused", "gave way"


@dataclass(frozen=True)
class Start:
    """How a world begins: the states of both officials, whether the event is public, and whom it names."""

    a: str = "published"
    b: str = "published"
    x: str = ""
    named: str = "a"
    review: str = "draft"


@dataclass
class Scene:
    """A world in the database, under keys of its own."""

    start: Start
    world: World = field(default_factory=World)
    rows: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        number = next(NUMBERS)
        for name, state in (("a", self.start.a), ("b", self.start.b)):
            self.rows[name] = official(f"official-{name}-{number}")
            self.world.records[name] = Record(state=state, version={"": 0, "published": 1}.get(state, 2))
            self.world.records[name].news = state != "published"
        event = self.rows["x"] = plain(f"event-{number}", "2024", cast.pakistan())
        self.world.records["x"] = Record()
        drafts = [self.rows[name] for name in "ab" if self.world.records[name].state]
        if self.start.named:
            self.world.named = self.start.named
            who = self.rows[self.start.named]
            Participation.objects.create(event=event, official=who, side="party", role="member")
        if self.start.x and self.world.records.get(self.world.named, Record(state="published")).state:
            drafts.append(event)
            self.world.records["x"] = Record(state="published", version=1, news=False)
        cast.publish_all(*drafts)
        for name in "ab":
            if self.world.records[name].state == "withdrawn":
                withdraw(ended(self.rows[name]), **BY)
        Official.objects.filter(pk=self.rows["a"].pk).update(review_state=self.start.review)
        self.world.records["a"].review = self.start.review

    def ask(self, verb: Verb, boss: Person, reporter: Person) -> str:
        """Ask for a verb as whoever may; gives whether it was done."""
        row = self.rows[verb.on]
        path = f"{'events' if verb.on == 'x' else 'officials'}/{row.pk}/"
        told: dict[str, Any] = {"note": "Said so."}
        if verb.name == "change":
            note = {"summary" if verb.on == "x" else "note": f"Version {verb.lock} is over."}
            return result(reporter.patch(path, note, verb.lock))
        if verb.name == "delete":
            return result(boss.delete(path, verb.lock))
        if verb.name == "submit":
            return result(reporter.send("POST", f"{path}submit/", {}, verb.lock))
        told |= {"replaces": verb.version}
        if verb.name == "redirect":
            told["to"] = self.rows[verb.to].key
        elif verb.name == "merge":
            told |= {"into": str(self.rows[verb.to].pk), "into_version": verb.to_lock}
        return result(boss.send("POST", f"{path}{verb.name}/", told, verb.lock))

    def standing(self) -> World:
        """Read the world back from the database."""
        records = {}
        for name, row in self.rows.items():
            now = type(row)._default_manager.filter(pk=row.pk).first()
            listing = Listing.objects.filter(pk=row.pk).first()
            records[name] = Record(
                now is not None, now.lock_version if now else 0, now.review_state if now else "",
                listing.state if listing else "", listing.version if listing else 0,
            )  # fmt: skip
        named = Participation.objects.filter(event=self.rows["x"].pk).values_list("official_id", flat=True)
        who = [name for name in "ab" for pk in named if self.rows[name].pk == pk]
        return World(records, "".join(who))


def official(key: str) -> Official:
    """Make an official who is ready to be shown."""
    made = Official.objects.create(key=key, display_name=key, sort_name=key, nationality=cast.pakistan())
    made.sources.add(cast.source())
    return made


def result(answer: Any) -> str:
    """Say what became of a request; anything but a clear answer is a fault."""
    if answer.status_code in (200, 204):
        return DONE
    assert answer.status_code in REFUSALS, (answer.status_code, answer.content)
    return GAVE_WAY if answer.json()["detail"] == BUSY else REFUSED


def seen(world: World) -> list[tuple[object, ...]]:
    """Give of a world what can be seen in the database."""
    rows: list[tuple[object, ...]] = [(world.named,)]
    for name, each in sorted(world.records.items()):
        draft = (each.lock, each.review) if each.there else (0, "")
        rows.append((name, each.there, *draft, each.state, each.version))
    return rows


def ground() -> None:
    """Publish what all scenes stand on."""
    cast.publish_all(cast.kazakhstan(), cast.pakistan())
    cast.publish_all(cast.relation())
    assert not Event.objects.exists()
