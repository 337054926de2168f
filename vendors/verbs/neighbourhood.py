"""What stands around the entries that a verb writes: as much of the register as the file's law looks at for them.

The law of the file is asked of these entries and their neighbours as if they were a file: who names them, what they
name, contracts along renewals, recipients along sub-processors, deliveries with items, policies.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from vendors.register.documents import ENTRY_TYPES, Document
from vendors.register.references import REFERENCES, named_in
from vendors.store.afterwards import stored_documents
from vendors.store.connection import Connection
from vendors.store.entries import OPERATOR, key_of
from vendors.store.several import rows_among, rows_of_several
from vendors.verbs.desk import Place, Worked
from vendors.verbs.naming_others import naming
from vendors.verbs.verb import name_of

Standing = dict[str, dict[str, Document]]
"""Entries by list and key."""


class Neighbourhood:
    """The neighbours of what is written, as they are stored and stay."""

    def __init__(self, connection: Connection, worked: Iterable[Worked]) -> None:
        self._connection = connection
        self._worked = list(worked)
        self._of_list: dict[str, list[Worked]] = defaultdict(list)
        for one in self._worked:
            self._of_list[one.list_name].append(one)
        self._written = {(one.list_name, one.key): one for one in self._worked if one.key is not None}
        self.neighbours: Standing = {name: {} for name in ENTRY_TYPES}
        self.naming_removed: Mapping[Place, int] = {}
        """By each entry that is removed, how many name it; see `vendors.verbs.naming_others.COUNTED`."""

    async def gather(self) -> Standing:
        """All neighbours: those that are looked at whole, and the bare names of those that are named."""
        await self._along_renewals()
        await self._along_subprocessors()
        await self._deliveries_and_their_transfers()
        if any(one.now is not None for one in self._of_list["policies"]):
            rows = await self._connection.rows("SELECT key FROM entry WHERE list = ?", "policies")
            await self._read("policies", [row["key"] for row in rows])
        removed = [(one.list_name, one.key) for one in self._worked if one.now is None and one.key is not None]
        found = await naming(self._connection, removed, self._written)
        self.naming_removed = found.numbers
        for (list_name, key), document in found.told.items():
            self.neighbours[list_name].setdefault(key, document)
        await self._names()
        return self.neighbours

    async def _read(self, list_name: str, keys: Iterable[str]) -> None:
        """Read neighbours that aren't read yet; what is written is none."""
        known = self.neighbours[list_name]
        missing = {key for key in keys if key not in known and (list_name, key) not in self._written}
        known |= await stored_documents(self._connection, list_name, missing)

    def _after(self, list_name: str, key: str) -> Document | None:
        written = self._written.get((list_name, key))
        return written.now if written else self.neighbours[list_name].get(key)

    async def _along_renewals(self) -> None:
        """The contracts that the written ones renew, one after the other, and others that renew the same.

        Of one whose first day is another now, those that renew it, too.
        """
        renewed = {code for one in self._of_list["contracts"] if (code := _text(one.now, "renews")) is not None}
        moved = {
            one.key
            for one in self._of_list["contracts"]
            if one.key is not None and one.now is not None and one.now.get("from") != (one.stored or {}).get("from")
        }
        rows = await rows_among(self._connection, _RENEWALS, renewed | moved)
        await self._read("contracts", [row["code"] for row in rows])
        seen: set[str] = set()
        while renewed:
            seen |= renewed
            await self._read("contracts", renewed)
            further = {_text(self._after("contracts", code), "renews") for code in renewed}
            renewed = {code for code in further if code is not None} - seen

    async def _along_subprocessors(self) -> None:
        """The recipients that work for the written ones, directly or through others."""
        asked = {
            code
            for one in self._of_list["recipients"]
            if one.now is not None and one.now.get("subprocessors") != (one.stored or {}).get("subprocessors")
            for code in _subprocessors(one.now)
        }
        seen: set[str] = set()
        while asked:
            seen |= asked
            await self._read("recipients", asked)
            asked = {code for one in asked for code in _subprocessors(self._after("recipients", one))} - seen

    async def _deliveries_and_their_transfers(self) -> None:
        """Deliveries that say which items were given, and the transfers that say which they have on that day."""
        transfers = {
            one.key
            for one in self._of_list["transfers"]
            if one.key is not None and one.now is not None and _items(one.now) != _items(one.stored or {})
        }
        rows = await rows_among(self._connection, f"{_WITH_ITEMS} WHERE transfer.code AMONG THESE", transfers)
        if any(
            one.now and one.now.get("time_zone") != (one.stored or {}).get("time_zone")
            for one in self._of_list[OPERATOR]
        ):
            rows = list(await self._connection.rows(_WITH_ITEMS))
        await self._read("deliveries", [row["code"] for row in rows])
        named = [_text(one.now, "transfer") for one in self._of_list["deliveries"] if one.now and one.now.get("items")]
        named += [_text(one, "transfer") for one in self.neighbours["deliveries"].values()]
        await self._read("transfers", [code for code in named if code is not None])

    async def _names(self) -> None:
        """The bare names of all entries that are named, as far as they are there; those of new entries, too."""
        named: defaultdict[str, set[str]] = defaultdict(set)
        for list_name in REFERENCES:
            written = [one.now for one in self._of_list[list_name] if one.now is not None]
            for document in (*written, *self.neighbours[list_name].values()):
                for target, code in named_in(list_name, document):
                    named[target].add(code)
        for one in self._worked:
            name = name_of(one.list_name)
            if one.key is None and (new := _text(one.now, name)) is not None:
                named[one.list_name].add(new)
        missing = {
            name: {key_of(name, code): code for code in codes if code not in self.neighbours[name]}
            for name, codes in named.items()
        }
        sql = {name: f"SELECT list, key FROM entry WHERE list = '{name}' AND key AMONG THESE" for name in missing}  # noqa: S608
        for row in await rows_of_several(self._connection, sql, missing):
            list_name, key = row["list"], row["key"]
            if (list_name, key) not in self._written:
                self.neighbours[list_name][key] = {name_of(list_name): missing[list_name][key]}

    async def add_names(self, lists: Iterable[str]) -> None:
        """Add the bare names of what else is in these lists, up to a number that can be compared with."""
        sql = "SELECT key FROM entry WHERE list = ? LIMIT ?"
        for list_name in lists:
            for row in await self._connection.rows(sql, list_name, _COMPARED):
                if (list_name, row["key"]) not in self._written:
                    self.neighbours[list_name].setdefault(row["key"], {name_of(list_name): row["key"]})


_COMPARED = 20_000
_RENEWALS = (
    "SELECT renewal.code FROM contract JOIN contract renewal ON renewal.renews_id = contract.id"
    " WHERE contract.code AMONG THESE"
)
_WITH_ITEMS = (
    "SELECT DISTINCT delivery.code FROM transfer JOIN delivery ON transfer_id = transfer.id"
    " JOIN delivery_item ON delivery_id = delivery.id"
)


def _text(document: Document | None, key: str) -> str | None:
    value = None if document is None else document.get(key)
    return value if isinstance(value, str) and "\0" not in value else None


def _zone(operator: Document | None) -> str | None:
    return _text(operator, "time_zone")


def _subprocessors(recipient: Document | None) -> list[str]:
    return [
        code
        for one in _mappings((recipient or {}).get("subprocessors"))
        if (code := _text(one, "recipient")) is not None
    ]


def _items(transfer: Document) -> Any:
    return transfer.get("items"), [(one.get("on"), one.get("items", 0)) for one in _mappings(transfer.get("changes"))]


def _mappings(value: Any) -> list[Document]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
