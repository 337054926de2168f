"""Statistics, counted transfer after transfer."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from models.vocabulary import Verdict
from tests.graph.reference.lists import narrowed
from tests.graph.reference.nodes import every
from tests.graph.reference.refusing import BAD_INPUT, BEYOND_LIMIT, refused
from tests.graph.reference.world import World, have_one
from vendors.exports.quarters import Quarter, quarter, quarter_of, quarters_between, quarters_to

KEYS = {
    "VERDICT": "verdict",
    "BASIS": "basis",
    "MECHANISM": "mechanism",
    "COUNTRY": "country",
    "SERVICE": "service",
    "CODE": "code",
    "FOREIGN": "foreign",
}
"""What transfers are counted by, and the field that says it; ties go by their words in this order, flags first."""

Point = tuple[date, date, Mapping[str, Any]]
"""The first and the last day of what is counted together, and what its groups say of it."""


def text(value: Any) -> str:
    """A word as it is put in order; nothing comes first."""
    return "" if value is None else str(getattr(value, "value", value))


def most_first(counted: Iterable[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """The most first; of as many, in the order of their words."""
    return sorted(counted, key=lambda one: (-one[1], text(one[0])))


class Statistics:
    """Counts of transfers as they stand on a day."""

    def __init__(
        self,
        world: World,
        on: date | None = None,
        filter: Any = None,
        by: Sequence[str] | None = None,
        quarters: Mapping[str, Any] | None = None,
    ) -> None:
        self.world = world
        self.on = on or world.today
        self.chosen = narrowed(world, "Transfer", every(world, "Transfer"), filter, self.on)
        self.by, self.asked_quarters = by or (), quarters
        self.active = [row for row in self.chosen if row.span(self.on)]

    def recorded(self) -> int:
        return len(self.chosen)

    def transfers(self) -> int:
        return len(self.active)

    def _with(self, verdict: Verdict) -> int:
        return sum(row.verdict(self.on) is verdict for row in self.chosen)

    def valid(self) -> int:
        return self._with(Verdict.VALID)

    def invalid(self) -> int:
        return self._with(Verdict.INVALID)

    def not_a_provision(self) -> int:
        return self._with(Verdict.NOT_A_PROVISION)

    def inactive(self) -> int:
        return self._with(Verdict.INACTIVE)

    def foreign(self) -> int:
        return sum(row.foreign(self.on) for row in self.active)

    def domestic(self) -> int:
        return sum(not row.foreign(self.on) for row in self.active)

    def record_required(self) -> int:
        return sum(row.record_required(self.on) for row in self.active)

    def by_verdict(self) -> list[Any]:
        counted = Counter(row.verdict(self.on) for row in self.chosen)
        return [{"verdict": word, "transfers": number} for word, number in most_first(counted.items())]

    def by_basis(self) -> list[Any]:
        counted = Counter(row.span(self.on).basis_kind for row in self.active)
        return [{"basis": word, "transfers": number} for word, number in most_first(counted.items())]

    def by_mechanism(self) -> list[Any]:
        counted = Counter(row.foreign_mechanism(self.on) for row in self.active)
        return [{"mechanism": word, "transfers": number} for word, number in most_first(counted.items())]

    def by_service(self) -> list[Any]:
        counted = Counter(row.entry.service for row in self.active)
        invalid = Counter(row.entry.service for row in self.active if row.verdict(self.on) is Verdict.INVALID)
        return [
            {"service": code, "transfers": number, "invalid": invalid[code]}
            for code, number in most_first(counted.items())
        ]

    def findings(self) -> list[Any]:
        held = [(finding, row.code) for row in self.chosen for finding in row.findings(self.on)]
        counted = Counter((finding.code, finding.severity) for finding, _ in held)
        ordered = sorted(counted.items(), key=lambda one: (-one[1], *map(text, one[0])))
        return [
            {
                "code": code,
                "severity": severity,
                "findings": number,
                "transfers": len(
                    {whose for finding, whose in held if (finding.code, finding.severity) == (code, severity)}
                ),
            }
            for (code, severity), number in ordered
        ]

    def groups(self) -> list[Any]:
        return self._all_groups()[:5000]

    def group_count(self) -> int:
        return len(self._all_groups())

    def _all_groups(self) -> list[Any]:
        if self.asked_quarters is None and "QUARTER" not in self.by:
            points: list[Point] = [(self.on, self.on, {"quarter": None})]
        else:
            points = [(one.first, one.last, {"quarter": one.name}) for one in self._quarters(self.asked_quarters or {})]
        return [group for point in points for group in self._groups(point, self.by)]

    def _quarters(self, asked: Mapping[str, Any]) -> Sequence[Quarter]:
        try:
            first, last = (None if asked.get(key) is None else quarter(asked[key]) for key in ("from", "until"))
            last = last or quarter_of(self.on, fiscal=bool(first and first.fiscal))
        except ValueError:
            raise refused(BAD_INPUT) from None
        if first is None:
            return quarters_to(last, 40)
        number = quarters_between(first, last)
        if first.fiscal is not last.fiscal or number < 1:
            raise refused(BAD_INPUT)
        if number > 120:
            raise refused(BEYOND_LIMIT)
        return quarters_to(last, number)

    def series(self, every: str, by: Any = None, until: date | None = None, **asked: Any) -> list[Any]:
        last = until or self.on
        first = asked.get("from") or date.fromordinal(max(1, last.toordinal() - 29))
        if last < first:
            raise refused(BAD_INPUT)
        days = [
            day
            for day in map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
            if is_point(day, first, every)
        ]
        if len(days) > 400:
            raise refused(BEYOND_LIMIT)
        return [group for day in days for group in self._groups((day, day, {"on": day}), by or ())][:20000]

    def _groups(self, point: Point, by: Iterable[str]) -> list[Any]:
        first, last, says = point
        keys = [key for key in KEYS if key in by]
        looked_at = self._broken(first, last) if "CODE" in keys else self._there(first, last)
        states = [{KEYS[key]: self._state(row, day, code)[key] for key in keys} for row, day, code in looked_at]
        counted = Counter(tuple(state.items()) for state in states)
        if not keys:
            counted = Counter({(): len(states)})
        in_order = sorted(counted.items(), key=lambda one: _place(dict(one[0]), one[1]))
        nothing = dict.fromkeys(KEYS.values())
        return [{**nothing, **dict(group), **says, "transfers": number} for group, number in in_order]

    def _there(self, first: date, last: date) -> Iterator[tuple[Any, date, Any]]:
        """Each transfer that is active on one of the days, on the last of these days."""
        for row in self.chosen:
            if have_one(row.from_, row.until, {"from": first, "until": last}):
                yield row, min(last, row.until or last), None

    def _broken(self, first: date, last: date) -> Iterator[tuple[Any, date, Any]]:
        """Each transfer for each rule that it breaks on one of the days, on the last of these days."""
        for row in self.chosen:
            last_days: dict[Any, date] = {}
            for found in row.findings(ever=True):
                if have_one(found.from_, found.until, {"from": first, "until": last}):
                    until = min(last, found.until or last)
                    last_days[found.code] = max(until, last_days.get(found.code, until))
            for code, day in last_days.items():
                yield row, day, code

    def _state(self, row: Any, day: date, code: Any) -> Mapping[str, Any]:
        span = row.span(day)
        return {
            "VERDICT": row.verdict(day),
            "BASIS": span and span.basis_kind,
            "FOREIGN": row.foreign(day),
            "MECHANISM": row.foreign_mechanism(day),
            "COUNTRY": row.recipient().country(day),
            "SERVICE": row.entry.service,
            "CODE": code,
        }


def _place(group: Mapping[str, Any], number: int) -> tuple[Any, ...]:
    """Where a group stands at its point: the most first, then those at home, then by words."""
    words = [text(group.get(name)) for key, name in KEYS.items() if key != "FOREIGN"]
    return (-number, bool(group.get("foreign")), *words)


def is_point(day: date, first: date, every: str) -> bool:
    """Whether a day is one of the points of a series."""
    if every in {"DAY", "WEEK"}:
        return every == "DAY" or (day - first).days % 7 == 0
    ends_month = day == date.max or (day + timedelta(days=1)).day == 1
    return ends_month and (every == "MONTH" or day.month % 3 == 0)
