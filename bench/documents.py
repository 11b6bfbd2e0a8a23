"""Make a public record by seed, as JSON Lines such as ``manage.py export --as jsonl`` writes.

``uv run python -m bench.documents 10000 > record.jsonl`` makes that many events of the years 1950 to 2026,
with the countries, sectors, officials, relations and agreements that they mention. The same number and the
same seed give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Final

import orjson

from bench.drawing import AT_ONCE, Draw, Json, dated, passage
from bench.register import Official, Register
from publication.vocabulary import Act, EventKind, MeetingKind, Modality, VisitKind, Voice

SEED: Final = 2026
KINDS: Final = (
    ("visit", 30), ("meeting", 30), ("call", 15), ("negotiation", 6), ("consultation", 7),
    ("joint_commission", 3), ("signing", 4), ("ceremony", 2), ("multilateral", 2), ("other", 1),
)  # fmt: skip
EVENT_KINDS: Final = [kind for kind, share in KINDS for _ in range(share)]
assert set(EVENT_KINDS) == set(EventKind.values)  # noqa: S101  # hundredths of all kinds there are
OCCURRENCES: Final = ("occurred",) * 47 + ("announced", "postponed", "cancelled")
CODES: Final = {"call": ("030", "CONSULT"), "signing": ("057", "AGREE"), "visit": ("042", "CONSULT")}
CODEBOOK: Final = "CAMEO 1.1b3; PLOVER 2021"
SAYINGS: Final = (
    "Both sides stressed the need for closer cooperation in {}.", "They agreed to widen exchanges in {}.",
    "The minister proposed a working group on {}.", "A delegation will visit next year to discuss {}.",
    "Progress in {} was praised, and obstacles were named.", "The guest invited investors to look at {}.",
)  # fmt: skip


def lines(events: int, seed: int = SEED) -> Iterator[bytes]:
    """Make the published documents as lines of JSON, each after those that it mentions."""
    for document in documents(events, seed):
        yield orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)


def batches(found: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Cut lines into batches that are written together."""
    left = iter(found)
    while batch := list(islice(left, AT_ONCE)):
        yield batch


def documents(events: int, seed: int = SEED) -> Iterator[Json]:
    """Make the published documents; parts that are the same may be one object."""
    draw = Draw(seed)
    register = Register(events, draw)
    yield from register.documents()
    for place in range(events):
        yield Happening(register, place).document()


class Happening:
    """One event while it is being made."""

    def __init__(self, register: Register, place: int) -> None:
        """Draw what happens, when, where and between whom."""
        self.draw = draw = register.draw
        self.register, self.place, self.pair = register, place, register.pair()
        self.kind, self.day = draw.pick(EVENT_KINDS), draw.day()
        self.date = self._date()
        self.host, self.guest = self.pair if draw.chance() < 0.5 else self.pair[::-1]
        self.topics = draw.some(list(register.sectors.values()), 1, 2)
        self.people = [draw.pick(register.of_country[code]) for code in (self.host, self.guest)]
        self.people += draw.some(register.of_country[draw.pick(self.pair)], 0, 2)
        self.people = list({each.caption["slug"]: each for each in self.people}.values())
        self.slug = f"{self.kind.replace('_', '-')}-{self.host.lower()}-{self.guest.lower()}-{place}"
        self.title = f"{self._name(self.guest)} and {self._name(self.host)}: {self.topics[0].name}"
        self.source = draw.source(self.title, self.day, self.slug)
        self.sectors = register.captions_with_parents(self.topics)
        self.where = self._where()

    def document(self) -> Json:
        """Write the document."""
        draw = self.draw
        header = draw.header("event", self.slug, self.title)
        meetings = [self._meeting(number) for number in range(draw.pick((1, 1, 1, 2, 2, 3)))]
        statements = [self._statement(meetings) for _ in range(draw.pick((0, 0, 0, 1, 1, 2)))]
        disputes = [self._dispute()] if draw.chance() < 0.02 else []
        sides = ((self.host, "host"), (self.guest, "visitor")) if self.kind == "visit" else ()
        sides = sides or ((self.host, "party"), (self.guest, "party"))
        cameo, plover = CODES.get(self.kind, ("040", "CONSULT"))
        return {
            **header, "summary": self._words(), "kind": self.kind,
            "visit_kind": draw.pick(VisitKind.values) if self.kind == "visit" else None,
            "occurrence": draw.pick(OCCURRENCES), "date": self.date, "place": self.where,
            "countries": [{**self.register.captions[code], "side": side} for code, side in sorted(sides)],
            "pairs": ["-".join(self.pair)], "sectors": self.sectors,
            "officials": [
                {**each.caption, "country": each.country}
                for each in sorted(self.people, key=lambda each: str(each.caption["slug"]))
            ],
            "counts": {
                "meetings": len(meetings), "statements": len(statements), "disputes_open": len(disputes),
                "sources": 1,
            },
            "meetings": meetings, "participants": [], "statements": statements,
            "agreement_steps": self._steps(), "precedences": [], "disputes": disputes,
            "sources": [self.source], "codes": {"codebook": CODEBOOK, "cameo": cameo, "plover": plover},
            "passages": [passage(self.source, 0, self.title)],
        }  # fmt: skip

    def _name(self, code: str) -> str:
        return str(self.register.captions[code]["name"])

    def _date(self) -> Json:
        """Write the date: of ten, eight are a day, one a few days, and of the last most are a month."""
        chance = self.draw.chance()
        if chance < 0.8:
            return dated(self.day.isoformat())
        if chance < 0.9:
            return dated(f"{self.day}/{self.day + timedelta(1 + int(chance * 100) % 3)}")
        return dated(f"{self.day:%Y-%m}" if chance < 0.98 else str(self.day.year))

    def _where(self) -> Json:
        row = self.register.countries[self.host]
        lat, lon = (float(row.lat), float(row.lon)) if row.lat and row.lon else (None, None)
        return {"name": row.capital or None, "country": self.host, "lat": lat, "lon": lon}

    def _words(self) -> str:
        return " ".join(self.draw.pick(SAYINGS).format(each.name) for each in self.topics)

    def _meeting(self, number: int) -> Json:
        topic, kind = self.topics[number % len(self.topics)], self.draw.pick(MeetingKind.values)
        present = self.people[:2] + self.people[2:][: self.draw.pick((0, 1, 2))]
        return {
            "id": self.draw.identity(), "kind": kind,
            "medium": "phone" if self.kind == "call" else "in_person",
            "title": f"{present[0].caption['name']} and {present[-1].caption['name']} meet",
            "date": self.date, "place": self.where,
            "sectors": self.register.captions_with_parents([topic]), "note": None,
            "participants": [self._participant(each) for each in present], "passages": [],
        }  # fmt: skip

    def _participant(self, official: Official) -> Json:
        side = "party" if self.kind != "visit" else "host" if official.country == self.host else "visitor"
        return {
            "official": official.caption, "country": official.country, "side": side, "role": "member",
            "presence": "present", "rank": None, "offices": official.offices, "passages": [],
        }  # fmt: skip

    def _statement(self, meetings: list[Json]) -> Json:
        draw, speaker, topic = self.draw, self.draw.pick(self.people), self.draw.pick(self.topics)
        text = draw.pick(SAYINGS).format(topic.name)
        return {
            "id": draw.identity(), "meeting": meetings[0]["id"], "act": draw.pick(Act.values),
            "speaker": {"official": {**speaker.caption, "offices": speaker.offices}, "countries": []},
            "on_behalf_of": None, "text": text, "sectors": [{"slug": topic.slug, "name": topic.name}],
            "agreement": None, "voice": draw.pick(Voice.values), "modality": draw.pick(Modality.values),
            "confidence": "high", "passages": [passage(self.source, 200, text)],
        }  # fmt: skip

    def _dispute(self) -> Json:
        positions = [
            {"text": text, "passages": [passage(self.source, 0, self.title)]}
            for text in ("So says one source.", "So says another.")
        ]
        return {"question": "Where did they meet?", "state": "open", "positions": positions, "reason": None}

    def _steps(self) -> list[Json]:
        known = self.register.agreements.get("-".join(self.pair))
        if not known or self.draw.chance() > 0.05:
            return []
        return [{
            "agreement": self.draw.pick(known), "step": "under_negotiation", "party": None, "date": self.date,
            "standing": "accepted", "passages": [passage(self.source, 0, self.title)],
        }]  # fmt: skip


if __name__ == "__main__":
    for line in lines(int(sys.argv[1])):
        sys.stdout.buffer.write(line)
