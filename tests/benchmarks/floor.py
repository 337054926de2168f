"""The floor: hand-written SQL that makes JSON, behind a bare Starlette route. Nothing that answers can be faster."""

import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.sqlite import sqlite3
from vendors.store.address import Engine, address

Read = Callable[..., Awaitable[str]]

# Each engine's own words; the rest of the SQL is the same.
WORDS = {
    Engine.SQLITE: {
        "object": "json_object", "array": "json_group_array(", "end": ")", "day": "?1", "code": "?2",
        "json": "json(node)",
        "flag": "json(iif({}, 'true', 'false'))", "cursor": "hex(json_array(t.from_on, t.id))",
    },
    Engine.POSTGRESQL: {
        "object": "json_build_object", "array": "coalesce(json_agg(", "end": "), '[]')", "day": "$1::text::date",
        "code": "$2::text", "json": "node",
        "flag": "{}",
        "cursor": "encode(convert_to(json_build_array(t.from_on, t.id)::text, 'UTF8'), 'hex')",
    },
}  # fmt: skip
NODE = """
{object}(
  'code', t.code, 'from', t.from_on, 'until', t.until_on, 'subjectClass', t.subject_class, 'method', t.method,
  'verdict', s.verdict, 'foreign', {abroad}, 'foreignMechanism', s.mechanism,
  'recordRequired', {record}, 'declaredForeign', {declared},
  'service', (select {object}('code', code, 'name', name) from service where id = t.service_id),
  'recipient', (
    select {object}('code', r.code, 'name', rv.name, 'country', rv.country) from recipient r
    join recipient_version rv on rv.recipient_id = r.id and rv.from_on <= {day}
     and (rv.until_on is null or rv.until_on >= {day}) where r.id = t.recipient_id),
  'contract', (
    select {object}('code', c.code, 'title', c.title, 'until', cv.ends_on) from contract c
    join contract_version cv on cv.contract_id = c.id and cv.from_on <= {day}
     and (cv.until_on is null or cv.until_on >= {day}) where c.id = s.contract_id),
  'purposes', (
    select {array}{object}('code', p.code){end} from transfer_version_purpose x
    join purpose p on p.id = x.purpose_id where x.version_id = v.id),
  'items', (
    select {array}{object}('code', i.code, 'name', i.name){end} from transfer_version_item x
    join item i on i.id = x.item_id where x.version_id = v.id),
  'findings', (
    select {array}{object}('code', code, 'severity', severity, 'from', from_on, 'until', until_on){end}
    from finding where transfer_id = t.id and from_on <= {day} and (until_on is null or until_on >= {day})))
"""
# The order of the tables is said, not left to the planner: it would begin with the spans, and sort them all.
JOINED = """
from transfer t cross join span s cross join transfer_version v
where s.transfer_id = t.id and s.from_on <= {day} and (s.until_on is null or s.until_on >= {day})
and v.transfer_id = t.id and v.from_on <= {day} and (v.until_on is null or v.until_on >= {day})
"""
Q1 = (
    "select {object}('edges', {array}{object}('cursor', cursor, 'node', {json}){end})"
    " from (select {cursor} as cursor, " + NODE + " as node" + JOINED + "and s.basis_kind = 'outsourcing' and s.abroad"
    " order by t.from_on desc, t.id desc limit 51) page"
)
Q2 = "select " + NODE + JOINED + "and t.code = {code}"


def sql(engine: Engine, template: str) -> str:
    """The statement in the engine's words."""
    words = WORDS[engine]
    flags = {"abroad": "s.abroad", "record": "s.record_required", "declared": "v.declared_foreign"}
    flags = {name: words["flag"].format(column) for name, column in flags.items()}
    return template.format(**words, **flags)


def app(place: str) -> Starlette:
    """Two routes over one database: SQLite read in the event loop, PostgreSQL over a pool that resets nothing."""
    engine = address(place).engine
    page, one = sql(engine, Q1), sql(engine, Q2)
    read = _sqlite(place) if engine is Engine.SQLITE else _postgresql(place)

    async def q1(request: Request) -> Response:
        return Response(await read(page, request.query_params["on"]), media_type="application/json")

    async def q2(request: Request) -> Response:
        asked = request.query_params
        return Response(await read(one, asked["on"], asked["code"]), media_type="application/json")

    return Starlette(routes=[Route("/q1", q1), Route("/q2", q2)])


def _sqlite(place: str) -> Read:
    connection: Any = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
    for setting in ("cache_size=-65536", "mmap_size=268435456"):
        connection.execute(f"pragma {setting}")

    async def read(statement: str, *values: str) -> str:
        text: str = connection.execute(statement, values).fetchone()[0]
        return text

    return read


def _postgresql(place: str) -> Read:
    async def nothing(_: Any) -> None:
        return

    pool: Any = None

    async def read(statement: str, *values: str) -> str:
        nonlocal pool
        if pool is None:
            pool = await asyncpg.create_pool(
                place, min_size=1, max_size=6, reset=nothing, server_settings={"jit": "off"}
            )
        async with pool.acquire() as connection:
            text: str = await connection.fetchval(statement, *values)
        return text

    return read


def from_environment() -> Starlette:
    """The routes, for each of several processes."""
    return app(os.environ["TEIKYO_BENCH_PLACE"])


if __name__ == "__main__":
    os.environ["TEIKYO_BENCH_PLACE"] = sys.argv[1]
    uvicorn.run(
        "tests.benchmarks.floor:from_environment",
        factory=True,
        host="127.0.0.1",
        port=int(sys.argv[2]),
        workers=int(sys.argv[3]),
        log_level="error",
        access_log=False,
    )
