"""A disk that is full: told clearly, questions are answered, and writing goes on as soon as there is room."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest

from models.vocabulary import Role
from tests.faults.disks import MOUNTED, Disk, FilesThatCannotGrow, SaidToBeFull, SmallDisk
from tests.faults.writers import LIST, REGISTER, Service, check_all_there, say
from tests.graph.desk import TODAY, stored
from tests.graph.service import made_token
from tests.replicas import alone
from tests.servers import say as tell
from vendors.demo.register import demo_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.migrating import migrate

MOST = 300
"""Verbs that fit on a full disk at most, into what its files have left."""


@contextmanager
def serving(place: str, folder: Path, *within: str) -> Iterator[Service]:
    """A service of one process."""
    service = Service(place, folder=folder, within=within)
    service.start()
    try:
        service.wait()
        yield service
    finally:
        service.kill()


def written_until_it_is_full(service: Service, disk: Disk, token: str) -> list[str]:
    """Fills the disk, writes and reads, makes room and writes; gives what was acknowledged."""
    acknowledged: list[str] = []

    def write(code: str) -> str:
        answer = asyncio.run(say(service, token, REGISTER, code=code)).json()
        if "errors" in answer:
            assert answer["data"] == {"registerService": None}
            return str(answer["errors"][0]["extensions"]["code"])
        assert answer["data"]["registerService"] == {"service": {"code": code}, "userErrors": []}
        acknowledged.append(code)
        return ""

    assert write("before") == ""
    disk.fill()
    told = next(((number, code) for number in range(MOST) if (code := write(f"full-{number}"))), None)
    assert told is not None, "it was never full"
    last, code = told
    assert code == "UNAVAILABLE"
    assert [write(f"full-{last}") for _ in range(5)] == ["UNAVAILABLE"] * 5
    read = asyncio.run(say(service, token, LIST)).json()
    assert "errors" not in read
    listed = {one["code"] for one in read["data"]["services"]["nodes"]}
    assert "before" in listed
    assert f"full-{last}" not in listed
    disk.clear()
    assert [write(f"full-{last}"), write("after")] == ["", ""]
    return acknowledged


@pytest.mark.parametrize("mounted", [True] * MOUNTED + [False])
def test_a_full_disk_under_sqlite_is_told_reads_go_on_and_writes_resume(
    sqlite_register: str, tmp_path: Path, *, mounted: bool
) -> None:
    """A disk without room, and files that can't grow."""
    token = made_token(sqlite_register, "writer", Role.RECORDER, Role.REVIEWER)
    kept = Path(shutil.move(sqlite_register, tmp_path / "kept.db"))
    folders = [tmp_path / name for name in ("disk", "holding", "after")]
    for folder in folders:
        folder.mkdir()
    small, holding, after = folders
    shutil.copy(kept, holding / "register.db")
    disk = SmallDisk(small, holding=holding)
    place = small / "register.db" if mounted else kept

    with serving(str(place), tmp_path, *(disk.within if mounted else ())) as service:
        disk.process = service.process
        full = disk if mounted else FilesThatCannotGrow([service.process, *service.writing])
        acknowledged = written_until_it_is_full(service, full, token)
        if mounted:
            shutil.copytree(disk.seen, after, dirs_exist_ok=True)

    assert "SQLITE_FULL" in service.log if mounted else "SQLITE_IOERR" in service.log
    asyncio.run(check_all_there(str(after / "register.db" if mounted else kept), acknowledged))


@pytest.mark.postgres
@pytest.mark.parametrize("mounted", [True] * MOUNTED + [False])
def test_a_full_disk_under_postgresql_is_told_reads_go_on_and_writes_resume(tmp_path: Path, *, mounted: bool) -> None:
    """The database on a disk without room while its log has some; and a server that says so."""
    with ExitStack() as stack:
        small = Path(stack.enter_context(TemporaryDirectory(prefix="teikyo-disk-")))
        disk = SmallDisk(small, "postgres")
        server = stack.enter_context(alone(disk.within if mounted else ()))
        disk.process = server.process
        place = urlsplit(server.url)._replace(path="/harmed").geturl()
        if mounted:
            asyncio.run(tell(server.url, f"CREATE TABLESPACE small LOCATION '{disk.folder}'"))
        asyncio.run(tell(server.url, f"CREATE DATABASE harmed {'TABLESPACE small' if mounted else ''}"))
        asyncio.run(filled(place))
        token = made_token(place, "writer", Role.RECORDER, Role.REVIEWER)

        with serving(place, tmp_path) as service:
            full = disk if mounted else SaidToBeFull(place)
            acknowledged = written_until_it_is_full(service, full, token)

        assert "53100" in service.log
        asyncio.run(check_all_there(place, acknowledged))


async def filled(place: str) -> None:
    """The demo register, in a database that is empty."""
    async with opened(address(place)) as database:
        await migrate(database)
    await stored(place, demo_register(TODAY))
