"""Search the public record over HTTP."""

from __future__ import annotations

import orjson
from django.conf import settings
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from publication import reading, searching
from publication.addresses import address
from publication.api.answers import tagged
from publication.api.filters import allow_only, page_size
from publication.api.problems import BadRequest
from publication.api.views import PublicView


class Search(PublicView):
    """Search all kinds by words; names match in any script, with typos, and typed halfway.

    Of more records than can be ranked the newest are, and ``capped`` says so.
    """

    kind = "search"

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with the best matches."""
        query = request.query_params
        allow_only(query, ["q", "page_size"])
        words = query.get("q", "").strip()
        if not words or len(words) > searching.WORDS_MAX:
            raise BadRequest([("q", f"q: write 1 to {searching.WORDS_MAX} characters to search for.")])
        size = page_size(query, settings.PAGE_SIZE, settings.PAGE_SIZE_MAX)
        serial, changed = reading.last_change()

        def build() -> bytes:
            found = searching.search(words, size=size)
            results = [
                {"type": hit.type, "slug": hit.key, "url": address(hit.type, hit.key), "title": hit.title,
                 "snippet": hit.snippet}
                for hit in found.hits
            ]  # fmt: skip
            rest = {"next": None, "previous": None, "found": found.found, "capped": found.capped}
            return orjson.dumps({"results": results, **rest})

        return tagged(request._request, f"search-{serial}", changed, build)
