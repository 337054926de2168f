"""`teikyo session`: which browsers are signed in, and signing them out."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from graph.commands.stored import on_a_database, run, shown_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vendors.sessions import Listed
    from vendors.store.database import Database


@click.group()
def command() -> None:
    """List the browsers that are signed in, and sign them out."""


@command.command(name="list")
@on_a_database
def list_(*, database: str | None, lang: str) -> None:
    """List the sessions of three months: key, actor, token, since when, until when, and when ended."""
    from vendors import sessions

    async def work(store: "Database") -> "Sequence[Listed]":
        return await sessions.listed(store)

    for one in run(database, lang, work):
        moments = map(shown_moment, (one.created_at, one.expires_at, one.ended_at))
        click.echo("\t".join([one.key, one.actor, one.token, *moments]))


@command.command()
@click.argument("key")
@on_a_database
def revoke(*, key: str, database: str | None, lang: str) -> None:
    """Sign the browser of that KEY out, at once."""
    from vendors import sessions

    async def work(store: "Database") -> None:
        await sessions.revoke(store, key, datetime.now(UTC))

    run(database, lang, work)
