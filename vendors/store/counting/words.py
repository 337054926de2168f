"""What reckoning with days is called on each engine."""

from dataclasses import dataclass

from vendors.store.address import Engine

FIRST = "'0001-01-01'"
LAST = "'9999-12-31'"
"""The calendar's first and last day; PostgreSQL's driver keeps them as its infinities, which reckon differently."""


@dataclass(frozen=True)
class Days:
    """Expressions over days, as templates; a day may be any SQL."""

    day: str
    next: str
    previous: str
    month: str
    year: str
    quarter: str
    later: str
    earlier: str

    def of(self, literal: str) -> str:
        """A day that is written out."""
        return self.day.format(literal)

    def after(self, day: str) -> str:
        """The day after."""
        return self.next.format(day)

    def before(self, day: str) -> str:
        """The day before."""
        return self.previous.format(day)

    def first_of_month(self, day: str) -> str:
        """The first day of its month."""
        return self.month.format(day)

    def first_of_year(self, day: str) -> str:
        """The first day of its year."""
        return self.year.format(day)

    def quarter_of(self, day: str) -> str:
        """A number that all days of a quarter have alike."""
        return self.quarter.format(day)

    def latest(self, day: str, other: str) -> str:
        """The later of two days."""
        return self.later.format(day, other)

    def earliest(self, day: str, other: str) -> str:
        """The earlier of two days."""
        return self.earlier.format(day, other)

    def begins(self, table: str) -> str:
        """The first day of a row that has days."""
        return self.latest(f"{table}.from_on", FIRST)

    def ends(self, table: str) -> str:
        """The last day of a row that has days; the calendar's where it is open."""
        return self.earliest(f"coalesce({table}.until_on, {LAST})", LAST)


DAYS = {
    Engine.SQLITE: Days(
        day="{0}",
        next="date({0}, '+1 day')",
        previous="date({0}, '-1 day')",
        month="substr({0}, 1, 8) || '01'",
        year="substr({0}, 1, 5) || '01-01'",
        quarter="(cast(substr({0}, 1, 4) as integer) * 4 + (cast(substr({0}, 6, 2) as integer) + 2) / 3)",
        later="max({0}, {1})",
        earlier="min({0}, {1})",
    ),
    Engine.POSTGRESQL: Days(
        day="CAST({0} AS DATE)",
        next="({0} + 1)",
        previous="({0} - 1)",
        month="date_trunc('month', {0})::date",
        year="date_trunc('year', {0})::date",
        quarter="(extract(year from {0}) * 4 + extract(quarter from {0}))",
        later="greatest({0}, {1})",
        earlier="least({0}, {1})",
    ),
}
