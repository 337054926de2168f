"""What a rule that reads process is: no part of a judgement of the register, and asked of one thing at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from models.vocabulary import ProcessCode, Severity
from vendors.rules.readings import Reading

Facts = TypeVar("Facts")
Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True, eq=False)
class ProcessRule(Generic[Facts, Answer]):
    """A rule that reads process: when it is broken, and what to know of it."""

    number: int
    code: ProcessCode
    title_ja: str
    title_en: str
    cure_ja: str
    cure_en: str
    severity: Severity
    cites: tuple[str, ...]
    since: date
    readings: tuple[Reading, ...]
    broken: Callable[[Facts], Answer]
