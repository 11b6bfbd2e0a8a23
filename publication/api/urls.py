"""Map the API's addresses, all below ``/api/v1/``."""

from django.urls import URLPattern, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from publication.addresses import PLURALS
from publication.api.search import Search
from publication.api.views import Changes, RecordList, RecordView, VersionList, VersionView, unknown


def _record_paths(record_type: str, plural: str) -> list[URLPattern]:
    return [
        path(f"{plural}/", RecordList.as_view(record_type=record_type)),
        path(f"{plural}/<str:key>/", RecordView.as_view(record_type=record_type)),
        path(f"{plural}/<str:key>/versions/", VersionList.as_view(record_type=record_type)),
        path(f"{plural}/<str:key>/versions/<int:version>/", VersionView.as_view(record_type=record_type)),
    ]


urlpatterns = [
    *(each for record_type, plural in PLURALS.items() for each in _record_paths(record_type, plural)),
    path("meetings/", RecordList.as_view(record_type="meeting")),
    path("changes/", Changes.as_view()),
    path("search/", Search.as_view()),
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    re_path(r"^(?P<path>.*)$", unknown),
]
