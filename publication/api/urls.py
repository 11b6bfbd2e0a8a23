"""Map the API's addresses, all below ``/api/v1/``."""

from django.urls import URLPattern, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from publication.addresses import PLURALS
from publication.api.downloads import Downloads
from publication.api.english import InEnglish
from publication.api.overviews import Facets, Summary
from publication.api.search import Search
from publication.api.versions import VersionDifference, VersionList, VersionView
from publication.api.views import Changes, RecordList, RecordView, unknown
from publication.overviews import COUNTERPARTS


class Schema(InEnglish, SpectacularJSONAPIView):
    """The schema of the API, in OpenAPI 3.1."""


def _record_paths(record_type: str, plural: str) -> list[URLPattern]:
    summary = path(f"{plural}/<str:key>/summary/", Summary.as_view(record_type=record_type))
    return [
        *([summary] if record_type in COUNTERPARTS else []),
        path(f"{plural}/", RecordList.as_view(record_type=record_type)),
        path(f"{plural}/<str:key>/", RecordView.as_view(record_type=record_type)),
        path(f"{plural}/<str:key>/versions/", VersionList.as_view(record_type=record_type)),
        path(f"{plural}/<str:key>/versions/<int:version>/", VersionView.as_view(record_type=record_type)),
        path(
            f"{plural}/<str:key>/versions/<int:version>/difference/",
            VersionDifference.as_view(record_type=record_type),
        ),
    ]


urlpatterns = [
    *(each for record_type, plural in PLURALS.items() for each in _record_paths(record_type, plural)),
    path("meetings/", RecordList.as_view(record_type="meeting")),
    path("facets/events/", Facets.as_view()),
    path("downloads/", Downloads.as_view()),
    path("changes/", Changes.as_view()),
    path("search/", Search.as_view()),
    path("schema/", Schema.as_view(), name="schema"),
    re_path(r"^(?P<path>[\s\S]*)$", unknown),  # a path may hold the end of a line
]
