"""What a verb would do, without doing it: which findings would appear, and which would vanish."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from vendors.store.afterwards import Afterwards
from vendors.store.change import Change
from vendors.store.changing import Changed
from vendors.store.connection import Connection, Row
from vendors.store.several import rows_among
from vendors.store.touched import reach_of_change, touched_by

MOST = 1_000
"""Findings of each kind that are told one by one."""


class Foreseen(NamedTuple):
    """One finding that would appear, or vanish."""

    transfer: str
    delivery: str | None
    """`None`: it is the transfer's own."""
    code: str
    severity: str
    because: str
    from_: date | None
    until: date | None
    about: str


@dataclass(frozen=True)
class Foresight:
    """What would be said otherwise."""

    changed: Changed
    appear: tuple[Foreseen, ...]
    vanish: tuple[Foreseen, ...]
    """Of both at most `MOST`, in order of their transfers."""
    appearing: int
    vanishing: int
    """How many there are in all."""


class Outlook:
    """The findings of all that a change touches, before it is made."""

    def __init__(self, connection: Connection, transfers: Iterable[str], deliveries: Iterable[str]) -> None:
        self._connection = connection
        self._transfers = frozenset(transfers)
        self._deliveries = frozenset(deliveries)
        self._before: Counter[Foreseen] = Counter()

    @classmethod
    async def before(cls, connection: Connection, change: Change) -> "Outlook":
        """Look at the register before the change."""
        after, difference = Afterwards(connection, change), change.difference
        touched = await touched_by(after, await reach_of_change(after))
        transfers = touched.transfers | difference.removed["transfers"]
        return await cls.over(connection, transfers, {*touched.deliveries, *difference.removed["deliveries"]})

    @classmethod
    async def over(cls, connection: Connection, transfers: Iterable[str], deliveries: Iterable[str]) -> "Outlook":
        """Look at these transfers and deliveries, before anything is said of them otherwise."""
        outlook = cls(connection, transfers, deliveries)
        outlook._before = await outlook._look()
        return outlook

    async def after(self, changed: Changed) -> Foresight:
        """What is said otherwise now."""
        now = await self._look()
        appear, vanish = now - self._before, self._before - now
        return Foresight(changed, _first(appear), _first(vanish), appear.total(), vanish.total())

    async def _look(self) -> Counter[Foreseen]:
        found = await rows_among(self._connection, _OF_TRANSFERS, self._transfers)
        found += await rows_among(self._connection, _OF_DELIVERIES, self._deliveries)
        return Counter(map(_foreseen, found))


def _first(those: Counter[Foreseen]) -> tuple[Foreseen, ...]:
    in_order = sorted(those.elements(), key=lambda one: tuple("" if value is None else str(value) for value in one))
    return tuple(in_order[:MOST])


def _foreseen(row: Row) -> Foreseen:
    return Foreseen(
        row["transfer"],
        row["delivery"],
        row["code"],
        row["severity"],
        row["because"],
        _day(row["from_on"]),
        _day(row["until_on"]),
        row["about"],
    )


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


_OF_TRANSFERS = (
    "SELECT transfer.code AS transfer, NULL AS delivery, finding.code, severity, because, finding.from_on,"
    " finding.until_on, about FROM finding JOIN transfer ON transfer.id = transfer_id WHERE transfer.code AMONG THESE"
)
_OF_DELIVERIES = (
    "SELECT transfer.code AS transfer, delivery.code AS delivery, delivery_finding.code, severity, because,"
    " delivery_finding.from_on, delivery_finding.until_on, about FROM delivery_finding"
    " JOIN delivery ON delivery.id = delivery_id JOIN transfer ON transfer.id = delivery.transfer_id"
    " WHERE delivery.code AMONG THESE"
)
