"""A field that is refused becomes null with an error beside, as far up as its type says; its siblings are answered."""

from typing import Any

import orjson
import pytest

from tests.graph.desk import Desk

Told = list[tuple[str, list[object], list[tuple[int, int]]]]


async def told(asked: Desk, text: str, **variables: object) -> tuple[Any, Told]:
    """The data and the errors of an answer: code, path, and where the document asks for it."""
    answer = await asked.answer(text, None, **variables)
    data = orjson.loads(orjson.dumps(answer.data))
    return data, [(error.code.value, list(error.path), list(error.locations)) for error in answer.errors]


async def test_a_nullable_field_is_null_beside_its_siblings(asked: Desk) -> None:
    """`transfer` may be null: a bad id makes it so, and nothing else."""
    data, errors = await told(asked, '{\n  bad: transfer(id: "x") { code }\n  viewer { name }\n  __typename }')

    assert data == {"bad": None, "viewer": {"name": "test"}, "__typename": "Query"}
    assert errors == [("BAD_INPUT", ["bad"], [(2, 3)])]


async def test_a_field_that_may_not_be_null_takes_the_data_with_it(asked: Desk) -> None:
    """`transfers` may not be null, so that `data` is; the fields after it are not even read."""
    data, errors = await told(asked, "{ a: transfers(first: 1) { totalCount } b: transfers(first: -1) { totalCount } }")

    assert (data, errors) == (None, [("BAD_INPUT", ["b"], [(1, 41)])])


async def test_the_nearest_object_that_may_be_null_is_null(asked: Desk) -> None:
    """A bad page within a recipient: the recipient is null; where there is no recipient, nothing went wrong."""
    code = (await asked.ask("{ recipients(first: 1) { nodes { code } } }"))["recipients"]["nodes"][0]["code"]
    text = (
        "query($c: String!) { a: recipient(code: $c) { name transfers(first: -1) { totalCount } }"
        ' b: recipient(code: "nobody") { transfers(first: -1) { totalCount } }'
        " c: recipient(code: $c) { code } }"
    )

    data, errors = await told(asked, text, c=code)

    assert data == {"a": None, "b": None, "c": {"code": code}}
    assert errors == [("BAD_INPUT", ["a", "transfers"], [(1, 52)])]


async def test_the_path_names_the_place_in_the_list(asked: Desk) -> None:
    """Of rows in a list, the first one that has the bad field is named; the error stands there once."""
    data, errors = await told(asked, "{ recipients { edges { node { transfers(last: 1000) { totalCount } } } } }")

    assert data is None
    assert errors == [("LIMIT_EXCEEDED", ["recipients", "edges", 0, "node", "transfers"], [(1, 31)])]


async def test_every_row_that_may_be_null_has_its_own_error(asked: Desk) -> None:
    """`nodes` may hold nulls: each recipient among them is null by itself, and the transfer is there."""
    data = await asked.ask("{ recipients(first: 2) { nodes { id } } transfers(first: 1) { nodes { id } } }")
    ids = [node["id"] for node in (*data["recipients"]["nodes"], *data["transfers"]["nodes"])]
    text = 'query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Recipient { transfers(after: "?") { totalCount } } } }'

    data, errors = await told(asked, text, ids=[ids[0], ids[2], ids[1]])

    assert data == {"nodes": [None, {"id": ids[2]}, None]}
    assert errors == [("BAD_CURSOR", ["nodes", place, "transfers"], [(1, 64)]) for place in (0, 2)]


async def test_several_refusals_are_told_at_once(asked: Desk) -> None:
    """Each nullable field with its own; what a kept plan answered before is refused a bad value all the same."""
    text = "query($i: ID, $j: ID!) { a: transfer(id: $i) { code } b: node(id: $j) { id } c: contract { code } }"
    good = (await asked.ask("{ transfers(first: 1) { nodes { id } } }"))["transfers"]["nodes"][0]["id"]

    before, errors = await told(asked, text, i=good, j=good)
    data, more = await told(asked, text, i="?", j=good + "00")

    assert before["b"] == {"id": good}
    assert errors == [("BAD_INPUT", ["c"], [(1, 78)])]
    assert data == {"a": None, "b": None, "c": None}
    assert [(code, path) for code, path, _ in more] == [("BAD_INPUT", [key]) for key in "abc"]


async def test_an_argument_that_may_not_be_null_is_refused_where_it_stands(asked: Desk) -> None:
    """A variable that is null where a default would have been: the error names the place of the argument."""
    text = 'query($e: Boolean) { x: recipient(code: "n") { code } transfers { nodes { findings(ever: $e) { code } } } }'

    data, errors = await told(asked, text, e=None)

    assert data is None
    assert errors == [("BAD_INPUT", ["transfers", "nodes", 0, "findings"], [(1, text.index("$e)") + 1)])]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ('node(id: "x")', "BAD_INPUT"),
        ("node(id: 12)", "BAD_INPUT"),
        ('transfer(code: "a", id: "b")', "BAD_INPUT"),
        ("transfer", "BAD_INPUT"),
        ('transfer(code: "a\\u0000b")', "BAD_INPUT"),
        ('node(id: "' + f'["Transfer",{2**63}]'.encode().hex() + '")', "BAD_INPUT"),
        ('node(id: "' + f'["Transfer",{10**400}]'.encode().hex() + '")', "BAD_INPUT"),
        ('node(id: "' + b'["Transfer",true]'.hex() + '")', "BAD_INPUT"),
        ('node(id: "' + b'["Transfer",-1]'.hex() + '")', "BAD_INPUT"),
        ('node(id: "' + b'["Transfer",1.5]'.hex() + '")', "BAD_INPUT"),
    ],
)
async def test_what_names_no_row_is_refused(bad: str, code: str, asked: Desk) -> None:
    """Each with its code at its own field; a number that no database holds is no fault of ours."""
    data, errors = await told(asked, f'{{ {bad} {{ __typename }} ok: transfer(code: "nobody") {{ code }} }}')

    assert data == {bad.split("(", maxsplit=1)[0]: None, "ok": None}
    assert [(one, path) for one, path, _ in errors] == [(code, [bad.split("(", maxsplit=1)[0]])]


async def test_a_cursor_s_key_is_one_that_a_database_can_hold(asked: Desk) -> None:
    """A forged cursor whose key has NUL, half a character, or is no text, is no cursor."""
    for key in ('"a\\u0000"', '"\\ud800"', "5", "null", '{"a": 1}'):
        forged = f'["1.Transfer.CODE.ASC", {key}, 1]'.encode().hex()
        _, errors = await told(asked, f'{{ transfers(after: "{forged}") {{ totalCount }} }}')

        assert [code for code, _, _ in errors] == ["BAD_CURSOR"]
