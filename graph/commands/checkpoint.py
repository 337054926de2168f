"""`teikyo checkpoint`: how far the ledger has come, signed."""

from typing import TYPE_CHECKING

import click

from graph.commands.keys import signer_or_refuse
from graph.commands.stored import REFUSED, on_a_database, run

if TYPE_CHECKING:
    from vendors.ledger.checkpoints import Checkpoint
    from vendors.store.connection import Connection
from vendors.store.database import Database

_TEXTS = {
    "no_key": {
        "en": "There is no key to sign with. Make one with `openssl genpkey -algorithm ed25519 -out FILE`, and name it "
        "by TEIKYO_LEDGER_KEY.",
        "ja": "署名する鍵がありません。openssl genpkey -algorithm ed25519 -out FILE で作成し、"
        "TEIKYO_LEDGER_KEY で指定してください。",
    },
    "empty": {
        "en": "The ledger has no event yet; there is nothing to sign.",
        "ja": "元帳にまだイベントがありません。署名するものがありません。",
    },
}


@click.command()
@click.option("--public-key", is_flag=True, help="Print the key by which others check the signature, and nothing else.")
@on_a_database
def command(*, public_key: bool, database: str | None, lang: str) -> None:
    """Print a signed checkpoint: how many events the ledger has, and the root of their tree.

    Keep it where whoever keeps the database cannot change it; `teikyo verify --against FILE` then tells whether the
    past was rewritten. Every event is hashed again before anything is signed. Exit status 1: an event is not what it
    was when written; 2: there is no key, or no event.
    """
    from vendors.ledger.checkpoints import checkpoint_of

    signer = signer_or_refuse(lang)
    if signer is None:
        click.echo(_TEXTS["no_key"][lang], err=True)
        raise SystemExit(REFUSED)
    if public_key:
        click.echo(str(signer.verifier))
        return

    async def stands(connection: "Connection") -> "Checkpoint":
        return (await checkpoint_of(connection, signer.name))[0]

    async def work(store: "Database") -> "Checkpoint":
        return await store.read(stands)

    checkpoint = run(database, lang, work)
    if not checkpoint.size:
        click.echo(_TEXTS["empty"][lang], err=True)
        raise SystemExit(REFUSED)
    click.echo(signer.signed(checkpoint.text).encode(), nl=False)
