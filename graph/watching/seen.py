"""One request as it is watched: by an id that the caller knows as well, without a word of what was asked."""

import re
import secrets
import time
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import count

HEADER = "x-request-id"
_GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
_ours = secrets.token_hex(6)
_numbers = count(1)


@dataclass(slots=True)
class Seen:
    """A request, while it is answered."""

    id: str
    began: float = field(default_factory=time.perf_counter)
    seconds: float = 0.0
    """How long it took until its answer was there."""
    token: str = ""
    """The key of the token that it came with, once that has let in."""
    operation: str = ""
    """The name of what it asks; empty where that has none, or is not yet known."""
    kind: str = ""
    """`query` or `mutation`, once that is known."""
    trusted: bool = False
    """Whether it asks a trusted document."""
    begun: bool = False
    """Whether it came so far as to be read."""
    parent: str = ""
    """The trace that it belongs to, as the caller says (`traceparent`)."""


CURRENT: ContextVar[Seen | None] = ContextVar("teikyo_request", default=None)
"""The request that is being answered; each has a task, and so a context, of its own."""


def seen(given: Mapping[str, str]) -> Seen:
    """A request with these headers, as it begins; it keeps the id that it came with, if that is one."""
    said = given.get(HEADER)
    begun = Seen(said if said is not None and _GIVEN.match(said) else f"{_ours}-{next(_numbers):x}")
    begun.parent = given.get("traceparent", "")
    CURRENT.set(begun)
    return begun
