"""The reference executor: graphql-core over plain objects, with the schema as it is committed."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from graphql import ExecutionResult, GraphQLResolveInfo, GraphQLSchema, build_schema, execute_sync, parse

import tests.graph.reference.catalogue
import tests.graph.reference.consents
import tests.graph.reference.flows
import tests.graph.reference.parties
import tests.graph.reference.people
import tests.graph.reference.receipts
from graph.schema import core, definition
from tests.graph.reference.catalogue import Operator
from tests.graph.reference.coming import calendar, lapses
from tests.graph.reference.concerned import persons_concerned
from tests.graph.reference.consents import consents
from tests.graph.reference.counts import Statistics
from tests.graph.reference.happening import ledger
from tests.graph.reference.lists import MOST, Connection
from tests.graph.reference.nodes import TYPES, every, one
from tests.graph.reference.receipts import received_records
from tests.graph.reference.records import provision_records
from tests.graph.reference.refusing import BAD_INPUT, BEYOND_LIMIT, refused
from tests.graph.reference.world import World

NOUNS = (
    tests.graph.reference.consents,
    tests.graph.reference.catalogue,
    tests.graph.reference.flows,
    tests.graph.reference.parties,
    tests.graph.reference.people,
    tests.graph.reference.receipts,
)
LISTS = {
    "services": "Service",
    "purposes": "Purpose",
    "items": "Item",
    "policies": "Policy",
    "consentTexts": "ConsentText",
    "recipients": "Recipient",
    "contracts": "Contract",
    "transfers": "Transfer",
    "deliveries": "Delivery",
    "anonymisedReleases": "AnonymisedRelease",
    "findings": "Finding",
    "actors": "Actor",
    "tokens": "AccessToken",
    "requests": "PersonRequest",
    "receivedProvisions": "ReceivedProvision",
}
CALLED = {"AccessToken": "token", "PersonRequest": "request"}
"""The fields of single rows that are not called as their types are."""
SINGLES = {CALLED.get(type_name, type_name[0].lower() + type_name[1:]): type_name for type_name in LISTS.values()}
COERCIONS = (
    "coerce_input_literal",
    "coerce_input_value",
    "coerce_output_value",
    "parse_literal",
    "parse_value",
    "serialize",
)


def _schema() -> GraphQLSchema:
    schema = build_schema(definition())
    for name in ("Date", "DateTime"):
        for how in COERCIONS:
            setattr(schema.type_map[name], how, getattr(core().type_map[name], how))
    return schema


SCHEMA = _schema()


class Query:
    """The root: every field by its name in the schema."""

    def __init__(self, world: World, viewer: Any) -> None:
        self.world = world
        self.fields: dict[str, Callable[..., Any]] = {
            **{name: self._list(type_name) for name, type_name in LISTS.items()},
            **{name: self._single(type_name) for name, type_name in SINGLES.items()},
            "operator": lambda: Operator(world, world.register.operator),
            "lapses": lambda **asked: lapses(world, asked),
            "calendar": lambda **asked: calendar(world, asked),
            "node": lambda **asked: self._nodes([asked["id"]])[0],
            "nodes": lambda **asked: self._nodes(asked["ids"]),
            "statistics": lambda **asked: Statistics(world, **asked),
            "viewer": lambda: viewer,
            "ledger": lambda **asked: ledger(world, asked),
            "consents": lambda **asked: consents(world, asked),
            "consent": self._single("Consent"),
            "provisionRecords": lambda **asked: provision_records(world, asked),
            "personsConcerned": lambda **asked: persons_concerned(world, asked),
            "receivedRecords": lambda **asked: received_records(world, asked),
        }

    def _list(self, type_name: str) -> Callable[..., Any]:
        return lambda **asked: Connection(self.world, type_name, every(self.world, type_name), asked)

    def _single(self, type_name: str) -> Callable[..., Any]:
        def found(**asked: Any) -> Any:
            given = {name: value for name, value in asked.items() if value is not None}
            if len(given) != 1:
                raise refused(BAD_INPUT)
            ((name, value),) = given.items()
            return self._identified(value, {type_name}) if name == "id" else one(self.world, type_name, value)

        return found

    def _nodes(self, ids: Sequence[str]) -> list[Any]:
        if len(ids) > MOST:
            raise refused(BEYOND_LIMIT)
        return [self._identified(text, TYPES.keys()) for text in ids]

    def _identified(self, text: str, types: Iterable[str]) -> Any:
        """What an id names, if it is there; refused is what is no id of one of these types."""
        name, _, number = text.removeprefix("@").partition(":")
        if name not in types or not number.isdecimal():
            raise refused(BAD_INPUT)
        return next((row for row in every(self.world, name) if row.number == int(number)), None)


def _resolve(source: Any, info: GraphQLResolveInfo[Any], **asked: Any) -> Any:
    """The value of a field: the key of a mapping, or what the object of that name answers."""
    name = info.field_name
    if _holds_nul(asked):
        raise refused(BAD_INPUT)
    value: Any
    if isinstance(source, Query):
        value = source.fields[name]
    elif isinstance(source, Mapping):
        value = source[name]
    else:
        value = getattr(source, python_name(name))
    return _plain(value(**asked)) if callable(value) else _plain(value)


def python_name(name: str) -> str:
    """A field's name in Python, which keeps `from` to itself."""
    return "from_" if name == "from" else re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", name)


def _holds_nul(value: Any) -> bool:
    """Whether a text with the character NUL is in it, which no text of the register has."""
    if isinstance(value, Mapping):
        return any(map(_holds_nul, value.values()))
    if isinstance(value, list):
        return any(map(_holds_nul, value))
    return isinstance(value, str) and "\0" in value


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.name
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


def _type_of(value: Any, *_: Any) -> str:
    return str(value.TYPE)


class Reference:
    """Answers documents as the service has to, slowly."""

    def __init__(self, world: World, viewer: Any) -> None:
        self.world, self.viewer = world, viewer

    def answer(self, text: str, variables: Mapping[str, Any]) -> ExecutionResult:
        """Data and errors; whether the document is valid is not looked at."""
        return execute_sync(
            SCHEMA,
            parse(text),
            root_value=Query(self.world, self.viewer),
            variable_values=dict(variables),
            field_resolver=_resolve,
            type_resolver=_type_of,
        )
