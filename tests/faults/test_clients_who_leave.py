"""Clients who leave before they are answered, readers and writers: nobody after them feels it."""

import asyncio
import random
from collections import Counter

import httpx2

from tests.faults.writers import LIST, REGISTER, Service, check_all_there, say


def test_five_hundred_clients_who_leave_at_any_moment_hold_nobody_up(
    service: Service, register: str, token: str
) -> None:
    """Readers and writers, each waits as long as chance says; then both are answered at once, and the ledger holds."""
    chance = random.Random(500)
    outcomes: Counter[str] = Counter()
    acknowledged: list[str] = []

    async def leave(number: int) -> None:
        wait = chance.choice([0.001, 0.01, 0.05, 0.2, 5.0])
        try:
            if number % 2:
                await say(service, token, LIST, wait)
            else:
                answer = await say(service, token, REGISTER, wait, code=f"s-{number}")
                assert answer.json()["data"]["registerService"]["userErrors"] == []
                acknowledged.append(f"s-{number}")
            outcomes["answered"] += 1
        except httpx2.HTTPError:
            outcomes["left"] += 1

    async def all_of_them() -> tuple[httpx2.Response, httpx2.Response]:
        for first in range(0, 500, 25):
            await asyncio.gather(*(leave(number) for number in range(first, first + 25)))
        return await say(service, token, LIST, 10), await say(service, token, REGISTER, 10, code="last")

    read, written = asyncio.run(all_of_them())

    assert outcomes["left"] > 50
    assert outcomes["answered"] > 50
    assert (read.status_code, written.status_code) == (200, 200)
    assert written.json()["data"]["registerService"] == {"service": {"code": "last"}, "userErrors": []}
    asyncio.run(check_all_there(register, [*acknowledged, "last"]))
