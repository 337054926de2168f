"""The whole matrix of rights: every field and every condition of the schema, asked for in every role."""

from collections.abc import Mapping
from typing import Any

import pytest
from graphql import (
    GraphQLInputObjectType,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_required_input_field,
)
from graphql import is_list_type as is_list

from models.vocabulary import Role
from tests.graph.desk import Desk, desk
from tests.graph.reads.test_every_field import (
    MUTATION,
    NEEDED,
    OURS,
    QUERY,
    SCHEMA,
    WAYS,
    Way,
    asked_along,
    beneath_computed,
    selected,
)
from vendors.access import READERS, may_read
from vendors.consents.verbs import VERBS as CONSENT_VERBS
from vendors.received.handling import ON_RECEIVED
from vendors.requests.handling import ON_REQUESTS
from vendors.verbs.managing import VERBS as ACCESS_VERBS

SEE_ALL = {Role.DASHBOARD, Role.REVIEWER, Role.EXPORTER}
"""`RECORDER` sees the facts alone, `ADMIN` actors and tokens; what is said of facts is this:"""

SAID_OF_FACTS = {
    "Query": "findings finding lapses calendar statistics",
    "Contract": "transfers",
    "Transfer": "verdict findings basis contract foreign foreignMechanism recordRequired spans",
    "Delivery": "verdict findings basis contract foreign recordRequired provisionRecord",
    "ProvisionRecord": "*",
    "TransferFilter": "verdict basis withoutBasis foreign mechanism recordRequired contract contractEndsBefore finding",
    "DeliveryFilter": "foreign verdict finding recordRequired",
} | dict.fromkeys(
    [
        "Finding",
        "FindingConnection",
        "FindingEdge",
        "FindingFilter",
        "DeliveryFinding",
        "Lapse",
        "LapseConnection",
        "LapseEdge",
        "LapseFilter",
        "CalendarEntry",
        "CalendarEntryConnection",
        "CalendarEntryEdge",
        "CalendarEntryFilter",
        "Span",
        "Statistics",
        "StatisticsGroup",
        "StatisticsPoint",
        "VerdictCount",
        "BasisCount",
        "MechanismCount",
        "ServiceCount",
        "FindingCount",
    ],
    "*",
)


OF_THE_LEDGER = {"LedgerEvent", "LedgerEventConnection", "LedgerEventEdge", "LedgerEventFilter"}
"""Who did what: `REVIEWER` sees all of it, `RECORDER` the history of what he may write."""


OF_WHO_ENTERS = {
    "Query": "actors actor tokens token",
    "Mutation": " ".join(ACCESS_VERBS),
} | dict.fromkeys(
    [
        "Actor",
        "ActorConnection",
        "ActorEdge",
        "ActorFilter",
        "AccessToken",
        "AccessTokenConnection",
        "AccessTokenEdge",
        "AccessTokenFilter",
    ],
    "*",
)
"""Who may enter, and with what: `ADMIN` alone sees it, and these besides, of which anybody needs some:"""
OF_EVERYBODY = {"Query": "node nodes", "PageInfo": "*"}


OF_PROCESS = {"Query": "requests request receivedProvisions receivedProvision"} | dict.fromkeys(
    [
        *("PersonRequest", "PersonRequestConnection", "PersonRequestEdge", "PersonRequestFilter", "RequestFinding"),
        *("ReceivedProvision", "ReceivedProvisionConnection", "ReceivedProvisionEdge", "ReceivedProvisionFilter"),
        *("ReceivedFinding", "MadeReceivedRecord", "ReceivedRecord"),
    ],
    "*",
)
"""How far process has come, `EXPORTER` does not see; whom it is about, `DASHBOARD` neither:"""
OF_PERSONS = {
    "PersonRequest": "subject asked identity found explained",
    "PersonRequestFilter": "subject",
    "ReceivedProvision": "name address representative circumstances",
    "ReceivedProvisionFilter": "subject",
    "ReceivedRecord": "name address representative circumstances",
    "Query": "mayProvide consents consent",
    "GateAnswer": "*",
    "GatePerson": "*",
    "Consent": "*",
    "ConsentReceipt": "*",
    "ConsentConnection": "*",
    "ConsentEdge": "*",
}


OF_REVIEWERS = {"ledger", "provisionRecords", "receivedRecords", "personsConcerned"}
OF_STEPS = {*ON_REQUESTS.verbs, *ON_RECEIVED.verbs}


def _is_among(fields: Mapping[str, str], type_name: str, field: str) -> bool:
    return fields.get(type_name) == "*" or field in fields.get(type_name, "").split()


def may_see(role: Role, type_name: str, field: str) -> bool:
    """What the roles are meant to see."""
    if type_name == "Viewer" or (type_name, field) == ("Query", "viewer"):
        return True
    if _is_among(OF_EVERYBODY, type_name, field):
        return True
    if _is_among(OF_WHO_ENTERS, type_name, field):
        return role is Role.ADMIN
    if _is_among(OF_PERSONS, type_name, field):
        return role in {Role.REVIEWER, Role.RECORDER}
    if _is_among(OF_PROCESS, type_name, field) and field != "history":
        return role in {Role.DASHBOARD, Role.REVIEWER, Role.RECORDER}
    if type_name == "Query" and field in {*("ledger", "provisionRecords", "receivedRecords", "personsConcerned")}:
        return role is Role.REVIEWER
    if type_name.startswith(("ProvisionRecord", "ReceivedRecord", "ConcernedPerson")) and type_name.endswith(
        ("Connection", "Edge")
    ):
        return role is Role.REVIEWER
    if type_name in OF_THE_LEDGER or field == "history":
        return role in {Role.REVIEWER, Role.RECORDER}
    if role is Role.RECORDER:
        return not _is_among(SAID_OF_FACTS, type_name, field)
    return role in SEE_ALL


def found_on(way: Way) -> list[tuple[str, str]]:
    """The fields on the way to a type, each with the type that it is a field of."""
    type_name, steps = "Query", []
    for name, narrowed in way:
        steps.append((type_name, name))
        field_type: Any = get_named_type(OURS[type_name].fields[name].type)
        type_name = narrowed or field_type.name
    return steps


async def forbidden(asked: Desk, text: str) -> set[tuple[object, ...]]:
    """The paths that are refused to who asks; where there is one, nothing is answered."""
    answer = await asked.answer(text)
    refused: set[tuple[object, ...]] = {(*one.path, *one.argument) for one in answer.errors if one.code == "FORBIDDEN"}
    assert not refused or answer.data is None, "something was answered beside it"
    return refused


@pytest.mark.parametrize("type_name", sorted(set(WAYS) - {"Query"}))
async def test_each_field_is_answered_to_the_roles_that_see_it_and_refused_to_all_others(
    type_name: str, everything_place: str
) -> None:
    """By its path, before anything is read, with every closed field on the way to it."""
    way = WAYS[type_name]
    fields = OURS[type_name].fields
    text = " ".join(selected(name, field) for name, field in fields.items())
    text = asked_along(way, text)
    steps, names = found_on(way), tuple(name for name, _ in way)
    for role in Role:
        closed = {names[: place + 1] for place, step in enumerate(steps) if not may_see(role, *step)}
        unseen = {(*names, field) for field in fields if not may_see(role, type_name, field)}
        async with desk(everything_place, roles=frozenset({role})) as asked:
            refused = await forbidden(asked, f"{{ {text} }}")

        # What a resolver answers is refused whole, at the root.
        assert refused == (closed & {names[:1]} if type_name in beneath_computed() else closed | unseen), role


@pytest.mark.parametrize("field", sorted(QUERY.fields))
async def test_each_question_is_answered_to_the_roles_that_may_ask_it(field: str, everything_place: str) -> None:
    """Every root field, with what it needs to be asked."""
    arguments = {"code": '(code: "x")', "version": '(version: "x")', "ids": "(ids: [])", "id": '(id: "x")'}
    arguments |= {"subject": '(subject: "x")'}
    of_arguments = (text for name, text in arguments.items() if name in QUERY.fields[field].args)
    given = NEEDED.get(field) or next(of_arguments, "")
    for role in Role:
        async with desk(everything_place, roles=frozenset({role})) as asked:
            refused = await forbidden(asked, f"{{ {field}{given} {{ __typename }} }}")

        assert refused == (set() if may_see(role, "Query", field) else {(field,)}), role


def literal(type_: Any) -> str:
    """A value of an input's type."""
    named = get_named_type(type_)
    if is_enum_type(named):
        value = next(iter(named.values))
    elif is_input_object_type(named):
        value = f"{{{', '.join(f'{name}: {literal(one.type)}' for name, one in named.fields.items())}}}"
    else:
        said = {"Boolean": "true", "Int": "1", "Date": '"2026-08-15"', "DateTime": '"2026-08-15T00:00:00Z"'}
        value = said.get(named.name, '"x"')
    return f"[{value}]" if is_list(get_nullable_type(type_)) else value


@pytest.mark.parametrize(
    "field", sorted(name for name, field in QUERY.fields.items() if "filter" in field.args and name != "statistics")
)
async def test_each_condition_is_open_to_the_roles_that_see_what_it_asks(field: str, everything_place: str) -> None:
    """What may not be read may not be guessed by asking for rows that have it."""
    filter_type: Any = get_named_type(QUERY.fields[field].args["filter"].type)
    assert isinstance(filter_type, GraphQLInputObjectType)
    conditions = {name: one for name, one in filter_type.fields.items() if name not in {"and", "or", "not"}}
    for role in Role:
        for name, one in conditions.items():
            async with desk(everything_place, roles=frozenset({role})) as asked:
                text = f"{{ {field}(filter: {{{name}: {literal(one.type)}}}) {{ __typename }} }}"
                refused = await forbidden(asked, text)

            if not may_see(role, "Query", field):
                assert (field,) in refused, (role, name)
            else:
                unseen = not may_see(role, filter_type.name, name)
                assert refused == ({(field, "filter", name)} if unseen else set()), (role, name)


def least(type_: Any) -> str:
    """The least that an input of that type can say: what it has to, and nothing else."""
    named = get_named_type(type_)
    if not is_input_object_type(named):
        return literal(type_)
    wanted = {name: one for name, one in named.fields.items() if is_required_input_field(one)}
    value = f"{{{', '.join(f'{name}: {least(one.type)}' for name, one in wanted.items())}}}"
    return f"[{value}]" if is_list(get_nullable_type(type_)) else value


@pytest.mark.parametrize("verb", sorted(MUTATION.fields))
async def test_each_verb_is_open_to_who_does_it_and_closed_to_all_others(verb: str, everything_place: str) -> None:
    """With every field of its answer, before anything is done; this desk has nothing to write with."""
    may = {Role.ADMIN} if verb in ACCESS_VERBS else {Role.RECORDER}
    if verb in OF_STEPS:
        may = {Role.REVIEWER} if verb in {"decideRequest", "removeRequest"} else {Role.REVIEWER, Role.RECORDER}
    if verb in {name for one in CONSENT_VERBS.values() for name in (one.name, one.many)}:
        may = {Role.REVIEWER, Role.RECORDER}
    field = MUTATION.fields[verb]
    answer: Any = get_named_type(field.type)
    given = ", ".join(f"{name}: {least(one.type)}" for name, one in field.args.items())
    text = " ".join(selected(name, one) for name, one in answer.fields.items())
    for role in Role:
        async with desk(everything_place, roles=frozenset({role})) as asked:
            refused = await forbidden(asked, f"mutation {{ {verb}({given}) {{ {text} }} }}")

        closed = (
            {(verb,)}
            if verb in OF_STEPS and role is Role.RECORDER
            else {(verb,), *((verb, name) for name in answer.fields)}
        )
        assert {path for path in refused if len(path) <= 2} == (set() if role in may else closed), role


def test_who_holds_several_roles_may_what_any_of_them_may() -> None:
    """And who holds none may nothing."""
    for noun, names in READERS.items():
        for name in names:
            for one in Role:
                for other in Role:
                    either = may_read(noun, name, frozenset({one})) or may_read(noun, name, frozenset({other}))

                    assert may_read(noun, name, frozenset({one, other})) == either
            assert not may_read(noun, name, frozenset())


def test_what_the_table_does_not_know_nobody_may() -> None:
    """A field that comes without a row is closed to everyone, and fails the test that wants a row for each."""
    assert not any(may_read(noun, "inventedField", frozenset(Role)) for noun in (*READERS, "Invented"))
    assert "Invented" not in SCHEMA.type_map
