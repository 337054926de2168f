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
from vendors.store.database import Reads
from vendors.store.rows import Rows, table_of

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


class Numbers:
    """The number of each named entry's row; an entry keeps its number as long as it is in the register."""

    def __init__(self, known: Mapping[str, dict[str, int]]) -> None:
        self._known = known

    def of(self, list_name: str, key: str) -> int:
        """The number of an entry's row; the entry is there, or was given a number."""
        return self._known[list_name][key]

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
            known[key] = rows.number(HEADS[list_name][0])
        return known[key]


async def known_numbers(database: Reads) -> Numbers:
    """The numbers of all named entries that are stored."""
    known: dict[str, dict[str, int]] = {}
    for list_name, (table, column) in HEADS.items():
        found = await database.rows(f'SELECT id, "{column}" AS named FROM "{table_of(table)}"')  # noqa: S608  # ours
        known[list_name] = {row["named"]: row["id"] for row in found}
    return Numbers(known)
