"""What is seen of requests from outside: ids, the log, the numbers, traces; and what must not be seen of them."""

import asyncio
import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from prometheus_client.parser import text_string_to_metric_families

from graph.allowance import Rates
from graph.app import create_app
from graph.settings import SettingRefused, settings
from graph.trusted import Documents
from graph.watching.numbers import MOST
from graph.watching.watching import Watched, traces_to
from models.vocabulary import Role
from tests.graph.mutations.writing import writing
from tests.graph.service import Caller, bearer, calling, environment, free_port, made_token, served, token_for
from vendors.store.address import address

SECRET = "the-token-of-the-scraper"  # noqa: S105  # it opens nothing but what the tests serve
HELLO = "query Hello { __typename }"
Found = dict[tuple[str, tuple[str, ...]], float]


async def numbers(caller: Caller) -> Found:
    """What `/metrics` says, by name and labels."""
    return told(await caller.client.get("/metrics", headers=bearer(SECRET)))


def told(page: httpx2.Response) -> Found:
    """The same, of a page."""
    assert page.status_code == 200
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(page.text)
        for sample in family.samples
    }


def named(found: Found, name: str) -> set[str]:
    """The operations that a number is told by."""
    return {labels[0] for one, labels in found if one == name}


async def test_an_answer_has_the_id_that_its_request_came_with(caller: Caller) -> None:
    """Whatever it is answered with; what is no id is replaced by one of ours, which is another for each request."""
    given = [
        await caller.send(json={"query": HELLO}, headers={"X-Request-Id": "trace-1.2_3"}),
        await caller.send(content=b"{", headers={"X-Request-Id": "trace-1.2_3", "Content-Type": "application/json"}),
        await caller.client.post("/graphql", headers={"X-Request-Id": "trace-1.2_3"}),
    ]
    ours = [
        await caller.send(json={"query": HELLO}, headers={"X-Request-Id": said} if said is not None else {})
        for said in (None, "", "a b", "x" * 65, 'a"b')
    ]

    assert [response.status_code for response in given] == [200, 400, 401]
    assert {response.headers["x-request-id"] for response in given} == {"trace-1.2_3"}
    assert len({response.headers["x-request-id"] for response in ours}) == len(ours)


def lines(log: Path) -> list[dict[str, Any]]:
    """What a served process wrote for programs."""
    return [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]


def test_each_request_has_its_line_and_no_secret_has_any(demo_place: str, tmp_path: Path) -> None:
    """Id, operation, status, time, the token's key: no token, no name of anybody, nothing of what was asked."""
    token, log = made_token(demo_place, "Yamada Hanako"), tmp_path / "log"
    wrong = f"{token[:-1]}{'0' if token[-1] != '0' else '1'}"
    asked = {"query": "query Board($it: String) { WordsOfHers: transfer(code: $it) { code } }"}
    here = {"Sec-Fetch-Site": "same-origin"}
    with served(demo_place, log=log) as url, httpx2.Client(base_url=url) as browser:
        for number, key in enumerate((token, wrong, "a.b.c")):
            browser.post(
                "/graphql",
                json=asked | {"variables": {"it": "ValueOfHers"}},
                headers=bearer(key, X_Request_Id=f"id-{number}"),
            )
            browser.get("/graphql", params=asked | {"variables": '{"it": "ValueOfHers"}'}, headers=bearer(key))
            browser.post("/graphiql/sign-in", data={"token": key}, headers=here)
        session = browser.cookies["teikyo_session"]
        browser.post("/graphiql/graphql", json=asked, headers=here)
    written = log.read_text()
    line = next(one for one in lines(log) if one["request"] == "id-0")

    assert (line["event"], line["operation"], line["status"], line["token"]) == (
        "answered",
        "Board",
        200,
        token.split("_")[1],
    )
    assert 0 < line["ms"] < 10_000
    assert [one["status"] for one in lines(log)] == [200, 200, 401, 401, 401, 401, 200]
    secrets = (token, wrong, session, "a.b.c", "Yamada", "WordsOfHers", "ValueOfHers", "127.0.0.1:")
    after = written.partition("\n")[2]
    assert not [secret for secret in secrets if secret in after]


def test_the_log_may_do_without_a_line_for_each_request(demo_place: str, tmp_path: Path) -> None:
    """Where the settings say so."""
    token, log = made_token(demo_place, "quiet"), tmp_path / "log"
    with served(demo_place, log=log, settings={"TEIKYO_LOG_REQUESTS": "no"}) as url:
        httpx2.post(f"{url}/graphql", json={"query": HELLO}, headers=bearer(token))

    assert lines(log) == []


FAULTY = """
import asyncio, logging
from graph.watching.log import in_json
from graph.watching.seen import seen
in_json()
one = seen({"x-request-id": "id-1"})
one.operation = "Board"
def inner():
    raise ValueError("Key (name)=(SecretOfHers) exists")
try:
    try:
        inner()
    except ValueError as fault:
        raise RuntimeError("SecretOfHers") from fault
except RuntimeError:
    logging.getLogger("teikyo.graphql").exception("a request failed")
logging.getLogger("asyncio").error("Task was never retrieved\\nfuture: ValueError('SecretOfHers')")
logging.getLogger("somebody").info("SecretOfHers")
"""


def test_of_an_exception_the_log_tells_kind_and_place_and_no_word(tmp_path: Path) -> None:
    """With the request that it befell; what others say, by its first line, and only where it is a warning."""
    run = subprocess.run([sys.executable, "-c", FAULTY], env=environment(), capture_output=True, text=True, check=True)
    first, second = (json.loads(line) for line in run.stderr.splitlines())

    assert (first["event"], first["level"], first["logger"]) == ("a request failed", "error", "teikyo.graphql")
    assert (first["request"], first["operation"]) == ("id-1", "Board")
    assert first["exception"] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert first["places"] == ["<string>:12 <module>", "<string>:9 inner", "<string>:14 <module>"]
    assert second["event"] == "Task was never retrieved"
    assert "SecretOfHers" not in run.stdout + run.stderr


@pytest.mark.parametrize("token", ["", SECRET])
async def test_nobody_reads_the_numbers_but_who_has_their_token(demo_place: str, token: str) -> None:
    """Without one in the settings, nobody at all; no token for `/graphql` opens it, nor the other way round."""
    admin = await token_for(demo_place, "admin", *Role)
    app = create_app(address(demo_place), watched=Watched(metrics_token=token))
    async with calling(app, admin) as caller:
        turned = [
            await caller.client.get("/metrics", headers=headers)
            for headers in ({}, bearer(admin), bearer(""), bearer("x"), bearer(f"{SECRET}x"))
        ]
        page = await caller.client.get("/metrics", headers=bearer(SECRET))
        wrong = await caller.client.post("/graphql", json={"query": HELLO}, headers=bearer(SECRET))

    assert {(response.status_code, response.content) for response in turned} == {(404, b"Not Found")}
    assert page.status_code == (200 if token else 404)
    assert wrong.status_code == 401


async def test_requests_are_counted_by_operation_and_status_with_their_times(demo_place: str) -> None:
    """As Prometheus reads them; those that were refused before anything was read, together."""
    app = create_app(
        address(demo_place), watched=Watched(metrics_token=SECRET), documents=Documents({"board": "{ __typename }"})
    )
    async with calling(app, await token_for(demo_place, "admin", Role.ADMIN)) as caller:
        for _ in range(3):
            await caller.ask(HELLO)
        await caller.ask("{ __typename }")
        await caller.ask("query Forbidden { findings { totalCount } }")
        await caller.ask("query Wrong { nothing }")
        await caller.send(json={"documentId": "board"})
        await caller.send(json={"documentId": "unknown"})
        await caller.client.post("/graphql")
        found = await numbers(caller)

    requests = {labels: value for (name, labels), value in found.items() if name == "teikyo_requests_total"}
    assert requests == {
        ("Hello", "200"): 3,
        ("(unnamed)", "200"): 1,
        ("Forbidden", "403"): 1,
        ("board", "200"): 1,
        ("(none)", "200"): 2,
        ("(none)", "401"): 1,
    }
    assert found["teikyo_request_seconds_count", ("Hello",)] == 3
    assert found["teikyo_request_seconds_bucket", ("+Inf", "Hello")] == 3
    assert 0 < found["teikyo_request_seconds_sum", ("Hello",)] < 10
    assert found["teikyo_plans_total", ("kept",)] == 2
    assert found["teikyo_requests_in_progress", ()] == 0
    assert found["teikyo_workers", ()] == 1
    assert found["teikyo_judged_transfers", ()] > 40
    assert found["teikyo_ledger_events", ()] > 100


async def test_however_many_names_are_made_up_there_are_no_more_numbers(demo_place: str) -> None:
    """A hundred, and the trusted ones; the rest is counted together."""
    app = create_app(
        address(demo_place),
        rates=Rates(cost=0, requests=0),
        watched=Watched(metrics_token=SECRET),
        documents=Documents({"board": "{ __typename }"}),
    )
    async with calling(app, await token_for(demo_place)) as caller:
        for number in range(MOST + 20):
            await caller.ask(f"query Made{number} {{ __typename }}")
        await caller.send(json={"documentId": "board"})
        found = await numbers(caller)

    assert named(found, "teikyo_requests_total") == {*(f"Made{one}" for one in range(MOST)), "(other)", "board"}
    assert found["teikyo_requests_total", ("(other)", "200")] == 20


async def test_verbs_that_wait_for_their_turn_are_counted(sqlite_store: str) -> None:
    """As long as they wait for another program to end its writing, and no longer; counted by name like questions."""
    verb = "mutation Add($input: RegisterServiceInput!) { registerService(input: $input) { userErrors { code } } }"
    async with writing(sqlite_store, watched=Watched(metrics_token=SECRET)) as desk:
        held = sqlite3.connect(sqlite_store, isolation_level=None)
        held.execute("begin immediate")
        asked = [
            asyncio.create_task(
                desk.post(verb, input={"idempotencyKey": str(one), "service": {"code": f"s{one}", "name": "S"}})
            )
            for one in range(3)
        ]
        found = await numbers(desk.caller)
        while found["teikyo_writes_in_progress", ()] < 3:
            await asyncio.sleep(0)  # to look takes no waiting, so they would never come
            found = await numbers(desk.caller)
        held.execute("rollback")
        held.close()
        answers = await asyncio.gather(*asked)
        after = await numbers(desk.caller)

    assert found["teikyo_requests_in_progress", ()] == 3
    assert [answer.json()["data"]["registerService"]["userErrors"] for answer in answers] == [[]] * 3
    assert after["teikyo_writes_in_progress", ()] == after["teikyo_requests_in_progress", ()] == 0
    assert after["teikyo_requests_total", ("Add", "200")] == 3


def test_several_workers_add_up_their_numbers(demo_place: str) -> None:
    """Whichever of them is asked, a second later; the register is counted once."""
    token = made_token(demo_place, "many")
    setting = {"TEIKYO_METRICS_TOKEN": SECRET}
    with served(demo_place, "--workers", "2", settings=setting) as url:

        def ask(_: int) -> int:
            return httpx2.post(f"{url}/graphql", json={"query": HELLO}, headers=bearer(token)).status_code

        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(ask, range(64))) == {200}
        for _ in range(100):  # each look is by another connection, and so by either worker
            pages = [told(httpx2.get(f"{url}/metrics", headers=bearer(SECRET))) for _ in range(8)]
            if all(one.get(("teikyo_requests_total", ("Hello", "200"))) == 64 for one in pages):
                break

    assert [one["teikyo_requests_total", ("Hello", "200")] for one in pages] == [64] * 8
    assert {one["teikyo_judged_transfers", ()] for one in pages} == {pages[0]["teikyo_judged_transfers", ()]}
    assert all(one["teikyo_plans_total", ("kept",)] + one["teikyo_plans_total", ("made",)] == 64 for one in pages)


def test_a_token_for_the_numbers_that_could_be_guessed_is_refused() -> None:
    """At least sixteen characters; the refusal does not repeat it."""
    with pytest.raises(SettingRefused, match="at least 16") as refused:
        settings({"TEIKYO_METRICS_TOKEN": "guessable"})

    assert "guessable" not in str(refused.value)


@pytest.fixture
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """A collector of traces on loopback, and what it was sent."""
    sent: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # its parent's name
            """Take what is sent."""
            sent.append(self.path.encode() + b"\n" + self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", sent
    server.shutdown()
    thread.join()
    server.server_close()


async def test_a_trace_tells_a_collector_of_each_request(demo_place: str, collector: tuple[str, list[bytes]]) -> None:
    """As a part of the caller's own trace, by name and status, with no secret and nothing of what was asked."""
    url, sent = collector
    token = await token_for(demo_place, "Yamada Hanako")
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    app = create_app(address(demo_place), watched=Watched(otel_endpoint=url))
    async with calling(app, token) as caller:
        text = "query Board { WordsOfHers: __typename }"
        await caller.send(json={"query": text}, headers={"traceparent": parent, "X-Request-Id": "id-1"})
        await caller.client.post("/graphql")
    spans: list[Any] = []
    for one in sent:
        path, _, body = one.partition(b"\n")
        assert path == b"/v1/traces"
        request = ExportTraceServiceRequest.FromString(body)
        spans += [span for resource in request.resource_spans for scope in resource.scope_spans for span in scope.spans]
    board, stranger = sorted(spans, key=lambda span: str(span.name))
    attributes = {one.key: one.value.string_value or one.value.int_value for one in board.attributes}

    assert (board.name, stranger.name) == ("query Board", "request (none)")
    assert attributes == {
        "http.response.status_code": 200,
        "graphql.operation.name": "Board",
        "graphql.operation.type": "query",
        "teikyo.request": "id-1",
    }
    assert board.trace_id.hex() == parent[3:35]
    assert board.parent_span_id.hex() == parent[36:52]
    assert board.end_time_unix_nano > board.start_time_unix_nano
    assert not any(word in b"".join(sent) for word in (token.encode(), b"Yamada", b"WordsOfHers"))


async def test_a_collector_that_is_away_keeps_nobody_waiting(demo_place: str) -> None:
    """The answer is there as ever."""
    app = create_app(address(demo_place), watched=Watched(otel_endpoint=f"http://127.0.0.1:{free_port()}"))
    async with calling(app, await token_for(demo_place)) as caller:
        assert (await caller.ask(HELLO)).status_code == 200


def test_traces_without_what_they_need_are_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no part of a plain installation."""
    monkeypatch.delitem(sys.modules, "graph.watching.traces", raising=False)
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)

    with pytest.raises(SettingRefused, match=r"pip install 'teikyo\[otel\]'"):
        traces_to("http://127.0.0.1:4318")
