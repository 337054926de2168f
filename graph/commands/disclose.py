"""`teikyo disclose`: the records of provision that a person asked for, as a page or a PDF to print."""

from typing import TYPE_CHECKING, Literal, cast

import click

from graph.commands.stored import on_a_database, run
from graph.commands.written import write_out

if TYPE_CHECKING:
    from vendors.disclosure.holding import Disclosure
    from vendors.store.database import Database


@click.command()
@click.argument("request", metavar="REQUEST")
@click.option(
    "--format", "form", type=click.Choice(["html", "pdf"]), default="html", show_default=True, help="In which form."
)
@click.option("--out", metavar="FILE", help="Write to this file, whole or not at all; standard output unless given.")
@click.option("--as", "by", metavar="NAME", help="Who discloses; an actor has to be REVIEWER.")
@on_a_database
def command(*, request: str, form: str, out: str | None, by: str | None, database: str | None, lang: str) -> None:
    """Write what a person is to be told who asked for the records of provisions of his data (APPI 33(5)).

    REQUEST is the code of the request, which has to be accepted. Records that no law asks for are none of it.
    """
    from vendors.actors import check_may_run
    from vendors.disclosure.forms import written
    from vendors.disclosure.holding import disclosure

    async def work(store: "Database") -> "Disclosure":
        await check_may_run(store, by, "disclose")
        return await store.read(lambda connection: disclosure(connection, request))

    told = run(database, lang, work)
    write_out(written(told, form, cast("Literal['ja', 'en']", lang)), out, lang)
