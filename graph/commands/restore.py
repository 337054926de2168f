"""`teikyo restore`: a backup, brought back into a database that holds nothing."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.commands.stored import on_a_database, run

if TYPE_CHECKING:
    from vendors.store.database import Database

_DONE = {
    "en": "{rows} rows restored, each read back and as it was in {file}.",
    "ja": "{file} から {rows} 行を復元し、全行が一致することを確認しました。",
}


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@on_a_database
def command(*, file: Path, database: str | None, lang: str) -> None:
    """Bring back all that FILE holds, in one transaction, into a database that holds nothing.

    FILE is looked at row by row before, and the database after. What an older version backed up is brought to this
    version's schema; FILE stays as it is.
    """
    from vendors.backups.file import backup_file
    from vendors.backups.restoring import restore
    from vendors.store.migrating import made_ready

    async def work(store: "Database") -> int:
        with backup_file(file) as backup:
            whole = sum(one.rows for one in (await backup.promised()).values())
        await made_ready(store)
        with click.progressbar(length=whole, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            return await restore(store, file, bar.update)

    rows = run(database, lang, work, make=True, any_schema=True, as_stored=True)
    click.echo(_DONE[lang].format(file=file, rows=rows), err=True)
