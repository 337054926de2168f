"""`POST /ingest/consents`, `/ingest/withdrawals`, `/ingest/deliveries/{delivery}/subjects`: a request is a batch.

It is written whole or not at all. The body is taken in first, then checked row by row
apart from the loop that answers; only then do those who write wait for it.
"""

import logging
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from graph.asking import Unreadable
from graph.ingest.answers import REFUSED, refused, written
from graph.ingest.receiving import declared, receive_into, too_long
from graph.reads.refusals import Code, Refused
from graph.replies import reply
from graph.writer import Writer
from vendors.ingest.batches import Ingested, Sent, key_of, take_in
from vendors.ingest.spool import Spool, TooLong
from vendors.ingest.targets import CONSENTS, WITHDRAWALS, SubjectsOf, Target
from vendors.tokens import Holder

LOG = logging.getLogger("teikyo.ingest")
_SAYINGS: Mapping[str, Target] = {"/ingest/consents": CONSENTS, "/ingest/withdrawals": WITHDRAWALS}
PATHS = (*_SAYINGS, "/ingest/deliveries/{delivery}/subjects")
MOST_BYTES = 1 << 30
"""Bytes of a batch, as it comes and as it is unpacked."""
MOST_AT_ONCE = 4
"""Batches that one worker takes in at a time: they lie on its disk meanwhile."""


class IngestRoute:
    """What answers at the paths; see `graph.beside`."""

    def __init__(self, writer: Writer, most_bytes: int) -> None:
        self._writer, self._most = writer, most_bytes
        self._under_way = 0

    async def answer(self, request: Request, holder: Holder, lang: str) -> Response:
        """What is told of a batch: that it is written, or why it is not. Raises `ClientDisconnect`."""
        if self._under_way >= MOST_AT_ONCE:
            return reply(503, lang, errors=[_busy()])
        self._under_way += 1
        try:
            return written(await self._ingested(request, holder), lang)
        except Unreadable as why:
            return reply(why.status, lang, errors=[why.refused], headers=why.headers)
        except Refused as why:
            return reply(503 if why.code is Code.UNAVAILABLE else 400, lang, errors=[why])
        except REFUSED as why:
            return refused(why, lang)
        except OSError as why:
            LOG.warning("a batch could not be kept: %s", type(why).__name__)
            return reply(503, lang, errors=[_no_room()])
        finally:
            self._under_way -= 1

    async def _ingested(self, request: Request, holder: Holder) -> Ingested:
        """Take a batch in, check it and write it."""
        target = _target(request)
        said = declared(request, self._most)
        key_of(target, holder.name, said.key, "")
        with Spool(self._most) as spool:
            await receive_into(spool, request.receive)
            key = key_of(target, holder.name, said.key, spool.digest)
            sent = Sent(target, key, said.form, spool.place, self._most)
            try:
                return await self._writer.do_long(take_in, sent, holder)
            except TooLong as why:
                raise too_long(why.most) from None


def _target(request: Request) -> Target:
    """What the path names."""
    delivery = request.path_params.get("delivery")
    return _SAYINGS[request.url.path] if delivery is None else SubjectsOf(delivery)


def _busy() -> Refused:
    return Refused(
        Code.UNAVAILABLE,
        f"{MOST_AT_ONCE} batches are being taken in; send this one again in a moment.",
        f"{MOST_AT_ONCE} 件のバッチを処理中です。少し待ってから再度送ってください。",
    )


def _no_room() -> Refused:
    return Refused(
        Code.UNAVAILABLE,
        "The batch could not be kept here while it is checked; nothing was written. Send it again.",
        "検査中のバッチを保持できませんでした。何も書き込んでいません。再度送ってください。",
    )
