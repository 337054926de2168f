"""`teikyo dump`: write the stored register as a file."""

from functools import partial
from typing import TYPE_CHECKING

import click

from graph.commands.recorded import can_go_back, moment_or_number, refused_where_nothing_was, tell
from graph.commands.stored import on_a_database, run
from graph.commands.written import write_out

if TYPE_CHECKING:
    from vendors.ledger.remembering import Then
    from vendors.store.database import Database

_LARGE = {
    "en": "The file has more than 64 MiB, which is not read unless asked for: `teikyo import --largest {mib}` does.",
    "ja": "ファイルが通常の上限64 MiBを超えます。読み込むには teikyo import --largest {mib} とします。",
}


@click.command()
@click.option("--out", metavar="FILE", help="Write to this file, whole or not at all; standard output unless given.")
@can_go_back
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
    write_out(text, out, lang)


def _as_recorded(given: str, by: str | None, database: str | None, lang: str) -> bytes:
    """The register of a moment; exit status 2 where none was recorded by then, 1 where the ledger was changed."""
    from vendors.actors import check_may_run
    from vendors.ledger.remembering import as_recorded
    from vendors.register.write import write_register

    asked = moment_or_number(given, lang)

    async def work(store: "Database") -> "Then":
        await check_may_run(store, by, "dump")
        return await store.read(partial(as_recorded, asked=asked))

    with refused_where_nothing_was(given, lang):
        then = run(database, lang, work)
    tell(then, lang)
    return write_register(then.register)
