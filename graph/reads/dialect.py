"""The two ways in which a database is told to build JSON: SQLite's and PostgreSQL's."""

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import Enum, StrEnum

Pair = tuple[str, str]
"""A key of a JSON object, and the SQL of its value."""

_MOST_PAIRS = 48
"""PostgreSQL takes 100 arguments to a function, older SQLite 127; a larger object is put together of several."""


class Kind(StrEnum):
    """What a value is that a statement is given."""

    DAY = "date"
    MOMENT = "timestamp with time zone"
    NUMBER = "bigint"
    TEXT = "text"
    TEXTS = "text[]"
    FLAG = "boolean"


def literal(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


class Dialect(ABC):
    """What the compiler has to say differently to each engine."""

    def record(self, pairs: Sequence[Pair]) -> str:
        """A JSON object of these pairs, in this order."""
        if len(pairs) <= _MOST_PAIRS:
            return self._record(pairs)
        parts = [self._record(pairs[at : at + _MOST_PAIRS]) for at in range(0, len(pairs), _MOST_PAIRS)]
        columns = ", ".join(f"{self.text(part)} as part_{number}" for number, part in enumerate(parts))
        inner = " || ',' || ".join(f"substr(part_{n}, 2, length(part_{n}) - 2)" for n in range(len(parts)))
        return self.nested(f"(select '{{' || {inner} || '}}' from (select {columns}) parts)")

    @property
    def most_beside(self) -> int | None:
        """How many rows may be joined beside one; `None` where there is no end to it."""
        return None

    @abstractmethod
    def parameter(self, number: int, kind: Kind) -> str:
        """The place of the value with that number, from 1."""

    @abstractmethod
    def value(self, value: object) -> object:
        """The value as the driver takes it."""

    @abstractmethod
    def _record(self, pairs: Sequence[Pair]) -> str: ...

    @abstractmethod
    def array(self, value: str, order: str) -> str:
        """The aggregate that makes a JSON array of values, in that order."""

    def in_order(self, order: str) -> str:
        """How a subquery ends whose rows are made an array, so that `array` finds them in that order."""
        return ""

    @abstractmethod
    def nested(self, subquery: str) -> str:
        """A subquery's JSON, as part of a larger one."""

    @abstractmethod
    def flag(self, column: str) -> str:
        """A column with yes, no or null, as JSON."""

    def day(self, column: str) -> str:
        """A column with a day, as JSON."""
        return column

    def as_day(self, text: str) -> str:
        """A text that says a day, as one."""
        return text

    @abstractmethod
    def days_after(self, day: str, days: str) -> str:
        """The day so many days later."""

    @abstractmethod
    def months_after(self, day: str, months: str) -> str:
        """The same day so many months later, or the last one of a month that lacks it."""

    @abstractmethod
    def month_number(self, day: str) -> str:
        """The month of a day, as a number that counts on over the years."""

    @abstractmethod
    def moment(self, column: str) -> str:
        """A column with a moment, as JSON: ISO 8601 in UTC, with fractions of a second only where there are any."""

    @abstractmethod
    def text(self, value: str) -> str:
        """Any value as text."""

    @abstractmethod
    def opaque(self, values: Sequence[str]) -> str:
        """Values wrapped up so that they come back unread: see `unwrap`."""

    @abstractmethod
    def contains(self, text: str, part: str) -> str:
        """Whether a text has a part, byte for byte."""

    @abstractmethod
    def any_of(self, value: str, texts: str) -> str:
        """Whether the value is among the texts of a parameter."""

    def one_of(self, value: str, query: str) -> str:
        """Whether the value is among those that a query finds, which is asked once."""
        return f"{value} in ({query})"

    @abstractmethod
    def rows_of(self, texts: str, alias: str) -> str:
        """The texts of a parameter as a table with the columns `text` and `place`, from 1."""


def wrap(values: Sequence[object]) -> str:
    """The same as `Dialect.opaque`, of values that are at hand."""
    return json.dumps(values, separators=(",", ":")).encode().hex()


def unwrap(opaque: str) -> list[object] | None:
    """The values that `Dialect.opaque` wrapped up, or `None` where it never made such a text."""
    if len(opaque) > 1024:
        return None
    try:
        values = json.loads(bytes.fromhex(opaque).decode())
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, list) else None


class SQLite(Dialect):
    """SQLite, with its JSON functions; days and moments (in UTC) are ISO texts, flags 0 and 1."""

    @property
    def most_beside(self) -> int | None:
        return 40  # it joins 64 tables, of which a filter and an order take some

    def parameter(self, number: int, kind: Kind) -> str:
        # The plus hides the value from SQLite's planner, which else makes a new plan for each: of a page, every time.
        return f"+?{number}"

    def value(self, value: object) -> object:
        if isinstance(value, list | tuple):
            return json.dumps([self.value(one) for one in value])
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat(" ")
        if isinstance(value, date):
            return value.isoformat()
        return value.value if isinstance(value, Enum) else value

    def _record(self, pairs: Sequence[Pair]) -> str:
        return "json_object(" + ", ".join(f"{literal(key)}, {value}" for key, value in pairs) + ")"

    def in_order(self, order: str) -> str:
        return f" order by {order}"

    def array(self, value: str, order: str) -> str:
        # The rows come in order from a subquery; an ordering aggregate would sort finished JSON a second time.
        return f"json_group_array({value})"

    def nested(self, subquery: str) -> str:
        # What a subquery answers is JSON only by its subtype, which SQLite may lose on the way.
        return f"json({subquery})"

    def flag(self, column: str) -> str:
        return f"case when {column} then json('true') when {column} is not null then json('false') end"

    def days_after(self, day: str, days: str) -> str:
        return f"date({day}, ({days}) || ' days')"

    def months_after(self, day: str, months: str) -> str:
        last = f"date({day}, 'start of month', (({months}) + 1) || ' months', '-1 day')"
        return f"min(date({day}, ({months}) || ' months'), {last})"

    def month_number(self, day: str) -> str:
        return f"(cast(substr({day}, 1, 4) as integer) * 12 + cast(substr({day}, 6, 2) as integer))"

    def moment(self, column: str) -> str:
        return f"replace({column}, ' ', 'T')"

    def text(self, value: str) -> str:
        return f"cast({value} as text)"

    def opaque(self, values: Sequence[str]) -> str:
        return f"hex(json_array({', '.join(values)}))"

    def contains(self, text: str, part: str) -> str:
        return f"instr({text}, {part}) > 0"

    def any_of(self, value: str, texts: str) -> str:
        return f"{value} in (select value from json_each({texts}))"

    def rows_of(self, texts: str, alias: str) -> str:
        return f"(select value as text, key + 1 as place from json_each({texts})) {alias}"


class PostgreSQL(Dialect):
    """PostgreSQL; every parameter says its type, for nothing else does in a prepared statement."""

    def parameter(self, number: int, kind: Kind) -> str:
        # A day goes as text: the driver would turn the last day of the calendar into infinity.
        as_text = "text::" if kind in {Kind.DAY, Kind.MOMENT} else ""
        return f"${number}::{as_text}{kind.value}"

    def value(self, value: object) -> object:
        if isinstance(value, list | tuple):
            return [self.value(one) for one in value]
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat()
        if isinstance(value, date):
            return value.isoformat()
        return value.value if isinstance(value, Enum) else value

    def _record(self, pairs: Sequence[Pair]) -> str:
        return "json_build_object(" + ", ".join(f"{literal(key)}, {value}" for key, value in pairs) + ")"

    def array(self, value: str, order: str) -> str:
        return f"coalesce(json_agg({value} order by {order}), '[]'::json)"

    def nested(self, subquery: str) -> str:
        return f"({subquery})::json"

    def flag(self, column: str) -> str:
        return f"({column})"

    def day(self, column: str) -> str:
        ends = "when 'infinity' then date '9999-12-31' when '-infinity' then date '0001-01-01'"
        return f"case {column} {ends} else {column} end"

    def as_day(self, text: str) -> str:
        return f"({text})::date"

    def days_after(self, day: str, days: str) -> str:
        return f"({day} + cast({days} as integer))"

    def months_after(self, day: str, months: str) -> str:
        return f"cast({day} + make_interval(months => cast({months} as integer)) as date)"

    def month_number(self, day: str) -> str:
        return f"cast(extract(year from {day}) * 12 + extract(month from {day}) as integer)"

    def moment(self, column: str) -> str:
        utc = f"({column} at time zone 'UTC')"
        fraction = f"case when {utc} = date_trunc('second', {utc}) then '' else to_char({utc}, '.US') end"
        return f"to_char({utc}, 'YYYY-MM-DD\"T\"HH24:MI:SS') || {fraction} || '+00:00'"

    def text(self, value: str) -> str:
        return f"({value})::text"

    def opaque(self, values: Sequence[str]) -> str:
        return f"encode(convert_to(json_build_array({', '.join(values)})::text, 'UTF8'), 'hex')"

    def contains(self, text: str, part: str) -> str:
        return f"strpos({text}, {part}) > 0"

    def any_of(self, value: str, texts: str) -> str:
        return f"{value} = any({texts})"

    def one_of(self, value: str, query: str) -> str:
        # Unless told otherwise it takes the query for a join, and asks it anew for each row of a list in order.
        return f"({value} in ({query})) is true"

    def rows_of(self, texts: str, alias: str) -> str:
        return f"unnest({texts}) with ordinality {alias} (text, place)"
