"""`teikyo dump`: write the stored register as a file."""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.commands.language import why
from graph.commands.stored import REFUSED, on_a_database, run

if TYPE_CHECKING:
    from vendors.ledger.events import Event
    from vendors.ledger.remembering import Remembered
    from vendors.store.connection import Connection
from vendors.store.database import Database

_LARGE = {
    "en": "The file has more than 64 MiB, which is not read unless asked for: `teikyo import --largest {mib}` does.",
    "ja": "ファイルが通常の上限64 MiBを超えます。読み込むには teikyo import --largest {mib} とします。",
}
_UNWRITABLE = {
    "en": "{file} can't be written: {why}. What was there is as it was.",
    "ja": "{file} に書き込めません: {why}。元の内容はそのままです。",
}
_RECORDED = {
    "bad": {
        "en": "--as-recorded {given}: give the number of an event, or a moment with its time zone, as "
        "2026-03-31T18:00:00+09:00.",
        "ja": "--as-recorded {given}: イベントの番号、または 2026-03-31T18:00:00+09:00 のような"
        "時間帯付きの日時を指定してください。",
    },
    "none": {
        "en": "--as-recorded {given}: nothing was recorded by then, or no such event; there are events 1 to {size}.",
        "ja": "--as-recorded {given}: その時点までの記録、またはその番号のイベントがありません。"
        "イベントは 1 から {size} までです。",
    },
    "as_of": {
        "en": "The register as recorded by event {sequence}, {moment}.",
        "ja": "イベント {sequence}（{moment}）までに記録された台帳です。",
    },
    "persons": {
        "en": "{number} consents, requests to stop and listed persons of then can't be brought back: the ledger knows "
        "them by a digest alone, and their rows were changed or purged since. A judgement of this file lacks them.",
        "ja": "当時の同意・停止の求め・記載された本人のうち {number} 件は復元できません。元帳にはダイジェストしかなく、"
        "行はその後変更または消去されています。このファイルの判定には反映されません。",
    },
}


@click.command()
@click.option("--out", metavar="FILE", help="Write to this file, whole or not at all; standard output unless given.")
@click.option(
    "--as-recorded",
    metavar="MOMENT|SEQ",
    help="As recorded by that moment (with its time zone), or by the event of that number; replayed from the ledger.",
)
@click.option("--as", "by", metavar="NAME", help="Who dumps it; an actor has to be EXPORTER.")
@on_a_database
def command(*, out: str | None, as_recorded: str | None, by: str | None, database: str | None, lang: str) -> None:
    """Write the stored register. Imported into an empty database, it dumps to the same bytes.

    `teikyo dump --as-recorded 2026-03-31T18:00:00+09:00 | teikyo check -` judges the register as it was known then.
    """
    from vendors.actors import check_may_run
    from vendors.register.encoding import FILE_LIMIT, MIB
    from vendors.register.write import write_register
    from vendors.store.loading import the_register

    async def work(store: "Database") -> bytes:
        await check_may_run(store, by, "dump")
        return write_register(await the_register(store))

    text = run(database, lang, work) if as_recorded is None else _as_recorded(as_recorded, by, database, lang)
    if len(text) > FILE_LIMIT:
        click.echo(_LARGE[lang].format(mib=-(-len(text) // MIB)), err=True)
    if out is None:
        sys.stdout.buffer.write(text)
        return
    beside = Path(f"{out}.{os.getpid()}.part")
    try:
        beside.write_bytes(text)
        beside.replace(out)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        click.echo(_UNWRITABLE[lang].format(file=out, why=why(fault, lang)), err=True)
        raise SystemExit(REFUSED) from None


def _as_recorded(given: str, by: str | None, database: str | None, lang: str) -> bytes:
    """The register of a moment; exit status 2 where none was recorded by then, 1 where the ledger was changed."""
    from vendors.actors import check_may_run
    from vendors.ledger.appending import head_of
    from vendors.ledger.events import moment_in_full
    from vendors.ledger.remembering import persons_of, remembered
    from vendors.ledger.replaying import last_of_a_change, replay
    from vendors.register.write import write_register

    asked = _moment_or_number(given, lang)

    async def remember(connection: "Connection") -> "tuple[Remembered | None, Event | None, int]":
        size = (await head_of(connection)).size
        until = 0 if isinstance(asked, int) and asked > size else await last_of_a_change(connection, asked)
        if not until:
            return None, None, size
        replayed = await replay(connection, until)
        return remembered(replayed, await persons_of(connection, replayed)), replayed.last, size

    async def work(store: "Database") -> "tuple[Remembered | None, Event | None, int]":
        await check_may_run(store, by, "dump")
        return await store.read(remember)

    known, last, size = run(database, lang, work)
    if known is None or last is None:
        click.echo(_RECORDED["none"][lang].format(given=given, size=size), err=True)
        raise SystemExit(REFUSED)
    moment = moment_in_full(last.recorded_at)
    click.echo(_RECORDED["as_of"][lang].format(sequence=last.sequence, moment=moment), err=True)
    if known.persons_missing:
        click.echo(_RECORDED["persons"][lang].format(number=known.persons_missing), err=True)
    return write_register(known.register)


def _moment_or_number(given: str, lang: str) -> datetime | int:
    try:
        if given.isascii() and given.isdigit():
            return int(given)
        moment = datetime.fromisoformat(given)
        if moment.tzinfo is not None:
            return moment
    except ValueError:
        pass
    click.echo(_RECORDED["bad"][lang].format(given=given), err=True)
    raise SystemExit(REFUSED)
