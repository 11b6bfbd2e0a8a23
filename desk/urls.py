"""Map the newsroom's own addresses, under ``/desk/``."""

from django.urls import path

from desk.merging import views as merging
from desk.preview import preview
from desk.review import views as review

app_name = "desk"
urlpatterns = [
    path("", review.queue, name="queue"),
    path("review/<slug:record_type>/<uuid:pk>/", review.review, name="review"),
    path("review/<slug:record_type>/<uuid:pk>/merge/", merging.page, name="merge"),
    path("review/<slug:record_type>/<uuid:pk>/<slug:step>/", review.act, name="act"),
    path("preview/<slug:record_type>/<slug:key>/", preview, name="preview"),
]
