"""Structured logs: one JSON object a line, with the id of the request it belongs to."""

import json
import logging
import re
from contextvars import ContextVar

from core.running.outage import outage_of

request_id: ContextVar[str] = ContextVar("request_id", default="-")

_KEY = re.compile(r"(?<![\w-])[\w-]{32,}(?![\w-])", re.ASCII)
"""What is so long and without a space may open a door: keys of calendars, of resets, of photos."""


def without_keys(text: str) -> str:
    """A path without its secrets."""
    return _KEY.sub("***", text)


class RequestIdFilter(logging.Filter):
    def filter(self, record):
        record.request_id = request_id.get()
        return True


class JsonFormatter(logging.Formatter):
    def format(self, record):
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
            "message": _message(record),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["error"] = _in_short(record.exc_info[1]) or self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _in_short(error: BaseException | None) -> str:
    """Of a lost database or a full disk one line says all: a traceback for each request would only fill what is left of the disk."""
    outage = outage_of(error)
    return f"{outage}: {type(error).__name__}: {' '.join(str(error).split())}" if outage else ""


def _message(record: logging.LogRecord) -> str:
    """Django itself writes the path of a page that was refused or failed."""
    message = record.getMessage()
    return without_keys(message) if record.name.startswith("django.") else message
