"""Tell the desk's pages who is logged in, and give them a fresh guard after a new login."""

from __future__ import annotations

from django.middleware.csrf import get_token
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from desk.api.access import DeskView
from desk.sign_in.second_factor import HasSecondFactor
from desk.tokens.authentication import WithinScopes


class LoggedIn(DeskView):
    """Who is logged in here; a page that outlived its login asks this before it saves again."""

    permission_classes = (IsAuthenticated, HasSecondFactor, WithinScopes)  # with a role or without

    def get(self, request: Request) -> Response:
        """Give the name and the guard against forged posts; 401 for nobody."""
        return Response({"user": self.by, "csrf": get_token(request._request)})
