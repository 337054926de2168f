"""The register as it is once a change is made: the entries of the change, and beneath them those that are stored.

It is asked before anything is written, and reads only what it is asked for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

import orjson

from vendors.register.documents import Document, entry_from_document
from vendors.register.entries import Consent, Contract, Delivery, Limits, Operator, Part, Stop
from vendors.store.change import Change
from vendors.store.connection import Reads
from vendors.store.entries import LIMITS, OPERATOR, SINGLE, consents, digest_of, stops
from vendors.store.several import rows_among

_NAMED_BY_MANY = frozenset({"items", "recipients", "contracts", "consent_texts", "policies", "anonymised_releases"})
"""Lists whose entries are kept once they are read, for many transfers name the same."""


class Afterwards:
    """Answers for the register after a change, by lists and keys."""

    def __init__(self, database: Reads, change: Change) -> None:
        self.database = database
        self.change = change
        self._read: dict[str, dict[str, Part]] = defaultdict(dict)

    def is_there(self, list_name: str, key: str) -> bool:
        """Whether a stored entry is still there and still as it was stored."""
        return key not in self.change.difference.gone(list_name)

    async def of(self, list_name: str, keys: Iterable[str], *, persons: Collection[str] = ()) -> dict[str, Any]:
        """The entries of a list with these keys; a key without an entry is passed over.

        Stored deliveries come without the subjects listed, but for those whose keys are among `persons`.
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
            stored = await stored_entries(self.database, list_name, missing, persons=persons)
            found |= stored
            if list_name in _NAMED_BY_MANY:
                read |= stored
        return found

    async def all(self, list_name: str) -> dict[str, Any]:
        """Every entry of a list."""
        rows = await self.database.rows("SELECT key FROM entry WHERE list = ?", list_name)
        keys = {row["key"] for row in rows} | self.change.difference.added[list_name]
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
        at_hand = self.change.of(name)
        return at_hand[SINGLE] if at_hand else (await stored_entries(self.database, name, [SINGLE]))[SINGLE]

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


async def stored_entries(
    database: Reads, list_name: str, keys: Iterable[str], *, persons: Collection[str] = ()
) -> dict[str, Any]:
    """The stored entries of a list with these keys, as they are before any change; see `Afterwards.of`."""
    documents = await stored_documents(database, list_name, keys, persons=persons)
    if list_name in _SINGLE:
        return {key: _SINGLE[list_name].model_validate(document) for key, document in documents.items()}
    return {key: entry_from_document(list_name, document) for key, document in documents.items()}


async def stored_documents(
    database: Reads, list_name: str, keys: Iterable[str], *, persons: Collection[str] = ()
) -> dict[str, Document]:
    """The same entries as plain data in the shape of the file."""
    rows = await rows_among(database, "SELECT key, body FROM entry WHERE list = ? AND key AMONG THESE", keys, list_name)
    documents: dict[str, Document] = {row["key"]: orjson.loads(row["body"]) for row in rows}
    listed = await rows_among(
        database,
        "SELECT delivery.code, subject FROM delivery JOIN delivery_subject ON delivery_id = delivery.id"
        " WHERE delivery.code AMONG THESE",
        set(persons) & documents.keys(),
    )
    for row in sorted(listed, key=lambda row: str(row["subject"])):
        documents[row["code"]].setdefault("subjects", []).append(row["subject"])
    return documents


_SINGLE: Mapping[str, type[Part]] = {OPERATOR: Operator, LIMITS: Limits}
