"""The checks of graphql-cop and the scenarios of DVGA (Damn Vulnerable GraphQL Application), by their own names.

A stranger gets 401 for all of them (`test_strangers.py`). Here they are tried by somebody with a token, who is trusted
with questions and with nothing else; where a check finds what holders of tokens are meant to have, that is said.
"""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from graph.app import create_app
from models.vocabulary import Role
from tests.graph.desk import stored
from tests.graph.protocol.test_graphiql import HERE
from tests.graph.service import Caller, bearer, calling, made_token, served, token_for
from vendors import tokens
from vendors.demo.register import demo_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.token_text import new_text

IDE_PATHS = ("/", "/graphiql", "/playground", "/console", "/graphql", "/altair", "/explorer", "/voyager")
IDE_WORDS = (
    "graphiql.createfetcher",
    "graphql playground",
    "playground",
    "altair",
    "graphiql.min.js",
    "<title>graphiql",
)
REGISTER = (
    "mutation($code: String!, $name: String!) { registerService(input: {idempotencyKey: $code, service: {code: $code, "
    "name: $name}}) { service { code name } userErrors { code } } }"
)
WORDS = (
    "$(touch MARKER)",
    "`touch MARKER`",
    "; touch MARKER #",
    "| touch MARKER",
    "../../../../MARKER",
    "file://MARKER",
    "http://127.0.0.1:1/MARKER",
    "x'; DROP TABLE service; --",
    'x" OR 1=1 --',
)
"""Commands, paths, addresses and statements that a server might follow."""
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
async def recorder(place: str) -> tuple[str, str]:
    """A database with the demo register, and a token that may write to it."""
    await stored(place, demo_register(datetime.now(UTC).date()))
    async with opened(address(place)) as database:
        roles = [Role.RECORDER, Role.REVIEWER]
        return place, await tokens.create(database, "recorder", roles, datetime.now(UTC))


class TestGraphqlCop:
    """graphql-cop, check by check."""

    async def test_alias_overloading_costs_what_it_asks_for(self, demo_place: str) -> None:
        """A hundred and one aliases of a page are a hundred and one pages, and beyond the budget."""
        token = await token_for(demo_place)
        aliases = " ".join(f"a{number}: transfers(first: 100) {{ nodes {{ code }} }}" for number in range(101))
        async with calling(create_app(address(demo_place)), token) as caller:
            answer = (await caller.ask(f"{{ {aliases} }}")).json()

        assert answer["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert "data" not in answer

    async def test_array_based_query_batching_is_refused(self, caller: Caller) -> None:
        """Ten questions in one request are none."""
        answer = await caller.send(json=[{"query": "{ __typename }"}] * 10)

        assert answer.status_code == 400
        assert not isinstance(answer.json(), list)

    async def test_directive_overloading_is_one_error(self, caller: Caller) -> None:
        """However often a directive is said: the answer doesn't grow by an error for each."""
        answer = (await caller.ask("query cop { __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }")).json()

        (error,) = answer["errors"]
        assert len(error["locations"]) == 10

    async def test_field_duplication_is_refused(self, caller: Caller) -> None:
        """Said five hundred times; said fifty times, it is read once."""
        often = await caller.ask("{ viewer { " + "name " * 500 + "} }")
        less = await caller.ask("{ viewer { " + "name " * 50 + "} }")

        assert often.json()["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert len(less.json()["data"]["viewer"]) == 1

    async def test_a_circular_introspection_query_is_refused(self, caller: Caller) -> None:
        """Types of fields of types of fields."""
        asked = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"
        answer = (await caller.ask(asked)).json()

        assert answer["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"

    async def test_no_graphql_ide_is_shown_to_a_stranger(self, caller: Caller) -> None:
        """Nor whether there is one; a signed-in developer has it at `/graphiql`."""
        for path in IDE_PATHS:
            page = (await caller.client.get(path, headers={"Accept": "text/html"})).text.lower()

            assert not [word for word in IDE_WORDS if word in page], path

    @pytest.mark.parametrize(
        "asked", ["{ __schema { types { name } } }", "{ viewer { nam } }", "{ __schema { directive } }"]
    )
    async def test_introspection_and_suggestions_are_for_holders_of_tokens(self, caller: Caller, asked: str) -> None:
        """They may know the schema, which is published with the product; a stranger learns nothing."""
        known = await caller.ask(asked)
        unknown = await caller.client.post("/graphql", json={"query": asked})

        assert "types" in known.text or "Did you mean" in known.text
        assert unknown.status_code == 401
        assert "Did you mean" not in unknown.text

    async def test_nothing_changes_by_get(self, caller: Caller) -> None:
        """`get_based_mutation`, `get_method_support`: a query may come so, and with a token in its header alone."""
        changed = await caller.send("GET", params={"query": "mutation { __typename }"})
        asked = await caller.send("GET", params={"query": "{ __typename }"})
        by_link = await caller.client.get("/graphql", params={"query": "{ __typename }", "token": caller.token})

        assert (changed.status_code, asked.status_code, by_link.status_code) == (405, 200, 401)

    async def test_a_form_cannot_ask(self, caller: Caller) -> None:
        """`post_based_csrf`: what a page elsewhere can send without being asked first is not read."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await caller.send(content=b"query=%7B__typename%7D", headers=form)
        by_url = await caller.send("POST", params={"query": "{ __typename }"})

        assert (answer.status_code, by_url.status_code) == (415, 415)

    async def test_no_answer_holds_a_trace(self, caller: Caller) -> None:
        """`trace_mode`, `unhandled_error`: nothing of how it was made, nor of the program."""
        answers = [(await caller.ask(asked)).text for asked in ("{ __typename }", "qwerty", "query cop { abc }")]

        for answer in answers:
            assert not [word for word in ("tracing", "Traceback", "exception", ".py", "debug") if word in answer], (
                answer
            )

    def test_a_server_does_not_say_what_it_is_made_of(self, demo_place: str) -> None:
        """Neither name nor version."""
        with served(demo_place) as url:
            heads = httpx2.get(f"{url}/graphql").headers

        assert "server" not in heads
        assert "x-powered-by" not in heads


class TestDvgaDenialOfService:
    """DVGA: batches, depth, duplicated fields and aliases are graphql-cop's, above and in `test_hostile.py`."""

    async def test_a_circular_fragment_is_refused(self, caller: Caller) -> None:
        """Of two that spread each other."""
        answer = await caller.ask("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }")

        assert answer.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"

    async def test_a_resource_intensive_query_costs_more_than_there_is(self, demo_place: str) -> None:
        """Pages of pages of pages."""
        token = await token_for(demo_place)
        deep = (
            "recipient { transfers(first: 100) { nodes { recipient { transfers(first: 100) { nodes { code } } } } } }"
        )
        asked = f"{{ transfers(first: 100) {{ nodes {{ {deep} }} }} }}"
        async with calling(create_app(address(demo_place)), token) as caller:
            answer = (await caller.ask(asked)).json()

        assert answer["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


class TestDvgaExecutionAndInjection:
    """DVGA: commands, addresses and paths that the server would follow, markup and lines that it would repeat."""

    async def test_what_a_caller_says_is_a_word_and_nothing_else(
        self, recorder: tuple[str, str], tmp_path: Path
    ) -> None:
        """No command, address, path or statement: it is kept as it was said, and the register stands."""
        place, token = recorder
        marker = tmp_path / "marker"
        async with calling(create_app(address(place)), token) as caller:
            for number, word in enumerate(WORDS):
                code, said = f"attacked-{number}", word.replace("MARKER", str(marker))
                written = (await caller.ask(REGISTER, code=code, name=said)).json()["data"]["registerService"]
                asked = await caller.ask("query($code: String!) { service(code: $code) { name } }", code=said)
                found = await caller.ask(
                    "query($text: String!) { services(filter: {search: $text}) { nodes { code } totalCount } }",
                    text=said,
                )

                assert written == {"service": {"code": code, "name": said}, "userErrors": []}
                assert asked.json()["data"] == {"service": None}
                assert found.json()["data"]["services"] == {"nodes": [{"code": code}], "totalCount": 1}
        assert not marker.exists()

    async def test_markup_is_never_sent_as_a_page(self, recorder: tuple[str, str]) -> None:
        """`Stored XSS`, `HTML injection`: JSON, which no browser takes for another thing; pages repeat none of it."""
        place, token = recorder
        async with calling(create_app(address(place)), token) as caller:
            await caller.ask(REGISTER, code="marked-up", name=MARKUP)
            answer = await caller.send(
                json={"query": '{ service(code: "marked-up") { name } }'}, headers={"Accept": "text/html, */*"}
            )
            page = await caller.client.post("/graphiql/sign-in", data={"token": MARKUP}, headers=HERE)

        assert answer.json()["data"]["service"]["name"] == MARKUP
        assert answer.headers["content-type"].split(";")[0].endswith("json")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert MARKUP not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]

    def test_a_line_of_the_log_cannot_be_made_up(self, demo_place: str, tmp_path: Path) -> None:
        """`Log injection`: a name or an id with a line break is one JSON object on one line, or is not repeated."""
        token, log = made_token(demo_place, "logging"), tmp_path / "log"
        forged = 'x\r\n{"event": "forged"}'
        with served(demo_place, log=log) as url:
            asked = {"query": "query Forged { __typename }", "operationName": forged}
            httpx2.post(f"{url}/graphql", json=asked, headers=bearer(token))
            httpx2.get(f"{url}/graphql?query=%0d%0a%7B%22event%22:%20%22forged%22%7D", headers=bearer(token))

        lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
        assert lines
        assert not [line for line in lines if line.get("event") == "forged"]
        assert '{"event": "forged"}' not in log.read_text()


class TestDvgaAuthorization:
    """DVGA: tokens forged or guessed, cookies guessed, a name that is denied said otherwise."""

    async def test_a_forged_token_lets_nobody_in(self, caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
        """Unsigned, of another's making, or one letter off; and no log repeats it."""
        caplog.set_level(logging.DEBUG)
        none = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsInJvbGVzIjpbIkFETUlOIl19."
        off = caller.token[:-1] + ("A" if caller.token[-1] != "A" else "B")
        forged = (none, off, new_text()[1], caller.token.lower())
        answers = [
            await caller.client.post("/graphql", json={"query": "{ __typename }"}, headers=bearer(token))
            for token in forged
        ]

        assert {answer.status_code for answer in answers} == {401}
        assert not [token for token in forged if token in caplog.text]

    async def test_a_cookie_opens_no_ide(self, caller: Caller) -> None:
        """DVGA's `env=graphiql:enable`, and guesses of ours."""
        for cookie in ("env=graphiql:enable", "teikyo_session=1", "session=admin", "__Host-teikyo_session=true"):
            page = await caller.client.get("/graphiql", headers={"Cookie": cookie})

            assert page.status_code == 401, cookie

    @pytest.mark.parametrize(
        "asked",
        [
            "{ ledger { nodes { actor } } }",
            "{ a: ledger { nodes { actor } } }",
            "query viewer { ledger { nodes { actor } } }",
            "{ ...F } fragment F on Query { ledger { nodes { actor } } }",
            "{ ... on Query { ledger { nodes { actor } } } }",
        ],
    )
    async def test_what_is_forbidden_is_so_under_any_name(self, demo_place: str, asked: str) -> None:
        """`Query deny list bypass`: an alias, an operation's name, a fragment; the field itself is what counts."""
        async with opened(address(demo_place)) as database:
            token = await tokens.create(database, "board", [Role.DASHBOARD], datetime.now(UTC))
        async with calling(create_app(address(demo_place)), token) as caller:
            answer = (await caller.ask(asked)).json()

        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert "data" not in answer or answer["data"] is None
