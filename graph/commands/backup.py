"""`teikyo backup`: everything that the database holds, in one file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.commands.stored import on_a_database, run

if TYPE_CHECKING:
    from vendors.store.database import Database

_DONE = {
    "en": "{file}: {rows} rows, each read back. Keep it as safe as the database; it has persons and digests of tokens.",
    "ja": "{file}: {rows} 行を書き出し、全行を読み戻して確認しました。"
    "個人の情報とトークンのダイジェストを含みます。データベースと同様に保管してください。",
}


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@on_a_database
def command(*, file: Path, database: str | None, lang: str) -> None:
    """Write all that the database holds, as of one moment, into FILE, while others read and write.

    FILE has its name when it is whole, and its every row was read back. `teikyo restore` brings it back, on SQLite or
    PostgreSQL, whichever it came from.
    """
    from datetime import UTC, datetime

    from vendors.backups.contents import rows_in
    from vendors.backups.making import make_backup

    async def work(store: "Database") -> int:
        with click.progressbar(length=await rows_in(store), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            return await make_backup(store, file, datetime.now(UTC), bar.update)

    rows = run(database, lang, work, as_stored=True)
    click.echo(_DONE[lang].format(file=file, rows=rows), err=True)
