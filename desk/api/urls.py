"""Map the write API, under ``/api/v1/desk/``."""

from django.urls import path, register_converter

from desk.api.kinds import KINDS
from desk.api.views import Record, Records


class Plural:
    """The kinds of the write API by the word in their address."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        """Take the word."""
        return value

    def to_url(self, value: str) -> str:
        """Give the word."""
        return value


register_converter(Plural, "desk_plural")

app_name = "desk-api"
urlpatterns = [
    path("<desk_plural:plural>/", Records.as_view(), name="records"),
    path("<desk_plural:plural>/<uuid:pk>/", Record.as_view(), name="record"),
]
