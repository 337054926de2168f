"""The schema, walked: each field of each row type compiles, runs, and answers as its type says."""

from collections import deque
from collections.abc import Iterator
from typing import Any

import pytest
import strawberry
from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLString,
    NameNode,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from graph.reads.named import Does, Handles, Manages, Records
from graph.reads.objects import Field, Uncompilable
from graph.reads.roots import is_row
from graph.reads.rows import (
    BY_KIND,
    NODES,
    READ,
    ROW_TABLES,
    ByIdentity,
    Computed,
    Pages,
    Single,
    Sole,
    Totals,
)
from graph.schema import core
from tests.graph.desk import desk
from tests.graph.reference.asking import ROLES
from vendors.access import READERS
from vendors.consents.verbs import VERBS as CONSENT_VERBS
from vendors.received.handling import ON_RECEIVED
from vendors.requests.handling import ON_REQUESTS
from vendors.verbs.managing import VERBS as ACCESS_VERBS
from vendors.verbs.table import VERBS

SCHEMA = core()
QUERY: Any = SCHEMA.query_type
MUTATION: Any = SCHEMA.mutation_type
OURS = {
    name: type_
    for name, type_ in SCHEMA.type_map.items()
    if not name.startswith("__") and isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
}
ROWS = (Pages, Single, Sole, ByIdentity, Totals)
Way = tuple[tuple[str, str | None], ...]
"""Fields from the root on, each with the type that a fragment narrows it to."""


def possible(type_: Any) -> list[GraphQLObjectType]:
    """The object types that a field of that type may answer with."""
    named: Any = get_named_type(type_)
    if isinstance(named, GraphQLInterfaceType):
        return list(SCHEMA.get_possible_types(named))
    return [named] if isinstance(named, GraphQLObjectType) else []


def how(field: GraphQLField) -> object:
    """How a field says that it is read."""
    return field.extensions["strawberry-definition"].metadata.get(READ)


def beneath_computed() -> set[str]:
    """The types that computed root fields lead to; `PageInfo` stands beneath rows, too, and is looked at there."""
    found: set[str] = set()
    waiting = [field for field in QUERY.fields.values() if isinstance(how(field), Computed)]
    while waiting:
        for type_ in possible(waiting.pop().type):
            if type_.name not in found | {"PageInfo"}:
                found.add(type_.name)
                waiting += type_.fields.values()
    return found


def of_verbs() -> set[str]:
    """The types that only verbs answer with, out of what they did; what rows they name are read as all others."""
    found = {MUTATION.name}
    waiting = list(MUTATION.fields.values())
    while waiting:
        for type_ in possible(waiting.pop().type):
            if type_.name not in found | {"PageInfo"}:
                found.add(type_.name)
                waiting += [field for field in type_.fields.values() if how(field) is None]
    return found


def rarely_empty(named: tuple[str, GraphQLField]) -> tuple[bool, bool]:
    """Puts those fields first that are likely to lead somewhere."""
    name, field = named
    return name == "foreignConsent", not is_list_type(get_nullable_type(field.type))


def ways() -> dict[str, Way]:
    """The shortest way from the root to each object type, by fields that name no row; lists rather than one."""
    found: dict[str, Way] = {QUERY.name: ()}
    queue = deque([QUERY])
    while queue:
        type_ = queue.popleft()
        fields = sorted(type_.fields.items(), key=rarely_empty)
        for name, field in fields:
            if {"id", "ids"} & field.args.keys():
                continue
            for next_type in possible(field.type):
                if next_type.name not in found:
                    narrowed = next_type.name if get_named_type(field.type) is not next_type else None
                    found[next_type.name] = (*found[type_.name], (name, narrowed))
                    queue.append(next_type)
    return found


WAYS = ways()
_OF_PERSON = '(subject: "c-1001")'


NEEDED = {
    "provisionRecords": _OF_PERSON,
    "receivedRecords": _OF_PERSON,
    "consents": _OF_PERSON,
    "mayProvide": '(transfer: "x", subjects: ["x"])',
    "personsConcerned": '(delivery: "x")',
}
"""What fields need to be given that are on the way to a type."""


def asked_along(way: Way, text: str) -> str:
    """A selection at the end of a way, with all that leads there."""
    for name, narrowed in reversed(way):
        given = f"{name}{NEEDED.get(name, '')}"
        text = f"{given} {{ ... on {narrowed} {{ {text} }} }}" if narrowed else f"{given} {{ {text} }}"
    return text


def selected(name: str, field: GraphQLField) -> str:
    """A field with the least below it; lists of rows over all days."""
    ever = "(ever: true)" if "ever" in field.args else ""
    return f"{name}{ever}" + ("" if is_leaf_type(get_named_type(field.type)) else " { __typename }")


def fields() -> Iterator[Any]:
    """Every field of every object type that the root leads to by rows."""
    for type_name, way in WAYS.items():
        if type_name == "Query" or type_name in beneath_computed():
            continue
        type_: Any = SCHEMA.type_map[type_name]
        yield pytest.param(type_, way, id=type_name)


def check(type_: Any, value: Any, where: str) -> None:
    """That a value is what its type says: null only where it may be, words of the enumeration, lists of such."""
    if is_non_null_type(type_):
        assert value is not None, f"{where} is null"
        return check(type_.of_type, value, where)
    if value is None:
        return None
    if is_list_type(type_):
        assert isinstance(value, list), where
        for one in value:
            check(type_.of_type, one, where)
        return None
    if isinstance(type_, GraphQLEnumType):
        assert value in type_.values, f"{where} is {value}"
    elif is_leaf_type(type_):
        kinds = {"Boolean": bool, "Int": int}
        assert isinstance(value, kinds.get(type_.name, str)), f"{where} is {value!r}"
        assert (type_.name == "Boolean") == isinstance(value, bool), f"{where} is {value!r}"
    return None


@pytest.mark.parametrize(("type_", "way"), list(fields()))
async def test_each_field_compiles_runs_and_answers_as_its_type_says(
    type_: GraphQLObjectType, way: Way, everything_place: str
) -> None:
    """A field that has no SQL, or SQL that gives another type, fails here; none is left to an ordinary resolver."""
    text = " ".join(selected(name, field) for name, field in type_.fields.items())
    text = asked_along(way, text)

    async with desk(everything_place, roles=ROLES) as asked:
        data = await asked.ask(f"{{ {text} }}")

    found = list(at_end(data, [name for name, _ in way]))
    assert found, f"the demo register has no {type_.name}"
    for one in found:
        for name in one:
            check(type_.fields[name].type, one[name], f"{type_.name}.{name}")


def at_end(value: Any, names: list[str]) -> Iterator[dict[str, Any]]:
    """The objects at the end of a way; those of other types are empty, and left out."""
    if isinstance(value, list):
        for one in value:
            yield from at_end(one, names)
    elif value and names:
        yield from at_end(value.get(names[0]), names[1:])
    elif value:
        yield value


def test_the_root_leads_to_every_type() -> None:
    """A type that no question reaches is no part of the service."""
    types = {name for name, type_ in OURS.items() if isinstance(type_, GraphQLObjectType)}

    assert types == set(WAYS) | of_verbs()
    assert set(WAYS) & of_verbs() == set()


def test_every_field_says_how_it_is_read() -> None:
    """Paging has one way for all; every other field of a row carries its reading. There is no third kind."""
    paging = {"PageInfo"} | {name for name in OURS if name.endswith(("Connection", "Edge"))}

    silent = [
        f"{name}.{field_name}"
        for name, type_ in OURS.items()
        if name not in paging | beneath_computed() | of_verbs()
        for field_name, field in type_.fields.items()
        if how(field) is None
    ]

    assert silent == []


def test_every_verb_says_which_one_it_is() -> None:
    """The root of what changes something has verbs alone, and every verb of the tables stands there."""
    verbs = {(verb.name, False) for verb in VERBS} | {(verb.name, True) for verb in VERBS if verb.many}

    done = [how(field) for field in MUTATION.fields.values()]

    assert {(one.verb, one.many) for one in done if isinstance(one, Does)} == verbs
    assert {one.verb for one in done if isinstance(one, Manages)} == ACCESS_VERBS.keys()
    assert {one.verb for one in done if isinstance(one, Handles)} == ON_REQUESTS.verbs.keys() | ON_RECEIVED.verbs.keys()
    recorded = {(verb.name, many) for verb in CONSENT_VERBS.values() for many in (False, True)}
    assert {(one.verb, one.many) for one in done if isinstance(one, Records)} == recorded
    others = (verbs, ACCESS_VERBS, ON_REQUESTS.verbs, ON_RECEIVED.verbs, recorded)
    assert len(done) == sum(map(len, others))


def test_a_root_field_is_rows_or_computed_and_no_row_stands_beneath_a_computed_one() -> None:
    """Out of the request, at the gate, or person by person: these are answered by resolvers, and lead to no row."""
    computed = {name for name, field in QUERY.fields.items() if isinstance(how(field), Computed)}
    rows = {name for name, field in QUERY.fields.items() if isinstance(how(field), ROWS)}

    assert computed == {"viewer", "mayProvide", "personsConcerned"}
    assert computed | rows == set(QUERY.fields)
    assert all(how(field) is None for name in beneath_computed() for field in OURS[name].fields.values())
    assert not beneath_computed() & (ROW_TABLES.keys() | BY_KIND.keys() | NODES.keys())


def test_a_root_field_that_says_nothing_is_a_fault_and_never_a_fallback() -> None:
    """A field that was declared with a resolver alone does not compile, nor does it run."""
    parent: Any = GraphQLObjectType("Query", {"lost": GraphQLField(GraphQLString, extensions={})})
    parent.fields["lost"].extensions["strawberry-definition"] = strawberry.field(description="Lost.")

    with pytest.raises(Uncompilable, match=r"Query\.lost"):
        is_row(Field(parent, [FieldNode(name=NameNode(value="lost"))], ("lost",)))


def test_every_field_has_its_readers_and_nothing_else_has() -> None:
    """The table of rights names each field of each type and of each filter, and none that isn't there."""
    filters = {name: type_ for name, type_ in SCHEMA.type_map.items() if name in READERS and name.endswith("Filter")}
    there = {
        (name, field)
        for name, type_ in (OURS | filters).items()
        if not isinstance(type_, GraphQLInterfaceType)
        for field in getattr(type_, "fields", ())
    }

    assert {(noun, name) for noun, names in READERS.items() for name in names} == there
    assert all(roles for names in READERS.values() for roles in names.values())


def test_everything_in_the_schema_is_described() -> None:
    """The schema is the documentation: each type, field, argument, input field and word says what it means."""
    silent = []
    for name, type_ in SCHEMA.type_map.items():
        if name.startswith("__") or name in {"Boolean", "Int", "String", "ID"}:
            continue
        described = {name: type_.description}
        for part, one in (getattr(type_, "fields", None) or getattr(type_, "values", None) or {}).items():
            described[f"{name}.{part}"] = one.description
            described |= {f"{name}.{part}({a})": x.description for a, x in getattr(one, "args", {}).items()}
        silent += [what for what, said in described.items() if not said]

    assert silent == []
