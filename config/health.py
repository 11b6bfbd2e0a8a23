"""Tell a load balancer whether to send requests here."""

import time
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

_checked_at: Final[
    dict[str, float]
] = {}  # when all migrations were last seen applied, on the monotonic clock


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process is alive; touches nothing else, so a database outage restarts nobody."""
    return JsonResponse({"status": "alive"})


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether requests can be served: both connections answer, all migrations are applied; else 503."""
    checks = {alias: reachable(alias) for alias in connections}
    checks["migrations"] = checks["default"] and migrated()
    ready = all(checks.values())
    body = {"status": "ready" if ready else "not ready", "checks": checks}
    return JsonResponse(body, status=200 if ready else 503)


def reachable(alias: str) -> bool:
    """Say whether the database behind the alias answers."""
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrated() -> bool:
    """Say whether every migration is applied; a yes is believed for settings.READINESS_SECONDS.

    A database that goes away while it is asked says no.
    """
    now = time.monotonic()
    if now - _checked_at.get("default", -settings.READINESS_SECONDS) < settings.READINESS_SECONDS:
        return True
    try:
        executor = MigrationExecutor(connections["default"])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
    except DatabaseError:
        return False
    _checked_at["default"] = now
    return True
