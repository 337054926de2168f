"""Recipients and contracts, with what holds of them on a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from tests.graph.reference.lists import Connection
from tests.graph.reference.nodes import Node, Thing, each, every, one
from tests.graph.reference.world import at, on_one
from vendors.periods import as_date


class Version(Thing):
    """What holds of an entry from the day of one of its changes until the next; the first from the beginning."""

    def __init__(self, of: Any, changes: Sequence[Any], place: int) -> None:
        super().__init__(of.world, of.entry)
        days = sorted({change.on for change in changes})
        self.of = of
        self.from_ = days[place - 1] if place else None
        self.until = days[place] - timedelta(days=1) if place < len(days) else None
        self.begun_by = [change for change in changes if change.on == self.from_]
        self.changes = changes

    @classmethod
    def all(cls, of: Any, changes: Sequence[Any]) -> list[Any]:
        """The versions of an entry."""
        return [cls(of, changes, place) for place in range(len({change.on for change in changes}) + 1)]

    def value(self, field: str) -> Any:
        """The value of a field over its days."""
        return at(getattr(self.entry, field), self.changes, field, self.from_ or date.min)

    def values(self, field: str) -> Any:
        """The values of a field that holds several."""
        return self.value(field) or ()

    def changed(self) -> list[str]:
        """What the change replaces that begins it."""
        names = {name for change in self.begun_by for name in change.changed - {"adds", "removes"}}
        return sorted(name.upper() for name in names)

    @property
    def note(self) -> str | None:
        """The notes on that change."""
        return "\n".join(change.note for change in self.begun_by if change.note) or None

    @property
    def owner(self) -> str | None:
        """Who answers for that change."""
        return "\n".join(change.owner for change in self.begun_by if change.owner) or None


class RecipientVersion(Version):
    """What holds of a recipient over a run of days."""

    def __getattr__(self, name: str) -> Any:
        return self.value(name)

    def foreign(self) -> bool:
        """Whether it is abroad."""
        return self.world.abroad(self.entry.code, self.from_ or date.min)


class Recipient(Node):
    """Anyone who receives."""

    TYPE, LIST = "Recipient", "recipients"

    def versions(self) -> list[Any]:
        """What holds of it over time."""
        return RecipientVersion.all(self, self.entry.changes)

    def at(self, field: str, on: date | None) -> Any:
        """A field as it is on a day."""
        return at(getattr(self.entry, field), self.entry.changes, field, self.day(on))

    def name(self, on: date | None = None) -> Any:
        return self.at("name", on)

    def kind(self, on: date | None = None) -> Any:
        return self.at("kind", on)

    def country(self, on: date | None = None) -> Any:
        return self.at("country", on)

    def japan_business(self, on: date | None = None) -> Any:
        return self.at("japan_business", on)

    def address(self, on: date | None = None) -> Any:
        return self.at("address", on)

    def representative(self, on: date | None = None) -> Any:
        return self.at("representative", on)

    def foreign(self, on: date | None = None) -> bool:
        return self.world.abroad(self.code, self.day(on))

    def stored_in(self) -> list[str]:
        return sorted(self.entry.stored_in)

    def equivalent_measures(self) -> list[Any]:
        return sorted(self.entry.equivalent_measures, key=lambda one: one.from_)

    def equivalent_checks(self) -> list[date]:
        return sorted(self.entry.equivalent_checks)

    def screenings(self) -> list[date]:
        return sorted(self.entry.screenings)

    def reviews(self) -> list[date]:
        return sorted(self.entry.reviews)

    def subprocessors(self) -> list[Any]:
        found = [Subprocessor(self.world, entry, self) for entry in self.entry.subprocessors]
        return sorted(found, key=lambda one: one.from_)

    def subprocessor_of(self) -> list[Any]:
        found = [
            Subprocessor(self.world, entry, by)
            for by in every(self.world, "Recipient")
            for entry in by.entry.subprocessors
            if entry.recipient == self.code
        ]
        return sorted(found, key=lambda one: one.from_)

    def contracts(self, **asked: Any) -> Any:
        rows = [row for row in every(self.world, "Contract") if row.entry.recipient == self.code]
        return Connection(self.world, "Contract", rows, asked)

    def transfers(self, **asked: Any) -> Any:
        rows = [row for row in every(self.world, "Transfer") if row.entry.recipient == self.code]
        return Connection(self.world, "Transfer", rows, asked)


class Subprocessor(Thing):
    """Re-entrustment to another recipient."""

    def __init__(self, world: Any, entry: Any, by: Recipient) -> None:
        super().__init__(world, entry)
        self.entrusted_by = by

    def recipient(self) -> Any:
        return one(self.world, "Recipient", self.entry.recipient)

    def items(self) -> list[Any]:
        return each(self.world, "Item", self.entry.items)


class ContractVersion(Version):
    """What a contract says over a run of days, its amendments applied."""

    def added(self, kind: str) -> list[str]:
        """The clauses that the amendment adds or removes that begins it."""
        return sorted({term.name for change in self.begun_by for term in getattr(change, kind) or ()})

    def adds(self) -> list[str]:
        return self.added("adds")

    def removes(self) -> list[str]:
        return self.added("removes")

    def contract_until(self) -> Any:
        return self.value("until")

    def confidentiality(self) -> Any:
        return self.value("confidentiality")

    def terms(self) -> list[Any]:
        held = set(self.entry.terms)
        for change in sorted(self.changes, key=lambda one: one.on):
            if change.on <= (self.from_ or date.min):
                held = (held | set(change.adds or ())) - set(change.removes or ())
        return sorted(held, key=lambda term: term.value)

    def items(self) -> list[Any] | None:
        items = self.value("items")
        return None if items is None else each(self.world, "Item", items)

    def purposes(self) -> list[Any] | None:
        purposes = self.value("purposes")
        return None if purposes is None else each(self.world, "Purpose", purposes)


class Contract(Node):
    """A partner contract."""

    TYPE, LIST = "Contract", "contracts"

    def versions(self) -> list[Any]:
        return ContractVersion.all(self, self.entry.amendments)

    def version(self, on: date | None) -> Any:
        """What it says on a day."""
        day = self.day(on)
        return next(one for one in self.versions() if on_one(one.from_ or date.min, one.until, day))

    def recipient(self) -> Any:
        return one(self.world, "Recipient", self.entry.recipient)

    def until(self, on: date | None = None) -> Any:
        return self.version(on).contract_until()

    def auto_renews_months(self) -> Any:
        return self.entry.auto_renews and self.entry.auto_renews.months

    def auto_renews_notice_days(self) -> Any:
        return self.entry.auto_renews and self.entry.auto_renews.notice_days

    def renews(self) -> Any:
        return one(self.world, "Contract", self.entry.renews)

    def renewed_by(self) -> list[Any]:
        found = [row for row in every(self.world, "Contract") if row.entry.renews == self.code]
        return sorted(found, key=lambda row: (row.from_, row.number))

    def renewal_chain(self) -> list[Any]:
        chain = [self]
        while chain[0].entry.renews is not None:
            chain.insert(0, chain[0].renews())
        while following := chain[-1].renewed_by():
            chain += following
        return chain

    def runs(self) -> list[Any]:
        """The first and the last day of each run of days on which it is in force."""
        in_force = self.world.facts.contracts[self.code].in_force
        return [(date.fromordinal(first), as_date(last)) for first, last in in_force]

    def in_force(self, on: date | None = None) -> bool:
        return any(on_one(first, last, self.day(on)) for first, last in self.runs())

    def days_in_force(self) -> list[Any]:
        return [{"from": first, "until": last} for first, last in self.runs()]

    def confidentiality(self, on: date | None = None) -> Any:
        return self.version(on).confidentiality()

    def terms(self, on: date | None = None) -> Any:
        return self.version(on).terms()

    def items(self, on: date | None = None) -> Any:
        return self.version(on).items()

    def purposes(self, on: date | None = None) -> Any:
        return self.version(on).purposes()

    def transfers(self, **asked: Any) -> Any:
        rows = [
            row
            for row in every(self.world, "Transfer")
            if any(span.contract == self.code for span in self.world.judged(row.code).spans)
        ]
        return Connection(self.world, "Transfer", rows, asked)
