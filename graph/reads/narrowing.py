"""Filters: what a list is narrowed to, condition by condition, and how conditions combine.

A filter is an object of conditions that all have to hold. `and` and `or` hold lists of such objects, `not` one of
them; each is read like the filter around it, and looks at the same day unless it names its own. What cannot be said
of a row, because something is not recorded, does not hold; so `not` holds exactly where what it negates does not.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from graph.reads.asked import Ask, Path
from graph.reads.dialect import Kind
from graph.reads.objects import Field, Writer
from graph.reads.refusals import Code, Refused
from graph.reads.rows import ALL_OF, ANY_OF, NONE_OF, Condition, Source
from graph.reads.statement import Scope
from vendors.folding import folded

MOST_NESTED = 6
"""How deep `and`, `or` and `not` may stand in each other."""
MOST_CONDITIONS = 60
"""The conditions of one filter, in all its parts."""
MOST_DAYS = 8
"""The different days that the parts of one filter may name: each is looked up beside the row."""

FILTER = ("filter",)


class Given:
    """What a condition may speak of: see `graph.reads.rows.Where`."""

    def __init__(self, writer: Writer, field: Field, it: str, beside: str, path: Path) -> None:
        self._writer = writer
        self._field = field
        self.dialect = writer.dialect
        self.it = it
        self.beside = beside
        self._path = path
        self.given: Any = field.arguments.at(writer.statement.ask, path) if path else None

    def _value(self, kind: Kind, path: Path, made: Callable[[Any], object] = lambda value: value) -> str:
        arguments = self._field.arguments
        name = (arguments.written(path), self._field.path)
        return self._writer.statement.parameter(name, kind, lambda ask: made(arguments.at(ask, path)))

    def among(self, sql: str, *path: str) -> str:
        """Whether that SQL is among the texts that stand at the path within the value."""
        arguments, at = self._field.arguments, (*self._path, *path)
        # Of each column by itself: what it is compared with may have to be encrypted, as its values are.
        name = ("among", sql.rpartition(".")[2], arguments.written(at), self._field.path)
        texts = self._writer.statement.parameter(name, Kind.TEXTS, lambda ask: arguments.at(ask, at))
        return self._writer.dialect.any_of(sql, texts)

    def number(self) -> str:
        """How many different texts the value holds."""
        arguments = self._field.arguments
        name = ("number", arguments.written(self._path), self._field.path)
        return self._writer.statement.parameter(name, Kind.NUMBER, lambda ask: len(set(arguments.at(ask, self._path))))

    def day(self, *path: str) -> str:
        """The day at that path within the value; without a path, the day that the filter is about."""
        if path:
            return self._value(Kind.DAY, (*self._path, *path))
        return day_of(self._writer, self._field, self._path[:-1])

    def own_day(self) -> str:
        """The value, which is a day."""
        return self._value(Kind.DAY, self._path)

    def asked_about(self) -> list[tuple[str, str]]:
        """The first and the last day of each run of days that the filter asks about, or the next one around it."""
        for around in _outwards(self._path[:-1]):
            given = self._field.arguments.at(self._writer.statement.ask, around)
            runs = []
            if _names(given, "on"):
                day = self._value(Kind.DAY, (*around, "on"))
                runs.append((day, day))
            if _names(given, "during"):
                during = (*around, "during")
                runs.append((self._value(Kind.DAY, (*during, "from")), self._value(Kind.DAY, (*during, "until"))))
            if runs:
                return runs
        return []

    def contained(self, sql: str) -> str:
        """Whether that SQL, a text folded for searching, holds the value."""
        return self._writer.dialect.contains(sql, self._value(Kind.TEXT, self._path, folded))

    def moment(self) -> str:
        """The value, which is a moment; refused is one that says no time zone, or lies beyond the calendar."""
        return self._value(Kind.MOMENT, self._path, self._in_utc)

    def _in_utc(self, value: datetime) -> datetime:
        try:
            if value.tzinfo is not None:
                return value.astimezone(UTC)
        except OverflowError:
            pass  # it is in no year that there is
        raise Refused(
            Code.BAD_INPUT,
            f"`{value.isoformat()}` names no moment; write it like 2026-08-15T09:00:00+09:00.",
            f"`{value.isoformat()}` は時刻として定まりません。2026-08-15T09:00:00+09:00 のように指定してください。",
            self._field.path,
            argument=self._path,
        )

    def computed(self, name: str, kind: Kind, made: Callable[[Mapping[str, Any], date], object]) -> str:
        """A value that is made of the field's arguments and of today."""
        arguments = self._field.arguments

        def value(ask: Ask) -> object:
            try:
                return made(arguments.of(ask), ask.today)
            except Refused as refused:
                refused.path = refused.path or arguments.path
                raise

        return self._writer.statement.parameter((name, self._field.path), kind, value)


def _names(given: object, name: str) -> bool:
    return isinstance(given, Mapping) and given.get(name) is not None


def _outwards(path: Path) -> Iterator[Path]:
    """The filter at that path, and each filter around it."""
    return (path[:end] for end in range(len(path), 0, -1))


def day_of(writer: Writer, field: Field, at: Path = FILTER) -> str:
    """The day that a filter is about: its own `on`, else that of the one around it, else the field's, else today."""
    for path in (*((*around, "on") for around in _outwards(at)), ("on",)):
        if field.arguments.at(writer.statement.ask, path) is not None:
            return writer.statement.day(field.arguments, path)
    return writer.statement.day(None)


def narrowed(writer: Writer, source: Source, field: Field, scope: Scope) -> list[str]:
    """The conditions that the field's filter puts on the rows of a source."""
    given = field.arguments.at(writer.statement.ask, FILTER)
    if given is None:
        return []
    _Weighed(field).part(given, FILTER, 0)
    return _Narrowing(writer, source, field, scope).conditions(given, FILTER)


class _Narrowing:
    """One filter while its SQL is being written."""

    def __init__(self, writer: Writer, source: Source, field: Field, scope: Scope) -> None:
        self.writer, self.source, self.field, self.scope = writer, source, field, scope

    def conditions(self, given: Mapping[str, Any], at: Path) -> list[str]:
        """What has to hold of a row, each in parentheses where it is put together of others."""
        found = []
        for name, value in given.items():
            if name == "on" and name not in self.source.conditions:
                continue
            self.writer.check_name(f"{self.source.type}Filter", name, self.field, (*at, name))
            if value is None:
                continue
            path = (*at, name)
            if name == ALL_OF:
                for number, part in enumerate(value):
                    found += self.conditions(part, (*path, number))
            elif name == ANY_OF:
                found.append(_any([self.conditions(part, (*path, number)) for number, part in enumerate(value)]))
            elif name == NONE_OF:
                found.append(f"({_all(self.conditions(value, path))}) is not true")
            else:
                found.append(self._condition(self.source.conditions[name], path))
        return found

    def _condition(self, condition: Condition, path: Path) -> str:
        beside = ""
        if condition.beside is not None:
            day = day_of(self.writer, self.field, path[:-1]) if condition.beside.dated else ""
            beside = self.scope.beside(condition.beside, self.scope.row, day)
        return condition.sql(Given(self.writer, self.field, self.scope.row, beside, path))


def _all(conditions: list[str]) -> str:
    return " and ".join(f"({one})" for one in conditions) or "1 = 1"


def _any(parts: list[list[str]]) -> str:
    return "(" + " or ".join(f"({_all(part)})" for part in parts) + ")"


class _Weighed:
    """Refuses a filter that has too many parts, or none where there must be one."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.conditions = 0
        self.days = 0

    def part(self, given: Mapping[str, Any], at: Path, deep: int) -> None:
        """Weigh a filter and what it holds."""
        self._most(deep, MOST_NESTED, at, ("are nested {asked} deep", "入れ子が {asked} 段あります"))
        for name, value in given.items():
            if value is None:
                continue
            path = (*at, name)
            if name == NONE_OF:
                self.part(value, path, deep + 1)
            elif name in {ALL_OF, ANY_OF}:
                self._parts(name, value, path, deep)
            elif name == "on":
                self.days += 1
                self._most(self.days, MOST_DAYS, path, ("name {asked} days", "日付 `on` が {asked} 個あります"))
            else:
                self._one_more(path)

    def _parts(self, name: str, parts: list[Mapping[str, Any]], path: Path, deep: int) -> None:
        if not parts and name == ANY_OF:
            raise Refused(
                Code.BAD_INPUT,
                "`or` is an empty list, of which nothing can hold; leave it out, or give at least one filter.",
                "`or` が空の一覧です。省くか、条件を一つ以上指定してください。",
                self.field.path,
                argument=path,
            )
        for number, part in enumerate(parts):
            self._one_more((*path, number))  # a part that asks for nothing is one as well
            self.part(part, (*path, number), deep + 1)

    def _one_more(self, path: Path) -> None:
        self.conditions += 1
        self._most(self.conditions, MOST_CONDITIONS, path, ("have {asked} conditions", "条件が {asked} 個あります"))

    def _most(self, asked: int, most: int, path: Path, says: tuple[str, str]) -> None:
        if asked > most:
            en, ja = (one.format(asked=asked) for one in says)
            raise Refused(
                Code.LIMIT_EXCEEDED,
                f"The parts of the filter {en} or more; at most {most} are answered.",
                f"絞り込みの{ja}。{most} までです。",
                self.field.path,
                argument=path,
            )
