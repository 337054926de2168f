"""Every value is bound, every name comes from the schema: whatever a text holds, it is a text."""

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from graphql import GraphQLID, GraphQLString, get_named_type

from graph.limits import Limits
from graph.schema import core
from models.vocabulary import RecipientKind, Role
from tests.graph.desk import TODAY, Desk, desk, stored
from vendors.demo.register import demo_register
from vendors.register.entries.recipient import Recipient
from vendors.register.entries.register import Register

TEXTS = {
    "quote": "O'Brien",
    "quotes": "''; drop table transfer; --",
    "double": 'a "b" c',
    "backslash": "a\\b\\",
    "escape": "\\'",
    "question": "who? ?1 ?2",
    "dollar": "$1 $$ $tag$ :name @name",
    "percent": "100% %s %(x)s {0} {it} {row}",
    "underscore": "a_b%c",
    "lines": "a\nb\tc\r\nd",
    "comment": "/* a */ -- b",
    "unicode": "E'\\x41' U&'\\0041'",
    "japanese": "提供先「株式会社」",
    "astral": "𠮷野家 🏢 👨‍👩‍👧",
    "combining": "e\u0301 ﾃﾞｰﾀ",
    "direction": "\u202eabc\u200b",
    "separator": "a\u2028b\u2029c",
    "json": '{"a": [1, null]}',
    "json_end": '"}]}',
    "long": "x" * 20_000 + "'",
}
ALIASES = (
    *("_", "__a", "A_1", "t_1", "b_1", "n_1", "page_1", "parts", "part_0", "rank_", "cursor_", "key_", "id", "chosen"),
    *("select", "from", "where", "null", "true", "on", "mutation", "fragment", "order", "json_object", "value", "key"),
    *("it", "row", "beside", "day", "constructor", "__proto__", "toString"),
)


def register() -> Register:
    """The demo register, and recipients that are named with each of the texts."""
    demo = demo_register(TODAY)
    named = [Recipient(code=f"x-{code}", name=text, kind=RecipientKind.COMPANY) for code, text in TEXTS.items()]
    return demo.model_copy(update={"recipients": (*demo.recipients, *named)})


@pytest.fixture
async def named(place: str) -> AsyncIterator[Desk]:
    """A desk over recipients with such names."""
    await stored(place, register())
    roles = frozenset({Role.REVIEWER, Role.ADMIN})
    async with desk(place, Limits(aliases=10_000), roles=roles) as asked:
        yield asked


def written(text: str) -> str:
    """A text as a document writes it."""
    return orjson.dumps(text).decode()


async def test_a_text_comes_back_and_is_found_as_it_is(named: Desk) -> None:
    """As a name that is searched for, by a variable and written out, and as a cursor that carries it."""
    asking = "query($c: String) { recipients(first: 100, after: $c, orderBy: {field: NAME}) { edges { cursor node"
    asking += " { code name } } } }"
    edges = (await named.ask(asking))["recipients"]["edges"]

    names = {edge["node"]["code"]: edge["node"]["name"] for edge in edges}
    assert {code: names[f"x-{code}"] for code in TEXTS} == TEXTS
    for place, edge in enumerate(edges):
        if len(edge["cursor"]) <= 1024:
            assert (await named.ask(asking, c=edge["cursor"]))["recipients"]["edges"] == edges[place + 1 :]
    for code, text in TEXTS.items():
        if len(text) > 200:
            continue
        asking = "{ recipients(filter: {search: %s}) { nodes { code } } }"
        variable = await named.ask(f"query($s: String!) {asking % '$s'}", s=text)
        literal = await named.ask(asking % written(text))

        assert variable == literal
        assert {"code": f"x-{code}"} in variable["recipients"]["nodes"]


PLACES = {
    "recipient(code: $said) { name }": "String!",
    "transfer(id: $said) { code }": "ID!",
    "policy(version: $said) { version }": "String!",
    "actor(name: $said) { name }": "String!",
    "token(key: $said) { key }": "String!",
    "request(code: $said) { code }": "String!",
    "requests(filter: {subject: [$said]}) { totalCount }": "String!",
    "receivedProvision(code: $said) { name }": "String!",
    "receivedProvisions(filter: {subject: [$said], provider: [$said]}) { totalCount }": "String!",
    "receivedRecords(subject: $said) { totalCount }": "String!",
    "personsConcerned(delivery: $said) { totalCount }": "String!",
    "node(id: $said) { id }": "ID!",
    "nodes(ids: [$said]) { id }": "ID!",
    "recipients(filter: {code: [$said, $said]}) { totalCount }": "String!",
    "recipients(filter: {search: $said}) { totalCount }": "String!",
    "findings(filter: {or: [{transfer: [$said]}, {not: {recipient: [$said]}}]}) { totalCount }": "String!",
    "transfers(after: $said) { totalCount nodes { code } }": "String!",
    "transfers(before: $said, orderBy: {field: FROM}) { totalCount nodes { code } }": "String!",
    "transfers { nodes { recipient { transfers(after: $said) { totalCount } } } }": "String!",
    "statistics(filter: {recipient: [$said], country: [$said]}) { recorded }": "String!",
}
"""Where a text may stand, and as which type."""


@pytest.mark.parametrize("asking", PLACES)
async def test_no_text_in_any_argument_is_a_fault_of_ours(asking: str, named: Desk) -> None:
    """Not there, or refused with a code that says why; by a variable as by a literal; NUL is refused."""
    for name, text in {**TEXTS, "nul": "a\0b"}.items():
        variable = await named.answer(f"query($said: {PLACES[asking]}) {{ {asking} }}", None, said=text)
        literal = await named.answer(f"{{ {asking.replace('$said', written(text))} }}")

        codes = [error.code.value for error in variable.errors]
        assert codes == [error.code.value for error in literal.errors]
        assert set(codes) <= {"BAD_INPUT", "BAD_CURSOR", "LIMIT_EXCEEDED"}
        assert orjson.dumps(variable.data) == orjson.dumps(literal.data)
        assert name != "nul" or codes == ["BAD_INPUT"]


def test_every_argument_that_takes_a_text_is_among_the_places() -> None:
    """An argument that is new to the root wants its place here; the gate's are tried at the gate."""
    query: Any = core().query_type
    roots = {asking.split("(")[0].split(" ")[0] for asking in PLACES}
    arguments = {
        argument
        for name, field in query.fields.items()
        if name != "mayProvide"
        for argument, one in field.args.items()
        if get_named_type(one.type) in {GraphQLString, GraphQLID}
    }

    assert roots <= set(query.fields)
    assert all(any(f"{argument}: " in asking for asking in PLACES) for argument in arguments)


async def test_an_alias_is_a_key_and_nothing_else(named: Desk) -> None:
    """Words of SQL, names that the compiler makes itself, and very long names, at each level."""
    for alias in (*ALIASES, "x" * 5_000):
        below = f"{{ {alias}: nodes {{ {alias}: code x{alias}: name }} }}"
        data = await named.ask(f'{{ {alias}: recipients(filter: {{code: "x-quotes"}}) {below} }}')

        assert data == {alias: {alias: [{alias: "x-quotes", f"x{alias}": TEXTS["quotes"]}]}}
