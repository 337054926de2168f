"""`teikyo import`: load a register file into the database, with its findings and spans."""

import gc
import sys
from typing import TYPE_CHECKING

import click

from graph.commands.reading import read_or_refuse, reading
from graph.commands.stored import on_a_database, run

if TYPE_CHECKING:
    from vendors.store.changing import Changed
    from vendors.store.database import Database

_TEXTS = {
    "made": {"en": "The database is new; its tables are made.", "ja": "新しいデータベースに表を作成しました。"},
    "nothing": {"en": "Nothing has changed; nothing was written.", "ja": "変更はありません。何も書き込んでいません。"},
    "loaded": {
        "en": "Loaded: {added} entries added, {corrected} corrected, {removed} removed; "
        "{judged} transfers and deliveries judged anew.",
        "ja": "読み込みました: 追加 {added} 件、訂正 {corrected} 件、削除 {removed} 件。"
        "提供・引渡し {judged} 件を判定し直しました。",
    },
}


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--as",
    "by",
    metavar="NAME",
    help="Who loads it, to be kept on record; an actor has to be RECORDER.",
)
@reading
@on_a_database
def command(*, file: str, by: str | None, largest: int, database: str | None, lang: str) -> None:
    """Make the stored register the one in FILE (- reads standard input), in one transaction.

    Entries that are as they were stay untouched, so importing a file again changes nothing; a changed value is a
    correction. A database without tables gets them first. Exit status 2: the file or the database is refused, and
    nothing was changed.
    """
    from vendors.actors import check_may_run
    from vendors.store.loading import load
    from vendors.store.migrating import made_ready

    # A register and its judgement refer to nothing that refers back; to look for cycles in them costs a quarter of the
    # time, and is done again once the work is.
    gc.disable()
    click.get_current_context().call_on_close(gc.enable)
    register = read_or_refuse(file, lang, largest)
    whole = len(register.transfers) + len(register.deliveries)

    async def work(store: "Database") -> "Changed":
        if await made_ready(store):
            click.echo(_TEXTS["made"][lang], err=True)
        await check_may_run(store, by, "import")
        with click.progressbar(length=whole, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

            def heard(done: int, whole: int) -> None:
                if done % 256 == 0 or done == whole:
                    bar.update(done - bar.pos)

            return await load(store, register, by=by, progress=heard)

    loaded = run(database, lang, work, make=True, any_schema=True)
    said = _TEXTS["nothing" if loaded.nothing_changed else "loaded"][lang]
    click.echo(
        said.format(added=loaded.added, corrected=loaded.corrected, removed=loaded.removed, judged=loaded.judged_anew),
        err=True,
    )
