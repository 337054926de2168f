"""The floor: hand-written SQL that makes JSON, behind a bare Starlette route. Nothing that answers can be faster."""

import sys
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.sqlite import sqlite3

NODE = """
json_object(
  'code', t.code, 'from', t.from_on, 'until', t.until_on, 'subjectClass', t.subject_class, 'method', t.method,
  'verdict', s.verdict, 'foreign', json(iif(s.abroad, 'true', 'false')), 'foreignMechanism', s.mechanism,
  'recordRequired', json(iif(s.record_required, 'true', 'false')),
  'declaredForeign', json(iif(v.declared_foreign, 'true', 'false')),
  'service', (select json_object('code', code, 'name', name) from service where id = t.service_id),
  'recipient', (
    select json_object('code', r.code, 'name', rv.name, 'country', rv.country) from recipient r
    join recipient_version rv on rv.recipient_id = r.id and rv.from_on <= ?1
     and (rv.until_on is null or rv.until_on >= ?1) where r.id = t.recipient_id),
  'contract', (
    select json_object('code', c.code, 'title', c.title, 'until', cv.ends_on) from contract c
    join contract_version cv on cv.contract_id = c.id and cv.from_on <= ?1
     and (cv.until_on is null or cv.until_on >= ?1) where c.id = s.contract_id),
  'purposes', (
    select json_group_array(json_object('code', p.code)) from transfer_version_purpose x
    join purpose p on p.id = x.purpose_id where x.version_id = v.id),
  'items', (
    select json_group_array(json_object('code', i.code, 'name', i.name)) from transfer_version_item x
    join item i on i.id = x.item_id where x.version_id = v.id),
  'findings', (
    select json_group_array(json_object('code', code, 'severity', severity, 'from', from_on, 'until', until_on))
    from finding where transfer_id = t.id and from_on <= ?1 and (until_on is null or until_on >= ?1)))
"""
JOINED = """
from transfer t
join span s on s.transfer_id = t.id and s.from_on <= ?1 and (s.until_on is null or s.until_on >= ?1)
join transfer_version v on v.transfer_id = t.id and v.from_on <= ?1 and (v.until_on is null or v.until_on >= ?1)
"""
Q1 = f"""
select json_object('edges', json_group_array(json_object('cursor', cursor, 'node', json(node)))) from (
  select hex(json_array(t.from_on, t.id)) as cursor, {NODE} as node {JOINED}
  where s.basis_kind = 'outsourcing' and s.abroad order by t.from_on desc, t.id desc limit 51)
"""  # noqa: S608  # both parts are ours
Q2 = f"select {NODE} {JOINED} where t.code = ?2"  # the same


def app(path: str) -> Starlette:
    """Two routes over one database, read in the event loop."""
    connection: Any = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for setting in ("cache_size=-65536", "mmap_size=268435456"):
        connection.execute(f"pragma {setting}")

    async def q1(request: Request) -> Response:
        (text,) = connection.execute(Q1, (request.query_params["on"],)).fetchone()
        return Response(text, media_type="application/json")

    async def q2(request: Request) -> Response:
        asked = request.query_params
        (text,) = connection.execute(Q2, (asked["on"], asked["code"])).fetchone()
        return Response(text, media_type="application/json")

    return Starlette(routes=[Route("/q1", q1), Route("/q2", q2)])


if __name__ == "__main__":
    uvicorn.run(app(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), log_level="error", access_log=False)
