"""Show people their account, and end the sessions they no longer want."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account.views import LoginView, password_change
from allauth.mfa.models import Authenticator
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as provider
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST, require_safe

from desk.sign_in.limits import TOO_MANY
from desk.sign_in.models import SecondFactorRule


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show who somebody is here, and how they sign in."""
    person: Any = request.user
    held = Authenticator.objects.filter(user=person)
    told = {
        "roles": person.groups.order_by("name"),
        "factors": held.exclude(type=Authenticator.Type.RECOVERY_CODES).order_by("created_at"),
        "codes": held.filter(type=Authenticator.Type.RECOVERY_CODES).first(),
        "required": SecondFactorRule.objects.filter(role__user=person).exists(),
        "connections": SocialAccount.objects.filter(user=person),
        "sessions": UserSession.objects.filter(user=person).count(),
    }
    return render(request, "account/index.html", told)


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Take a name and a password."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Answer 429 where the guess was not looked at, so that programs understand it too."""
        answer: HttpResponse = super().form_invalid(form)
        for refused in form.errors.as_data().get("__all__", []):
            if refused.code == TOO_MANY:
                answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
                answer.headers["Retry-After"] = str(refused.params["seconds"])
        return answer


def change_password(request: HttpRequest) -> Any:
    """Take a new password from who knows the old one; tell those who have none who can give them one."""
    person: Any = request.user
    if person.has_usable_password():
        return password_change(request)
    messages.info(request, "You have no password here. An administrator can give you one.")
    return redirect("account_index")


@login_not_required
def single_sign_on(request: HttpRequest, provider_id: str) -> Any:
    """Lead to the provider; tell it where the provider cannot be reached or does not say where to go."""
    try:
        return provider.login(request, provider_id)
    except (OSError, KeyError) as failure:
        return render_authentication_error(request, None, exception=failure)


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session of one's own; its next request is nobody's."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    end_sessions(request, [session])
    messages.success(request, "The session is ended.")
    return redirect("usersessions_list")


@login_not_required
def admin_login(request: HttpRequest) -> HttpResponse:
    """Send who comes to the admin's own login to ours, where limits and second factors hold."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = reverse("admin:index")
    if not request.user.is_authenticated:
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    if not request.user.is_staff:  # whom the admin would send back here
        messages.error(request, "The admin does not open to your account.")
        return redirect("account_index")
    return HttpResponseRedirect(target)


def admin_password(request: HttpRequest) -> HttpResponse:
    """Send who comes to the admin's own form for a new password to ours, where guesses are counted."""
    return redirect("account_change_password")
