"""Map the page of personal tokens, under ``/accounts/tokens/``."""

from django.urls import path

from desk.tokens import views

app_name = "tokens"
urlpatterns = [
    path("", views.own, name="own"),
    path("<uuid:pk>/revoke/", views.end, name="revoke"),
]
