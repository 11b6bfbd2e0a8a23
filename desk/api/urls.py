"""Map the write API, under ``/api/v1/desk/``."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from desk.api.kinds import KINDS
from desk.api.verbs import STEPS, Step
from desk.api.views import Nothing, Record, Records
from desk.finding.views import Duplicates, Suggest
from desk.history.views import TOLD, History, Restore
from desk.intake.views import Upload
from desk.merging.api import Merge
from desk.merging.naming import KINDS as MERGED
from desk.presence import Beats
from desk.reading.views import Reading
from desk.review.comments import Comments, OneComment
from desk.session import LoggedIn


class Plural(StringConverter):
    """The kinds of the write API."""

    regex = "|".join(KINDS)


class RecordPlural(StringConverter):
    """The kinds that are published by themselves."""

    regex = "|".join(plural for plural, kind in KINDS.items() if kind.is_record)


class ToldPlural(StringConverter):
    """The kinds that have a history of their own."""

    regex = "|".join(TOLD)


class MergedPlural(StringConverter):
    """The kinds of records that are merged."""

    regex = "|".join(plural for plural, kind in KINDS.items() if kind.record_type in MERGED)


register_converter(Plural, "desk_plural")
register_converter(ToldPlural, "desk_told")
register_converter(RecordPlural, "desk_records")
register_converter(MergedPlural, "desk_merged")

app_name = "desk-api"
urlpatterns = [
    path("session/", LoggedIn.as_view(), name="session"),
    path("suggest/", Suggest.as_view(), name="suggest"),
    path("duplicates/", Duplicates.as_view(), name="duplicates"),
    path("sources/upload/", Upload.as_view(), name="upload"),
    path("sources/<uuid:pk>/reading/", Reading.as_view(), name="reading"),
    path("comments/", Comments.as_view(), name="comments"),
    path("comments/<uuid:pk>/", OneComment.as_view(), name="comment"),
    path("<desk_plural:plural>/", Records.as_view(), name="records"),
    path("<desk_plural:plural>/<uuid:pk>/", Record.as_view(), name="record"),
    path("<desk_records:plural>/<uuid:pk>/presence/", Beats.as_view(), name="presence"),
    path("<desk_told:plural>/<uuid:pk>/history/", History.as_view(), name="history"),
    path("<desk_records:plural>/<uuid:pk>/restore/", Restore.as_view(), name="restore"),
    *(
        path(f"<desk_records:plural>/<uuid:pk>/{verb.value}/", Step.as_view(verb=verb), name=verb.value)
        for verb in STEPS
    ),
    path("<desk_merged:plural>/<uuid:pk>/merge/", Merge.as_view(), name="merge"),
    path("<path:rest>", Nothing.as_view(), name="nothing"),
]
