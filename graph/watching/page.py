"""`/metrics`: the numbers, to who has the token that the settings name; to everybody else there is no such page."""

import secrets
import time
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from graph.bearer import presented
from graph.reads.database import Reader
from graph.reads.refusals import Refused
from graph.watching.exposition import CONTENT_TYPE, exposition
from graph.watching.watching import Watching

PATH = "/metrics"
_COUNTED_FOR = 15.0
"""Seconds for which the register is not counted again."""
_COUNTS = {
    "judged_transfers": "select count(*) as number from transfer",
    "findings": "select count(*) as number from finding",
    "ledger_events": "select coalesce(max(size), 0) as number from ledger_head",
}


class MetricsPage:
    """The page, over the numbers of one service."""

    def __init__(self, token: str, watching: Watching, reader: Reader) -> None:
        self._token = token.encode()
        self._watching = watching
        self._reader = reader
        self._register: Mapping[str, int] = {}
        self._counted = float("-inf")

    async def show(self, request: Request) -> Response:
        """The numbers; 404 to whoever may not read them, and where nobody may."""
        given = (presented(request.headers.get("authorization")) or "").encode("utf-8", "surrogatepass")
        if not self._token or not secrets.compare_digest(given, self._token):
            return Response("Not Found", 404, media_type="text/plain")
        page = exposition(self._watching.all(), await self._counts())
        return Response(page, headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"})

    async def _counts(self) -> Mapping[str, int]:
        """What the register holds; nothing of what can't be read just now."""
        if time.monotonic() - self._counted >= _COUNTED_FOR:
            found = {}
            for name, sql in _COUNTS.items():
                try:
                    found[name] = int((await self._reader.rows(sql))[0]["number"])
                except Refused:
                    continue
            self._register, self._counted = found, time.monotonic()
        return self._register
