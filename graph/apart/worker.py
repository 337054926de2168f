"""The process that work is done in: it reads what to do from a socket, does it, and sends back what it came to.

It ends when the other end of the socket is gone, by itself or with the process that had it.
"""

import asyncio
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from io import BufferedRWPair

from graph.apart.database import KeptOpen
from graph.apart.giving_way import GivingWay
from graph.apart.line import LENGTH, Failed, packed, unpacked
from graph.garbage import look_for_garbage_as_a_service
from graph.watching.log import in_json
from vendors.store.address import Address
from vendors.store.faults import FAULTS, engine_code, refusal_of
from vendors.store.refusals import StoreRefused


def main() -> None:
    """Do what is sent over the socket that was handed on, until there is nobody to send any more."""
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, signal.SIG_IGN)  # whoever sends work is told the same, and ends us
    giving_way = GivingWay()
    in_json()
    with socket.socket(fileno=int(sys.argv[1])) as line, line.makefile("rwb") as both, asyncio.Runner() as runner:
        place = _read(both)
        if not isinstance(place, Address):
            return
        database = KeptOpen(place, giving_way)
        look_for_garbage_as_a_service()
        while (asked := _read(both)) is not None:
            both.write(packed(runner.run(_done(place, database, *asked))))  # type: ignore[misc]  # what `do` sends
            both.flush()
        runner.run(database.close())


def _read(line: BufferedRWPair) -> object:
    """What was sent; `None` where nothing comes any more."""
    length = line.read(LENGTH.size)
    if len(length) < LENGTH.size:
        return None
    return unpacked(line.read(LENGTH.unpack(length)[0]))


async def _done(
    place: Address, database: KeptOpen, work: Callable[..., Awaitable[object]], given: tuple[object, ...]
) -> object:
    try:
        return await database.do(work, *given)
    except StoreRefused as refused:
        return Failed(refused, engine_code(refused.__cause__ or refused))
    except FAULTS as fault:
        return Failed(refusal_of(fault, place), engine_code(fault))
    except Exception as raised:  # noqa: BLE001  # whoever waits is told
        return Failed(raised)


if __name__ == "__main__":
    main()
