"""`teikyo token`: make, list and revoke access tokens."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from graph.commands.actor import roles_option
from graph.commands.stored import on_a_database, run, shown_moment
from models.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vendors.store.database import Database
    from vendors.tokens import Listed


@click.group()
def command() -> None:
    """Make, list and revoke access tokens. Only the SHA-256 of a token is stored."""


@command.command()
@click.option("--name", required=True, help="What it is for; a name is given once.")
@click.option("--actor", metavar="NAME", help="Whose it is; the actor of the token's own name unless given.")
@roles_option("A role that it carries, of those that its actor holds; all of them unless given", required=False)
@click.option(
    "--expires", type=int, metavar="DAYS", help="After so many days it lets nobody in; it lasts unless given."
)
@on_a_database
def create(
    *,
    name: str,
    actor: str | None,
    roles: tuple[str, ...],
    expires: int | None,
    database: str | None,
    lang: str,
) -> None:
    """Print a new token, alone, this once.

    Without --actor, and where no actor has the token's name, a program of that name is made known with these roles.
    """
    from vendors import tokens

    async def work(store: "Database") -> str:
        carried = [Role(role.upper()) for role in roles]
        return await tokens.create(store, name, carried, datetime.now(UTC), expires, actor)

    click.echo(run(database, lang, work))


@command.command(name="list")
@on_a_database
def list_(*, database: str | None, lang: str) -> None:
    """List the tokens: key, name, actor, roles, when made, until when, when revoked, and when last used.

    Nothing here lets anybody in.
    """
    from vendors import tokens

    async def work(store: "Database") -> "Sequence[Listed]":
        return await tokens.listed(store)

    for one in run(database, lang, work):
        moments = (one.created_at, one.expires_at, one.revoked_at, one.last_used_at)
        click.echo("\t".join([one.key, one.name, one.actor, ",".join(one.roles) or "-", *map(shown_moment, moments)]))


@command.command()
@click.argument("name")
@on_a_database
def revoke(*, name: str, database: str | None, lang: str) -> None:
    """End the token of that NAME, or of that key, at once."""
    from vendors import tokens

    async def work(store: "Database") -> None:
        await tokens.revoke(store, name, datetime.now(UTC))

    run(database, lang, work)
