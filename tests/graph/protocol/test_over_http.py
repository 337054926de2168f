"""GraphQL over HTTP: methods, media types, bodies and status codes."""

import json
from typing import Any

import pytest

from graph.negotiation import GRAPHQL, JSON, heads, media_type
from tests.graph.service import Caller

HELLO = "{ __typename }"
ANSWER = {"data": {"__typename": "Query"}}


def code(response: Any) -> str:
    """The code of the only error of an answer without data."""
    document = response.json()
    assert "data" not in document, document
    (error,) = document["errors"]
    assert error["message"]
    return str(error["extensions"]["code"])


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ([], JSON),
        ([""], JSON),
        (["*/*"], JSON),
        (["application/*"], JSON),
        ([JSON], JSON),
        ([GRAPHQL], GRAPHQL),
        ([f"{GRAPHQL}, {JSON}"], GRAPHQL),
        ([f"{JSON}, {GRAPHQL}"], GRAPHQL),
        ([f"{JSON}, {GRAPHQL};q=0.9"], JSON),
        ([f"{GRAPHQL};q=0.5, */*;q=0.1"], GRAPHQL),
        ([f"{GRAPHQL};q=0.1, */*;q=0.5"], JSON),
        ([f"{JSON};q=0, */*"], GRAPHQL),
        ([f"{GRAPHQL};q=0, application/*"], JSON),
        ([f"{JSON};charset=utf-8;q=0.3"], JSON),
        ([f"{GRAPHQL.upper()}"], GRAPHQL),
        (["text/html", f"{GRAPHQL};q=0.2"], GRAPHQL),
        (["text/html"], None),
        (["*/*;q=0"], None),
        ([f"{JSON};q=0"], None),
        ([f"{JSON};q=nan"], None),
        ([f"{JSON};q=2"], None),
        ([f"{JSON};q=-1"], None),
        ([f"{JSON};q="], None),
    ],
)
def test_the_media_type_is_the_heaviest_that_is_asked_for(accept: list[str], media: str | None) -> None:
    """The most specific range decides, weights count, and several headers are one."""
    given = heads({"headers": [(b"accept", one.encode()) for one in accept]})

    assert media_type(given.get("accept")) == media


async def test_who_takes_neither_media_type_gets_406(caller: Caller) -> None:
    """And is told what there is."""
    response = await caller.send(json={"query": HELLO}, headers={"Accept": "text/html"})

    assert (response.status_code, code(response)) == (406, "BAD_INPUT")
    assert GRAPHQL in response.text


@pytest.mark.parametrize("media", [JSON, GRAPHQL])
async def test_the_answer_names_its_media_type_and_is_never_kept(caller: Caller, media: str) -> None:
    """In UTF-8; what a register says today may be withdrawn tomorrow, so no cache keeps it."""
    response = await caller.send(json={"query": HELLO}, headers={"Accept": media})

    assert (response.status_code, response.json()) == (200, ANSWER)
    assert response.headers["content-type"] == f"{media}; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query Q($on: Date!) { statistics(on: $on) { valid } }"}, "BAD_INPUT"),
        ({"query": "query A { __typename } query B { __typename }"}, "BAD_INPUT"),
        ({"query": HELLO, "operationName": "Other"}, "BAD_INPUT"),
    ],
)
async def test_a_refused_question_is_400_in_graphql_s_own_media_type_and_200_in_json(
    caller: Caller, question: dict[str, str], refused: str
) -> None:
    """As the specification and its audits have it; both without `data`."""
    for media, status in ((GRAPHQL, 400), (JSON, 200)):
        response = await caller.send(json=question, headers={"Accept": media})

        assert (response.status_code, code(response)) == (status, refused)


@pytest.mark.parametrize("name", [None, ""])
async def test_an_empty_operation_name_names_the_only_operation(caller: Caller, name: str | None) -> None:
    """Null and the empty text are as if it were not there."""
    response = await caller.send(json={"query": "query Only { __typename }", "operationName": name})

    assert response.json() == ANSWER


async def test_what_is_null_is_as_if_it_were_not_there(caller: Caller) -> None:
    """`variables` and `extensions` may be null; unknown extensions are let pass."""
    for further in ({"variables": None, "extensions": None}, {"extensions": {"theirs": [1]}}):
        response = await caller.send(json={"query": HELLO, **further})

        assert response.json() == ANSWER


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b'"{ __typename }"',
        b"[]",
        b'[{"query": "{ __typename }"}]',
        b"{}",
        b'{"query": ""}',
        b'{"query": 1}',
        b'{"query": null}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "variables": "{}"}',
        b'{"query": "{ __typename }", "operationName": 1}',
        b'{"query": "{ __typename }", "extensions": 1}',
        b'{"query": "{ __typename }", "variables": {"a": NaN}}',
        b'{"query": "{ __typename }", "variables": {"a": "\\ud800"}}',
        b'{"query": "\xff"}',
        b"\xef\xbb\xbf{}",
        b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 2000 + b"]" * 2000 + b"}}",
    ],
)
async def test_a_body_that_is_no_question_is_400_whatever_media_type_is_asked_for(caller: Caller, body: bytes) -> None:
    """No JSON, no object, several at once, or of the wrong shape: nothing is guessed."""
    for media in (GRAPHQL, JSON):
        headers = {"Content-Type": JSON, "Accept": media}
        response = await caller.send(content=body, headers=headers)

        assert (response.status_code, code(response)) == (400, "BAD_INPUT")


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (JSON, 200),
        ("application/json; charset=utf-8", 200),
        ('Application/JSON;charset="UTF-8"', 200),
        ("application/json; charset=shift_jis", 415),
        ("text/plain", 415),
        ("application/graphql", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("", 415),
    ],
)
async def test_a_body_is_json_in_utf_8_and_says_so(caller: Caller, header: str, status: int) -> None:
    """What a form of another page could send unasked is refused."""
    body = json.dumps({"query": HELLO}).encode()
    response = await caller.send(content=body, headers={"Content-Type": header})

    assert response.status_code == status


async def test_a_packed_body_is_refused_unread(caller: Caller) -> None:
    """A small packed body may be a large one."""
    headers = {"Content-Type": JSON, "Content-Encoding": "gzip"}
    response = await caller.send(content=b"\x1f\x8b", headers=headers)

    assert (response.status_code, code(response)) == (415, "BAD_INPUT")
    assert response.headers["accept-encoding"] == "identity"


async def test_a_query_may_come_in_the_url(caller: Caller) -> None:
    """GET with variables and operation name; the same answer."""
    params = {
        "query": "query A { __typename } query B($code: String!) { transfer(code: $code) { code } }",
        "operationName": "B",
        "variables": json.dumps({"code": "mail-delivery"}),
    }
    response = await caller.send("GET", params=params)

    assert response.json() == {"data": {"transfer": {"code": "mail-delivery"}}}


@pytest.mark.parametrize("note", ["", " # " + "long " * 1_000], ids=["short", "long"])
async def test_an_address_asked_again_is_answered_anew(caller: Caller, note: str) -> None:
    """What an address asks may be remembered; what it is answered with is not, nor who may ask it."""
    params = {
        "query": "query B($filter: TransferFilter!) { transfers(first: 1, filter: $filter) { totalCount } }" + note,
        "variables": json.dumps({"filter": {"code": ["mail-delivery"]}}),
    }
    first, second = [(await caller.send("GET", params=params)).json() for _ in range(2)]
    stranger = await caller.send("GET", params=params, headers={"Authorization": "Bearer nobody"})

    assert first == second == {"data": {"transfers": {"totalCount": 1}}}
    assert (stranger.status_code, code(stranger)) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize(
    "params",
    [{}, {"query": ""}, {"query": HELLO, "variables": "{"}, {"query": HELLO, "variables": "[]"}, {"quer": HELLO}],
)
async def test_a_url_that_is_no_question_is_400(caller: Caller, params: dict[str, str]) -> None:
    """As a body would be."""
    response = await caller.send("GET", params=params)

    assert (response.status_code, code(response)) == (400, "BAD_INPUT")


@pytest.mark.parametrize("kind", ["mutation", "subscription"])
async def test_what_is_no_query_may_not_come_in_the_url(caller: Caller, kind: str) -> None:
    """405, and the method that would do; whether there is such an operation is not said."""
    text = f"query Q {{ __typename }} {kind} M {{ anything }}"
    response = await caller.send("GET", params={"query": text, "operationName": "M"})

    assert (response.status_code, code(response)) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "POST"


async def test_head_is_get_without_the_body(caller: Caller) -> None:
    """The same status and headers."""
    got, headed = [
        await caller.send(method, params={"query": HELLO}, headers={"X-Request-Id": "one"})
        for method in ("GET", "HEAD")
    ]

    assert headed.status_code == got.status_code == 200
    assert headed.headers == got.headers


async def test_options_says_which_methods_there_are(caller: Caller) -> None:
    """To who has a token."""
    response = await caller.send("OPTIONS")

    assert (response.status_code, response.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
async def test_other_methods_are_405(caller: Caller, method: str) -> None:
    """With those that there are."""
    response = await caller.send(method, json={"query": HELLO})

    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")
