"""Killed under writers, worker by worker and whole: what was acknowledged is there, once, and the ledger holds.

`make faults` kills twenty times; otherwise it is done three times.
"""

import asyncio
import os
import random
import signal

from tests.faults.writers import Service, Writers, check_all_there

TIMES = int(os.environ.get("TEIKYO_TEST_TIMES") or 3)


def test_killed_again_and_again_nothing_acknowledged_is_lost_or_done_twice(
    service: Service, register: str, token: str
) -> None:
    """By turns a worker, which is replaced, the whole server, which is started again, and a process that does verbs."""
    chance = random.Random(4)

    async def killed() -> list[str]:
        async with Writers([service.url], token) as writers:
            for number in range(TIMES):
                await writers.more(chance.randrange(5, 25))
                if number % 3 == 1:
                    await asyncio.to_thread(service.kill)
                    service.start()
                else:
                    os.kill(chance.choice(service.workers if number % 3 == 0 else service.writing), signal.SIGKILL)
            await writers.more(20)
        return writers.acknowledged

    acknowledged = asyncio.run(killed())

    assert len(acknowledged) > TIMES * 5
    asyncio.run(check_all_there(register, acknowledged))
