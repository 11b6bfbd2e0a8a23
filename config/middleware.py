"""Stand at the edge: refuse what cannot be text, set headers, and keep the newsroom's machinery to itself.

Public paths run no session, login, CSRF or messages: the `Newsroom…` classes act on newsroom paths only.
They stay subclasses of Django's, because the admin's checks look for those.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from allauth.account.middleware import AccountMiddleware
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import add_never_cache_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import cached_property

from desk.history.acting import Actor, acting
from desk.sign_in.second_factor import SecondFactorMiddleware
from publication.api.problems import problem

Answer = Callable[[HttpRequest], HttpResponseBase]
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"  # we need none of them


def is_newsroom(request: HttpRequest) -> bool:
    """Say whether the address belongs to the newsroom (settings.NEWSROOM_PREFIXES)."""
    return request.path_info.startswith(settings.NEWSROOM_PREFIXES)


class Edge:
    """Refuse addresses that are too long or hold bytes that no stored text can hold."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 414 or 400 with the part named, or go on."""
        return refusal(request) or self.get_response(request)


def refusal(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to an address that is refused, or None if it is in order."""
    path = request.path_info.encode()  # Django has read it as UTF-8; bytes that are none stand as %FF
    query = request.META.get("QUERY_STRING", "")
    for part, size, most in [
        ("path", len(path), settings.PATH_MAX),
        ("query", len(query), settings.QUERY_STRING_MAX),
    ]:
        if size > most:
            return refuse(414, {part: f"The {part} of the address has {size} bytes; {most} are allowed."})
    if not is_text(path):
        return refuse(400, {"path": NOT_TEXT})
    pairs = query.split("&") if query else []
    if len(pairs) > settings.QUERY_PARAMETERS_MAX:
        sentence = f"There are {len(pairs)} parameters; {settings.QUERY_PARAMETERS_MAX} are allowed."
        return refuse(400, {"query": sentence})
    wrong = dict.fromkeys(unreadable(pairs), NOT_TEXT)
    return refuse(400, wrong) if wrong else None


def refuse(status: int, errors: dict[str, str]) -> HttpResponse:
    """Answer with a problem; `errors` name the parts at fault, each with a sentence."""
    detail = " ".join(f"{part}: {sentence}" for part, sentence in errors.items())
    return problem(status, detail, errors.items())


NOT_TEXT = "It must be text in UTF-8 without NUL and without lone surrogates."


def unreadable(pairs: list[str]) -> Iterator[str]:
    """Yield the names of the parameters (`name=value`, percent-encoded) whose name or value is not text."""
    for pair in pairs:
        name, _, value = pair.replace("+", " ").partition("=")
        if not (is_text(raw := unquote_to_bytes(name)) and is_text(unquote_to_bytes(value))):
            yield raw.decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


def is_text(raw: bytes) -> bool:
    """Say whether the bytes are UTF-8 (RFC 3629, so no surrogates) without NUL."""
    try:
        return "\0" not in raw.decode("utf-8")
    except UnicodeDecodeError:
        return False


class SecurityHeaders(MiddlewareMixin):
    """Set the headers that Django does not, on every answer."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Switch off what pages never use."""
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class ContentPolicy(CSPMiddleware):
    """Send the content policy: composed once for answers that have no nonce and no policy of their own."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the header."""
        own = hasattr(request, "_csp_nonce") or any(name.startswith("_csp") for name in vars(response))
        if own or settings.DEBUG:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response

    @cached_property
    def usual(self) -> str:
        """Give the policy of the settings."""
        return build_policy()


class NewsroomHeaders(MiddlewareMixin):
    """Keep newsroom answers out of every cache, and give /admin/ the policy its look needs."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set Cache-Control: no-store; loosen the content policy for /admin/ alone."""
        if is_newsroom(request):
            add_never_cache_headers(response)
            if request.path_info.startswith("/admin/"):
                response._csp_replace = settings.ADMIN_POLICY  # type: ignore[attr-defined]  # django-csp's way
        return response


class NewsroomOnly(MiddlewareMixin):
    """Pass public requests by, as if this middleware were not there."""

    def __call__(self, request: HttpRequest) -> Any:
        """Act on newsroom paths."""
        return super().__call__(request) if is_newsroom(request) else self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> Any:
        """Act on newsroom paths, where the class below has something to do before the view."""
        parent = getattr(super(), "process_view", None)
        return parent(request, view, args, kwargs) if parent and is_newsroom(request) else None


class NewsroomSession(NewsroomOnly, SessionMiddleware):
    """Keep a session on newsroom paths."""


class NewsroomCsrf(NewsroomOnly, CsrfViewMiddleware):
    """Refuse forged posts on newsroom paths; public paths take no posts."""


class NewsroomAuthentication(NewsroomOnly, AuthenticationMiddleware):
    """Know the user on newsroom paths."""


class NewsroomLoginRequired(NewsroomOnly, LoginRequiredMiddleware):
    """Ask for a login on every newsroom page that does not say otherwise."""


class NewsroomMessages(NewsroomOnly, MessageMiddleware):
    """Carry messages between newsroom pages."""


class NewsroomAccounts:
    """Give allauth's pages what they need, on newsroom paths."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the rest of the chain, bare and under allauth's middleware."""
        self.get_response = get_response
        self.accounts = AccountMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> Any:
        """Act on newsroom paths."""
        return (self.accounts if is_newsroom(request) else self.get_response)(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> Any:
        """Lead to the page that asks for the password again, where a view wants that."""
        return self.accounts.process_exception(request, exception) if is_newsroom(request) else None


class NewsroomSecondFactor(NewsroomOnly, SecondFactorMiddleware):
    """Lead those who must have a second factor and have none to the page where they set one up."""


class NewsroomActor:
    """Let the history of working copies know who a newsroom request acts for, and by which address."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a newsroom request on behalf of whoever is logged in; pass others by."""
        if not is_newsroom(request):
            return self.get_response(request)
        with acting(lambda: actor_of(request)):
            return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """Say who acts in a request, where and why: what the view said (``reason``), else the route's name."""
    user = getattr(request, "user", None)  # a token's holder too: the API's view sets it
    route = request.resolver_match.view_name if request.resolver_match else ""
    reason = getattr(request, "reason", "") or f"{request.method} {route}".strip()
    return Actor(user.get_username() if user is not None else "", request.path, reason)
