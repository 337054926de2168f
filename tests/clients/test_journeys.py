"""Clients that others use, each on its journey: a list, its next page, one node, an error."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx2
import pytest
from gql import Client, GraphQLRequest
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportQueryError

from tests.clients.conftest import HERE, PACKAGES, ROOT, Node, Service

pytestmark = pytest.mark.clients

LIST = """
query Transfers($first: Int!, $after: String) {
  transfers(first: $first, after: $after, filter: {foreign: true}) {
    edges { node { id code } } pageInfo { hasNextPage endCursor }
  }
}
"""
ONE = "query One($id: ID!) { node(id: $id) { __typename ... on Transfer { code verdict } } }"


@pytest.fixture(scope="session")
def expected(service: Service) -> list[dict[str, Any]]:
    """The first four transfers abroad, asked for without any client."""
    answer = httpx2.post(
        service.url,
        json={"query": LIST, "variables": {"first": 4}},
        headers={"Authorization": f"Bearer {service.token}"},
    )
    return [edge["node"] for edge in answer.json()["data"]["transfers"]["edges"]]


def test_apollo_client_reads_pages_through_its_cache(
    node: Node, service: Service, expected: list[dict[str, Any]]
) -> None:
    """Its own media types, `relayStylePagination`, interfaces by `possibleTypes`, and the codes of errors."""
    came_to = json.loads(node("apollo.mjs", service.url, service.token))

    codes = [one["code"] for one in expected]
    assert (came_to["first"], came_to["more"], came_to["merged"]) == (codes[:2], codes[2:], codes)
    assert (came_to["one"]["id"], came_to["one"]["code"]) == (expected[0]["id"], codes[0])
    assert came_to["badCursor"] == "BAD_CURSOR"
    assert came_to["badDocument"] == "GRAPHQL_VALIDATION_FAILED"
    assert came_to["badVariable"] == "BAD_INPUT"


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    """A Relay project, compiled against our schema by Relay's own compiler."""
    project = Path(shutil.copytree(HERE / "relay", tmp_path / "relay"))
    shutil.copy(ROOT / "graph" / "schema.graphql", project)
    compiler = PACKAGES / "relay-compiler" / "cli.js"
    done = subprocess.run(
        ["node", str(compiler), "relay.config.json"], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return project


def test_relay_compiles_against_the_schema_and_pages(
    compiled: Path, service: Service, expected: list[dict[str, Any]]
) -> None:
    """`@connection` and `@refetchable` at the root and on a node; its runtime merges the next page."""
    (compiled / "node_modules").symlink_to(PACKAGES)
    done = subprocess.run(
        ["node", "journey.mjs", service.url, service.token],
        cwd=compiled,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    came_to = json.loads(done.stdout)

    codes = [one["code"] for one in expected]
    assert (came_to["first"], came_to["merged"]) == (codes[:2], codes)
    assert came_to["recipient"][0] == came_to["recipient"][1]
    assert (came_to["one"]["__typename"], came_to["one"]["code"]) == ("Transfer", codes[0])
    assert (came_to["failed"], came_to["codes"]) == (None, ["BAD_INPUT"])


async def test_gql_checks_its_documents_against_our_introspection(
    service: Service, expected: list[dict[str, Any]]
) -> None:
    """Python's client fetches the schema, pages, and finds the code of an error."""
    transport = AIOHTTPTransport(url=service.url, headers={"Authorization": f"Bearer {service.token}"})
    async with Client(transport=transport, fetch_schema_from_transport=True) as session:
        first = await session.execute(GraphQLRequest(LIST, variable_values={"first": 2}))
        after = first["transfers"]["pageInfo"]["endCursor"]
        more = await session.execute(GraphQLRequest(LIST, variable_values={"first": 2, "after": after}))
        one = await session.execute(GraphQLRequest(ONE, variable_values={"id": expected[0]["id"]}))
        with pytest.raises(TransportQueryError) as refused:
            await session.execute(GraphQLRequest(LIST, variable_values={"first": 2, "after": "nonsense"}))

    nodes = [edge["node"] for page in (first, more) for edge in page["transfers"]["edges"]]
    assert nodes == expected
    assert (one["node"]["__typename"], one["node"]["code"]) == ("Transfer", expected[0]["code"])
    assert (refused.value.errors or [{}])[0]["extensions"]["code"] == "BAD_CURSOR"
