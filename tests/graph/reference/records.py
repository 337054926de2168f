"""Provision records: what belongs in them, out of the register as it was that day."""

from datetime import date
from typing import Any

from models.vocabulary import RecipientKind, RecordItem
from tests.graph.reference.lists import Connection
from tests.graph.reference.nodes import Thing, every, one
from tests.graph.reference.world import World
from vendors.judging.deliveries import SIEVES

OF_PERSONS = {rule.code for rule in SIEVES}


class ProvisionRecord(Thing):
    """The record that a delivery needs; the delivery is its entry."""

    @property
    def number(self) -> int:
        """Its place in the order of recording: the delivery's."""
        return int(self.entry.number)

    @property
    def at(self) -> Any:
        """The moment of the delivery."""
        return self.entry.at

    @property
    def owed(self) -> Any:
        """What the judge says of it."""
        return self.entry.judged.record

    def delivery(self) -> Any:
        return self.entry

    def holds(self) -> list[Any]:
        return list(self.owed.items)

    def provided_on(self) -> date | None:
        return self.entry.judged.on if RecordItem.DATE in self.owed.items else None

    def _recipient(self) -> Any:
        return self.entry.transfer().recipient()

    def recipient_name(self) -> Any:
        return self._recipient().name(self.entry.judged.on)

    def recipient_address(self) -> Any:
        return self._recipient().address(self.entry.judged.on)

    def recipient_representative(self) -> Any:
        day, recipient = self.entry.judged.on, self._recipient()
        return recipient.representative(day) if recipient.kind(day) is RecipientKind.COMPANY else None

    def items(self) -> Any:
        return self.entry.items()

    def consent(self) -> bool | None:
        if RecordItem.CONSENT not in self.owed.items:
            return None
        lacking = [one for one in self.entry.judged.findings if one.subjects is not None and one.code in OF_PERSONS]
        return not lacking

    def each_time(self) -> Any:
        return self.owed.each_time

    def due_on(self) -> Any:
        return self.owed.due_on

    def carried_by(self) -> Any:
        return one(self.world, "Delivery", self.owed.carried_by)

    def method(self) -> Any:
        carrier = self.carried_by()
        return carrier and carrier.entry.record.method

    def made_on(self) -> Any:
        carrier = self.carried_by()
        return carrier and carrier.entry.record.made_on

    def closes_on(self) -> Any:
        return self.owed.closes_on

    def kept_until(self) -> Any:
        return self.owed.kept_until

    def is_kept(self) -> bool:
        """Whether the record that serves it, if any, was not deleted."""
        carrier = self.carried_by()
        return carrier is None or carrier.entry.record.deleted_on is None


def provision_records(world: World, asked: dict[str, Any]) -> Connection:
    """Those of a person."""
    listed = [row for row in every(world, "Delivery") if asked["subject"] in row.entry.subjects]
    records = [ProvisionRecord(world, row) for row in listed if row.judged.record is not None]
    return Connection(world, "ProvisionRecord", [record for record in records if record.is_kept()], asked)
