"""Actors and tokens, and requests of persons."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.graph.people import ASKED, GIVEN, KNOWN
from tests.graph.reference.happening import history
from tests.graph.reference.lists import Connection
from tests.graph.reference.nodes import Node, every, one
from tests.graph.reference.world import World, on_one


class Actor(Node):
    """A person or a program."""

    TYPE, KEY = "Actor", "name"

    @classmethod
    def entries(cls, _: World) -> list[Any]:
        return list(KNOWN)

    def tokens(self, **asked: Any) -> Any:
        """Those of its own."""
        its = [token for token in every(self.world, "AccessToken") if token.entry.actor == self.name]
        return Connection(self.world, "AccessToken", its, asked)


class AccessToken(Node):
    """A token."""

    TYPE, KEY = "AccessToken", "key"

    @classmethod
    def entries(cls, _: World) -> list[Any]:
        return list(GIVEN)

    def prefix(self) -> str:
        """How its text begins."""
        return f"teikyo_{self.key}"

    def actor(self) -> Any:
        """Whose it is."""
        return one(self.world, "Actor", self.entry.actor)

    def roles(self) -> list[Any]:
        """What it carries."""
        held = self.actor().entry.roles
        return [role for role in held if not self.narrowed_to or role in self.narrowed_to]


class PersonRequest(Node):
    """What a person asks for."""

    TYPE, KEY = "PersonRequest", "code"

    @classmethod
    def entries(cls, _: World) -> list[Any]:
        return list(ASKED)

    def is_overdue(self, day: date) -> bool:
        """Whether it breaks rule 40 on a day."""
        return self.overdue_from is not None and on_one(self.overdue_from, self.overdue_until, day)

    def findings(self, *, on: date | None = None, ever: bool = False) -> list[Any]:
        """Rule 40, where it is broken."""
        if self.overdue_from is None or not (ever or self.is_overdue(self.day(on))):
            return []
        return [
            {
                "code": "REQUEST_UNANSWERED",
                "title": in_language("A person's request is unanswered", "本人の請求に回答していない"),
                "cure": in_language(
                    "Investigate and decide without delay, and tell the person.",
                    "遅滞なく調査・決定し、本人に通知する。",
                ),
                "cites": ["APPI 33-36", "Policy 6"],
                "severity": "WARNING",
                "from": self.overdue_from,
                "until": self.overdue_until,
            }
        ]

    def history(self, **asked: Any) -> Any:
        """What was done about it."""
        return history(self.world, "requests", str(self.number), asked)


def in_language(en: str, ja: str) -> Callable[..., str]:
    """A text in the language that is asked for."""
    return lambda *, language="EN": ja if getattr(language, "name", language) == "JA" else en
