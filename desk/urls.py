"""Map the newsroom's own addresses, under ``/desk/``."""

from django.urls import path

from desk.editor.page import edit_event, new_event
from desk.history import pages as history
from desk.merging import views as merging
from desk.preview import preview
from desk.review import views as review
from desk.styleguide import styleguide

app_name = "desk"
urlpatterns = [
    path("", review.queue, name="queue"),
    path("events/new/", new_event, name="new-event"),
    path("events/<uuid:pk>/", edit_event, name="edit-event"),
    path("review/<slug:record_type>/<uuid:pk>/", review.review, name="review"),
    path("review/<slug:record_type>/<uuid:pk>/merge/", merging.page, name="merge"),
    path("review/<slug:record_type>/<uuid:pk>/<slug:step>/", review.act, name="act"),
    path("history/<slug:record_type>/<uuid:pk>/", history.history, name="history"),
    path("history/<slug:record_type>/<uuid:pk>/<int:change_set>/", history.moment, name="moment"),
    path("styleguide/", styleguide, name="styleguide"),
    path("preview/<slug:record_type>/<slug:key>/", preview, name="preview"),
]
