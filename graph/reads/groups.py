"""Counts by groups: transfers at one or more points in time, by whatever of their state is asked for.

A transfer is looked at once at each point where it is there: on the point's day, or, in a quarter, on the last day of
it on which the transfer is active. By rule, it is looked at once for each rule that is broken, on the last such day
instead. What is counted by comes as values, not in the SQL: one plan serves every combination.

Without a filter the kept counts say it: how many there are at the first point, and how many more or fewer at the next.
"""

from collections.abc import Callable, Mapping

from graph.reads.asked import Ask
from graph.reads.dialect import Kind
from graph.reads.kept import changes_at, days_until
from graph.reads.objects import Field, Writer
from graph.reads.points import StatisticsKey, asked_keys, first_day, grain_of, points_of_groups, points_of_series
from graph.reads.refusals import Refused

MOST_GROUPS = 5_000
MOST_IN_SERIES = 20_000

_STATE: Mapping[StatisticsKey, tuple[str, str]] = {
    StatisticsKey.VERDICT: ("verdict", "verdict"),
    StatisticsKey.BASIS: ("basis", "basis_kind"),
    StatisticsKey.FOREIGN: ("abroad", "abroad"),
    StatisticsKey.MECHANISM: ("mechanism", "mechanism"),
    StatisticsKey.COUNTRY: ("country", "country"),
    StatisticsKey.SERVICE: ("service", "service"),
    StatisticsKey.CODE: ("code", "code"),
}
"""For each key, the column of a group, and what it is in a transfer's state."""

_NAMES = ", ".join(name for name, _ in _STATE.values())
_TEXTS = ", ".join(f"coalesce({{it}}.{name}, '')" for name, _ in _STATE.values() if name != "abroad")
ORDER = f"{{it}}.place, {{it}}.transfers desc, case when {{it}}.abroad then 1 else 0 end, {_TEXTS}"
"""In which order groups come: by their points, the most first, and then by what they are counted by."""


class Grouped:
    """The counted groups of one statement, as queries with a name each."""

    def __init__(self, writer: Writer, root: Field, *, kept: bool) -> None:
        """Count for the root field; from the kept counts, or one `chosen` transfer after another."""
        self.root, self.kept = root, kept
        self.statement, self.dialect = writer.statement, writer.dialect
        self.queries: dict[str, str] = {}

    def of_root(self, field: Field) -> str:
        """The groups that the root field's arguments ask for; `field` is refused where these name no points."""
        if "groups" not in self.queries:
            arguments = self.root.arguments
            points = _told_of(field, lambda ask: points_of_groups(arguments.of(ask), ask.today))
            self._query("groups", self.root, points)
        return "groups"

    def of_series(self, field: Field) -> str:
        """The groups at each point of a series; without a key, a point without transfers is there too."""

        def points(ask: Ask) -> list[str]:
            return points_of_series(field.arguments.of(ask), self.root.arguments.day(ask))

        name = self.statement.alias("series")
        self._query(name, field, _told_of(field, points))
        return name

    def _flag(self, field: Field, key: StatisticsKey) -> str:
        def is_asked(ask: Ask) -> bool:
            return key in asked_keys(field.arguments.of(ask))

        return self.statement.parameter(("by", key, field.path), Kind.FLAG, is_asked)

    def _query(self, name: str, field: Field, points: Callable[[Ask], list[str]]) -> None:
        self.statement.slow = True
        at = f"points_of_{name}"
        texts = self.statement.parameter(("points", field.path), Kind.TEXTS, points)
        self.queries[at] = self._points(texts)
        asked = ", ".join(
            f"case when {self._flag(field, key)} then {column} end as {alias}"
            for key, (alias, column) in _STATE.items()
        )
        counted = self._kept(name, at, field, points, asked) if self.kept else self._scanned(at, field, asked)
        none_asked = " and ".join(f"not {self._flag(field, key)}" for key in _STATE)
        self.queries[name] = (
            f"select grouped.place, nullif(p.name, '') as quarter, p.day, {_NAMES}, sum(transfers) as transfers"
            f" from ({counted} union all"
            f" select place, {', '.join(['null'] * len(_STATE))}, 0 from {at} where {none_asked}) grouped"
            f" join {at} p on p.place = grouped.place group by grouped.place, p.name, p.day, {_NAMES}"
        )

    def _scanned(self, at: str, field: Field, asked: str) -> str:
        seen = _seen(at, self._flag(field, StatisticsKey.CODE))
        return f"select place, {asked}, transfers from ({seen}) seen"

    def _kept(self, name: str, at: str, field: Field, points: Callable[[Ask], list[str]], asked: str) -> str:
        """What changes at each point, added up from the first point to the last."""
        first = days_until(self.statement, ("first", field.path), lambda ask: first_day(points(ask)))
        grain = self.statement.parameter(("grain", field.path), Kind.TEXT, lambda ask: grain_of(points(ask)))
        changes = changes_at(at, grain, first, self._flag(field, StatisticsKey.CODE))
        self.queries[f"changes_of_{name}"] = (
            f"select place, {asked}, sum(transfers) as transfers, sum(ended) as ended from (select c.place, c.code,"
            " s.verdict, s.basis_kind, s.abroad, s.mechanism, s.country, sv.code as service, c.transfers, c.ended"
            " from (select place, state_id, code, sum(transfers) as transfers, sum(ended) as ended"
            f" from ({changes}) each group by place, state_id, code) c"
            " join counted_state s on s.id = c.state_id join service sv on sv.id = s.service_id)"
            f" changes group by {', '.join(str(number) for number in range(1, len(_STATE) + 2))}"
        )
        along = f"over (partition by {_NAMES} order by place"
        self.queries[f"runs_of_{name}"] = (
            f"select place, {_NAMES}, sum(transfers) {along} rows unbounded preceding) as transfers,"
            f" lead(place) {along}) as next from changes_of_{name}"
        )
        return (
            f"select p.place, {_NAMES}, transfers from runs_of_{name} r"
            f" join {at} p on p.place >= r.place and (r.next is null or p.place < r.next) where transfers <> 0"
            f" union all select place, {_NAMES}, ended from changes_of_{name} where ended <> 0"
        )

    def _points(self, texts: str) -> str:
        as_day = self.dialect.as_day
        return (
            f"select place, {as_day('substr(text, 1, 10)')} as before, {as_day('substr(text, 12, 10)')} as day,"
            f" {as_day('substr(text, 23, 10)')} as first, substr(text, 34) as name"
            f" from {self.dialect.rows_of(texts, 'given')}"
        )


def _told_of(field: Field, points: Callable[[Ask], list[str]]) -> Callable[[Ask], list[str]]:
    """The points, or a refusal of that field."""

    def told(ask: Ask) -> list[str]:
        try:
            return points(ask)
        except Refused as refused:
            refused.path = refused.path or field.path
            raise

    return told


def _on(alias: str, day: str) -> str:
    return f"{alias}.from_on <= {day} and ({alias}.until_on is null or {alias}.until_on >= {day})"


def _seen(points: str, by_code: str) -> str:
    """Each chosen transfer at each point where it is there, with its state."""
    state = "s.basis_kind, v.abroad, s.mechanism, v.country, sv.code as service"
    looked_at = (
        "select p.place, c.id, c.recipient_id, c.service_id, null as code,"
        " case when c.until_on < p.day then c.until_on else p.day end as at"
        f" from {points} p join chosen c on c.from_on <= p.day and (c.until_on is null or c.until_on >= p.first)"
        f" where not {by_code}"
        " union all"
        " select p.place, c.id, c.recipient_id, c.service_id, f.code,"
        " max(case when f.until_on < p.day then f.until_on else p.day end) as at"
        f" from {points} p join finding f on f.from_on <= p.day and (f.until_on is null or f.until_on >= p.first)"
        f" join chosen c on c.id = f.transfer_id where {by_code}"
        " group by p.place, c.id, c.recipient_id, c.service_id, f.code"
    )
    return (
        f"select l.place, l.code, coalesce(s.verdict, 'INACTIVE') as verdict, {state}, 1 as transfers"
        f" from ({looked_at}) l join service sv on sv.id = l.service_id"
        f" left join span s on s.transfer_id = l.id and {_on('s', 'l.at')}"
        f" left join recipient_version v on v.recipient_id = l.recipient_id and {_on('v', 'l.at')}"
    )
