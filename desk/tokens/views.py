"""Show people their personal tokens, make new ones and revoke them; all of it works without script."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from desk.review.views import at_work
from desk.tokens.forms import TokenForm
from desk.tokens.keeping import NewToken, make, revoke
from desk.tokens.model import Token
from desk.tokens.scopes import useful_scopes

NAME_TAKEN: Final = "You have a token of this name: revoke it first, or choose another name."
TOO_MANY: Final = "You have {} tokens, and more are not allowed: revoke one first."
ENDED_SHOWN: Final = 20


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """List the tokens of the person logged in, and make new ones.

    A secret is shown in the answer to the form that made it and never again, so that answer is no redirect;
    sent again, the form is refused, as the name is taken.
    """
    scopes = useful_scopes(at_work(request))
    at = timezone.now()
    form = TokenForm(request.POST or None, scopes=scopes, at=at)
    made = None
    if request.method == "POST" and form.is_valid():
        made = made_by(request.user, form, at)
    refused = request.method == "POST" and made is None
    tokens = Token.objects.filter(user=request.user.pk)
    valid = list(tokens.valid(at))
    context = {
        "shelf": "tokens",
        "form": TokenForm(scopes=scopes, at=at) if made else form,
        "made": made,
        "valid": valid,
        "ended": tokens.exclude(pk__in=[each.pk for each in valid])[:ENDED_SHOWN],
    }
    return render(
        request, "account/tokens.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    )


def made_by(user: Any, form: TokenForm, at: Any) -> NewToken | None:
    """Make what the form asks for; where that cannot be, the form says why."""
    told = form.cleaned_data
    if Token.objects.filter(user=user).valid(at).count() >= settings.TOKENS_MAX:
        form.add_error(None, TOO_MANY.format(settings.TOKENS_MAX))
        return None
    try:
        with transaction.atomic():
            return make(user, told["name"], told["scopes"], form.expires_at(), at)
    except IntegrityError:
        form.add_error("name", NAME_TAKEN)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Revoke a token of one's own; the next request with it is refused."""
    at_work(request)
    home = HttpResponseRedirect(reverse("tokens:own"))
    if request.method != "POST":  # somebody who had to log in first arrives here
        return home
    token = get_object_or_404(Token, pk=pk, user=request.user.pk)
    revoke(Token.objects.filter(pk=token.pk), timezone.now())
    messages.success(request, f"«{token.name}» is revoked.")
    return home
