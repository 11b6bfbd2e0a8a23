"""Set up Chancery: one page, every line with its reason.

No variable set: local mode. The embedded PostgreSQL in `.data/`, a secret key made on first use, and only
this machine may call. DATABASE_URL set: server mode, which also wants SECRET_KEY and ALLOWED_HOSTS.
"""

import copy
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.templatetags.static import static

from config import files
from config.admin_menu import admin_menu
from config.command_line import ACTING
from config.environment import choice, database, flag, kept_secret, number, required, text, time_zone, words
from config.sign_in import *  # noqa: F403  # who may enter, and how: a page of its own
from config.sign_in import SIGN_IN_APPS

# Where it runs
BASE_DIR = Path(__file__).resolve().parent.parent  # the checkout
DATA_DIR = Path(text("DATA_DIR") or BASE_DIR / ".data")  # local mode keeps everything here
LOCAL = not text("DATABASE_URL")  # one switch decides between the two modes
WHY = "once DATABASE_URL is set"  # ends the sentence that asks for a missing variable
PROCESS = choice("CHANCERY_PROCESS", ["web", "migrate", "command"], "command")  # set by wsgi.py and manage.py
DEBUG = flag("DEBUG", False)  # off even locally, so that a laptop shows what the public will see

# Who may call, and how
SECRET_KEY = kept_secret(DATA_DIR / "secret_key") if LOCAL else required("SECRET_KEY", WHY)
LOOPBACK = "localhost,127.0.0.1,[::1]"  # local mode answers to nothing else
ALLOWED_HOSTS = words(LOOPBACK if LOCAL else required("ALLOWED_HOSTS", WHY))
CSRF_TRUSTED_ORIGINS = words(text("CSRF_TRUSTED_ORIGINS"))  # only for a proxy that changes the Host header
HTTPS = flag("HTTPS", not LOCAL)  # a server is reached over TLS; false only for a trial without it
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS  # never send the login in clear
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # pages read the CSRF token from the form instead
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # links into the newsroom keep working, posts do not
SESSION_COOKIE_AGE = 12 * 60 * 60  # one long shift
SECURE_SSL_REDIRECT = HTTPS  # http:// is only ever a detour; the health checks are exempt for probes
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0  # a year, as browsers' preload lists ask
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("TRUST_PROXY", False) else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"  # outside sites learn our name, not the page
X_FRAME_OPTIONS = "DENY"  # nobody frames us

# What it is made of
INSTALLED_APPS = [
    "unfold",  # before the admin, whose templates it replaces
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",  # search, ranges, unaccent
    "rest_framework",
    "django_filters",
    *["drf_spectacular", "drf_spectacular_sidecar"],  # Swagger UI from our own host
    "corsheaders",
    "django_htmx",  # its script alone
    "csp",
    *SIGN_IN_APPS,
    "procrastinate.contrib.django",  # jobs in the same database and transaction
    "publication",
    "relations",
    "events",
    "desk",
    "config",  # for its checks and tests; it has no tables
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.SecurityHeaders",
    "config.middleware.ContentPolicy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.Edge",  # what cannot be text gets no further, yet its refusal has the headers above
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "config.rate_limit.RateLimit",  # public paths only; a refusal may be read by programs on any site
    "django.middleware.common.CommonMiddleware",
    "config.middleware.NewsroomHeaders",  # from here on: nothing on public paths
    "config.middleware.NewsroomSession",
    "config.middleware.NewsroomCsrf",
    "config.middleware.NewsroomAuthentication",
    "config.middleware.NewsroomLoginRequired",
    "config.middleware.NewsroomMessages",
    "config.middleware.NewsroomAccounts",
    "config.middleware.NewsroomSecondFactor",
    "config.middleware.NewsroomActor",  # after the login, as it says who is at work
]
SILENCED_SYSTEM_CHECKS = ["security.W003"]  # it looks for Django's CSRF class by name; NewsroomCsrf is one
NEWSROOM_PREFIXES = ("/admin/", "/desk/", "/accounts/", "/api/v1/desk/")  # all else is public
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# The database: `default` is the newsroom's and always the primary, `public` is for all public reads
WEB_OPTIONS = (
    "-c statement_timeout=5000 -c idle_in_transaction_session_timeout=10000"  # ms; no request waits longer
)
MIGRATE_OPTIONS = "-c lock_timeout=2000"  # ms; a migration gives up rather than block the newsroom
SERVER_OPTIONS = {"web": WEB_OPTIONS, "migrate": f"{MIGRATE_OPTIONS} {ACTING}", "command": ACTING}[PROCESS]
if LOCAL:
    from config.embedded import DATABASE, PUBLIC_ROLE, SUPERUSER, locate

    HOME = {
        "ENGINE": "config.postgresql",
        "NAME": DATABASE,
        "HOST": str(locate(DATA_DIR).sockets),
        "OPTIONS": {},
    }
    PRIMARY: dict[str, Any] = HOME | {"USER": SUPERUSER}
    READING: dict[str, Any] = HOME | {"USER": PUBLIC_ROLE}
else:
    PRIMARY = {"ENGINE": "config.postgresql"} | database("DATABASE_URL")
    READING = PRIMARY
if text("PUBLIC_DATABASE_URL"):  # a replica, or the role that may read the published tables only
    READING = {"ENGINE": "config.postgresql"} | database("PUBLIC_DATABASE_URL")
DATABASES = {"default": copy.deepcopy(PRIMARY), "public": copy.deepcopy(READING)}
for connection in DATABASES.values():
    connection["CONN_MAX_AGE"] = None  # kept for ever: connecting costs more than a query
    connection["CONN_HEALTH_CHECKS"] = True  # so a restarted database is noticed; a look, no question
    connection["OPTIONS"] = {"connect_timeout": 5, "options": SERVER_OPTIONS} | connection["OPTIONS"]
DATABASES["public"]["TEST"] = {"MIRROR": "default"}  # one test database for both
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"  # for Django's own tables; ours name theirs

# Limits: every one named, none hidden in code
PAGE_SIZE, PAGE_SIZE_MAX = 25, 200  # rows of a list: unless asked otherwise, and at most
SNAPSHOTS = 10  # dated snapshots of the record's files on a page
STREAM_ROWS_MAX = 50_000  # rows of a list as CSV, GeoJSON or PLOVER; the answer says where it goes on
CALENDAR_ROWS_MAX = 2_000  # rows of a list as a calendar, which takes longer to write and to subscribe to
STREAM_STRETCH = 500  # rows of these that one query reads, and that are held at a time
READS_PER_MINUTE = number("READS_PER_MINUTE", 0 if LOCAL else 1200, 0, 100_000)  # one address; 0: no limit
PATH_MAX, QUERY_STRING_MAX = 1024, 8192  # bytes of an address before its ?, and after
QUERY_PARAMETERS_MAX = 150  # name=value pairs after the ?: every filter of a list as often as it may be given
FACET_ROWS = 10_000  # newest records whose facets are counted; the answer says when there are more
SEARCH_CANDIDATES = 1000  # records a search ranks; the answer says when it was capped
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes of a request body: the longest event is far below
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # bytes of an upload kept in memory; more goes to a file
DATA_UPLOAD_MAX_NUMBER_FIELDS, DATA_UPLOAD_MAX_NUMBER_FILES = 10_000, 20  # a long visit has a few thousand
SOURCE_FILE_MAX = 10 * 1024 * 1024  # bytes of a story's file
SOURCE_TEXT_MAX = 2_000_000  # characters of a story: a thick book
SOURCE_FILE_MEMORY, SOURCE_FILE_SECONDS = 80_000_000, 20  # what reading one may take: bytes, and seconds
WEB_WORKERS = number("WEB_WORKERS", 2, 1, 64)  # processes; about one for each core
WEB_THREADS = number("WEB_THREADS", 4, 1, 64)  # threads in each: requests it works on at once
TOKEN_DAYS_MAX = 365  # days a personal token lives at most
TOKENS_MAX = 50  # tokens a person has at once, revoked and expired ones apart
IDEMPOTENCY_HOURS = 24  # how long, at least, a request may be sent again under its Idempotency-Key
READINESS_SECONDS = 5  # how long an answer of /readyz about migrations is reused

# Language and time: stored in UTC, English first, translatable
USE_TZ, TIME_ZONE = True, "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"

# The newsroom's rules
FOUR_EYES = flag("FOUR_EYES", True)  # nobody publishes what they alone have written and seen

NEWSROOM_TIME_ZONE = time_zone(text("NEWSROOM_TIME_ZONE", "UTC"))  # desk pages show and take times in it

# Browsers: our own files only, no inline script or style without a nonce
STRICT_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": STRICT_POLICY}
ADMIN_POLICY = {  # unfold's Alpine evaluates attributes and writes styles inline; /admin/ alone allows it
    "script-src": [SELF, NONCE, "'unsafe-eval'"],
    "style-src": [SELF, "'unsafe-inline'"],
}
CORS_URLS_REGEX = r"^/api/(?!v1/desk/)"  # programs anywhere may read the public API
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = False  # but never as somebody
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_EXPOSE_HEADERS = ["ETag", "Last-Modified", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"]

# Static files: the container collects and hashes them; elsewhere they are found once, at the start
STATIC_URL = "/static/"
STATIC_ROOT = text("STATIC_ROOT") or None
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "static"] if folder.is_dir()]
WHITENOISE_USE_FINDERS, WHITENOISE_AUTOREFRESH = STATIC_ROOT is None, DEBUG
HASHED = "config.statics.HashedFiles"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": files.FOLDER},
    "downloads": files.downloads(DATA_DIR),  # the record as files, some MB a day
    "staticfiles": {"BACKEND": HASHED if STATIC_ROOT else PLAIN},
}

# Machines
REST_FRAMEWORK = {  # closed unless a view opens itself
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "publication.api.problems.on_exception",  # every error is problem details (RFC 9457)
    "URL_FORMAT_OVERRIDE": None,  # ?format= is no filter of ours
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Chancery",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],  # the schema is public, as the record is
    "SERVE_AUTHENTICATION": [],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "DESCRIPTION": "The public record of how countries deal with each other. Read-only, no login, CORS open.",
    "LICENSE": {"name": "BSD-3-Clause"},
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"  # jobs live in <app>/tasks.py

# The admin's look
MARK = {"rel": "icon", "type": "image/svg+xml", "href": lambda _: static("publication/mark.svg")}
UNFOLD = {
    "SITE_TITLE": "Chancery",
    "SITE_HEADER": "Chancery",
    "SITE_SUBHEADER": "Editor admin panel",
    "SITE_FAVICONS": [MARK],
    "SIDEBAR": {"navigation": admin_menu()},  # grouped as editors think, not by app
}

# Logs: one line per event; JSON for machines on a server, text for people at home
LOG_LEVEL = choice("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "INFO")
LOG_FORMAT = choice("LOG_FORMAT", ["json", "text"], "text" if LOCAL else "json")
LOGGING_CONFIG = "config.logs.configure"
LOGGING = {"level": LOG_LEVEL, "format": LOG_FORMAT}
