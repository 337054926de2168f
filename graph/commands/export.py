"""`teikyo export`: a quarter's transfers and findings as CSV, with a manifest of hashes."""

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from graph.commands.keys import settings_or_refuse, signer_or_refuse
from graph.commands.language import why
from graph.commands.recorded import can_go_back, moment_or_number, refused_where_nothing_was, tell
from graph.commands.stored import REFUSED, on_a_database, run

if TYPE_CHECKING:
    from vendors.ledger.checkpoints import Checkpoint
    from vendors.ledger.remembering import Then
    from vendors.register.entries.register import Register
    from vendors.store.connection import Connection
    from vendors.store.database import Database

_TEXTS = {
    "no_quarter": {
        "en": "{given} is no quarter; say it as one of: {forms}.",
        "ja": "{given} は四半期ではありません。次の形で指定してください: {forms}。",
    },
    "taken": {
        "en": "{folder} holds something else than an export of {quarter}; it was left as it is. Choose another folder.",
        "ja": "{folder} には {quarter} の出力以外のものがあります。変更していません。別のフォルダを指定してください。",
    },
    "unwritable": {
        "en": "{folder} can't be written: {why}. Nothing was exported.",
        "ja": "{folder} に書き込めません: {why}。何も出力していません。",
    },
    "other_rules": {
        "en": "The register was judged by rule set {then} then; this version judges by {now}, as the manifest says."
        " What the rules say may be otherwise than in an export of then.",
        "ja": "当時の判定はルールセット {then} によるものです。このバージョンは {now} で判定し、マニフェストにも"
        "その旨を記載しています。判定内容は当時の出力と異なることがあります。",
    },
    "written": {"en": "{folder}: {names}", "ja": "{folder}: {names}"},
}


@click.command()
@click.argument("quarter_name", metavar="QUARTER")
@click.option(
    "--out", required=True, metavar="DIR", help="The folder; an earlier export of the same quarter is replaced."
)
@can_go_back
@click.option("--as", "by", metavar="NAME", help="Who exports; an actor has to be EXPORTER.")
@on_a_database
def command(
    *, quarter_name: str, out: str, as_recorded: str | None, by: str | None, database: str | None, lang: str
) -> None:
    """Write transfers.csv, findings.csv and manifest.json of a QUARTER: 2026Q3, or FY2026Q2 of the fiscal year.

    The manifest names the last event of the ledger and the root of its tree; with TEIKYO_LEDGER_KEY it holds the signed
    checkpoint. The same register gives the same bytes, whenever it is asked for; with --as-recorded, those of an export
    made then. Exit status 1: the ledger is not what it was when written; 2: refused. Nothing was exported then.
    """
    from vendors.exports.exporting import FolderTaken, export_files, write_export
    from vendors.exports.quarters import FORMS, quarter
    from vendors.ledger.checkpoints import in_a_manifest

    try:
        asked = quarter(quarter_name)
    except ValueError:
        _refuse(_TEXTS["no_quarter"][lang].format(given=quarter_name, forms=FORMS))

    signer = signer_or_refuse(lang)
    register, checkpoint = _now(by, database, lang) if as_recorded is None else _then(as_recorded, by, database, lang)
    files = export_files(register, asked, in_a_manifest(checkpoint, signer))
    try:
        write_export(files, Path(out), asked)
    except FolderTaken:
        _refuse(_TEXTS["taken"][lang].format(folder=out, quarter=asked.name))
    except OSError as fault:
        _refuse(_TEXTS["unwritable"][lang].format(folder=out, why=why(fault, lang)))
    click.echo(_TEXTS["written"][lang].format(folder=out, names=", ".join(files)), err=True)


def _now(by: str | None, database: str | None, lang: str) -> "tuple[Register, Checkpoint]":
    """The register that is stored, and where its ledger stands."""
    from vendors.actors import check_may_run
    from vendors.ledger.checkpoints import checkpoint_of
    from vendors.store.entries import stored_register
    from vendors.store.loading import the_register

    name = settings_or_refuse().ledger_name

    async def both(connection: "Connection") -> "tuple[Register | None, Checkpoint]":
        return await stored_register(connection), (await checkpoint_of(connection, name))[0]

    async def work(store: "Database") -> "tuple[Register, Checkpoint]":
        await check_may_run(store, by, "export")
        register, checkpoint = await store.read(both)
        return register or await the_register(store), checkpoint

    return run(database, lang, work)


def _then(given: str, by: str | None, database: str | None, lang: str) -> "tuple[Register, Checkpoint]":
    """The same, as recorded by a moment or an event; exit status 2 where nothing was."""
    from vendors.actors import check_may_run
    from vendors.ledger.checkpoints import checkpoint_then
    from vendors.ledger.remembering import as_recorded
    from vendors.rules import RULE_SET

    name, asked = settings_or_refuse().ledger_name, moment_or_number(given, lang)

    async def both(connection: "Connection") -> "tuple[Then, Checkpoint]":
        then = await as_recorded(connection, asked)
        return then, await checkpoint_then(connection, name, then.last.sequence, then.rule_set)

    async def work(store: "Database") -> "tuple[Then, Checkpoint]":
        await check_may_run(store, by, "export")
        return await store.read(both)

    with refused_where_nothing_was(given, lang):
        then, checkpoint = run(database, lang, work)
    tell(then, lang)
    if then.rule_set != RULE_SET:
        click.echo(_TEXTS["other_rules"][lang].format(then=then.rule_set, now=RULE_SET), err=True)
    return then.register, checkpoint


def _refuse(text: str) -> NoReturn:
    click.echo(text, err=True)
    raise SystemExit(REFUSED)
