"""Say which columns the table of each kind has; README.md tells what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from publication.formats.frame import Frame, Json

Column = tuple[str, Callable[[Json], Any]]


def plain(*names: str) -> list[Column]:
    """Make a column of each key, its value as it stands."""
    return [(name, lambda row, name=name: row[name]) for name in names]  # type: ignore[misc]


def inside(key: str, **names: str) -> list[Column]:
    """Make columns of what stands inside a value that may be null."""
    return [
        (column, lambda row, name=name: (row[key] or {}).get(name))  # type: ignore[misc]
        for column, name in names.items()
    ]


def each(column: str, key: str, name: str, **wanted: str) -> Column:
    """Make a column of a member of each row below a key, of those alone whose other members are as given."""

    def values(row: Json) -> list[Any]:
        return [one[name] for one in row[key] if all(one[which] == value for which, value in wanted.items())]

    return column, values


def dated(key: str) -> list[Column]:
    """Make the columns of a partial date."""
    return inside(key, date="edtf", earliest="earliest", latest="latest", date_text="text")


def people(column: str, name: str, *, absent: bool) -> Column:
    """Make a column of a meeting's people, those who were there or those who were not."""

    def values(row: Json) -> Iterable[Any]:
        found = [one for one in row["participants"] if (one["presence"] == "absent_principal") is absent]
        return dict.fromkeys(one["official"][name] for one in found)

    return column, values


PLACE: Final = inside("place", place="name", place_country="country", lat="lat", lon="lon")
SECTORS: Final = each("sectors", "sectors", "slug")

COLUMNS: Final[dict[str, list[Column]]] = {
    "event": [
        *plain("title", "summary", "kind", "visit_kind", "occurrence"),
        *dated("date"),
        *PLACE,
        each("countries", "countries", "code"),
        each("hosts", "countries", "code", side="host"),
        each("visitors", "countries", "code", side="visitor"),
        *plain("pairs"),
        SECTORS,
        each("officials", "officials", "name"),
        each("official_slugs", "officials", "slug"),
        *inside(
            "counts", meetings="meetings", statements="statements", disputes_open="disputes_open",
            sources="sources",
        ),
    ],
    "meeting": [
        *plain("title"),
        *inside("event", event="slug", event_title="title"),
        *plain("kind", "medium"),
        *dated("date"),
        *PLACE,
        SECTORS,
        people("officials", "name", absent=False),
        people("official_slugs", "slug", absent=False),
        people("absent_principals", "name", absent=True),
        *plain("note"),
    ],
    "agreement": [
        *plain("title", "kind", "binding", "status", "disputed"),
        *dated("date"),
        each("parties", "parties", "code"),
        *plain("pairs"),
        SECTORS,
    ],
    "official": [
        *plain("title", "sort_name"),
        *inside("country", country="code", country_name="name"),
        *inside("office", office="title", office_level="level"),
    ],
    "country": plain("code", "title", "kind", "region", "subregion"),
    "sector": [*plain("title"), *inside("parent", parent="slug", parent_name="name")],
    "relation": [*plain("title", "pair"), each("countries", "countries", "code"), *dated("established")],
}  # fmt: skip
"""The columns of each kind between the header's first two and its last three."""


def columns_of(record_type: str, frame: Frame) -> list[Column]:
    """List all columns of a kind: identity first, then what it says, then its edition and address."""
    known = plain("id") if record_type == "meeting" else plain("id", "slug")
    address = ("url", lambda row: frame.whole(row["url"]))
    return [*known, *COLUMNS[record_type], *plain("version", "published_at"), address]


NUMBERS: Final = frozenset({"version", "meetings", "statements", "disputes_open", "sources"})
PLACES: Final = frozenset({"lat", "lon"})
ANSWERS: Final = frozenset({"disputed"})


def kind_of(column: str) -> str:
    """Give the type of a column: integer, number, boolean or string."""
    if column in NUMBERS:
        return "integer"
    if column in PLACES:
        return "number"
    return "boolean" if column in ANSWERS else "string"
