"""Which record serves which provision, given or received: its own, or a lump record (Rules 19 to 21, 23 to 25)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from models.vocabulary import RecordMethod
from vendors.periods import months_after


class Made(Protocol):
    """A record: when and how it was made."""

    @property
    def made_on(self) -> date:
        """The day on which it was made."""

    @property
    def method(self) -> RecordMethod:
        """How it was made."""


class Recordable(Protocol):
    """A provision, given or received, as far as records are concerned."""

    @property
    def flow(self) -> Hashable:
        """What it is one of: a lump record is for those of one flow."""

    @property
    def code(self) -> str:
        """What tells it from the others."""

    @property
    def day(self) -> int:
        """The day on which it was made."""

    @property
    def record(self) -> Made | None:
        """The record that was made for it."""


R = TypeVar("R", bound=Recordable)


@dataclass(frozen=True, slots=True)
class Served(Generic[R]):
    """How one provision is served."""

    carrier: R | None
    """The one whose record serves it; `None` where there is no record."""
    due_after: int
    """The day after which it is promptly recorded: its own, or of a lump record the last one of the quarter."""
    last_served: int
    """The last day that the record serves, from which it is kept where it is a lump or in a contract; else its own."""
    closes: int | None
    """The last day of the calendar quarter, where it is a lump record: with it, the record closes by itself."""


@dataclass(frozen=True, slots=True)
class _Quarter(Generic[R]):
    """What there was of one flow in one calendar quarter, as far as a lump record cares."""

    last: int
    lump: R | None
    """The one that carries the earliest lump record."""
    last_without_record: int
    """The last one with no record of its own, 0 where there is none."""


class Serving(Generic[R]):
    """Answers for each of many provisions, given or received."""

    def __init__(self, those: Iterable[R]) -> None:
        """Gather them by flow and calendar quarter: a lump record serves a quarter (Rules 19(2), 23(2))."""
        self._substituted: dict[tuple[Hashable, date], int] = {}
        quarters: defaultdict[tuple[Hashable, int, int], list[R]] = defaultdict(list)
        for one in those:
            quarters[_quarter_of(one)].append(one)
            record = one.record
            if record is not None and record.method is RecordMethod.CONTRACT_SUBSTITUTE:
                key = (one.flow, record.made_on)
                self._substituted[key] = max(one.day, self._substituted.get(key, 0))
        self._quarters = {key: _quarter(gathered) for key, gathered in quarters.items()}

    def of(self, one: R) -> Served[R]:
        """What serves it: its own record, or else the earliest lump record of its quarter."""
        quarter = self._quarters[_quarter_of(one)]
        carrier = one if one.record is not None else quarter.lump
        record = None if carrier is None else carrier.record
        lump = record is not None and record.method is RecordMethod.LUMP
        return Served(
            carrier=carrier,
            due_after=quarter.last if lump else one.day,
            last_served=one.day if carrier is None or record is None else self._last_served(carrier, record, quarter),
            closes=_last_of_quarter(one) if lump else None,
        )

    def _last_served(self, carrier: R, record: Made, quarter: _Quarter[R]) -> int:
        match record.method:
            case RecordMethod.INDIVIDUAL:
                return carrier.day
            case RecordMethod.LUMP:
                return max(carrier.day, quarter.last_without_record) if carrier is quarter.lump else carrier.day
            case RecordMethod.CONTRACT_SUBSTITUTE:
                return self._substituted[carrier.flow, record.made_on]


def _quarter(those: list[R]) -> _Quarter[R]:
    lumps = [
        (one.record.made_on, one.code, one)
        for one in those
        if one.record is not None and one.record.method is RecordMethod.LUMP
    ]
    return _Quarter(
        last=max(one.day for one in those),
        lump=min(lumps, key=lambda lump: lump[:2])[2] if lumps else None,
        last_without_record=max((one.day for one in those if one.record is None), default=0),
    )


def _quarter_of(one: Recordable) -> tuple[Hashable, int, int]:
    day = date.fromordinal(one.day)
    return one.flow, day.year, (day.month - 1) // 3


def _last_of_quarter(one: Recordable) -> int:
    day = date.fromordinal(one.day)
    return months_after(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1).toordinal(), 3) - 1
