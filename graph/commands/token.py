"""`teikyo token`: make, list and revoke access tokens."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from graph.commands.stored import on_a_database, run
from models.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vendors.store.database import Database
    from vendors.tokens import Listed


@click.group()
def command() -> None:
    """Make, list and revoke access tokens. Only the SHA-256 of a token is stored."""


@command.command()
@click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in Role], case_sensitive=False),
    multiple=True,
    required=True,
    help="What the token lets its holder do; may be given several times.",
)
@click.option("--name", required=True, help="Who holds it; a name is given once.")
@click.option(
    "--expires", type=int, metavar="DAYS", help="After so many days it lets nobody in; it lasts unless given."
)
@on_a_database
def create(*, roles: tuple[str, ...], name: str, expires: int | None, database: str | None, lang: str) -> None:
    """Print a new token, alone, this once."""
    from vendors import tokens

    async def work(store: "Database") -> str:
        return await tokens.create(store, name, [Role(role.upper()) for role in roles], datetime.now(UTC), expires)

    click.echo(run(database, lang, work))


@command.command(name="list")
@on_a_database
def list_(*, database: str | None, lang: str) -> None:
    """List the tokens: name, roles, when made, until when, and when revoked. Nothing here lets anybody in."""
    from vendors import tokens

    async def work(store: "Database") -> "Sequence[Listed]":
        return await tokens.listed(store)

    for one in run(database, lang, work):
        moments = (one.created_at, one.expires_at, one.revoked_at)
        shown = ["-" if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in moments]
        click.echo("\t".join([one.name, ",".join(one.roles), *shown]))


@command.command()
@click.argument("name")
@on_a_database
def revoke(*, name: str, database: str | None, lang: str) -> None:
    """End the token of that NAME at once."""
    from vendors import tokens

    async def work(store: "Database") -> None:
        await tokens.revoke(store, name, datetime.now(UTC))

    run(database, lang, work)
