"""Requests that are meant to hurt: each is refused in little time, and the next caller does not feel it."""

import json
import socket
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from graph import door
from tests.graph.protocol.test_over_http import code
from tests.graph.service import Caller, served

HEAD = b"GET /graphql HTTP/1.1\r\nHost: here\r\n"
DOUBLING = " ".join(f"fragment F{n} on Query {{ a{n}: __typename ...F{n + 1} ...F{n + 1} }}" for n in range(25))
SECONDS = 2.0
"""Of the processor: far more than each of them needs, and far less than any would take that was not bounded."""


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        (f"{{ ...F0 }} {DOUBLING} fragment F25 on Query {{ __typename }}", "LIMIT_EXCEEDED"),
        ("{ " + "transfers { nodes { code } } " * 300 + "}", "LIMIT_EXCEEDED"),
        ("{ " + "... { viewer { name } } " * 300 + "}", "LIMIT_EXCEEDED"),
        ("{ transfers(filter: " + "{not: " * 900 + "{}" + "}" * 900 + ") { nodes { code } } }", "LIMIT_EXCEEDED"),
        ("{ viewer " * 500, "LIMIT_EXCEEDED"),
        ("{ __typename " + "@skip(if: false) " * 61 + "}", "LIMIT_EXCEEDED"),
        ("{ " + "a " * 4001 + "}", "LIMIT_EXCEEDED"),
        ("{ ...A } fragment A on Query { ...A }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ ...A }", "GRAPHQL_VALIDATION_FAILED"),
        ('{ transfer(code: "\\ud800") { code } }', "GRAPHQL_PARSE_FAILED"),
        (
            "{ __schema { types " + "{ fields { type { fields { type " * 5 + "{ name }" + " } } } }" * 5 + " } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
    ],
)
async def test_a_document_that_is_meant_to_hurt_is_refused_at_once(caller: Caller, question: str, refused: str) -> None:
    """Doubling fragments, fields without number, depth without end: weighed in one pass."""
    begun = time.process_time()
    response = await caller.ask(question)

    assert response.json()["errors"][0]["extensions"]["code"] == refused
    assert "data" not in response.json()
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize(
    "variables",
    [
        '{"f": ' + '{"not": ' * 900 + "{}" + "}" * 900 + "}",
        '{"f": {"code": ' + "[" * 900 + "]" * 900 + "}}",
        '{"f": {"or": [' + ", ".join(["{}"] * 8_000) + "]}}",
        '{"f": {"code": ["a\\u0000b"]}}',
        '{"f": {"code": 1e30}}',
    ],
)
async def test_variables_that_are_meant_to_hurt_are_refused_at_once(caller: Caller, variables: str) -> None:
    """Deep, wide, or of letters that no text has."""
    text = "query Q($f: TransferFilter) { transfers(filter: $f) { nodes { code } } }"
    body = f'{{"query": {json.dumps(text)}, "variables": {variables}}}'
    begun = time.process_time()
    response = await caller.send(content=body.encode(), headers={"Content-Type": "application/json"})

    errors = response.json()["errors"]
    assert {error["extensions"]["code"] for error in errors} <= {"LIMIT_EXCEEDED", "BAD_INPUT"}
    assert time.process_time() - begun < SECONDS


async def test_variables_that_nobody_declared_are_let_lie(caller: Caller) -> None:
    """However many."""
    variables = {f"v{number}": number for number in range(15_000)}
    response = await caller.send(json={"query": "{ __typename }", "variables": variables})

    assert response.json() == {"data": {"__typename": "Query"}}


async def test_a_body_that_is_too_long_is_not_read_to_its_end(caller: Caller) -> None:
    """Whether it says so or not."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(10_000):
            yield b" " * 65_536

    json_type = {"Content-Type": "application/json"}
    told = await caller.send(content=b" " * 1_100_000, headers=json_type)
    untold = await caller.send(content=endless(), headers=json_type)

    assert [(one.status_code, code(one)) for one in (told, untold)] == [(413, "LIMIT_EXCEEDED")] * 2


@pytest.fixture(scope="module")
def listening(demo_file: Path) -> Iterator[tuple[str, int]]:
    """A service in a process of its own."""
    with served(str(demo_file)) as url:
        where = urlsplit(url)
        yield str(where.hostname), int(where.port or 0)


def told(where: tuple[str, int], *parts: bytes) -> bytes:
    """What a server says to these bytes before it closes, or at once."""
    with socket.create_connection(where, timeout=door.SECONDS + 10) as connection:
        try:
            for part in parts:
                connection.sendall(part)
            return connection.recv(4096)
        except ConnectionError:
            return b""


@pytest.mark.parametrize(
    "head",
    [
        HEAD + b"X-A: " + b"a" * 5_000_000,
        HEAD + b"X-A: a\r\n" * 500_000,
        b"GET /graphql?query=" + b"a" * 5_000_000,
        b"GET " * 1_000_000,
    ],
)
def test_a_head_without_an_end_is_cut_off(listening: tuple[str, int], head: bytes) -> None:
    """Nobody fills the memory before he has said who he is."""
    answer = told(listening, head)

    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")
    assert told(listening, HEAD + b"\r\n").startswith(b"HTTP/1.1 401 ")


def test_a_head_that_is_long_but_ends_is_answered(listening: tuple[str, int]) -> None:
    """A cookie jar of another service on the same host is no offence."""
    assert told(listening, HEAD + b"Cookie: a=" + b"a" * 20_000 + b"\r\n\r\n").startswith(b"HTTP/1.1 401 ")


def test_a_body_in_the_packet_of_its_head_is_no_part_of_the_head(listening: tuple[str, int]) -> None:
    """However long."""
    body = b" " * 200_000
    head = b"POST /graphql HTTP/1.1\r\nHost: here\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n"

    assert told(listening, head + body).startswith(b"HTTP/1.1 401 ")


@pytest.mark.parametrize(
    "further",
    [
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"\0: a\r\n\r\n",
    ],
)
def test_a_head_that_can_be_read_in_two_ways_is_refused(listening: tuple[str, int], further: bytes) -> None:
    """What a proxy could read otherwise is not read."""
    assert told(listening, b"POST /graphql HTTP/1.1\r\nHost: here\r\n" + further).startswith(b"HTTP/1.1 400 ")


def test_a_head_that_never_ends_is_waited_for_only_so_long(listening: tuple[str, int]) -> None:
    """Nor one that never begins."""
    begun = time.monotonic()
    with socket.create_connection(listening, timeout=door.SECONDS + 10) as silent:
        assert told(listening, HEAD) == b""
        assert silent.recv(1) == b""

    assert door.SECONDS - 1 < time.monotonic() - begun < door.SECONDS + 8
