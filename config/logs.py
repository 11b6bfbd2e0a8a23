"""Write logs as one line per event: JSON for machines, text for people."""

import logging.config
from typing import TypedDict

import structlog
from structlog.typing import Processor


class LogSettings(TypedDict):
    """Hold the smallest level that is written, and `json` or `text`."""

    level: str
    format: str


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
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
        final += [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
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
            "loggers": {"procrastinate.blueprints": {"level": "WARNING"}},  # it greets at every start
        }
    )
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
