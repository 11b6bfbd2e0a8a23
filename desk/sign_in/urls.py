"""Map the addresses under ``/accounts/``: those of allauth that this newsroom needs, and our own."""

from allauth.account import views as account
from allauth.socialaccount import views as single_sign_on
from allauth.socialaccount.providers.openid_connect import views as provider
from allauth.usersessions.views import list_usersessions
from django.conf import settings
from django.urls import include, path

from desk.sign_in import views

SSO = {"provider_id": settings.SSO_ID}

urlpatterns = [
    path("", views.index, name="account_index"),
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", views.change_password, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", list_usersessions, name="usersessions_list"),
    path("sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("sso/login/", views.single_sign_on, SSO, name="openid_connect_login"),
    path("sso/callback/", provider.callback, SSO, name="openid_connect_callback"),
    path("sso/cancelled/", single_sign_on.login_cancelled, name="socialaccount_login_cancelled"),
]
