"""Map the newsroom's own addresses, under ``/desk/``."""

from django.urls import path

from desk.preview import preview

app_name = "desk"
urlpatterns = [path("preview/<slug:record_type>/<slug:key>/", preview, name="preview")]
