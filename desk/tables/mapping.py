"""Know how somebody else's table says what ours say: a file of decisions that people can read and review."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from django.utils.functional import cached_property

from desk.tables.fields import SHAPES, Shape

SHIPPED: Final = files("desk.tables").joinpath("data")
HOLE: Final = re.compile(r"\{([^{}]+)\}")


class MappingRefused(Exception):
    """A mapping that is not there or says what cannot be; the sentence tells which and why."""


@dataclass(frozen=True)
class When:
    """A decision about a column by what another one says: the date is «about», or the value is left out."""

    column: str
    words: tuple[str, ...]
    then: str

    def applies(self, text: str) -> bool:
        """Whether the other column holds one of the words."""
        return any(word.casefold() in text.casefold() for word in self.words)


@dataclass(frozen=True)
class Beside:
    """Another table in the same folder, whose columns are reached by the name of the table and a dot."""

    file: str
    theirs: str
    ours: str


@dataclass(frozen=True)
class TableMapping:
    """What one table's columns and labels mean. ``columns``: ours to theirs, or to words with {theirs}."""

    shape: Shape
    name: str = ""
    publisher: str = ""
    title: str = ""
    url: str = ""
    language: str = ""
    rights: str = ""
    encoding: str = ""
    id_scheme: str = "wikidata"
    columns: Mapping[str, str] = field(default_factory=dict)
    always: Mapping[str, str] = field(default_factory=dict)
    empty: tuple[str, ...] = ()
    date_forms: tuple[str, ...] = ()
    new_year_is_the_year: bool = False
    labels_of_any_day: bool = False
    capitals_only: tuple[str, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    begins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    when: Mapping[str, When] = field(default_factory=dict)
    beside: Mapping[str, Beside] = field(default_factory=dict)

    @cached_property
    def theirs(self) -> tuple[str, ...]:
        """Name the columns of the table itself that are read, each once."""
        used = [name for value in (*self.columns.values(), self.url) for name in holes(value)]
        used += [each.column for each in self.when.values()] + [each.ours for each in self.beside.values()]
        return tuple(name for name in dict.fromkeys(used) if name.partition(".")[0] not in self.beside)

    def fits(self, header: Collection[str]) -> bool:
        """Whether a table with this header has every column that is read."""
        return set(self.theirs) <= set(header)

    def word_for(self, column: str) -> str:
        """Name the table's own column that one of ours comes from."""
        found = holes(self.columns.get(column, ""))
        return found[0] if found else column


def holes(value: str) -> list[str]:
    """Name the columns in a value: the one that it is, or those in braces."""
    return HOLE.findall(value) if "{" in value or "://" in value else [value] * bool(value)


def plain_mapping(shape: Shape, header: Collection[str]) -> TableMapping:
    """Make the mapping of a table that has our own columns; refuse one that has others or lacks some."""
    ours = {"key", *shape.fields}
    if strange := [name for name in header if name not in ours]:
        raise MappingRefused(
            f"the column «{strange[0][:60]}» is none of ours for {shape.noun} (README.md lists them):"
            " rename it, or name a mapping with --mapping."
        )
    if missing := [name for name in shape.required if name not in header]:
        raise MappingRefused(f"the table of {shape.noun} lacks the column {missing[0]}.")
    return TableMapping(shape, columns={name: name for name in ours if name in header})


def read_mapping(source: Traversable | Path) -> TableMapping:
    """Read a file of decisions; ``MappingRefused`` names what is wrong in it."""
    try:
        told = tomllib.loads(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise MappingRefused(f"{source}: this mapping cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingRefused(f"{source}: this is not TOML ({error}).") from error
    try:
        return _made(told)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise MappingRefused(f"{source}: {error.args[0] if error.args else error}") from error


def _made(told: dict[str, Any]) -> TableMapping:
    if told.get("format") not in SHAPES:
        raise ValueError(f"format must be one of {', '.join(SHAPES)}.")
    shape = SHAPES[told.pop("format")]
    told["when"] = {
        name: When(**{**each, "words": tuple(each["words"])}) for name, each in told.get("when", {}).items()
    }
    told["beside"] = {name: Beside(**each) for name, each in told.get("beside", {}).items()}
    for name in ("empty", "date_forms", "capitals_only"):
        told[name] = tuple(told.get(name, ()))
    if strange := told.keys() - TableMapping.__dataclass_fields__.keys():
        raise ValueError(f"«{min(strange)}» is no setting of a mapping.")
    made = TableMapping(shape, **told)
    named = {*made.columns, *made.always}
    if unknown := named - {"key", *shape.fields}:
        raise ValueError(f"«{min(unknown)}» is no column of ours for {shape.noun}.")
    if missing := [name for name in shape.required if name not in named]:
        raise ValueError(f"nothing is said of the column {missing[0]}, which every row needs.")
    return made


def shipped_mappings() -> Iterator[TableMapping]:
    """Yield the mappings of the tables that are known."""
    for each in sorted(SHIPPED.iterdir(), key=lambda each: each.name):
        if each.name.endswith(".toml"):
            yield read_mapping(each)


def choose_mapping(shape: Shape, asked: str, header: Collection[str]) -> TableMapping:
    """Give the mapping asked for, by name or file; else the known one that the header fits; else our own."""
    if asked:
        mapping = _asked(asked)
        if mapping.shape is not shape:
            raise MappingRefused(f"--mapping: {asked} is for --as {mapping.shape.format}.")
        return mapping
    fitting = [each for each in shipped_mappings() if each.shape is shape and each.fits(header)]
    return fitting[0] if fitting else plain_mapping(shape, header)


def _asked(asked: str) -> TableMapping:
    known = {each.name: each for each in shipped_mappings()}
    if asked in known:
        return known[asked]
    path = Path(asked)
    if not path.is_file():
        raise MappingRefused(f"--mapping: there is no file {asked}; known by name are {', '.join(known)}.")
    return read_mapping(path)
