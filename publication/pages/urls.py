"""Map the public pages' addresses."""

import re

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from publication.api.downloads import file
from publication.formats import FORMATS
from publication.pages import (
    counted,
    downloads,
    finding,
    formats,
    front,
    guide,
    history,
    lists,
    matrix,
    pictures,
    records,
    sitemap,
)


class RecordShelf(StringConverter):
    """A word in an address behind which records have pages of their own."""

    regex = "|".join(records.RECORD_TYPES)


class AnyShelf(StringConverter):
    """A word in an address that is a list."""

    regex = "|".join(lists.SHELVES)


class Suffix(StringConverter):
    """The end of an address that chooses a format."""

    regex = "|".join(re.escape(each.suffix) for each in FORMATS)


class PictureForm(StringConverter):
    """The end of an address that chooses a form of a picture."""

    regex = "|".join(re.escape(each) for each in pictures.FORMS)


register_converter(PictureForm, "form")
register_converter(RecordShelf, "shelf")
register_converter(AnyShelf, "list")
register_converter(Suffix, "suffix")

app_name = "pages"
urlpatterns = [
    path("", front.front, name="front"),
    path("robots.txt", sitemap.robots),
    path("sitemap.xml", sitemap.index),
    path("sitemaps/<int:place>.xml", sitemap.stretch),
    path("pictures/<slug:name>.<form:form>", pictures.file, {"shelf": ""}, name="picture"),
    path("pictures/<slug:name>/", pictures.embed, {"shelf": ""}, name="embed"),
    path("matrix/", matrix.matrix, name="matrix"),
    path("matrix/pictures/<slug:name>.<form:form>", pictures.file, {"shelf": "matrix"}, name="picture"),
    path("matrix/pictures/<slug:name>/", pictures.embed, {"shelf": "matrix"}, name="embed"),
    path("facets/events/", counted.events, name="counted"),
    path("search/", finding.search, name="search"),
    path("changes/", finding.changes, name="changes"),
    path("api/", guide.guide, name="guide"),
    path("data/", downloads.data, name="data"),
    path("data/<slug:snapshot>/<str:name>", file, name="file"),
    path("<list:shelf>/", lists.records, name="list"),
    path("<list:shelf>.<suffix:suffix>", formats.records),
    path("<shelf:shelf>/<slug:key>.<suffix:suffix>", formats.record),
    path("<shelf:shelf>/<slug:key>/", records.record, name="record"),
    path("<shelf:shelf>/<slug:key>/pictures/<slug:name>.<form:form>", pictures.file, name="picture"),
    path("<shelf:shelf>/<slug:key>/pictures/<slug:name>/", pictures.embed, name="embed"),
    path("<shelf:shelf>/<slug:key>/versions/", history.versions, name="versions"),
    path("<shelf:shelf>/<slug:key>/versions/<int:number>/", history.version, name="version"),
]
