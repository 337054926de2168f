"""What a question walks through: an object for each noun, its fields named as in the schema."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from tests.graph.reference.happening import history
from tests.graph.reference.world import World

TYPES: dict[str, type["Node"]] = {}
"""The nouns that have an id, by the names of their types."""


class Thing:
    """Anything that has fields: what it does not answer itself stands in its entry as it was recorded."""

    TYPE = ""

    def __init__(self, world: World, entry: Any) -> None:
        self.world, self.entry = world, entry

    def __getattr__(self, name: str) -> Any:
        return getattr(self.entry, name)

    def day(self, on: date | None) -> date:
        """The day that is asked about."""
        return on or self.world.today


class Node(Thing):
    """A noun with an id."""

    LIST = ""
    KEY = "code"

    def __init__(self, world: World, entry: Any, number: int) -> None:
        super().__init__(world, entry)
        self.number = number
        """Its place in the order of recording, from 1."""

    def __init_subclass__(cls) -> None:
        if cls.TYPE:
            TYPES[cls.TYPE] = cls

    @classmethod
    def entries(cls, world: World) -> list[Any]:
        """What they are made of, in the order of recording."""
        return world.in_order(cls.LIST)

    def id(self) -> str:
        """Its global id; what it looks like is the service's business: see `tests.graph.reference.engine`."""
        return f"@{self.TYPE}:{self.number}"

    def changed_at(self) -> datetime:
        """When its entry was recorded."""
        return self.world.when_recorded(self.LIST, getattr(self.entry, self.KEY))

    def revision(self) -> str:
        """Which recording it is; as opaque as an id."""
        return self.world.revision(self.LIST, getattr(self.entry, self.KEY))

    def history(self, **asked: Any) -> Any:
        """What was done to it."""
        return history(self.world, self.LIST, getattr(self.entry, self.KEY), asked)


def every(world: World, type_name: str) -> list[Any]:
    """All nouns of a type, in the order of recording; they never change, so they are made once."""
    if type_name not in world.nodes:
        kind = TYPES[type_name]
        world.nodes[type_name] = [kind(world, entry, place) for place, entry in enumerate(kind.entries(world), 1)]
    return world.nodes[type_name]


def one(world: World, type_name: str, key: str | None) -> Any:
    """The noun of that code, or nothing."""
    kind = TYPES[type_name]
    return next((found for found in every(world, type_name) if getattr(found.entry, kind.KEY) == key), None)


def each(world: World, type_name: str, codes: Iterable[str]) -> list[Any]:
    """The nouns of these codes, in the order of their codes."""
    return [one(world, type_name, code) for code in sorted(set(codes))]
