"""An event's picture seats its people on two sides and joins them by their meetings."""

from __future__ import annotations

from typing import Any

import pytest

from publication.pictures.catalogue import pictures
from publication.pictures.look import LIGHT, dressed
from publication.pictures.shape import Picture
from publication.pictures.subject import Subject
from publication.vocabulary import Occurrence

Json = dict[str, Any]


def person(slug: str, country: str | None = "KZ", side: str = "host", presence: str = "present") -> Json:
    name = slug.replace("-", " ").title()
    offices = [{"title": f"Minister {name}", "level": "minister"}]
    return {"official": {"slug": slug, "name": name}, "country": country, "side": side, "offices": offices,
            "presence": presence}  # fmt: skip


def meeting(*people: Json, kind: str = "unspecified", id: str = "1", title: str = "Talks") -> Json:
    return {"id": id, "kind": kind, "medium": "in_person", "title": title, "participants": list(people)}


def event(*meetings: Json, participants: tuple[Json, ...] = (), visit: bool = True) -> Json:
    sides = ("host", "visitor") if visit else ("party", "party")
    countries = [
        {"code": code, "name": name, "side": side}
        for code, name, side in zip(("KZ", "PK"), ("Kazakhstan", "Pakistan"), sides, strict=True)
    ]
    return {"id": "0", "type": "event", "occurrence": "occurred", "slug": "visit", "title": "Visit",
            "kind": "visit", "countries": countries, "meetings": list(meetings),
            "participants": list(participants)}  # fmt: skip


MUNIR = person("asim-munir", "PK", "visitor")
THREE = event(
    meeting(person("tokayev"), MUNIR, kind="audience", id="1"),
    meeting(person("nurtleu"), MUNIR, id="2"),
    meeting(person("zhaksylykov"), MUNIR, id="3"),
    meeting(id="4", title="Wreath-laying"),
)


def drawn(document: Json) -> list[Picture]:
    return pictures(Subject(document, 0))


def layer(picture: Picture, member: str, without: str = "-") -> list[Json]:
    """Give the data of the first layer whose rows have one member and not another."""
    data = (each["data"]["values"] for each in picture.spec["layer"])
    return next(values for values in data if member in values[0] and without not in values[0])


def test_visitors_sit_on_one_side_and_hosts_on_the_other() -> None:
    picture = drawn(THREE)[0]
    seats = {each["name"]: (each["x"], each["side"]) for each in layer(picture, "office")}
    assert seats["Asim Munir"] == (0, "Pakistan")
    assert {seats[name] for name in ("Tokayev", "Nurtleu", "Zhaksylykov")} == {(2, "Kazakhstan")}
    assert picture.words == "Asim Munir with Tokayev, Nurtleu, Zhaksylykov, in 3 meetings."
    assert picture.of == "Visit"
    assert [row["office"] for row in picture.rows][:2] == ["Minister Tokayev", "Minister Asim Munir"]
    assert picture.rows[1]["url"] == "/officials/asim-munir/"


def test_each_presence_is_a_line_from_a_name_to_its_meeting() -> None:
    picture = drawn(THREE)[0]
    lines: dict[str, list[Json]] = {}
    for point in layer(picture, "link"):
        lines.setdefault(point["link"], []).append(point)
    assert len(lines) == len(picture.rows) == 6
    seats = {each["official"]: (each["x"], each["y"]) for each in layer(picture, "office")}
    held = {each["id"]: (each["x"], each["y"]) for each in layer(picture, "kind", "official")}
    for link, points in lines.items():
        official, identity = link.split()
        ends = {(each["x"], each["y"]) for each in points}
        assert {seats[official], held[identity]} <= ends


def test_two_meetings_of_one_title_are_two() -> None:
    found = drawn(event(meeting(person("a"), MUNIR, id="1"), meeting(person("a"), MUNIR, id="2")))
    assert len({each["link"] for each in layer(found[0], "link")}) == 4


def test_who_was_not_present_is_not_drawn() -> None:
    away = person("nurtleu", presence="absent_principal")
    picture = drawn(
        event(meeting(person("tokayev"), away, MUNIR), meeting(person("kosanov"), MUNIR, id="2"))
    )[0]
    assert "Nurtleu" not in {row["name"] for row in picture.rows}


def test_without_meetings_the_people_of_the_event_are_drawn() -> None:
    people = (person("tokayev", side="party"), person("nurtleu", side="party"), person("dar", "PK", "party"))
    picture = drawn(event(participants=people, visit=False))[0]
    assert {each["name"]: each["x"] for each in layer(picture, "office")} == {
        "Tokayev": 0,
        "Nurtleu": 0,
        "Dar": 2,
    }


@pytest.mark.parametrize("occurrence", [each for each in Occurrence.values if each != "occurred"])
def test_what_did_not_happen_is_not_drawn(occurrence: str) -> None:
    assert drawn({**THREE, "occurrence": occurrence}) == []


def test_a_meeting_is_not_claimed_where_none_is_recorded() -> None:
    people = (person("tokayev"), person("nurtleu"), MUNIR)
    picture = drawn(event(participants=people))[0]
    assert picture.words == "Asim Munir with Tokayev, Nurtleu."
    assert "eeting" not in " ".join([picture.title, picture.note, *map(str, picture.columns)])


def test_a_country_has_the_colour_of_its_relations_page() -> None:
    def colour(document: Json) -> dict[str, str]:
        scale = drawn(document)[0].spec["layer"][0]["encoding"]["color"]["scale"]
        return dict(zip(scale["domain"], scale["range"], strict=True))

    assert colour(THREE) == {"Kazakhstan": "@one", "Pakistan": "@other"}
    guest = person("tokayev", "KZ", "visitor")
    talks = [meeting(person(name, "PK", "host"), guest, id=name) for name in ("sharif", "dar")]
    assert colour(event(*talks)) == {"Kazakhstan": "@one", "Pakistan": "@other"}


def test_odd_sides_are_told_apart() -> None:
    nobody = event(meeting(person("a", None, "visitor"), person("b", None), person("c", None)))
    assert {each["side"] for each in layer(drawn(nobody)[0], "office")} == {"one side", "the other side"}
    assert drawn({**nobody, "countries": []}) == []


def test_a_long_title_makes_no_wider_picture() -> None:
    picture = drawn({**THREE, "title": "Visit " * 50})[0]
    title = dressed(picture, LIGHT, titled=True)["title"]
    assert len(title["text"]) == 3
    assert max(map(len, title["text"])) <= 64


def test_two_people_or_one_side_are_no_picture() -> None:
    assert drawn(event(meeting(person("tokayev"), MUNIR))) == []
    assert drawn(event(meeting(person("tokayev"), person("nurtleu")))) == []
    assert drawn(event()) == []


def test_somebody_without_a_country_is_with_the_others() -> None:
    picture = drawn(
        event(meeting(person("guterres", None, "third_party"), person("b", None, "third_party"), MUNIR))
    )[0]
    assert {each["side"] for each in layer(picture, "office")} == {"Pakistan", "others"}


def test_of_very_many_people_the_first_are_drawn_and_all_are_in_the_numbers() -> None:
    crowd = [person(f"minister-{number}") for number in range(40)]
    picture = drawn(event(*(meeting(*crowd, MUNIR, id=str(number)) for number in range(30))))[0]
    assert len(picture.rows) == 30 * 41
    assert len(layer(picture, "office")) == 13
    assert picture.spec["height"] < 700
