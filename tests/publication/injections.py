"""Hold strings that try to leave a value and become SQL, for every place a request can put a text."""

from __future__ import annotations

from itertools import product

BREAKS = ["'", '"', "\\'", "''", "')", "'))", "%27", "ʼ", "`", "$$"]
TAILS = [
    " OR 1=1 --",
    " OR 'a'='a",
    "; DROP TABLE publication_listing; --",
    "; SELECT pg_sleep(5); --",
    " UNION SELECT password FROM auth_user --",
    " AND 1=(SELECT 1 FROM pg_sleep(5)) --",
    "||(SELECT version())||",
    " ORDER BY 99 --",
]
WHOLE = [
    "1; SELECT pg_sleep(5)",
    "1 OR 1=1",
    "-1 UNION ALL SELECT NULL, NULL, NULL --",
    "KZ-PK' AND '1'='1",
    "visit\\",
    "%",
    "_",
    "%s",
    "%(words)s",
    "%%",
    "{0}",
    "{{7*7}}",
    "${jndi:ldap://127.0.0.1/a}",
    ":cursor",
    "$1",
    "?",
    "/*",
    "*/",
    "--",
    "#",
    "0x27",
    "CHAR(39)",
    "E'\\\\'",
    "U&'\\0027'",
    "$tag$ $tag$",
    "a:*",
    "a & b | !c <-> d",
    "(((((((",
    "')::tsquery",
    "\u02bc OR 1=1",
    "\uff07 OR 1=1 --",
    "';COPY (SELECT 1) TO PROGRAM 'true'; --",
    "\r\nX-Injected: 1",
    "SELECT * FROM events_event",
]

INJECTIONS = [*("x" + start + tail for start, tail in product(BREAKS, TAILS)), *WHOLE]
"""At least a hundred of them."""
