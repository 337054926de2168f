"""Which row stands for which entry: the numbers that a register's codes have in the database."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from tortoise.models import Model

from models.catalogue import Item, Purpose, Service
from models.consent_text import ConsentText
from models.contract import Contract
from models.delivery import Delivery
from models.policy import Policy
from models.recipient import Recipient
from models.transfer import Transfer
from vendors.store.connection import Reads, Row
from vendors.store.rows import Rows, table_of
from vendors.store.several import AT_ONCE, rows_of_several

HEADS: Mapping[str, tuple[type[Model], str]] = MappingProxyType(
    {
        "services": (Service, "code"),
        "purposes": (Purpose, "code"),
        "items": (Item, "code"),
        "policies": (Policy, "version"),
        "recipients": (Recipient, "code"),
        "contracts": (Contract, "code"),
        "consent_texts": (ConsentText, "code"),
        "transfers": (Transfer, "code"),
        "deliveries": (Delivery, "code"),
    }
)
"""The lists whose entries have a name, each with the table of its rows and the column of the name."""


_SELECTS: Mapping[str, str] = MappingProxyType(
    {
        name: f'SELECT \'{name}\' AS list, id, "{column}" AS named FROM "{table_of(table)}"'  # noqa: S608  # ours
        f' WHERE "{column}" AMONG THESE'
        for name, (table, column) in HEADS.items()
    }
)


class Numbers:
    """The number of each named entry's row; an entry keeps its number as long as it is in the register.

    Only what was looked up is known, so whoever writes rows has to have looked up what they name.
    """

    def __init__(self, database: Reads) -> None:
        self._database = database
        self._known: dict[str, dict[str, int]] = {name: {} for name in HEADS}
        self._asked: dict[str, set[str]] = {name: set() for name in HEADS}
        self._whole: set[str] = set()

    async def look_up(self, wanted: Mapping[str, Iterable[str]]) -> None:
        """Learn the numbers of these entries, by list; lists without rows of named entries are passed over."""
        asked = {name: set(keys) - self._asked[name] for name, keys in wanted.items() if name in HEADS}
        missing = {name: keys for name, keys in asked.items() if keys and name not in self._whole}
        if many := [name for name, keys in missing.items() if len(keys) > AT_ONCE]:
            await self.look_up_all(many)
        few = {name: keys for name, keys in missing.items() if name not in many}
        for name, keys in few.items():
            self._asked[name] |= keys
        sql = {name: _SELECTS[name] for name in few}
        for row in await rows_of_several(self._database, sql, few):
            self._learn(row["list"], [row])

    async def look_up_all(self, lists: Iterable[str]) -> None:
        """Learn the numbers of all entries of these lists."""
        for list_name in lists:
            table, column = HEADS[list_name]
            sql = f'SELECT id, "{column}" AS named FROM "{table_of(table)}"'  # noqa: S608  # ours
            self._whole.add(list_name)
            self._learn(list_name, await self._database.rows(sql))

    def _learn(self, list_name: str, rows: Iterable[Row]) -> None:
        known = self._known[list_name]
        for row in rows:
            # What was given a number meanwhile has it, whether its row is written yet or not.
            known.setdefault(row["named"], row["id"])

    def of(self, list_name: str, key: str) -> int:
        """The number of an entry's row; the entry is there, or was given a number."""
        return self._known[list_name][key]

    def is_known(self, list_name: str, key: str) -> bool:
        """Whether an entry has a row, or was given a number."""
        return key in self._known[list_name]

    def known(self, list_name: str) -> Mapping[str, int]:
        """The numbers of the entries' rows that are known."""
        return self._known[list_name]

    def of_each(self, list_name: str, keys: tuple[str, ...] | None) -> list[int]:
        """The numbers of several entries' rows."""
        known = self._known[list_name]
        return [known[key] for key in keys or ()]

    def of_those_known(self, list_name: str, keys: Iterable[str]) -> list[int]:
        """The numbers of those entries that have a row, in order."""
        known = self._known[list_name]
        return sorted(known[key] for key in keys if key in known)

    def maybe(self, list_name: str, key: str | None) -> int | None:
        """The number of an entry's row, or `None` where no entry is named."""
        return None if key is None else self._known[list_name][key]

    def give(self, list_name: str, key: str, rows: Rows) -> int:
        """The number of an entry's row; a new one where it has none yet."""
        known = self._known[list_name]
        if key not in known:
            assert list_name in self._whole or key in self._asked[list_name], "whether it has a row was looked up"
            known[key] = rows.number(HEADS[list_name][0])
        return known[key]


async def known_numbers(database: Reads) -> Numbers:
    """The numbers of all named entries that are stored."""
    numbers = Numbers(database)
    await numbers.look_up_all(HEADS)
    return numbers
