"""Actors and tokens."""

from typing import Any

from tests.graph.people import GIVEN, KNOWN
from tests.graph.reference.lists import Connection
from tests.graph.reference.nodes import Node, every, one
from tests.graph.reference.world import World


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
