"""GraphiQL in Chromium, as a developer meets it."""

import json
import shutil
from pathlib import Path

import pytest

from graph.graphiql.pages import THEIRS
from tests.clients.conftest import Node, Service

pytestmark = pytest.mark.clients


def test_a_developer_signs_in_asks_sees_the_answer_and_signs_out(node: Node, service: Service, tmp_path: Path) -> None:
    """No request leaves our own origin, the policy is never broken, and no script reads the token."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing (Debian: apt-get install chromium)"
    origin = service.url.removesuffix("/graphql")

    told = json.loads(node("graphiql.mjs", origin, service.token, chromium, str(tmp_path / "page.png")))

    assert told["first"] == "Sign in with an access token"
    assert told["answer"]["data"]["viewer"] == {"name": "a client"}
    assert told["answer"]["data"]["statistics"]["transfers"] > 0
    assert told["asked"] == [origin]
    assert (told["visible"], told["problems"]) == ("", [])


def test_the_files_that_are_served_are_those_that_make_graphiql_installed() -> None:
    """As they come in npm's packages, with no further step."""
    folder = Path(__file__).resolve().parents[2] / "var" / "graphiql"

    assert all((folder / name).stat().st_size > 1000 for name in THEIRS)
