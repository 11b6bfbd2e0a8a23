"""Make names of people by seed, as a register of officials has them: some rare, some very common."""

from __future__ import annotations

from random import Random
from typing import Final, NamedTuple

GIVEN: Final = (
    "Asim Ruslan Kassym Murat Aigerim Erlan Dinara Askar Saule Nursultan Bakhyt Marat Yerzhan Zhanar Imran "
    "Ayesha Shehbaz Bilal Hina Khalid Tariq Fatima Omar Ahmed Yusuf Maryam Hassan Leyla Mehmet Elif Emre "
    "Ivan Sergei Olga Natalia Dmitri Anna John Mary David Susan Li Wei Min Jun Hiroshi Yuki Carlos "
    "Maria Jose Ana Pierre Claire"
).split()
COMMON: Final = ("Khan", "Ahmed", "Kim", "Ivanov", "Smith", "Wang", "Garcia", "Akhmetov")
"""Family names that one official in twelve shares."""
ONSETS: Final = "b d g k m n r s t z zh sh kh q y l b n t al as ab er os ul iz tur qas".split()
MIDDLES: Final = "a e i o u ai ul an ar yr em or im az eg is at".split()
ENDS: Final = (
    "ov ev ova bayev kyzy uly zada zadeh li ani ir sky son enko ych oglu pour mann ez dar ek".split()
)
CYRILLIC: Final = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("sh", "ш"), ("ch", "ч"), ("ts", "ц"), ("yu", "ю"), ("ya", "я"),
    *zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстувуксйз", strict=False),
)  # fmt: skip


class Person(NamedTuple):
    """An official's name, and other spellings of it."""

    given: str
    family: str
    spellings: tuple[str, ...]


KNOWN: Final = (
    Person("Asim", "Munir", ("Асим Мунир", "عاصم منير")),
    Person("Ruslan", "Zhaksylykov", ("Руслан Жаксылыков", "Руслан Жақсылықов")),
    Person("Kassym-Jomart", "Tokayev", ("Касым-Жомарт Токаев", "Қасым-Жомарт Тоқаев")),
)
"""People who are asked for by name."""


def people(number: int, rng: Random) -> list[Person]:
    """Make so many people; the known ones are the first."""
    return [*KNOWN, *(person(rng) for _ in range(number - len(KNOWN)))]


def person(rng: Random) -> Person:
    """Make one person."""
    given = rng.choice(GIVEN)
    family = rng.choice(COMMON) if rng.random() < 1 / 12 else family_name(rng)
    whole = f"{given} {family}"
    spellings = (in_cyrillic(whole), whole.replace("zh", "j").replace("Zh", "J").replace("kh", "h"))
    return Person(given, family, tuple(dict.fromkeys(each for each in spellings if each != whole)))


def family_name(rng: Random) -> str:
    """Make a family name of two or three syllables and an ending."""
    syllables = [rng.choice(ONSETS) + rng.choice(MIDDLES) for _ in range(rng.choice((1, 2, 2, 3)))]
    return ("".join(syllables) + rng.choice(ENDS)).capitalize()


def in_cyrillic(name: str) -> str:
    """Write a name in Cyrillic letters, roughly."""
    text = name.lower()
    for latin, cyrillic in CYRILLIC:
        text = text.replace(latin, cyrillic)
    return text.title()
