"""Connections: rows put in order, narrowed by a filter, cut by cursors, and counted."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from tests.graph.reference.conditions import holds
from tests.graph.reference.refusing import BAD_CURSOR, BAD_INPUT, BEYOND_LIMIT, refused
from tests.graph.reference.weighing import faults
from tests.graph.reference.world import World

MOST, USUAL = 100, 50
PAGING = {"first", "after", "last", "before", "orderBy"}
ENDLESS = date.max
"""Where a last day is not recorded it is the highest."""

CODE = {"CODE": lambda row, _: row.entry.code}
PERIOD = {"FROM": lambda row, _: row.from_}
CATALOGUE = {**CODE, "NAME": lambda row, _: row.name}
NAMED = {"NAME": lambda row, _: row.name, "CREATED_AT": lambda row, _: row.created_at}
ORDERS: Mapping[str, Mapping[str, Any]] = {
    "Service": CATALOGUE,
    "Purpose": CATALOGUE,
    "Item": CATALOGUE,
    "Policy": {**PERIOD, "VERSION": lambda row, _: row.version},
    "ConsentText": {**CODE, **PERIOD, "UNTIL": lambda row, _: row.until or ENDLESS},
    "Recipient": {**CODE, "NAME": lambda row, day: row.name(day)},
    "Contract": {**CODE, **PERIOD, "UNTIL": lambda row, day: row.until(day) or ENDLESS},
    "Transfer": {
        **CODE,
        **PERIOD,
        "UNTIL": lambda row, _: row.until or ENDLESS,
        "RECIPIENT": lambda row, day: row.recipient().name(day),
        "VERDICT": lambda row, day: row.verdict(day).value,
    },
    "Delivery": {"AT": lambda row, _: row.at, **CODE},
    "AnonymisedRelease": {
        "CREATED_PUBLISHED_ON": lambda row, _: row.created_published_on or ENDLESS,
        "PROVISION_PUBLISHED_ON": lambda row, _: row.provision_published_on or ENDLESS,
        "LABELLED_ON": lambda row, _: row.labelled_on or ENDLESS,
    },
    "Finding": {
        **PERIOD,
        "UNTIL": lambda row, _: row.until or ENDLESS,
        "CODE": lambda row, _: row.code.value,
    },
    "Actor": NAMED,
    "AccessToken": NAMED,
    "PersonRequest": {"RECEIVED_ON": lambda row, _: row.received_on, **CODE},
    "ReceivedProvision": {"RECEIVED_ON": lambda row, _: row.received_on, **CODE},
    "ReceivedRecord": {"RECEIVED_ON": lambda row, _: row.entry.received_on},
    "Consent": {"GIVEN_AT": lambda row, _: row.given_at},
    "ConcernedPerson": {"SUBJECT": lambda row, _: row.subject},
    "ProvisionRecord": {"AT": lambda row, _: row.at},
    "LedgerEvent": {"SEQUENCE": lambda row, _: row.sequence},
    "Lapse": {"DAY": lambda row, _: row.day},
    "CalendarEntry": {"DAY": lambda row, _: row.day},
}
"""By what each list can be put in order, on the day of its filter; the first is the usual one."""


def narrowed(world: World, type_name: str, rows: Iterable[Any], given: Any, day: date | None = None) -> list[Any]:
    """The rows for which a filter holds."""
    if given is None:
        return list(rows)
    return [row for row in rows if holds(type_name, row, given, day or world.today, ())]


def said(value: Any) -> Any:
    """A value as it is compared: what is null is the same as what is left out."""
    if isinstance(value, Mapping):
        return sorted((name, said(part)) for name, part in value.items() if part is not None)
    return tuple(map(said, value)) if isinstance(value, list) else value


class Connection:
    """A page of a list, as the arguments ask for it; `wrong` is what is wrong with them beside their common ones."""

    def __init__(
        self, world: World, type_name: str, rows: Iterable[Any], asked: Mapping[str, Any], wrong: Iterable[str] = ()
    ) -> None:
        self.world = world
        self.first, self.last, self.after, self.before = map(asked.get, ("first", "last", "after", "before"))
        order = asked.get("orderBy") or {"field": next(iter(ORDERS[type_name])), "direction": "ASC"}
        self.key, self.down = ORDERS[type_name][order["field"]], order["direction"] == "DESC"
        narrower = [
            (name, part) for name, part in said({n: v for n, v in asked.items() if n not in PAGING}) if part != []
        ]
        self.list = f"{type_name}.{order['field']}.{order['direction']}.{narrower or ''}"
        given = asked.get("filter")
        self.day = (given or {}).get("on") or asked.get("on") or world.today
        codes = [*wrong, *faults(given), *self.faults()]
        if codes:
            raise refused(*codes)
        size = next((one for one in (self.first, self.last) if one is not None), USUAL)
        whole = sorted(narrowed(world, type_name, rows, given, self.day), key=self.place, reverse=self.down)
        self.total = len(whole)
        left = [row for row in whole if self.between(self.place(row))]
        self.rows = left[max(0, len(left) - size) :] if self.last is not None else left[:size]
        self.more = len(left) > size

    def faults(self) -> Iterator[str]:
        """The codes of what is wrong with the page that is asked for."""
        if self.first is not None and self.last is not None:
            yield BAD_INPUT
        for size in (self.first, self.last):
            if size is not None and not 0 <= size <= MOST:
                yield BAD_INPUT if size < 0 else BEYOND_LIMIT
        for cursor in (self.after, self.before):
            if cursor is not None and self.world.places.get(cursor, ("",))[0] != self.list:
                yield BAD_CURSOR

    def place(self, row: Any) -> tuple[Any, int]:
        """Where a row stands: by what decides, and then in the order of recording."""
        return self.key(row, self.day), row.number

    def between(self, place: tuple[Any, int]) -> bool:
        """Whether a place lies behind `after` and before `before`."""
        after, before = (self.world.places[one][1:] if one is not None else None for one in (self.after, self.before))
        if self.down:
            after, before = before, after
        return (after is None or after < place) and (before is None or place < before)

    def cursor(self, row: Any) -> str:
        """The cursor of a row."""
        return self.world.cursor(self.list, *self.place(row))

    def edges(self) -> list[Any]:
        return [{"cursor": self.cursor(row), "node": row} for row in self.rows]

    def nodes(self) -> list[Any]:
        return self.rows

    def total_count(self) -> int:
        return self.total

    def page_info(self) -> Any:
        """Where the page stands."""
        backward = self.last is not None
        return {
            "hasNextPage": self.before is not None if backward else self.more,
            "hasPreviousPage": self.more if backward else self.after is not None,
            "startCursor": self.cursor(self.rows[0]) if self.rows else None,
            "endCursor": self.cursor(self.rows[-1]) if self.rows else None,
        }
