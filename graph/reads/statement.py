"""One SQL statement while it is being written: its parameters, its aliases, and what it will cost."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from graph.reads.asked import Arguments, Ask, Given, Path
from graph.reads.dialect import Dialect, Kind
from graph.reads.rows import Beside

Binder = Callable[[Ask], object]
Size = Callable[[Ask], int]


@dataclass
class Statement:
    """What is written so far. Equal values get one parameter, so that equal look-ups are one join."""

    dialect: Dialect
    ask: Ask
    """The request that is compiled for; only its shape may decide the SQL."""
    binders: list[Binder] = field(default_factory=list)
    sizes: list[tuple[Size, ...]] = field(default_factory=list)
    """For each page: how many rows it may have, and the pages that it lies in."""
    pages: tuple[Size, ...] = ()
    """The pages around what is being written."""
    weights: dict[tuple[Size, ...], int] = field(default_factory=dict)
    """How many values it asks for within these pages, for each of their rows; see `graph.reads.cost`."""
    slow: bool = False
    """Whether it may read more than a page's worth of rows."""
    _places: dict[Hashable, str] = field(default_factory=dict)
    _aliases: int = 0

    def weigh(self, values: int) -> None:
        """Note that it asks for so many values more, or for work that is worth them, where it is being written."""
        self.weights[self.pages] = self.weights.get(self.pages, 0) + values

    def alias(self, word: str) -> str:
        """A name for a table that no other has."""
        self._aliases += 1
        return f"{word}_{self._aliases}"

    def parameter(self, name: Hashable, kind: Kind, binder: Binder) -> str:
        """The place of a value; the same name is the same value."""
        place = self._places.get((name, kind))
        if place is None:
            self.binders.append(binder)
            place = self._places[name, kind] = self.dialect.parameter(len(self.binders), kind)
        return place

    def day(self, arguments: Arguments | None, path: Path = ("on",)) -> str:
        """The day that the arguments give at that path, else today."""
        if arguments is None or arguments.at(self.ask, path) is None:  # whether it is there, the shape tells
            return self.parameter("today", Kind.DAY, lambda ask: ask.today)
        if arguments.constant:
            day = arguments.at(self.ask, path)
            return self.parameter(("day", day), Kind.DAY, lambda _: day)
        name = ("day", *arguments.written(path))
        return self.parameter(name, Kind.DAY, Given(arguments, path, or_today=True))


@dataclass
class Scope:
    """The FROM of one SELECT: its first row, and the rows that are joined beside it."""

    statement: Statement
    row: str
    """Alias of the row that the objects are made of."""
    joins: list[str] = field(default_factory=list)
    _known: dict[Hashable, str] = field(default_factory=dict)

    def beside(self, beside: Beside | None, row: str, day: str) -> str:
        """The alias of what stands beside a row on a day; joined at the first asking."""
        if beside is None:
            return row
        name = (beside, row, day if beside.dated else "")
        if name not in self._known:
            through = self.beside(beside.beside, row, day)
            alias = self.statement.alias("b")
            condition = beside.on.format(it=alias, row=row, beside=through, day=day)
            self.joins.append(f"left join {beside.table} {alias} on {condition}")
            self._known[name] = alias
        return self._known[name]

    @property
    def aliases(self) -> list[str]:
        """What the rows are called that it has so far."""
        return [self.row, *self._known.values()]

    @property
    def full(self) -> bool:
        """Whether the engine would join no more beside its rows."""
        most = self.statement.dialect.most_beside
        return most is not None and len(self.joins) >= most

    def again(self) -> "Scope":
        """The same rows in a query around this one, or within it: what is joined beside them here is at hand there."""
        return Scope(self.statement, self.row, _known=dict(self._known))

    @property
    def joined(self) -> str:
        """The joins, as they follow the first table."""
        return "".join(f" {join}" for join in self.joins)
