"""Teikyo beside PostGraphile 5, on the same PostgreSQL database: answers a second, sixteen clients.

PostGraphile comes from npm into `var/postgraphile`, in the version that `postgraphile/package.json` names. It gets the
functions that its documentation proposes for rows of a day, and needs no token; Teikyo looks its token up each time.
"""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import asyncpg

from tests.benchmarks.clients import WORKERS, heading, tell
from tests.benchmarks.databases import Filled
from tests.benchmarks.generator import ON
from tests.benchmarks.operations import BODIES, CODE
from tests.benchmarks.serving import Request, answer, asked, free_port, running, teikyo
from tests.benchmarks.telling import say

HERE = Path(__file__).parent / "postgraphile"
INSTALLED = Path(__file__).resolve().parents[2] / "var" / "postgraphile"

FIELDS = """
  code fromOn untilOn subjectClass method
  spanOn(day: $on) {
    verdict abroad mechanism recordRequired
    contractByContractId { code title versionOn(day: $on) { endsOn } }
  }
  serviceByServiceId { code name } recipientByRecipientId { code versionOn(day: $on) { name country } }
  versionOn(day: $on) {
    declaredForeign
    transferVersionPurposesByVersionId { nodes { purposeByPurposeId { code } } }
    transferVersionItemsByVersionId { nodes { itemByItemId { code name } } }
  }
  findingsOn(day: $on) { nodes { code severity fromOn untilOn } }
"""
Q1 = (
    "query Q1($on: Date!) { outsourcedAbroad(day: $on, first: 50) { edges { cursor node {" + FIELDS + "} } "
    "pageInfo { hasNextPage endCursor } } }"
)
Q2 = "query Q2($on: Date!, $code: String!) { transferByCode(code: $code) {" + FIELDS + "} }"
THEIRS = {
    "Q1": json.dumps({"query": Q1, "variables": {"on": str(ON)}}).encode(),
    "Q2": json.dumps({"query": Q2, "variables": {"on": str(ON), "code": CODE}}).encode(),
}


def installed() -> Path:
    """The folder with PostGraphile in it; npm is asked for what is missing."""
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "graphile.config.mjs"):
        shutil.copy(HERE / name, INSTALLED)
    npm = shutil.which("npm") or sys.exit("npm is not there: install Node.js 20 or newer (Debian: apt-get install npm)")
    quiet = ("--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")
    subprocess.run([npm, "install", *quiet], cwd=INSTALLED, check=True, stdout=subprocess.DEVNULL)
    return INSTALLED


@contextmanager
def postgraphile(filled: Filled) -> Iterator[int]:
    """PostGraphile over a filled database; gives its port. One process: more were no faster."""
    port = free_port()
    folder = installed()
    command = [
        "node",
        str(folder / "node_modules/postgraphile/dist/cli-run.js"),
        "-C",
        str(folder / "graphile.config.mjs"),
    ]
    settings = {"DATABASE_URL": filled.place, "PORT": str(port), "NODE_ENV": "production", "GRAPHILE_ENV": "production"}
    with running(command, port, **settings):
        yield port


async def _prepare(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute((HERE / "functions.sql").read_text())
    await connection.close()


def theirs(port: int, name: str) -> Request:
    """The operation, as PostGraphile is asked it."""
    return Request(port, "/graphql", THEIRS[name], {"Content-Type": "application/json"})


def measure(filled: Filled) -> None:
    """Both operations, of both, and how many times as much Teikyo answers."""
    asyncio.run(_prepare(filled.place))
    heading()
    with postgraphile(filled) as port, teikyo(filled, WORKERS) as ours:
        for name in ("Q1", "Q2"):
            _compare(port, ours, name, filled)
            least = tell(filled, f"{name} PostGraphile", theirs(port, name))
            rate = tell(filled, f"{name} Teikyo", asked(ours, BODIES[name], filled.token))
            say(f"{filled.engine:10} {filled.size:>10} {name}: {rate / least:.1f} times the throughput of PostGraphile")


def _compare(port: int, ours: int, name: str, filled: Filled) -> None:
    """Both have to have answered with the same transfers, or nothing is measured."""
    codes = []
    for request in (theirs(port, name), asked(ours, BODIES[name], filled.token)):
        line = HTTPConnection("127.0.0.1", request.port)
        data = json.loads(answer(line, request))["data"]
        line.close()
        (field,) = data.values()
        codes.append([edge["node"]["code"] for edge in field["edges"]] if "edges" in field else [field["code"]])
    if codes[0] != codes[1] or not codes[0]:
        sys.exit(f"{name}: the two answer differently, so nothing can be compared")
