"""What was done to the register, and to each of its entries."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.graph.reference.lists import Connection
from tests.graph.reference.world import World


class LedgerEvent:
    """One event."""

    def __init__(self, world: World, event: Any) -> None:
        self.world, self.event = world, event

    def __getattr__(self, name: str) -> Any:
        return getattr(self.event, name)

    @property
    def number(self) -> int:
        """Its place in the order of recording."""
        return int(self.event.sequence)

    def before(self) -> str | None:
        """The entry until then."""
        told = [one.entry for one in self.world.events[: self.number - 1] if _about(one) == _about(self.event)]
        return told[-1] if told else None


def _about(event: Any) -> tuple[str, str]:
    return event.list, event.key


def ledger(world: World, asked: Mapping[str, Any]) -> Connection:
    """All that was done."""
    return _page(world, world.events, asked)


def history(world: World, list_name: str, key: str, asked: Mapping[str, Any]) -> Connection:
    """What was done to an entry."""
    return _page(world, [one for one in world.events if _about(one) == (list_name, key)], asked)


def _page(world: World, events: Iterable[Any], asked: Mapping[str, Any]) -> Connection:
    return Connection(world, "LedgerEvent", [LedgerEvent(world, one) for one in events], asked)
