"""Describe the API in OpenAPI 3.1, from the one declaration of filters and the documents' contracts."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse
from rest_framework.views import APIView

from publication.addresses import PLURALS
from publication.api import examples, parameters, shapes, sums
from publication.api.links import links
from publication.contracts import CONTRACTS
from publication.formats import JSON, Format

SAID = {
    400: "A parameter is unknown or its value is not allowed; the fields are named.",
    404: "There is no such published record.",
    406: "No format that was asked for is there.",
    410: "The record was withdrawn or retracted; the reason is told.",
    414: "The address is too long, though each part of it may be in order.",
    429: "Too many requests came from this address; Retry-After says in how many seconds to go on.",
    503: "The record cannot be read just now; Retry-After says in how many seconds to try again.",
}


class Described(APIView):
    """What a public view says of itself."""

    kind: str
    record_type: str

    def offered(self) -> tuple[Format, ...]:
        """List the formats there are."""
        raise NotImplementedError


class PublicSchema(AutoSchema):
    """Describe a public view by what it says of itself: ``kind`` of answer and ``record_type``."""

    view: Described  # type: ignore[override]  # only public views are described by this

    @property
    def plural(self) -> str:
        """Give the word of the record type in addresses."""
        record_type = self.view.record_type
        return PLURALS.get(record_type, f"{record_type}s" if record_type else self.view.kind)

    def get_operation_id(self) -> str:
        """Name the operation, such as ``events_list``."""
        return f"{self.plural}_{self.view.kind}" if self.plural != self.view.kind else self.view.kind

    def get_operation(self, *where: Any) -> dict[str, Any] | None:
        """Describe the operation, and where its answer leads to."""
        operation: dict[str, Any] | None = super().get_operation(*where)
        if operation is None:
            return None
        if leads := links(self.view.kind, self.view.record_type):
            operation["responses"]["200"]["links"] = leads
        return operation

    def get_tags(self) -> list[str]:
        """File the operation under its kind of record."""
        return [self.plural]

    def get_summary(self) -> str:
        """Say in a sentence what the operation answers."""
        return (type(self.view).__doc__ or "").split("\n")[0]

    def get_description(self) -> str:  # type: ignore[override]  # drf-spectacular's own is called so
        """Say more than the summary where there is more."""
        return (type(self.view).__doc__ or "").partition("\n")[2].strip()

    def get_auth(self) -> list[dict[str, Any]]:
        """Ask for no login."""
        return []

    def get_override_parameters(self) -> list[Any]:
        """List path and query parameters."""
        return parameters.of(self.view.kind, self.view.record_type, self.path)

    def get_examples(self) -> list[OpenApiExample]:
        """Show an answer, and two refusals that any operation may give."""
        found = examples.answer(self.view.kind, self.view.record_type)
        shown = [example("An answer", found, 200, "application/json")] if found else []
        unknown = examples.refusal(400, "colour", "There is no parameter 'colour'; none is allowed here.")
        hasty = examples.refusal(
            429, "", "1200 requests a minute are allowed from one address. Go on in 7 seconds."
        )
        return [
            *shown,
            example("An unknown parameter", unknown, 400, "application/problem+json"),
            example("Too many requests", hasty, 429, "application/problem+json"),
        ]

    def get_response_serializers(self) -> Any:
        """List every answer by status."""
        problems = {status: described(shapes.ProblemDetails, sentence) for status, sentence in SAID.items()}
        refusals = {(status, "application/problem+json"): each for status, each in problems.items()}
        missing = () if "{key}" in self.path else (404, 410)
        kept = {key: each for key, each in refusals.items() if key[0] not in missing}
        redirected = (
            {301: OpenApiResponse(description="The record was merged into another.")} if missing == () else {}
        )
        unchanged = {304: OpenApiResponse(description="Unchanged since the tag or instant given.")}
        others = {
            (200, each.media): OpenApiResponse(OpenApiTypes.STR, description=f"The same as {each.label}.")
            for each in self.view.offered()
            if each is not JSON
        }
        return {(200, JSON.media): self._success(), **others, **redirected, **unchanged, **kept}

    def _success(self) -> OpenApiResponse:
        view = self.view
        if view.kind == "list":
            page = shapes.page_of(
                shapes.row_of(view.record_type), capped=(bool | None, None), count=(int | None, None)
            )
            return described(page, "A page of the list.")
        if view.kind == "versions":
            return described(shapes.page_of(shapes.VersionEntry), "All editions, newest first.")
        if view.kind == "changes":
            return described(shapes.page_of(shapes.ChangeEntry, last_serial=(int, ...)), "Editions in order.")
        if view.kind == "difference":
            return described(shapes.EditionDifference, "What the edition changed.")
        if view.kind == "downloads":
            return described(shapes.page_of(shapes.DownloadEntry), "The files, newest first.")
        if view.kind == "facets":
            return described(sums.FacetCounts, "Counts under the filters.")
        if view.kind == "summary":
            return described(sums.RecordSummary, "What the record is concerned in.")
        if view.kind == "search":
            return described(
                shapes.page_of(shapes.Hit, found=(int, ...), capped=(bool, ...)), "What was found."
            )
        return described(shapes.record_of(CONTRACTS[view.record_type]), "The document.")


def described(shape: Any, sentence: str) -> OpenApiResponse:
    """Describe an answer by its shape and a sentence."""
    return OpenApiResponse(response=shape, description=sentence)


def example(name: str, value: Any, status: int, media_type: str) -> OpenApiExample:
    """Show what is answered with a status."""
    return OpenApiExample(
        name, value=value, response_only=True, status_codes=[str(status)], media_type=media_type
    )
