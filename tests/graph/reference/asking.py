"""Asking whatever is drawn of the reference and of the service on its engines, and telling where they differ."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st

from graph.limits import Limits
from models.vocabulary import ActorKind, Role
from tests.graph.reference.arguments import Arguments
from tests.graph.reference.choices import Choices, drawn
from tests.graph.reference.engine import Engine
from tests.graph.reference.executor import Reference
from tests.graph.reference.holdings import Holdings
from tests.graph.reference.reducing import given_to, reduced
from tests.graph.reference.shapes import shapes
from tests.graph.reference.wording import Question, Wording

HOLDER = {
    "name": "test",
    "kind": ActorKind.PROGRAM,
    "roles": [Role.ADMIN, Role.REVIEWER],
    "token": None,
    "expiresAt": None,
}
ROLES = frozenset({Role.ADMIN, Role.REVIEWER})
"""They read all there is."""
NO_LIMITS = Limits(**dict.fromkeys(("depth", "aliases", "directives", "fields", "repeats", "tokens", "rows"), 10**9))
"""How large a question may be is tested elsewhere."""
SEED = os.environ.get("TEIKYO_TEST_SEED", "1")
"""Where chance begins; anything, for other documents than ever."""
TIMES = int(os.environ.get("TEIKYO_TEST_TIMES", "1"))
"""How many times as many documents are asked."""
WORDINGS = 3
"""Documents that select the same, each with its own arguments and in its own words."""


@dataclass
class Asking:
    """One register, as the reference knows it and as it is stored on engines."""

    reference: Reference
    engines: Sequence[Engine]

    async def anything(self, number: int, chance: Random) -> None:
        """Ask for so many selections, each in a few wordings; fails where an answer differs."""
        holdings = Holdings(self.reference.world)
        deep = st.one_of(shapes(anything=False, deep=1), shapes(anything=False, deep=2), shapes(anything=True, deep=1))
        asked = set()
        for shape in drawn(deep, number, chance):
            for _ in range(WORDINGS):
                choices = Choices(chance)
                arguments = Arguments(choices, holdings, self.reference, wrong=choices.rarely(6))
                question = Wording(choices, arguments).question(shape)
                if repr(question) not in asked:
                    asked.add(repr(question))
                    await self.ask(question)

    async def ask(self, question: Question) -> None:
        """Ask a question, and first for the cursors in it; fails where an answer differs, with as little as does."""
        for text in question.before:
            await self.compare(text, {})
        try:
            await self.compare(question.text, question.variables)
        except Exception as differs:
            text = await reduced(question.text, lambda text: self.differs(text, question.variables))
            raise AssertionError(
                f"Answered otherwise than by the reference (TEIKYO_TEST_SEED={SEED}): {differs}\n"
                f"{text}\n{given_to(text, question.variables)}"
            ) from differs

    async def differs(self, text: str, variables: Mapping[str, Any]) -> bool:
        """Whether a document is answered otherwise."""
        try:
            await self.compare(text, given_to(text, variables))
        except Exception:  # noqa: BLE001  # whatever it is, it is no answer
            return True
        return False

    async def compare(self, text: str, variables: Mapping[str, Any]) -> None:
        """Ask it everywhere; fails where an answer differs."""
        expected = self.reference.answer(text, variables)
        for engine in self.engines:
            await engine.compare(text, variables, expected)
