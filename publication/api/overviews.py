"""Sum up the public record over HTTP: facets of a list, and one record's dealings."""

from __future__ import annotations

import orjson
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from publication import overviews, reading
from publication.api.answers import tagged
from publication.api.filters import Filters, allow_only, fields
from publication.api.filtersets import FILTERS
from publication.api.views import PublicView, ended, found_record, gone
from publication.vocabulary import EditionState


class Facets(PublicView):
    """Count events per year, kind, country and sector, under the filters of their list.

    Without filters, or under one kind, all are counted; by year and kind also under one value of any other
    filter but days and words, with or without a kind. Else the newest 10,000 are, and ``capped`` says where
    there are more. What ``fields`` leaves out is not counted, which is faster.
    """

    kind = "facets"
    record_type = "event"

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with the counts."""
        filters = FILTERS[self.record_type]
        selection = filters.selection(request.query_params, facet_parameters(filters))
        wanted = fields(request.query_params, overviews.FACETS) or overviews.FACETS
        serial, changed = reading.last_change()
        return tagged(
            request._request,
            f"facets-{serial}",
            changed,
            lambda: orjson.dumps(overviews.facets(selection, wanted)),
        )


def facet_parameters(filters: type[Filters]) -> list[str]:
    """Name the parameters of facets: the filters, but of what stands now, and which counts are wanted."""
    return [*(name for name in filters.base_filters if name != "as_of"), "fields"]


class Summary(PublicView):
    """Sum up what a record is concerned in: events by year, kind, sector, level and counterpart.

    With the last visit each way, and the agreements on their way to force.
    """

    kind = "summary"
    record_type = "relation"

    def get(self, request: Request, key: str) -> HttpResponseBase:
        """Answer with the summary."""
        allow_only(request.query_params, [])
        listing = found_record(self.record_type, key)
        if listing.state == EditionState.WITHDRAWN:
            return gone(listing)
        if listing.state != EditionState.PUBLISHED:
            return ended(listing, "summary/")
        serial, changed = reading.last_change()
        tag = f"summary-{listing.type}-{listing.key}-{serial}"
        return tagged(
            request._request,
            tag,
            changed,
            lambda: orjson.dumps(overviews.summary(listing.type, listing.key, serial)),
        )
