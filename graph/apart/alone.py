"""Work in a database that is opened for it alone, in a thread of its own that nobody has to wait for.

For what is rare and short: a browser that signs in, the last use of tokens. However slow the disk is, the loop that
answers goes on; and where the service ends meanwhile, such a thread holds it up no longer than it waits itself.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import TypeVar

from vendors.store.address import Address
from vendors.store.database import Database, opened

T = TypeVar("T")


async def done_alone(place: Address, work: Callable[[Database], Awaitable[T]]) -> T:
    """What the work comes to; raises what it raises, and `StoreRefused` where the database can't be opened.

    It goes on to its end, whoever stops waiting for it.
    """
    done: Future[T] = Future()
    threading.Thread(target=_run, args=(done, place, work), name="teikyo-alone", daemon=True).start()
    return await asyncio.wrap_future(done)


def _run(done: "Future[T]", place: Address, work: Callable[[Database], Awaitable[T]]) -> None:
    async def whole() -> T:
        async with opened(place) as database:
            return await work(database)

    done.set_running_or_notify_cancel()
    try:
        came_to = asyncio.run(whole())
    except BaseException as raised:  # noqa: BLE001  # whoever waits is told
        done.set_exception(raised)
    else:
        done.set_result(came_to)
