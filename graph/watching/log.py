"""The log: one JSON object a line, on standard error, with the id of the request and the name of what it asks.

No line holds a secret, what was asked, or what was answered. Of an exception it says the kind and the places, never the
message: that of a database names the values that it did not like.
"""

import asyncio
import logging
import logging.config
import sys
import traceback
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog

from graph.watching.seen import CURRENT

Line = MutableMapping[str, Any]
_SOON = 0.05
"""Seconds after which lines about requests are written."""


def in_json(*, level: str = "INFO") -> None:
    """Have everything that this process logs come out so."""
    stamped = structlog.processors.TimeStamper(fmt="iso", utc=True, key="at")
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, stamped],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            of_request,
            first_line,
            without_message,
            structlog.processors.JSONRenderer(serializer=_text),
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": "WARNING"},
            "loggers": {"teikyo": {"level": level}},
        }
    )


class RequestLog:
    """Where a line for each request goes: the same lines, by a shorter way, for they are many and have few fields.

    They are written some at a time, soon after, so that no request waits for the line of the one before.
    """

    def __init__(self) -> None:
        self._lines = structlog.BytesLogger(sys.stderr.buffer)
        self._waiting: list[bytes] = []

    def line(self, event: str, request: str, operation: str, **further: object) -> None:
        """Write one, soon; in the loop that answers."""
        said = {"request": request, "operation": operation, **further, "event": event, "at": datetime.now(UTC)}
        if not self._waiting:
            asyncio.get_running_loop().call_later(_SOON, self.write)
        self._waiting.append(orjson.dumps(said, option=orjson.OPT_UTC_Z))

    def write(self) -> None:
        """Write those that wait."""
        if self._waiting:
            self._lines.msg(b"\n".join(self._waiting))
            self._waiting.clear()


def of_request(_: Any, __: str, line: Line) -> Line:
    """The line, with the request that is being answered."""
    now = CURRENT.get()
    if now is not None:
        line["request"] = now.id
        if now.operation:
            line["operation"] = now.operation
    return line


def first_line(_: Any, __: str, line: Line) -> Line:
    """The line, with the beginning of its text: what follows is of others' making, and may show values."""
    line["event"] = str(line["event"]).partition("\n")[0]
    return line


def without_message(_: Any, __: str, line: Line) -> Line:
    """The line, with the kinds and places of an exception in place of its text."""
    given = line.pop("exc_info", None)
    fault = given[1] if isinstance(given, tuple) else given if isinstance(given, BaseException) else None
    if fault is not None:
        chain = chain_of(fault)
        line["exception"] = [f"{type(one).__module__}.{type(one).__qualname__}" for one in chain]
        line["places"] = [place for one in reversed(chain) for place in places(one)]
    return line


def chain_of(fault: BaseException) -> list[BaseException]:
    """An exception, and those that led to it."""
    chain: list[BaseException] = []
    one: BaseException | None = fault
    while one is not None and one not in chain and len(chain) < 10:
        chain.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return chain


def places(fault: BaseException) -> list[str]:
    """The places in the code through which it came, the innermost last."""
    frames = traceback.extract_tb(fault.__traceback__)[-20:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def _text(value: Any, **_: Any) -> str:
    return orjson.dumps(value, default=str).decode()
