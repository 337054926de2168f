"""Killed under writers, worker by worker and whole: what was acknowledged is there, once, and the ledger holds.

`make faults` kills twenty times; otherwise it is done a few times.
"""

import asyncio
import os
import random
import signal
from pathlib import Path

from tests.faults.writers import Service, Writers, check_all_there

TIMES = int(os.environ.get("TEIKYO_TEST_TIMES") or 4)


def test_killed_again_and_again_nothing_acknowledged_is_lost_or_done_twice(
    service: Service, store: str, token: str
) -> None:
    """By turns one worker, which is replaced, and the whole server, which is started again."""
    chance = random.Random(4)

    async def killed() -> list[str]:
        async with Writers([service.url], token) as writers:
            for number in range(TIMES):
                await writers.more(chance.randrange(5, 25))
                if number % 2:
                    await asyncio.to_thread(service.kill)
                    service.start()
                else:
                    os.kill(chance.choice(service.workers), signal.SIGKILL)
            await writers.more(20)
        return writers.acknowledged

    acknowledged = asyncio.run(killed())

    assert len(acknowledged) > TIMES * 5
    asyncio.run(check_all_there(store, acknowledged))


def test_two_services_on_one_database_and_nobody_hears_of_a_lock(
    service: Service, store: str, token: str, tmp_path: Path
) -> None:
    """Eight writers at two services of two workers each: every verb is acknowledged, and none is refused."""
    other = Service(store, folder=tmp_path)
    other.start()
    other.wait()

    async def written() -> Writers:
        async with Writers([service.url, other.url], token) as writers:
            await writers.more(TIMES * 40)
        return writers

    try:
        writers = asyncio.run(written())
    finally:
        other.kill()

    assert dict(writers.refused) == {}
    assert "locked" not in service.log + other.log
    asyncio.run(check_all_there(store, writers.acknowledged))
