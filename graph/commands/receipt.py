"""`teikyo receipt`: the receipt of a consent, to show to the person, as a page, a PDF to print, or its proof alone."""

from typing import TYPE_CHECKING, NoReturn, cast

import click

from graph.commands.keys import signer_or_refuse
from graph.commands.stored import REFUSED, on_a_database, run, shown_moment
from graph.commands.written import write_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from vendors.printing.document import Lang
    from vendors.receipts.holding import Receipt
    from vendors.store.database import Database

_TEXTS = {
    "which": {
        "en": "Give either CONSENT, of which to write the receipt, or --subject, whose consents to list.",
        "ja": "控えを作成する CONSENT か、同意を一覧する --subject のどちらかを指定してください。",
    },
    "headings": {"en": "consent\ttext\tgiven at", "ja": "同意\t文面\t同意日時"},
    "nobody": {"en": "No consent of that person is on record.", "ja": "その本人の同意は記録されていません。"},
}


@click.command()
@click.argument("consent", metavar="CONSENT", required=False)
@click.option("--subject", metavar="PERSON", help="List the consents of that person, by the operator's reference.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "pdf", "json"]),
    default="html",
    show_default=True,
    help="In which form; json is the proof alone, for `teikyo verify --proof`.",
)
@click.option("--out", metavar="FILE", help="Write to this file, whole or not at all; standard output unless given.")
@click.option("--as", "by", metavar="NAME", help="Who does it; an actor has to be REVIEWER or RECORDER.")
@on_a_database
def command(
    *,
    consent: str | None,
    subject: str | None,
    form: str,
    out: str | None,
    by: str | None,
    database: str | None,
    lang: str,
) -> None:
    """Write the receipt of one consent, to show to the person, with the proof that it is on record.

    CONSENT is its id, as `--subject` lists it, or as `consents(subject:)` answers over GraphQL. With TEIKYO_LEDGER_KEY
    the proof leads up to a signed checkpoint. Exit status 1: what is stored is not as the ledger has it; 2: refused.
    """
    if (consent is None) == (subject is None):
        _end("which", lang)
    if subject is not None:
        _list(subject, by, database, lang)
    elif consent is not None:
        from vendors.receipts.forms import written

        told = _told(consent, by, database, lang)
        write_out(written(told, form, cast("Lang", lang)), out, lang)


def _told(consent: str, by: str | None, database: str | None, lang: str) -> "Receipt":
    from graph.receipts import consent_number
    from vendors.actors import check_may_run
    from vendors.receipts.holding import receipt

    signer = signer_or_refuse(lang)

    async def work(store: "Database") -> "Receipt":
        await check_may_run(store, by, "receipt")
        number = consent_number(consent)
        return await store.read(lambda connection: receipt(connection, number, signer))

    return run(database, lang, work)


def _list(subject: str, by: str | None, database: str | None, lang: str) -> None:
    from graph.receipts import consent_id
    from vendors.actors import check_may_run
    from vendors.receipts.holding import given_by

    async def work(store: "Database") -> "Sequence[Mapping[str, Any]]":
        await check_may_run(store, by, "receipt")
        return await given_by(store, subject)

    rows = run(database, lang, work)
    if not rows:
        _end("nobody", lang)
    click.echo(_TEXTS["headings"][lang])
    for row in rows:
        click.echo(f"{consent_id(row['id'])}\t{row['text']}\t{shown_moment(row['given_at'])}")


def _end(text: str, lang: str) -> NoReturn:
    click.echo(_TEXTS[text][lang], err=True)
    raise SystemExit(REFUSED)
