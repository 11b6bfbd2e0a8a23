"""Map addresses to rooms."""

from django.contrib import admin
from django.urls import include, path

from config.health import healthz, readyz
from desk.sign_in.views import admin_login, admin_password

urlpatterns = [
    path("accounts/", include("desk.sign_in.urls")),
    path("admin/login/", admin_login),  # before the admin's own, which count no guesses
    path("admin/password_change/", admin_password),
    path("admin/", admin.site.urls),
    path("api/v1/desk/", include("desk.api.urls")),
    path("api/v1/", include("publication.api.urls")),
    path("desk/", include("desk.urls")),
    path("accounts/tokens/", include("desk.tokens.urls")),
    path("", include("publication.pages.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
