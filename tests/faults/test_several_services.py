"""Several services, each of several processes, on one database: writers wait for one another; nobody is turned away."""

import asyncio
from pathlib import Path

from tests.faults.writers import Service, Writers, check_all_there


def test_two_services_on_one_database_and_nobody_hears_of_a_lock(
    service: Service, register: str, token: str, tmp_path: Path
) -> None:
    """Eight writers at two services, of three processes: every verb is acknowledged, and none is refused."""
    other = Service(register, folder=tmp_path)
    other.start()
    other.wait()

    async def written() -> Writers:
        async with Writers([service.url, other.url], token) as writers:
            await writers.more(200)
        return writers

    try:
        writers = asyncio.run(written())
    finally:
        other.kill()

    assert dict(writers.refused) == {}
    assert "locked" not in service.log + other.log
    asyncio.run(check_all_there(register, writers.acknowledged))
