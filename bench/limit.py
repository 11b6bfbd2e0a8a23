"""Answer as fast as Python with a database can: no framework, the product's own SQL, its text passed through.

The file that ``LIMIT_ANSWERS`` names says which statements stand behind which address; ``bench.questions``
took them from the product while it answered. A kept connection for each thread, as the product has.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import orjson
import psycopg

STATEMENTS: dict[str, list[str]] = orjson.loads(Path(os.environ["LIMIT_ANSWERS"]).read_bytes())
MOST = 4
"""Columns of a row of a list; a record has more."""
here = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Run the statements of an address; what the last of them reads is the answer."""
    query = environ["QUERY_STRING"]
    cursor = database().cursor()
    for statement in STATEMENTS[environ["PATH_INFO"] + (f"?{query}" if query else "")]:
        rows = cursor.execute(statement).fetchall()
    body = (whole if rows and len(rows[0]) > MOST else page)(rows).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def database() -> psycopg.Connection:
    """Give this thread's connection."""
    if not hasattr(here, "connection"):
        here.connection = psycopg.connect(os.environ["LIMIT_DATABASE"], autocommit=True)
    return here.connection  # type: ignore[no-any-return]


def page(rows: list[tuple[Any, ...]]) -> str:
    """Put the texts of a list together."""
    return f'{{"results":[{",".join(row[0] for row in rows)}]}}'


def whole(rows: list[tuple[Any, ...]]) -> str:
    """Join the two texts of a record, which are its last columns."""
    *_, listed, rest = rows[0]
    return f"{listed[:-1]},{rest[1:]}"
