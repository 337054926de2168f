"""A desk at which tests ask: the reads of a stored register, without HTTP, on a day that the test chooses."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from graph.context import Asker
from graph.limits import Limits
from graph.reads.answers import Answer, Answers, Question
from graph.reads.readers import reader_of
from graph.schema import core
from models.vocabulary import Role
from vendors.register.entries.register import Register
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.loading import load
from vendors.tokens import Holder

TODAY = date(2026, 8, 15)
Document = dict[str, Any]


@dataclass
class Desk:
    """Answers questions over one database."""

    answers: Answers
    roles: frozenset[Role] = frozenset({Role.REVIEWER})
    today: date = TODAY

    async def answer(self, text: str, operation: str | None = None, **variables: object) -> Answer:
        """What is answered, errors and all."""
        asker = Asker(Holder("test", self.roles), "en")
        return await self.answers.answer(Question(text, operation, _plain(variables)), asker, self.today)

    async def ask(self, text: str, operation: str | None = None, **variables: object) -> Document:
        """The data that is answered; fails where there is an error."""
        answer = await self.answer(text, operation, **variables)
        assert not answer.errors, [error.as_error("en") for error in answer.errors]
        data: Document = orjson.loads(orjson.dumps(answer.data))
        return data

    def forget(self) -> None:
        """Ask as if nothing had been asked before."""
        self.answers = Answers(core(), self.answers.reader, self.answers.limits)

    async def refused(self, text: str, **variables: object) -> list[tuple[str, tuple[object, ...]]]:
        """The codes and paths of the errors, on into the arguments; fails where anything was answered beside them."""
        answer = await self.answer(text, None, **variables)
        assert answer.errors, "it was answered"
        assert not any(value is not None for value in (answer.data or {}).values()), "something was answered"
        return [(error.code.value, (*error.path, *error.argument)) for error in answer.errors]


Answered = tuple[Any, list[dict[str, object]]]
"""Data and errors, as they go out."""


def plainly(answer: Answer) -> Answered:
    """An answer as it goes out, in English."""
    return orjson.loads(orjson.dumps(answer.data)), [error.as_error("en") for error in answer.errors]


def _plain(variables: Mapping[str, object]) -> Mapping[str, Any]:
    plain: Mapping[str, Any] = json.loads(json.dumps(variables, default=str))
    return plain


async def stored(place: str, register: Register) -> None:
    """Load that register with its judgement into the tables there."""
    async with opened(address(place)) as database:
        await load(database, register)


@asynccontextmanager
async def desk(place: str, limits: Limits | None = None, key: bytes = b"", **how: Any) -> AsyncIterator[Desk]:
    """A desk over the database of that place, whose references are encrypted under that key, if it is one."""
    chosen = limits or Limits()
    reader = reader_of(address(place, key), chosen.seconds)
    try:
        yield Desk(Answers(core(), reader, chosen), **how)
    finally:
        await reader.close()


def register_of(text: str) -> Register:
    """A register as a file would hold it."""
    return read_register(text.encode())


def scenario(path: Path) -> Register:
    """The register of a scenario."""
    return read_register(path.read_bytes(), frozenset({"scenario", "expect"}))
