"""What persons agreed to, and what they may be shown of it."""

import hashlib
from datetime import datetime
from typing import Any

from tests.graph.reference.catalogue import Operator
from tests.graph.reference.happening import LedgerEvent
from tests.graph.reference.lists import Connection
from tests.graph.reference.nodes import Node, Thing, every, one
from tests.graph.reference.recording import BATCH
from tests.graph.reference.world import World
from vendors.register.documents import entry_json


class Consent(Node):
    """What one person agreed to."""

    TYPE, KEY = "Consent", "subject"

    @classmethod
    def entries(cls, world: World) -> list[Any]:
        """They have no code, so they come in the order of their digests."""
        return sorted(world.register.consents, key=lambda each: hashlib.sha256(entry_json(each)).hexdigest())

    def text(self) -> Any:
        return one(self.world, "ConsentText", self.entry.text)

    def recorded_at(self) -> datetime:
        return self.event().event.recorded_at  # type: ignore[no-any-return]

    def withdrawal_recorded_at(self) -> datetime | None:
        """An import records both at once."""
        return None if self.withdrawn_at is None else self.recorded_at()

    def event(self) -> LedgerEvent:
        """The event of its batch: there is one batch."""
        return next(LedgerEvent(self.world, each) for each in self.world.events if (each.list, each.key) == BATCH)

    def receipt(self) -> Any:
        return Receipt(self.world, self)


class Receipt(Thing):
    """What a person may be shown of a consent, which is its entry."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.entry, name)

    def operator(self) -> Any:
        return Operator(self.world, self.world.register.operator)

    def text(self) -> Any:
        return self.entry.text()

    def event(self) -> Any:
        return self.entry.event()

    def recorded_at(self) -> Any:
        return self.entry.recorded_at()

    def wording(self) -> Any:
        """The last event about the text before that of the batch."""
        before = self.world.events[: self.event().number - 1]
        about = ("consent_texts", self.entry.entry.text)
        return [LedgerEvent(self.world, each) for each in before if (each.list, each.key) == about][-1]


def consents(world: World, asked: dict[str, Any]) -> Connection:
    """Those of a person."""
    its = [each for each in every(world, "Consent") if each.subject == asked["subject"]]
    return Connection(world, "Consent", its, asked)
