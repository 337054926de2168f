"""The register as plain objects: everything that a question may reach, found by going through lists.

Nothing here is quick, and nothing asks a database: facts come from the entries of the register, and what is said of
them from the judge. Rows are numbered as a first import records them, for ties go by the order of recording.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache, cached_property
from typing import Any

from vendors.facts.register import RegisterFacts
from vendors.findings import DeliveryJudgement, Finding, Span, TransferJudgement
from vendors.judgement import Judge
from vendors.register.entries.contract import Contract
from vendors.register.entries.register import Register

MOMENT = datetime(2026, 8, 1, tzinfo=UTC)
BETWEEN = datetime(2026, 8, 10, 9, 30, 15, tzinfo=UTC)
LATER = datetime(2026, 8, 10, 9, 30, 15, 250_000, tzinfo=UTC)
Recorded = Mapping[tuple[str, str], datetime]
"""When entries were recorded, by list and code; those that are not named, at `MOMENT`."""


def renewed_first(contracts: Iterable[Contract]) -> Iterator[Contract]:
    """The contracts by code, but each after the one that it renews."""
    left = {one.code: one for one in sorted(contracts, key=lambda one: one.code)}

    def taken(code: str) -> Iterator[Contract]:
        if code in left:
            contract = left[code]
            if contract.renews is not None:
                yield from taken(contract.renews)
            yield left.pop(code)

    for code in sorted(left):
        yield from taken(code)


def on_one(first: date, last: date | None, day: date) -> bool:
    """Whether a run of days has that day."""
    return first <= day and (last is None or day <= last)


def have_one(first: date, last: date | None, days: Mapping[str, date]) -> bool:
    """Whether a run of days has one of these days; of days that end before they begin, there is none."""
    return max(first, days["from"]) <= min(last or days["until"], days["until"])


class World:
    """One register on one day, with what is said of it."""

    def __init__(self, register: Register, today: date, recorded: Recorded, events: Sequence[Any] = ()) -> None:
        """`events` are those of the ledger, in their order."""
        self.register, self.today, self.recorded, self.events = register, today, recorded, events
        self.judge = Judge(register)
        self.facts = RegisterFacts(register)
        self.nodes: dict[str, list[Any]] = {}
        """Every node that was made, by its type: see `nodes.every`."""
        self.places: dict[str, tuple[str, Any, int]] = {}
        """For each cursor that was given: the list that it is of, and where it stands there."""
        self.delivered = cache(self.judge.delivery)
        self.stored: Callable[[str], str] = str
        """How a reference of a person is stored: those of a delivery are listed in that order."""

    def in_order(self, list_name: str) -> list[Any]:
        """The entries of a list in the order in which they are recorded."""
        entries = getattr(self.register, list_name)
        if list_name == "contracts":
            return list(renewed_first(entries))
        if list_name == "policies":
            return sorted(entries, key=lambda one: one.from_)
        if list_name == "deliveries":
            return sorted(entries, key=lambda one: (one.transfer, one.code))
        return list(entries) if list_name == "anonymised_releases" else sorted(entries, key=lambda one: one.code)

    def judged(self, code: str) -> TransferJudgement:
        """All that is ever said of a transfer."""
        return self.judge.transfer(code)

    def judged_delivery(self, code: str) -> DeliveryJudgement:
        """All that is said of a delivery."""
        return self.delivered(code)

    def span(self, code: str, day: date) -> Span | None:
        """What is said of a transfer on a day; nothing beyond its period."""
        return next((one for one in self.judged(code).spans if on_one(one.from_, one.until, day)), None)

    def abroad(self, recipient: str, day: date) -> bool:
        """Whether a recipient is abroad on a day."""
        return day.toordinal() in self.facts.recipients[recipient].abroad

    def when_recorded(self, list_name: str, key: str) -> datetime:
        """When an entry was recorded."""
        return self.recorded.get((list_name, key), MOMENT)

    def revision(self, list_name: str, key: str) -> str:
        """The recording that an entry was recorded by: there were two."""
        return "@revision:2" if self.when_recorded(list_name, key) == LATER else "@revision:1"

    def cursor(self, of: str, key: Any, number: int) -> str:
        """The cursor of the row with that number, which stands there in that list."""
        made = "@cursor:" + hashlib.sha256(repr((of, key, number)).encode()).hexdigest()[:16]
        self.places[made] = (of, key, number)
        return made

    @cached_property
    def findings(self) -> list[tuple[str, Finding]]:
        """All findings with the codes of their transfers, as recorded."""
        transfers = self.in_order("transfers")
        return [(one.code, finding) for one in transfers for finding in self.judged(one.code).findings]

    @cached_property
    def spans(self) -> list[tuple[str, Span]]:
        """All spans with the codes of their transfers, as recorded."""
        return [(one.code, span) for one in self.in_order("transfers") for span in self.judged(one.code).spans]


def at(start: Any, changes: Iterable[Any], field: str, day: date) -> Any:
    """The value of a field on a day: as it began, or as the last change until then has it."""
    value = start
    for change in sorted(changes, key=lambda one: one.on):
        if change.on <= day and field in change.changed:
            value = getattr(change, field)
    return value
