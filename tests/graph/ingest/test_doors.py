"""Batches come in over HTTP: written whole or refused whole, and told why by row."""

import logging
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import httpx2
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from starlette.types import Message

from graph.app import create_app
from graph.ingest.route import MOST_AT_ONCE
from models.vocabulary import Role
from tests.graph.service import Caller, bearer, calling, token_for
from tests.vendors.consents.recorder import ON_CONSENT
from tests.vendors.store.test_loading import everything
from vendors import tokens
from vendors.ledger.verifying import verify
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.loading import load

CONSENTS = "/ingest/consents"
SUBJECTS = "/ingest/deliveries/l-1/subjects"
NDJSON = "application/x-ndjson"
GIVEN = b'{"text": "agreed", "subject": "p-2", "given_at": "2024-02-01T00:00:00Z"}\n'


@pytest.fixture
async def place(store: str) -> str:
    """A register with a transfer on consent."""
    async with opened(address(store)) as database:
        await load(database, read_register(ON_CONSENT.encode()))
    return store


@pytest.fixture
async def token(place: str) -> str:
    """The token of a program that records."""
    return await token_for(place, "crm", Role.RECORDER)


@pytest.fixture
async def crm(place: str, token: str) -> AsyncIterator[Caller]:
    """That program."""
    async with calling(create_app(address(place)), token) as made:
        yield made


async def send(
    caller: Caller, path: str, body: Any, type_: str = NDJSON, key: str | None = "k", **headers: str
) -> httpx2.Response:
    """Send a batch."""
    given = {"Content-Type": type_, **headers} | ({} if key is None else {"Idempotency-Key": key})
    return await caller.send(path=path, content=body, headers=given)


async def stored(place: str) -> Any:
    """All that is stored, but for when tokens were used."""
    async with opened(address(place)) as database:
        return [
            [{name: value for name, value in row.items() if name != "last_used_at"} for row in table]
            for table in await everything(database)
        ]


async def persons(place: str) -> tuple[int, int]:
    """How many consents there are, and how many persons are listed; the ledger has to hold."""
    async with opened(address(place)) as database:
        await verify(database)
        (row,) = await database.rows(
            "SELECT (SELECT count(*) FROM consent) AS consents, (SELECT count(*) FROM delivery_subject) AS listed"
        )
    return row["consents"], row["listed"]


async def test_a_batch_is_written_and_told_where_it_is_on_record(crm: Caller, place: str) -> None:
    """In each format, into either place."""
    file = BytesIO()
    pq.write_table(pa.table({"subject": ["q-1", "q-2"]}), file)
    before = await persons(place)

    given = await send(crm, CONSENTS, GIVEN)
    listed = await send(crm, SUBJECTS, b"subject\r\nq-3\r\n", "text/csv; charset=Shift_JIS", "k-2")
    packed = await send(crm, SUBJECTS, file.getvalue(), "application/vnd.apache.parquet", "k-3")

    assert [one.status_code for one in (given, listed, packed)] == [200] * 3
    said = given.json()
    assert said == {"rows": 1, "sequence": said["sequence"], "root": said["root"], "judgedAnew": 2, "again": False}
    assert [int(one.json()["sequence"]) - int(said["sequence"]) for one in (listed, packed)] == [1, 2]
    assert await persons(place) == (before[0] + 1, before[1] + 3)


async def test_a_batch_that_is_sent_again_is_answered_again(crm: Caller, place: str) -> None:
    """The same key with the same bytes writes nothing; with others it is a conflict."""
    first = (await send(crm, CONSENTS, GIVEN)).json()
    before = await stored(place)

    again = await send(crm, CONSENTS, GIVEN)
    other = await send(crm, CONSENTS, GIVEN + GIVEN.replace(b"p-2", b"p-3"))
    elsewhere = await send(crm, SUBJECTS, b'"q-1"')

    assert again.json() == {**first, "again": True}
    assert [one.status_code for one in (other, elsewhere)] == [409, 409]
    assert other.json()["errors"][0]["extensions"] == {"code": "CONFLICT", "argument": ["Idempotency-Key"]}
    assert await stored(place) == before


async def test_a_bad_row_refuses_the_batch_and_is_told(crm: Caller, place: str) -> None:
    """By row and column, in the language asked for; the key stays free."""
    before = await stored(place)
    body = GIVEN + b'{"text": "agreed", "subject": "p-3", "given_at": "2024-02-01T00:00:00"}\n{"text": "no"}\n'

    answer = await send(crm, CONSENTS, body, **{"Accept-Language": "ja"})

    said = answer.json()
    assert (answer.status_code, said["faultCount"]) == (400, 3)
    assert said["errors"][0]["extensions"] == {"code": "BAD_INPUT"}
    assert said["faults"][0] == {
        "row": 2, "column": "given_at", "code": "moment_without_offset",
        "message": "日時'2024-02-01T00:00:00'に時差がありません。末尾に +09:00 か Z を書いてください。",
        "params": [{"name": "value", "value": "'2024-02-01T00:00:00'"}],
    }  # fmt: skip
    assert [(one["row"], one["column"], one["code"]) for one in said["faults"][1:]] == [
        (3, "subject", "missing_field"),
        (3, "given_at", "missing_field"),
    ]
    assert await stored(place) == before
    assert (await send(crm, CONSENTS, GIVEN)).status_code == 200


async def test_what_the_register_knows_better_is_told_by_row(crm: Caller, place: str) -> None:
    """A consent to a text that is not there; a person who is listed; a batch without a row."""
    before = await stored(place)
    unknown = await send(crm, CONSENTS, b"\n" + GIVEN.replace(b"agreed", b"unheard-of"))
    twice = await send(crm, SUBJECTS, b'"q-1"\n"p-2"\n"q-1"')
    nobody = await send(crm, SUBJECTS, b"subject\n", "text/csv")

    told = [[(one["row"], one["code"]) for one in answer.json()["faults"]] for answer in (unknown, twice, nobody)]
    assert told == [[(2, "unknown_reference")], [(2, "listed_already"), (3, "listed_twice")], [(None, "no_rows")]]
    assert await stored(place) == before


@pytest.mark.parametrize(
    ("status", "code", "given"),
    [
        (404, "BAD_INPUT", {"path": "/ingest/deliveries/l-9/subjects"}),
        (404, "BAD_INPUT", {"path": "/ingest/deliveries/l%00/subjects"}),
        (415, "BAD_INPUT", {"type_": "application/json"}),
        (415, "BAD_INPUT", {"type_": "text/csv; charset=latin-1"}),
        (415, "BAD_INPUT", {"Content-Encoding": "gzip"}),
        (400, "BAD_INPUT", {"key": None}),
        (400, "BAD_INPUT", {"key": "k" * 201}),
        (413, "LIMIT_EXCEEDED", {"body": b'"q-1"\n' * 200_000}),
    ],
)
async def test_what_is_no_batch_is_refused(
    status: int, code: str, given: Mapping[str, Any], place: str, token: str
) -> None:
    """With the status that says why, and before anything is written."""
    before = await stored(place)
    async with calling(create_app(address(place), ingest_bytes=1 << 20), token) as caller:
        answer = await send(caller, **{"path": SUBJECTS, "body": b'"q-1"', **given})

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (status, code)
    assert await stored(place) == before


async def test_a_body_without_a_length_may_be_no_longer(place: str, token: str) -> None:
    """It is cut off as soon as it is too long."""

    async def pieces() -> AsyncIterator[bytes]:
        for number in range(1 << 20):
            assert number < 40, "nobody wants more"
            yield b'"q"\n' * 8_192

    async with calling(create_app(address(place), ingest_bytes=1 << 20), token) as caller:
        answer = await send(caller, SUBJECTS, pieces())

    assert answer.status_code == 413


async def test_it_answers_recorders_alone(place: str) -> None:
    """By POST alone, with a token of a role that the table of rights names for it."""
    for role in set(Role) - {Role.RECORDER}:
        other = await token_for(place, f"one-{role}", role)
        async with calling(create_app(address(place)), other) as caller:
            answer = await send(caller, CONSENTS, GIVEN)
            assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (403, "FORBIDDEN")
            assert (await caller.send("GET", CONSENTS)).status_code == 405
    async with calling(create_app(address(place)), "unknown") as caller:
        assert (await send(caller, CONSENTS, GIVEN)).status_code == 401


async def test_a_role_that_is_lost_on_the_way_writes_nothing(place: str, token: str) -> None:
    """Whether he still has it is looked at in the transaction that writes."""
    before = await persons(place)

    async def pieces() -> AsyncIterator[bytes]:
        yield GIVEN[:20]
        async with opened(address(place)) as database:
            await tokens.revoke(database, "crm", datetime.now(UTC))
        yield GIVEN[20:]

    async with calling(create_app(address(place)), token) as caller:
        answer = await send(caller, CONSENTS, pieces())

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (403, "FORBIDDEN")
    assert await persons(place) == before


async def test_who_leaves_in_the_middle_has_sent_nothing(place: str, token: str) -> None:
    """What came of the body is forgotten; sent again under the same key it is a batch like any other."""
    app = create_app(address(place))
    before = await stored(place)
    messages: list[Message] = [{"type": "http.request", "body": GIVEN, "more_body": True}, {"type": "http.disconnect"}]
    told: list[Message] = []

    async def receive() -> Message:
        return messages.pop(0)

    async def heard(message: Message) -> None:
        told.append(message)

    given = bearer(token, Content_Type=NDJSON, Idempotency_Key="k")
    scope = {
        "type": "http", "method": "POST", "path": CONSENTS, "query_string": b"", "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip
    async with calling(app, token) as caller:
        await app(scope, receive, heard)
        assert (told, await stored(place)) == ([], before)
        assert (await send(caller, CONSENTS, GIVEN)).json()["again"] is False


async def test_so_many_at_once_and_no_more(place: str, token: str) -> None:
    """What is taken in lies on the worker's disk; who comes beyond that is told to come again."""
    async with calling(create_app(address(place)), token) as caller:
        answers: list[httpx2.Response] = []

        async def nested(left: int) -> AsyncIterator[bytes]:
            """A body in the midst of which the next one is sent."""
            yield b'"q-'
            if left:
                answers.append(await send(caller, SUBJECTS, nested(left - 1), key=f"k-{left}"))
            yield b'%d"' % left

        answers.append(await send(caller, SUBJECTS, nested(MOST_AT_ONCE), key="k"))

    assert [one.status_code for one in answers] == [503, *[200] * MOST_AT_ONCE]
    assert answers[0].headers["retry-after"] == "5"


async def test_nothing_of_a_batch_is_logged(crm: Caller, caplog: pytest.LogCaptureFixture) -> None:
    """Neither of one that is written nor of one that is refused."""
    caplog.set_level(logging.DEBUG, "teikyo")

    await send(crm, SUBJECTS, b'"secret-person"')
    await send(crm, SUBJECTS, b'"secret-person"', key="k-2")
    await send(crm, CONSENTS, orjson.dumps({"text": "secret-text", "subject": "secret-person"}), key="k-3")

    assert "secret" not in caplog.text
