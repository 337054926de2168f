"""Between GraphQL and the register file: what an input says, as the file says it, and the way back for places in it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from graph.mutations.inputs import DRY_RUN, KEY, REASON, place_of
from graph.mutations.parts import camel
from graph.reads.dialect import unwrap
from graph.reads.named import Records
from vendors.consents import verbs as consents
from vendors.register.faults import Path
from vendors.register.shape import BASES
from vendors.tokens import Holder
from vendors.verbs.doing import Order
from vendors.verbs.verb import Given, Verb, name_of

_CAPITAL = re.compile("[A-Z]")


def order_of(verb: Verb, said: Mapping[str, Any], *, many: bool, by: str) -> Order:
    """What an input orders."""
    place = place_of(verb, many=many)
    entries = said[camel(place)]
    given: Sequence[Given] = [_entry(verb, one) for one in (entries if many else [entries])]
    return Order(verb, given, (place,), many, by, said.get(REASON))


def consents_in(how: Records, said: Mapping[str, Any], by: Holder) -> consents.Order:
    """What an input wants to be put on record of what persons say; null is the same as leaving out."""
    verb = consents.VERBS[how.verb]
    given = said[verb.places] if how.many else [said[verb.place]]
    plain = [{name: value for name, value in _plain(one).items() if value is not None} for one in given]
    return consents.Order(verb, plain, how.many, by)


def key_of(said: Mapping[str, Any]) -> str:
    """The caller's own key."""
    return str(said[camel(KEY)])


def said_of(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an input says of the one thing that it is about, as plain data; null is the same as leaving out."""
    (about,) = (value for name, value in said.items() if name != camel(KEY))
    plain: Mapping[str, Any] = _plain(about)
    return {name: value for name, value in plain.items() if value is not None}


def step_of(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an input says of the one thing of process that it is about; in a correction null makes absent."""
    if REASON not in said:
        return said_of(said)
    (about,) = (value for name, value in said.items() if name not in {camel(KEY), REASON})
    plain: Mapping[str, Any] = _plain(about)
    return plain


def is_dry(said: Mapping[str, Any]) -> bool:
    """Whether it is only asked what would be."""
    return bool(said.get(camel(DRY_RUN)))


def _entry(verb: Verb, said: Mapping[str, Any]) -> Given:
    given: dict[str, Any] = _plain(said)
    if "id" in given and name_of(verb.list_name) == "id":
        values = unwrap(given["id"])
        known = values is not None and len(values) == 2 and values[0] == "AnonymisedRelease"
        # What is no id of such a row is told as it was given, and never taken for the number of one.
        unknown = str(given["id"])
        given["id"] = str(values[1]) if known and values is not None else unknown + "?" * unknown.isdigit()
    return given


def _plain(value: Any) -> Any:
    """Plain data under the keys of the file; a basis says its kind, which in GraphQL is the field that it stands in."""
    if isinstance(value, Mapping):
        plain = {_snake(key): _plain(one) for key, one in value.items()}
        if len(plain) == 1 and (kind := next(iter(plain))) in BASES and isinstance(plain[kind], dict):
            return {"kind": kind, **plain[kind]}
        return plain
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _snake(key: str) -> str:
    return _CAPITAL.sub(lambda letter: f"_{letter[0].lower()}", key)


def place_in(order: Order, path: Path) -> list[str]:
    """A place in the input of a verb, as its caller wrote it: from `input` on."""
    told = ["input"]
    within: Any = {order.place[0]: list(order.given) if order.many else order.given[0]}
    before: str | int = ""
    for step in path:
        told.append(str(step) if isinstance(step, int) else camel(step))
        within = _inside(within, step)
        # A contract has a kind as well, and the same words for it; a basis is told by where it stands.
        is_basis = step == "basis" or (isinstance(step, int) and before == "bases")
        if is_basis and isinstance(within, Mapping) and within.get("kind") in BASES:
            told.append(camel(str(within["kind"])))
        before = step
    return told


def _inside(value: Any, step: str | int) -> Any:
    if isinstance(value, Mapping):
        return value.get(str(step))
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None
