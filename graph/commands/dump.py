"""`teikyo dump`: write the stored register as a file."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.commands.language import why
from graph.commands.stored import REFUSED, on_a_database, run

if TYPE_CHECKING:
    from vendors.store.database import Database

_LARGE = {
    "en": "The file has more than 64 MiB, which is not read unless asked for: `teikyo import --largest {mib}` does.",
    "ja": "ファイルが通常の上限64 MiBを超えます。読み込むには teikyo import --largest {mib} とします。",
}
_UNWRITABLE = {
    "en": "{file} can't be written: {why}. What was there is as it was.",
    "ja": "{file} に書き込めません: {why}。元の内容はそのままです。",
}


@click.command()
@click.option("--out", metavar="FILE", help="Write to this file, whole or not at all; standard output unless given.")
@click.option("--as", "by", metavar="NAME", help="Who dumps it; an actor has to be EXPORTER.")
@on_a_database
def command(*, out: str | None, by: str | None, database: str | None, lang: str) -> None:
    """Write the stored register. Imported into an empty database, it dumps to the same bytes."""
    from vendors.actors import check_may_run
    from vendors.register.encoding import FILE_LIMIT, MIB
    from vendors.register.write import write_register
    from vendors.store.loading import the_register

    async def work(store: "Database") -> bytes:
        await check_may_run(store, by, "dump")
        return write_register(await the_register(store))

    text = run(database, lang, work)
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
