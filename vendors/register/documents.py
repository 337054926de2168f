"""One entry as a plain document in the shape of the file, and back: how an entry is stored, hashed and written.

A document holds texts, numbers, booleans, lists and mappings only. What is absent or equal to its default is left out,
an explicit `false` stays, a change keeps its nulls, days are `YYYY-MM-DD` and moments are in UTC. So two equal entries
have one document, and its canonical JSON (RFC 8785: sorted keys, no spaces) is one run of bytes.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any

import orjson

from vendors.register.entries.basis import BasisPart
from vendors.register.entries.consent_text import ConsentText
from vendors.register.entries.contract import Contract
from vendors.register.entries.delivery import AnonymisedRelease, Delivery
from vendors.register.entries.operator import Item, Policy, Purpose, Service
from vendors.register.entries.part import Change, Entry, Part
from vendors.register.entries.person import Consent, Stop
from vendors.register.entries.recipient import Recipient
from vendors.register.entries.register import Register
from vendors.register.entries.transfer import Transfer

ENTRY_TYPES: Mapping[str, type[Entry]] = MappingProxyType(
    {
        "services": Service,
        "purposes": Purpose,
        "items": Item,
        "policies": Policy,
        "recipients": Recipient,
        "contracts": Contract,
        "consent_texts": ConsentText,
        "transfers": Transfer,
        "consents": Consent,
        "deliveries": Delivery,
        "anonymised_releases": AnonymisedRelease,
        "stops": Stop,
    }
)
"""The lists of a register in the order of the file, each with the class of its entries."""

Document = dict[str, Any]


def entry_document(entry: Part) -> Document:
    """The entry (or any part of one) as plain data under the file's own keys, in the order of the file's shape."""
    named = entry.changed if isinstance(entry, Change) else frozenset()
    document: Document = {}
    for attribute, key, default in _fields(type(entry)):
        value = getattr(entry, attribute)
        if attribute in named or (value is not None and value != default):
            document[key] = _plain(value)
    return document


def entry_json(entry: Part) -> bytes:
    """The canonical JSON of the entry's document (RFC 8785), the same for equal entries on every machine."""
    return orjson.dumps(entry_document(entry), option=orjson.OPT_SORT_KEYS)


def entry_from_document(list_name: str, document: Mapping[str, Any]) -> Entry:
    """The entry that such a document stands for.

    Raises `KeyError` for a list that registers don't have and `pydantic.ValidationError` for what is no such entry.
    """
    return ENTRY_TYPES[list_name].model_validate(dict(document))


def entry_key(entry: Entry) -> str:
    """What tells an entry from the others of its list: its code, a policy's version, else its canonical JSON."""
    if isinstance(entry, Policy):
        return entry.version
    code: str | None = getattr(entry, "code", None)
    return code if code is not None else entry_json(entry).decode()


def register_document(register: Register) -> Document:
    """The whole register as plain data: version, operator, all four limits, then every list that has entries."""
    document: Document = {
        "register": register.register_,
        "operator": entry_document(register.operator),
        "limits": {name: getattr(register.limits, name) for name in type(register.limits).model_fields},
    }
    for name in ENTRY_TYPES:
        if entries := getattr(register, name):
            document[name] = [entry_document(entry) for entry in entries]
    return document


@cache
def _fields(part: type[Part]) -> tuple[tuple[str, str, Any], ...]:
    """Attribute, key in the file and default of each field: what names the entry first, notes last."""
    first = {"on"} if issubclass(part, Change) else {"kind"} if issubclass(part, BasisPart) else set()
    last = {"note", "owner"}
    names = sorted(part.model_fields, key=lambda name: (name not in first, name in last))
    return tuple(
        (name, part.model_fields[name].alias or name, part.model_fields[name].get_default(call_default_factory=True))
        for name in names
    )


def _plain(value: Any) -> Any:
    encode = _ENCODERS.get(type(value))
    if encode is not None:
        return encode(value)
    if isinstance(value, Enum):
        return value.value
    assert isinstance(value, Part), f"a register holds no {type(value).__name__}"
    return entry_document(value)


def _same(value: Any) -> Any:
    return value


def moment_text(moment: datetime) -> str:
    """The moment in UTC, as the file writes it: `2026-08-10T01:00:00Z`, with a fraction only where it has one."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


_ENCODERS: dict[type, Callable[[Any], Any]] = {
    str: _same,
    int: _same,
    bool: _same,
    type(None): _same,
    date: date.isoformat,
    datetime: moment_text,
    tuple: lambda values: [_plain(value) for value in values],
}
