"""`teikyo actor`: who may ask and write, and in which roles."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from graph.commands.stored import on_a_database, run, shown_moment
from models.vocabulary import ActorKind, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vendors.actors import Actor
    from vendors.store.database import Database


def roles_option(meaning: str, *, required: bool = True) -> "Callable[[Callable[..., None]], Callable[..., None]]":
    """`--role`, which may be given several times."""
    return click.option(
        "--role",
        "roles",
        type=click.Choice([role.value for role in Role], case_sensitive=False),
        multiple=True,
        required=required,
        help=f"{meaning}; may be given several times.",
    )


@click.group()
def command() -> None:
    """Make actors known (persons and programs), give them roles, take them, and end actors."""


@command.command()
@click.argument("name")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in ActorKind], case_sensitive=False),
    required=True,
    help="A person, or a program.",
)
@roles_option("A role that it holds")
@on_a_database
def create(*, name: str, kind: str, roles: tuple[str, ...], database: str | None, lang: str) -> None:
    """Make the actor NAME known. It gets in once it has a token: teikyo token create --actor NAME."""
    from vendors import actors

    async def work(store: "Database") -> None:
        held = [Role(role.upper()) for role in roles]
        await actors.create(store, name, ActorKind(kind.upper()), held, datetime.now(UTC))

    run(database, lang, work)


@command.command(name="list")
@on_a_database
def list_(*, database: str | None, lang: str) -> None:
    """List the actors: name, kind, roles, when made known, and when ended."""
    from vendors import actors

    async def work(store: "Database") -> "Sequence[Actor]":
        return await actors.listed(store)

    for one in run(database, lang, work):
        moments = (shown_moment(one.created_at), shown_moment(one.ended_at))
        click.echo("\t".join([one.name, one.kind, ",".join(one.roles) or "-", *moments]))


@command.command()
@click.argument("name")
@roles_option("A role that it is to hold as well")
@on_a_database
def grant(*, name: str, roles: tuple[str, ...], database: str | None, lang: str) -> None:
    """Give the actor NAME further roles. Tokens that were made with --role do not carry them."""
    from vendors import actors

    async def work(store: "Database") -> None:
        await actors.grant(store, name, [Role(role.upper()) for role in roles])

    run(database, lang, work)


@command.command()
@click.argument("name")
@roles_option("A role that it is to hold no longer")
@on_a_database
def withdraw(*, name: str, roles: tuple[str, ...], database: str | None, lang: str) -> None:
    """Take roles from the actor NAME, at once, whatever its tokens were made with."""
    from vendors import actors

    async def work(store: "Database") -> None:
        await actors.withdraw(store, name, [Role(role.upper()) for role in roles])

    run(database, lang, work)


@command.command()
@click.argument("name")
@on_a_database
def end(*, name: str, database: str | None, lang: str) -> None:
    """Let the actor NAME in no more, with whatever token; what it did stays on record under its name."""
    from vendors import actors

    async def work(store: "Database") -> None:
        await actors.end(store, name, datetime.now(UTC))

    run(database, lang, work)
