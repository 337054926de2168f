"""The register as it is once a change is made: the entries of the change, and beneath them those that are stored.

It is asked before anything is written, and reads only what it is asked for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

import orjson

from vendors.register.documents import Document, entry_from_document
from vendors.register.entries.contract import Contract
from vendors.register.entries.delivery import Delivery
from vendors.register.entries.operator import Limits, Operator
from vendors.register.entries.part import Part
from vendors.register.entries.person import Consent, Stop
from vendors.store.change import Change
from vendors.store.connection import Reads
from vendors.store.entries import IN_OWN_ROWS, LIMITS, OPERATOR, SINGLE, digest_of
from vendors.store.persons.stored import consents, stops
from vendors.store.several import rows_among, rows_of_several

_NAMED_BY_MANY = frozenset(
    {OPERATOR, LIMITS, "items", "recipients", "contracts", "consent_texts", "policies", "anonymised_releases"}
)
"""Lists whose entries are kept once they are read, for many transfers name the same."""


class Afterwards:
    """Answers for the register after a change, by lists and keys."""

    def __init__(self, database: Reads, change: Change) -> None:
        self.database = database
        self.change = change
        self._read: dict[str, dict[str, Part]] = defaultdict(dict)
        self._whole: set[str] = set()
        self._removed: dict[str, dict[str, Any]] = {}
        self._spoken_of: frozenset[str] | None = None
        self._listing: dict[str, list[str]] | None = None

    def is_there(self, list_name: str, key: str) -> bool:
        """Whether a stored entry is still there and still as it was stored."""
        return key not in self.change.difference.gone(list_name)

    async def bring(self, keys: Mapping[str, Iterable[str]], whole: Collection[str]) -> None:
        """Read these stored entries, and all of the lists that are wanted whole, at once: they are asked for next."""
        wanted = {
            name: [key for key in those if key not in self._read[name] and key not in self.change.of(name)]
            for name, those in keys.items()
        }
        sql = {name: f"{_ENTRIES} WHERE list = '{name}' AND key AMONG THESE" for name in wanted}
        also = [f"{_ENTRIES} WHERE list = '{name}'" for name in whole if name not in self._whole]
        for row in await rows_of_several(self.database, sql, wanted, also):
            list_name, key = row["list"], row["key"]
            if key not in self.change.difference.removed[list_name]:
                self._read[list_name][key] = _entry(list_name, row["body"])
        self._whole.update(whole)

    async def of(self, list_name: str, keys: Iterable[str]) -> dict[str, Any]:
        """The entries of a list with these keys; a key without an entry is passed over.

        Stored deliveries come without the subjects listed.
        """
        at_hand, removed = self.change.of(list_name), self.change.difference.removed[list_name]
        read = self._read[list_name]
        found: dict[str, Any] = {}
        missing = []
        for key in keys:
            if key in at_hand:
                found[key] = at_hand[key]
            elif key in read:
                found[key] = read[key]
            elif key not in removed:
                missing.append(key)
        if missing:
            stored = await stored_entries(self.database, list_name, missing)
            found |= stored
            if list_name in _NAMED_BY_MANY:
                read |= stored
        return found

    async def all(self, list_name: str) -> dict[str, Any]:
        """Every entry of a list."""
        await self.bring({}, [list_name])
        keys = self._read[list_name].keys() | self.change.difference.touched(list_name)
        return await self.of(list_name, sorted(keys))

    async def operator(self) -> Operator:
        """The operator."""
        operator: Operator = await self._single(OPERATOR)
        return operator

    async def limits(self) -> Limits:
        """The operator's limits."""
        limits: Limits = await self._single(LIMITS)
        return limits

    async def _single(self, name: str) -> Any:
        return (await self.of(name, [SINGLE]))[SINGLE]

    async def consents_of(self, subjects: Collection[str]) -> list[Consent]:
        """What these persons agreed to."""
        return await self._of_persons("consents", subjects, self._consents_added)

    async def stops_of(self, subjects: Collection[str]) -> list[Stop]:
        """The requests to stop that were accepted from these persons."""
        return await self._of_persons("stops", subjects, self._stops_added)

    async def _of_persons(self, list_name: str, subjects: Collection[str], added: Mapping[str, list[Any]]) -> list[Any]:
        found = [one for subject in subjects for one in added.get(subject, ())]
        stored = await (consents if list_name == "consents" else stops)(self.database, subjects)
        removed = self.change.difference.removed[list_name]
        found += [
            entry_from_document(list_name, orjson.loads(body)) for body in stored if digest_of(body) not in removed
        ]
        return found

    async def stored_of_persons(self, list_name: str) -> dict[str, Any]:
        """The entries about persons that the change removes, by key; to be asked first before any is removed."""
        if list_name not in self._removed:
            keys = self.change.difference.removed[list_name]
            stored = await (consents if list_name == "consents" else stops)(self.database) if keys else {}
            by_key = {digest_of(body): body for body in stored}
            self._removed[list_name] = {key: entry_from_document(list_name, orjson.loads(by_key[key])) for key in keys}
        return self._removed[list_name]

    async def persons_spoken_of(self) -> frozenset[str]:
        """The persons of whom the change says something: consents or stops that it adds or removes."""
        if self._spoken_of is None:
            removed = [one.subject for name in IN_OWN_ROWS for one in (await self.stored_of_persons(name)).values()]
            self._spoken_of = frozenset({*removed, *self._consents_added, *self._stops_added})
        return self._spoken_of

    async def listing_those_spoken_of(self) -> Mapping[str, list[str]]:
        """The stored deliveries that list them, by code, each with whom of them it lists."""
        if self._listing is None:
            self._listing = defaultdict(list)
            for row in await rows_among(self.database, _LISTING, await self.persons_spoken_of()):
                self._listing[row["code"]].append(row["subject"])
        return self._listing

    @cached_property
    def deliveries_written(self) -> Mapping[str, list[Delivery]]:
        """The deliveries that the change adds or corrects, by the transfer that they name."""
        by_transfer: dict[str, list[Delivery]] = defaultdict(list)
        for entry in self.change.written("deliveries"):
            assert isinstance(entry, Delivery), "a list of deliveries"
            by_transfer[entry.transfer].append(entry)
        return by_transfer

    @cached_property
    def renewals_written(self) -> Mapping[str, str]:
        """The contracts that the change adds or corrects, by the one that they renew."""
        renewed: dict[str, str] = {}
        for entry in self.change.written("contracts"):
            assert isinstance(entry, Contract), "a list of contracts"
            if entry.renews is not None:
                renewed[entry.renews] = entry.code
        return renewed

    @cached_property
    def _consents_added(self) -> Mapping[str, list[Any]]:
        return self._added("consents")

    @cached_property
    def _stops_added(self) -> Mapping[str, list[Any]]:
        return self._added("stops")

    def _added(self, list_name: str) -> Mapping[str, list[Any]]:
        by_subject: dict[str, list[Any]] = defaultdict(list)
        for entry in self.change.written(list_name):
            assert isinstance(entry, Consent | Stop), "lists about persons"
            by_subject[entry.subject].append(entry)
        return by_subject


async def stored_entries(database: Reads, list_name: str, keys: Iterable[str]) -> dict[str, Any]:
    """The stored entries of a list with these keys, as they are before any change; see `Afterwards.of`."""
    if list_name in _NAMED_BY_MANY:
        bodies = await _stored_bodies(database, list_name, keys)
        return {key: _entry(list_name, body) for key, body in bodies.items()}
    documents = await stored_documents(database, list_name, keys)
    return {key: entry_from_document(list_name, document) for key, document in documents.items()}


async def stored_documents(database: Reads, list_name: str, keys: Iterable[str]) -> dict[str, Document]:
    """The same entries as plain data in the shape of the file."""
    bodies = await _stored_bodies(database, list_name, keys)
    return {key: orjson.loads(body) for key, body in bodies.items()}


async def list_persons(database: Reads, documents: Mapping[str, Document], among: Collection[str]) -> None:
    """Have stored deliveries say whom they list, as far as they are among these; they are stored without."""
    listed = await rows_among(
        database,
        "SELECT delivery.code, subject FROM delivery JOIN delivery_subject ON delivery_id = delivery.id"
        " WHERE delivery.code AMONG THESE",
        set(among) & documents.keys(),
    )
    for row in sorted(listed, key=lambda row: str(row["subject"])):
        documents[row["code"]].setdefault("subjects", []).append(row["subject"])


async def _stored_bodies(database: Reads, list_name: str, keys: Iterable[str]) -> dict[str, str]:
    rows = await rows_among(database, f"{_ENTRIES} WHERE list = ? AND key AMONG THESE", keys, list_name)
    return {row["key"]: row["body"] for row in rows}


_LISTING = (
    "SELECT delivery.code, subject FROM delivery_subject JOIN delivery ON delivery.id = delivery_id"
    " WHERE subject AMONG THESE"
)
_ENTRIES = "SELECT list, key, body FROM entry"


_SINGLE: Mapping[str, type[Part]] = {OPERATOR: Operator, LIMITS: Limits}


@lru_cache(maxsize=1_000)
def _entry(list_name: str, body: str) -> Any:
    """The entry that is stored so; one verb after the other needs the same policies, contracts and recipients."""
    document = orjson.loads(body)
    if list_name in _SINGLE:
        return _SINGLE[list_name].model_validate(document)
    return entry_from_document(list_name, document)
