"""Read and write events over HTTP."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import transaction
from django.db.models import Count, F, Prefetch, QuerySet
from django.db.models.functions import ExtractYear
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ModelViewSet

from bench.baseline.models import Event, EventCountry, Participation, Statement
from bench.baseline.serializers import EventListSerializer, EventSerializer, NewEventSerializer


def listed() -> QuerySet[Event]:
    """Select events with what their list shows."""
    people = Participation.objects.select_related("official__country", "country")
    return (
        Event.objects.select_related("place_country")
        .defer("words")
        .prefetch_related(
            Prefetch("sides", EventCountry.objects.select_related("country")),
            Prefetch("meetings__participations", people),
            "sectors",
            "statements",
            "sources",
        )
    )


def whole() -> QuerySet[Event]:
    """Select events with all that belongs to them."""
    statements = Statement.objects.select_related("speaker__country", "sector").prefetch_related("passages")
    return (
        listed()
        .prefetch_related(None)
        .prefetch_related(
            Prefetch("sides", EventCountry.objects.select_related("country")),
            Prefetch(
                "meetings__participations",
                Participation.objects.select_related("official__country", "country"),
            ),
            "meetings__sectors",
            Prefetch("statements", statements),
            "sectors",
            "sources",
            "passages",
            "agreements",
        )
    )


class EventFilter(django_filters.FilterSet):
    """The filters of events."""

    pair = django_filters.CharFilter(method="of_pair")
    official = django_filters.CharFilter(method="of_official")
    sector = django_filters.CharFilter(field_name="sectors__slug")
    kind = django_filters.CharFilter()
    first = django_filters.DateFilter(field_name="earliest", lookup_expr="gte")
    last = django_filters.DateFilter(field_name="latest", lookup_expr="lte")
    q = django_filters.CharFilter(method="of_words")

    def of_pair(self, found: Any, name: str, value: str) -> Any:
        """Keep events in which both countries take part."""
        for code in value.split("-"):
            found = found.filter(countries__code=code)
        return found

    def of_official(self, found: Any, name: str, value: str) -> Any:
        """Keep events with a meeting in which somebody took part."""
        meetings = Participation.objects.filter(official__slug=value).values("meeting__event_id")
        return found.filter(id__in=meetings)

    def of_words(self, found: Any, name: str, value: str) -> Any:
        """Keep events that words find, the best first."""
        words = SearchQuery(value, search_type="websearch", config="english")
        return found.filter(words=words).annotate(rank=SearchRank(F("words"), words)).order_by("-rank", "-id")


class Events(ModelViewSet):
    """List, show and enter events."""

    filterset_class = EventFilter
    lookup_field = "slug"

    def get_queryset(self) -> Any:
        """Read as much as is shown."""
        return whole() if self.action == "retrieve" else listed()

    def get_serializer_class(self) -> Any:
        """Show lists in short."""
        kinds = {"list": EventListSerializer, "create": NewEventSerializer}
        return kinds.get(self.action, EventSerializer)

    @transaction.atomic
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Enter an event, all of it or nothing."""
        return super().create(request, *args, **kwargs)

    @action(detail=False)
    def years(self, request: Request) -> Response:
        """Count events per year."""
        found = self.filter_queryset(Event.objects.all()).order_by()
        return Response(
            found.values(year=ExtractYear("latest")).annotate(count=Count("id")).order_by("-year")
        )
