"""The bare form of what is asked of persons: SQL as a good hand writes it for one question, and routes that ask it.

It knows the one text, the recipient and the moment that are asked about, judges nothing else, and keeps nothing.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import asyncpg
import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.sqlite import sqlite3
from tests.benchmarks.crowd import RECIPIENT, TEXT
from vendors.store.address import Engine, address
from vendors.store.connection import numbered

_ANY = {Engine.SQLITE: "max({})", Engine.POSTGRESQL: "bool_or({})"}
_PERSON = """
SELECT listed.subject, CASE
  WHEN count(c.id) = 0 THEN 'CONSENT_MISSING'
  WHEN NOT {before} THEN 'CONSENT_AFTER_TRANSFER'
  WHEN NOT {standing} THEN 'CONSENT_WITHDRAWN'
  WHEN NOT {able} THEN 'CONSENT_CAPACITY' END AS lacking, {stopped} AS stopped
FROM {listed} LEFT JOIN consent c ON c.text_id = ? AND c.subject = listed.subject
LEFT JOIN withdrawal w ON w.consent_id = c.id AND w.withdrawn_at <= ?
LEFT JOIN stop s ON s.subject = listed.subject AND s.from_at <= ? AND (s.until_at IS NULL OR s.until_at >= ?)
  AND (EXISTS (SELECT 1 FROM stop_recipient n WHERE n.stop_id = s.id AND n.recipient_id = ?)
    OR NOT EXISTS (SELECT 1 FROM stop_recipient n WHERE n.stop_id = s.id))
{where} GROUP BY listed.subject
"""
_GIVEN = {
    Engine.SQLITE: "(SELECT value AS subject FROM json_each(?)) listed",
    Engine.POSTGRESQL: "unnest(?::text[]) listed (subject)",
}


def _person(engine: Engine, listed: str, where: str = "") -> str:
    moment = "?" if engine is Engine.SQLITE else "?::timestamptz"
    before = f"c.given_at < {moment}"
    standing = f"{before} AND w.id IS NULL"
    said = {
        "before": before,
        "standing": standing,
        "able": f"({standing} AND (c.capable IS NOT FALSE OR c.guardian IS TRUE))",
        "stopped": "s.id IS NOT NULL",
    }
    return _PERSON.format(listed=listed, where=where, **{name: _ANY[engine].format(sql) for name, sql in said.items()})


def of_delivery(engine: Engine) -> str:
    """How many persons of a delivery lack consent, for which reason, and how many are stopped."""
    of_person = _person(engine, "delivery_subject listed", "WHERE listed.delivery_id = ?")
    return f"SELECT lacking, stopped, count(*) AS persons FROM ({of_person}) person GROUP BY lacking, stopped"  # noqa: S608  # ours


def of_given(engine: Engine) -> str:
    """Each of these persons."""
    return _person(engine, _GIVEN[engine])


class Desk:
    """Asks the statements of a database by the engine's own driver."""

    def __init__(self, place: str) -> None:
        self._address = address(place)
        self.engine = self._address.engine
        self._open: Any = None
        self._text = self._recipient = 0

    async def of_delivery(self, code: str, at: datetime) -> list[tuple[str | None, bool, int]]:
        """How many of those whom a delivery lists lack consent, and are stopped or not."""
        await self.come()
        ((number,),) = await self._rows("SELECT id FROM delivery WHERE code = ?", code)
        rows = await self._rows(of_delivery(self.engine), *self._values(at, (), (number,)))
        return [(lacking, bool(stopped), persons) for lacking, stopped, persons in rows]

    async def of_given(self, subjects: Sequence[str], at: datetime) -> dict[str, list[str]]:
        """What forbids to provide the data of each of these persons."""
        await self.come()
        given = orjson.dumps(subjects).decode() if self.engine is Engine.SQLITE else subjects
        rows = await self._rows(of_given(self.engine), *self._values(at, (given,), ()))
        return {
            subject: [code for code in (lacking, "STOP_ORDER_ACTIVE" if stopped else None) if code]
            for subject, lacking, stopped in rows
        }

    async def come(self) -> None:
        """Open the database, and look up once what is always asked about."""
        if self._open is None:
            self._open = await self._opened()
            ((self._text,),) = await self._rows("SELECT id FROM consent_text WHERE code = ?", TEXT)
            ((self._recipient,),) = await self._rows("SELECT id FROM recipient WHERE code = ?", RECIPIENT)

    def _values(self, at: datetime, given: Sequence[object], delivery: Sequence[object]) -> list[object]:
        moment = at.isoformat(" ") if self.engine is Engine.SQLITE else at
        return [moment, moment, moment, *given, self._text, moment, moment, moment, self._recipient, *delivery]

    async def _opened(self) -> Any:
        if self.engine is Engine.POSTGRESQL:
            return await asyncpg.connect(self._address.place, server_settings={"jit": "off"})
        connection = sqlite3.connect(self._address.place, isolation_level=None, check_same_thread=False)
        for setting in ("cache_size=-65536", "mmap_size=268435456"):
            connection.execute(f"PRAGMA {setting}")
        return connection

    async def _rows(self, sql: str, *given: object) -> Sequence[Any]:
        if self.engine is Engine.POSTGRESQL:
            rows: Sequence[Any] = await self._open.fetch(numbered(sql), *given)
            return rows
        found: Sequence[Any] = self._open.execute(sql, given).fetchall()
        return found

    async def leave(self) -> None:
        """Close the database."""
        if self.engine is Engine.POSTGRESQL:
            await self._open.close()
        else:
            self._open.close()


def app(place: str) -> Starlette:
    """One route: persons come in as lines of JSON, and go out with what forbids."""
    desk = Desk(place)

    async def gate(request: Request) -> Response:
        at = datetime.fromisoformat(request.query_params["at"])
        subjects = [orjson.loads(line) for line in (await request.body()).splitlines()]
        said: Mapping[str, list[str]] = await desk.of_given(subjects, at)
        lines = [orjson.dumps({"subject": one, "allowed": not said[one], "codes": said[one]}) for one in subjects]
        return Response(b"\n".join(lines), media_type="application/x-ndjson")

    return Starlette(routes=[Route("/gate", gate, methods=["POST"])])


def from_environment() -> Starlette:
    """The route, in a process of its own."""
    return app(os.environ["TEIKYO_BENCH_PLACE"])


if __name__ == "__main__":
    os.environ["TEIKYO_BENCH_PLACE"] = sys.argv[1]
    uvicorn.run(
        "tests.benchmarks.bare_persons:from_environment",
        factory=True,
        host="127.0.0.1",
        port=int(sys.argv[2]),
        log_level="error",
        access_log=False,
    )
