"""Narrow the list of events by pair and by date."""

from __future__ import annotations

from typing import Any

from publication.admin.filters import TypedFilter
from relations.dates import DateRefused, PartialDate


class PairFilter(TypedFilter):
    """Keep the events of one country, or in which both countries of a pair take part."""

    title = "countries"
    parameter_name = "pair"
    hint = "A code such as KZ, or a pair such as KZ-PK."

    def queryset(self, request: Any, queryset: Any) -> Any:
        """Want every code named among the event's countries."""
        for code in (self.value() or "").strip().upper().split("-"):
            queryset = queryset.filter(sides__country__key=code) if code else queryset
        return queryset


class DateFilter(TypedFilter):
    """Keep the events whose date may fall into a stretch: their bounds overlap it."""

    title = "date"
    parameter_name = "date"
    hint = "2025, 2025-04, 2025-04-23, or from and to such as 2024/2025."

    def queryset(self, request: Any, queryset: Any) -> Any:
        """Compare bounds; a text that is no date finds nothing and says so by an empty list."""
        asked = (self.value() or "").strip()
        if not asked:
            return queryset
        try:
            stretch = PartialDate.parse(asked)
        except DateRefused:
            return queryset.none()
        if stretch.latest is not None:
            queryset = queryset.filter(start__earliest__lte=stretch.latest.isoformat())
        if stretch.earliest is not None:
            queryset = queryset.filter(start__latest__gte=stretch.earliest.isoformat())
        return queryset
