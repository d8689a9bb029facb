"""Log lines as JSON on standard error, without secrets (rule 34)."""

import logging.config
from collections.abc import MutableMapping
from typing import Any, Final

import structlog

REDACTED: Final = ("password", "secret", "token", "authorization", "cookie", "email", "phone", "payload")


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank every value whose key names a secret or a personal field."""
    for key in event:
        if any(word in key.lower() for word in REDACTED):
            event[key] = "[redacted]"
    return event


def configure_logs(level: str) -> None:
    """One formatter for our own events and for every library's records."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        redact,
    ]
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {
                "celery": {"level": "WARNING"},
                "celery.apps.worker": {"level": "INFO"},  # says when a worker is ready
                "kombu": {"level": "WARNING"},
                "PIL": {"level": "WARNING"},
                "httpx": {"level": "WARNING"},  # it would name every address it asks
                "django.security.DisallowedHost": {"level": "CRITICAL"},
            },
        }
    )
    structlog.configure(
        processors=[
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
