"""Transfers, their bases and findings, and deliveries: facts of the register, and what the judge says of them."""

from datetime import date
from typing import Any

from models.vocabulary import Verdict
from tests.graph.reference.lists import Connection
from tests.graph.reference.nodes import Node, Thing, each, every, one
from tests.graph.reference.parties import Version
from tests.graph.reference.records import ProvisionRecord
from tests.graph.reference.world import World, on_one
from vendors.rules import RULES


class TransferVersion(Version):
    """What holds of a transfer over a run of days, as recorded."""

    def recorded_contract(self) -> Any:
        return one(self.world, "Contract", self.value("contract"))

    def declared_foreign(self) -> Any:
        return self.value("foreign")

    def own_use(self) -> Any:
        return self.value("own_use")

    def mixed(self) -> Any:
        return self.value("mixed")

    def items(self) -> list[Any]:
        return each(self.world, "Item", self.values("items"))

    def purposes(self) -> list[Any]:
        return each(self.world, "Purpose", self.values("purposes"))


class Transfer(Node):
    """One flow of personal data to one recipient."""

    TYPE, LIST = "Transfer", "transfers"

    def service(self) -> Any:
        return one(self.world, "Service", self.entry.service)

    def recipient(self) -> Any:
        return one(self.world, "Recipient", self.entry.recipient)

    def versions(self) -> list[Any]:
        return TransferVersion.all(self, self.entry.changes)

    def version(self, on: date | None) -> Any:
        """What is recorded of it on a day."""
        day = self.day(on)
        return next(found for found in self.versions() if on_one(found.from_ or date.min, found.until, day))

    def span(self, on: date | None) -> Any:
        """What is said of it on a day; nothing beyond its period."""
        return self.world.span(self.code, self.day(on))

    def verdict(self, on: date | None = None) -> Verdict:
        span = self.span(on)
        return span.verdict if span else Verdict.INACTIVE

    def findings(self, on: date | None = None, *, ever: bool = False) -> list[Any]:
        found = [row for row in every(self.world, "Finding") if row.of == self.code]
        held = [row for row in found if ever or on_one(row.from_, row.until, self.day(on))]
        return sorted(held, key=lambda row: (row.from_, row.number))

    def bases(self) -> list[Any]:
        return [Basis(self, entry) for entry in self.entry.bases]

    def basis(self, on: date | None = None) -> Any:
        return Span(self, self.span(on)).basis()

    def contract(self, on: date | None = None) -> Any:
        return Span(self, self.span(on)).contract()

    def recorded_contract(self, on: date | None = None) -> Any:
        return self.version(on).recorded_contract()

    def foreign(self, on: date | None = None) -> bool:
        return self.world.abroad(self.entry.recipient, self.day(on))

    def declared_foreign(self, on: date | None = None) -> Any:
        return self.version(on).declared_foreign()

    def foreign_mechanism(self, on: date | None = None) -> Any:
        span = self.span(on)
        return span.foreign_mechanism if span else None

    def record_required(self, on: date | None = None) -> bool:
        span = self.span(on)
        return bool(span and span.record_required)

    def own_use(self, on: date | None = None) -> Any:
        return self.version(on).own_use()

    def mixed(self, on: date | None = None) -> Any:
        return self.version(on).mixed()

    def items(self, on: date | None = None) -> Any:
        return self.version(on).items()

    def purposes(self, on: date | None = None) -> Any:
        return self.version(on).purposes()

    def spans(self) -> list[Any]:
        return [Span(self, span) for span in self.world.judged(self.code).spans]

    def deliveries(self, **asked: Any) -> Any:
        rows = [row for row in every(self.world, "Delivery") if row.entry.transfer == self.code]
        return Connection(self.world, "Delivery", rows, asked)


class Span(Thing):
    """A run of days of a transfer over which everything that is said of it stays the same."""

    def __init__(self, transfer: Any, span: Any) -> None:
        super().__init__(transfer.world, span)
        self.transfer = transfer

    def basis(self) -> Any:
        found = self.entry is not None and self.entry.basis is not None
        return self.transfer.bases()[self.entry.basis] if found else None

    def contract(self) -> Any:
        return one(self.world, "Contract", self.entry.contract) if self.entry is not None else None


class Basis(Thing):
    """A legal basis, with its evidence."""

    def __init__(self, transfer: Any, entry: Any) -> None:
        super().__init__(transfer.world, entry)
        self.TYPE = type(entry).__name__
        self.from_ = entry.from_ or transfer.from_
        self.until = entry.until or transfer.until

    def foreign_consent(self) -> list[Any]:
        return each(self.world, "ConsentText", getattr(self.entry, "foreign_consent", ()))

    def texts(self) -> list[Any]:
        return each(self.world, "ConsentText", self.entry.texts)

    def instrument(self) -> Any:
        return one(self.world, "Contract", self.entry.instrument)


class Broken(Thing):
    """A rule that is broken, and what the rule says of itself."""

    def rule(self) -> Any:
        return next(rule for rule in RULES if rule.code is self.entry.code)

    def title(self, language: str) -> Any:
        return self.rule().title_ja if language == "JA" else self.rule().title_en

    def cure(self, language: str) -> Any:
        return self.rule().cure_ja if language == "JA" else self.rule().cure_en

    def cites(self) -> Any:
        return self.rule().cites


class Finding(Broken, Node):
    """One rule broken by one cause over a run of days."""

    TYPE = "Finding"

    def __init__(self, world: World, found: Any, number: int) -> None:
        self.of, entry = found
        Node.__init__(self, world, entry, number)

    @classmethod
    def entries(cls, world: World) -> list[Any]:
        return world.findings

    def transfer(self) -> Any:
        return one(self.world, "Transfer", self.of)


class Delivery(Node):
    """One actual hand-over under a transfer."""

    TYPE, LIST = "Delivery", "deliveries"

    @property
    def judged(self) -> Any:
        """What is said of it."""
        return self.world.judged_delivery(self.code)

    @property
    def on(self) -> Any:
        return self.judged.on

    def transfer(self) -> Any:
        return one(self.world, "Transfer", self.entry.transfer)

    def item_codes(self) -> Any:
        """What was handed over: its own items, or all that its transfer gave that day."""
        return self.entry.items or self.transfer().version(self.on).values("items")

    def items(self) -> list[Any]:
        return each(self.world, "Item", self.item_codes())

    def names_items(self) -> bool:
        return bool(self.entry.items)

    def subject_count(self) -> int | None:
        return len(self.entry.subjects) or self.entry.subject_count

    def subjects_listed(self) -> bool:
        return bool(self.entry.subjects)

    def purged_on(self) -> None:
        """Nobody is purged in a register that was loaded just now."""

    def decision(self) -> None:
        """A register that is loaded says nothing of the gate."""

    def outside_of_decision(self) -> None:
        """Nor of what it had not allowed."""

    def verdict(self) -> Any:
        return self.judged.verdict

    def findings(self, on: date | None = None, *, ever: bool = False) -> list[Any]:
        day = self.day(on)
        held = [f for f in self.judged.findings if ever or f.from_ is None or on_one(f.from_, f.until, day)]
        return [Broken(self.world, finding) for finding in held]

    def basis(self) -> Any:
        return self.transfer().basis(self.on)

    def contract(self) -> Any:
        return self.transfer().contract(self.on)

    def foreign(self) -> Any:
        return self.transfer().foreign(self.on)

    def record_required(self) -> Any:
        return self.judged.record_required

    def record(self) -> Any:
        return self.entry.record and Record(self.world, self.entry.record)

    def provision_record(self) -> Any:
        return self.judged.record and ProvisionRecord(self.world, self)


class Record(Thing):
    """The provision record of a delivery."""

    def has(self) -> list[Any]:
        return sorted(self.entry.has, key=lambda word: word.value)
