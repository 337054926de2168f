"""Data received from third parties, and the records that it needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.received_words import ReceivedItem
from tests.graph.receipts import RECEIVED, said_of
from tests.graph.reference.happening import history
from tests.graph.reference.lists import Connection
from tests.graph.reference.nodes import Node, Thing, every, one
from tests.graph.reference.people import in_language
from tests.graph.reference.world import World, on_one


class ReceivedProvision(Node):
    """What one third party provided on one day."""

    TYPE, KEY = "ReceivedProvision", "code"

    @classmethod
    def entries(cls, _: World) -> list[Any]:
        return list(RECEIVED)

    def said(self) -> Any:
        """What is said of it."""
        return said_of(self.world.register.limits.record_days)[self.code]

    def subject_count(self) -> Any:
        return len(self.subjects) or self.entry.subject_count

    def subjects_listed(self) -> bool:
        return bool(self.subjects)

    def record(self) -> Any:
        """The one that was made for it."""
        if self.record_made_on is None:
            return None
        made_on, deleted_on = self.record_made_on, self.record_deleted_on
        return {"madeOn": made_on, "method": self.record_method, "has": self.record_has, "deletedOn": deleted_on}

    def required(self) -> bool:
        return bool(self.said().required)

    def received_record(self) -> Any:
        return ReceivedRecord(self.world, self) if self.required() else None

    def broken(self, day: date) -> list[Any]:
        """The findings that hold on a day."""
        return [one for one in self.said().findings if on_one(one.from_, one.until, day)]

    def findings(self, *, on: date | None = None, ever: bool = False) -> list[Any]:
        """Rule 35, for each cause."""
        found = self.said().findings if ever else self.broken(self.day(on))
        return [
            {
                **{name.rstrip("_"): getattr(one, name) for name in one._fields},
                "code": "RECEIPT_CHECK_MISSING",
                "title": in_language(
                    "Data received from a third party is not confirmed and recorded",
                    "第三者から提供を受けたデータの確認・記録がない",
                ),
                "cure": in_language(
                    "Confirm who provided it and how he had acquired it, make the record of it, and keep it.",
                    "提供元の氏名・住所・代表者と取得の経緯を確認し、その記録を作成して保存する。",
                ),
                "cites": ["APPI 30", "Rules 22-25"],
                "severity": "WARNING",
            }
            for one in found
        ]

    def revision(self) -> str:
        """How often something was said of it."""
        return str(self.entry.revision)

    def history(self, **asked: Any) -> Any:
        """What was done about it."""
        return history(self.world, "received", str(self.number), asked)


class ReceivedRecord(Thing):
    """The record that a receipt needs; its entry is the receipt."""

    TYPE = "ReceivedRecord"

    @property
    def number(self) -> int:
        """As its receipt."""
        return int(self.entry.number)

    def carrier(self) -> Any:
        """The receipt with which the record that serves it stands."""
        return one(self.world, "ReceivedProvision", self.entry.said().record_by)

    def of_carrier(self, name: str) -> Any:
        """What that receipt says of its record."""
        carrier = self.carrier()
        return carrier and getattr(carrier, name)

    def received(self) -> Any:
        return self.entry

    def holds(self) -> Any:
        return self.entry.said().record_items

    def received_on(self) -> Any:
        return self.entry.received_on if ReceivedItem.DATE in self.holds() else None

    def representative(self) -> Any:
        return self.entry.representative if ReceivedItem.REPRESENTATIVE in self.holds() else None

    def due_on(self) -> Any:
        return self.entry.said().record_due_on

    def carried_by(self) -> Any:
        return self.carrier()

    def method(self) -> Any:
        return self.of_carrier("record_method")

    def has(self) -> Any:
        return self.of_carrier("record_has") or []

    def made_on(self) -> Any:
        return self.of_carrier("record_made_on")

    def closes_on(self) -> Any:
        return self.entry.said().record_closes_on

    def kept_until(self) -> Any:
        return self.entry.said().record_kept_until


def received_records(world: World, asked: Mapping[str, Any]) -> Connection:
    """The records of receipts of a person's data that are needed and kept."""
    those = [
        record
        for one in every(world, "ReceivedProvision")
        if asked["subject"] in one.subjects and (record := one.received_record())
        if record.of_carrier("record_deleted_on") is None
    ]
    return Connection(world, "ReceivedRecord", those, asked)
