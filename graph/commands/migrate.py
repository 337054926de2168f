"""`teikyo migrate`: bring the database to the schema of this version, and its judgement to this rule set."""

from typing import TYPE_CHECKING

import click

from graph.commands.stored import on_a_database, run

if TYPE_CHECKING:
    from vendors.store.database import Database

_TEXTS = {
    "applied": {"en": "applied {name}", "ja": "{name} を適用しました"},
    "current": {"en": "The schema is of this version.", "ja": "スキーマはこの版のものです。"},
    "adopted": {
        "en": "What is stored is on record now: the ledger begins with {number} events, and proves nothing of the time "
        "before.",
        "ja": "保存されている内容を元帳に記録しました（最初のイベント {number} 件）。"
        "それ以前については何も証明しません。",
    },
    "judged": {
        "en": "Judged anew by this version's rules; the answers to {number} transfers and deliveries are others now.",
        "ja": "この版の規則で判定し直しました。提供・引渡し {number} 件の判定が変わりました。",
    },
}


@click.command()
@on_a_database
def command(*, database: str | None, lang: str) -> None:
    """Make the tables, or bring them to this version, and judge anew what another rule set judged."""
    from vendors.ledger.appending import head_of
    from vendors.store.filling import LEDGER
    from vendors.store.loading import judge_anew
    from vendors.store.migrating import migrate

    async def work(store: "Database") -> None:
        applied = await migrate(store, lambda name: click.echo(_TEXTS["applied"][lang].format(name=name), err=True))
        if not applied:
            click.echo(_TEXTS["current"][lang], err=True)
        if LEDGER in applied and (begun := (await head_of(store)).size):
            click.echo(_TEXTS["adopted"][lang].format(number=begun), err=True)
        judged = await judge_anew(store)
        if judged.rules_changed:
            click.echo(_TEXTS["judged"][lang].format(number=judged.judged_anew), err=True)

    run(database, lang, work, make=True, any_schema=True)
