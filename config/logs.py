"""Write logs as one line per event: JSON for machines, text for people."""

import logging.config
import sys
from typing import TypedDict

import structlog
from structlog.dev import plain_traceback
from structlog.typing import EventDict, Processor


class LogSettings(TypedDict):
    """Hold the smallest level that is written, and `json` or `text`."""

    level: str
    format: str


LINE_MAX = 300  # characters of a message: an address may be long, and hostile


def shorten(logger: object, method: str, event: EventDict) -> EventDict:
    """Cut a long message, and leave out Django's request object, which repeats the address in full."""
    event.pop("request", None)
    message = event.get("event")
    if isinstance(message, str) and len(message) > LINE_MAX:
        event["event"] = message[:LINE_MAX] + "…"
    return event


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    shorten,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def configure(settings: LogSettings) -> None:
    """Send every logger, ours and the libraries', through structlog to standard error."""
    machine = settings["format"] == "json"
    final: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if machine:
        final += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    else:
        final += [
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain_traceback)
        ]
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": final,
        "foreign_pre_chain": SHARED,
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": settings["level"]},
            "loggers": {"procrastinate": {"level": "WARNING"}},  # its greetings, and every minute's jobs
        }
    )
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
