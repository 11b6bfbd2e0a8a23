"""Walk the whole URL table, and fill its addresses with records that are there and with ones that are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from desk.api.kinds import KINDS
from desk.history.views import TOLD
from desk.kinds import RECORD_KINDS
from desk.merging.naming import KINDS as MERGED
from desk.review.acts import ACTS

PART = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>(?:[^()]|\([^()]*\))*\)")
CHOICES = {
    "desk_plural": tuple(KINDS),
    "desk_records": tuple(plural for plural, kind in KINDS.items() if kind.is_record),
    "desk_told": tuple(TOLD),
    "desk_merged": tuple(plural for plural, kind in KINDS.items() if kind.record_type in MERGED),
    "record_type": tuple(RECORD_KINDS),
    "desk:history record_type": tuple(KINDS[plural].record_type for plural in TOLD),
    "step": (*ACTS, "comment", "settle", "assign"),
}
"""Parts, by route and name, by converter or by name, that take one of a few words, each an address."""

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the URL table: its qualified name, its template, and the words chosen for some parts."""

    name: str
    template: str
    chosen: tuple[tuple[str, str], ...] = ()

    @property
    def parts(self) -> list[str]:
        """Name the parts that are still to be filled."""
        names = [each["name"] or each["group"] for each in PART.finditer(self.template)]
        return [name for name in names if name not in dict(self.chosen)]

    @property
    def kind(self) -> str:
        """Give the kind of record that the words chosen name; none where they name none."""
        words = dict(self.chosen)
        return KINDS[words["plural"]].record_type if "plural" in words else words.get("record_type", "")

    def filled(self, values: Values) -> str:
        """Give an address of the route; every part must have a value."""
        known = {**values, **dict(self.chosen)}
        path = PART.sub(lambda found: known[found["name"] or found["group"]], self.template)
        return path.replace("^", "").replace("$", "")

    def __str__(self) -> str:
        return f"{self.name} {self.template}{dict(self.chosen) or ''}"


def routes(patterns: Any = None, base: str = "/", space: str = "") -> Iterator[Route]:
    """List every address of the URL table, those of a few words once for each word."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        template = base + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = each.namespace or ""
            yield from routes(each.url_patterns, template, f"{space}{inner}:" if inner else space)
        elif isinstance(each, URLPattern):
            yield from spelled(Route(f"{space}{each.name or each.lookup_str}", template))


def spelled(route: Route) -> Iterator[Route]:
    """Spell a route out for every word that a part of it can be."""
    several = []
    for found in PART.finditer(route.template):
        name, converter = found["name"] or "", found["converter"] or ""
        keys = (f"{route.name} {name}", converter, name)
        words = next((CHOICES[key] for key in keys if key in CHOICES), ())
        several += [[(found["name"], word) for word in words]] if words else []
    for chosen in product(*several):
        yield Route(route.name, route.template, tuple(chosen))


def newsroom() -> list[Route]:
    """List the addresses that are the newsroom's; all others are public."""
    return [each for each in routes() if each.template.startswith(settings.NEWSROOM_PREFIXES)]
