"""`teikyo purge`: show the rows about persons whose time has passed, and delete them."""

import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NoReturn

import click

from graph.commands.stored import REFUSED, on_a_database, run

if TYPE_CHECKING:
    from vendors.purging.answers import FoundAnswers
    from vendors.purging.deleting import Gone
    from vendors.purging.finding import Asked, Found
    from vendors.purging.received import FoundReceived
    from vendors.store.connection import Connection
    from vendors.store.database import Database

_TEXTS = {
    "bad_day": {
        "en": "--on {value}: not a day of the calendar; say it as 2026-03-31.",
        "ja": "--on {value}: 暦にある日を 2026-03-31 の形で指定してください。",
    },
    "to_come": {
        "en": "--on {value}: that day has not come. Today is {today} where the operator is; say it or a day before.",
        "ja": "--on {value}: まだ到来していません。今日（{today}、事業者の所在地）以前の日を指定してください。",
    },
    "nothing": {
        "en": "On {on} nobody may go: no delivery lists persons whose last day of keeping is before it.",
        "ja": "{on} の時点で、保存期間の過ぎた本人の行はありません。",
    },
    "received": {
        "en": "Of data received may go: {persons} persons of {receipts} receipts.",
        "ja": "提供を受けたデータで保存期間の過ぎた本人の行: {receipts} 件、{persons} 人。",
    },
    "received_held": {
        "en": "{number} receipts of data are kept beyond their day: they list somebody whose request is open "
        "(APPI 33).",
        "ja": "期限を過ぎた受領記録 {number} 件は、未回答の請求をした本人を含むため残します（法33条）。",
    },
    "received_without_record": {
        "en": "{number} receipts of data need no record, and stay without --without-record-after DAYS.",
        "ja": "記録の不要な受領 {number} 件の本人は残します。期限は --without-record-after 日数 で指定できます。",
    },
    "answers": {
        "en": "Of the gate's answers may go: {persons} references in {answers} answers.",
        "ja": "ゲートの回答で期限の過ぎた本人の参照: 回答 {answers} 件、{persons} 人。",
    },
    "answers_held": {
        "en": "{number} of the gate's answers are kept: they allowed somebody whose request is open (APPI 33).",
        "ja": "ゲートの回答 {number} 件は、未回答の請求をした本人を含むため残します（法33条）。",
    },
    "may_go": {
        "en": "On {on} may go: {persons} persons of {deliveries} deliveries; their last days of keeping have passed.",
        "ja": "{on} の時点で保存期間の過ぎた本人の行: 引渡し {deliveries} 件、{persons} 人。",
    },
    "headings": {
        "en": "transfer\tquarter\tdeliveries\tpersons\tkept until\tsuch as",
        "ja": "提供\t四半期\t引渡し\t本人\t保存期限\t例",
    },
    "held": {
        "en": "{number} deliveries are kept beyond their day: they list somebody whose request is open (APPI 33).",
        "ja": "期限を過ぎた引渡し {number} 件は、未回答の請求をした本人を含むため残します（法33条）。",
    },
    "without_record": {
        "en": "{number} deliveries that list persons need no record, and stay without --without-record-after DAYS.",
        "ja": "提供記録の不要な引渡し {number} 件の本人は残します。期限は --without-record-after 日数 で指定できます。",
    },
    "not_done": {
        "en": "Nothing was deleted; --yes does it. It can't be undone.",
        "ja": "何も消去していません。消去するには --yes を付けてください。元に戻せません。",
    },
    "done": {
        "en": "Deleted: {persons} persons of {deliveries} deliveries, with their salts. What was said of them stands.",
        "ja": "消去しました: 引渡し {deliveries} 件、{persons} 人（ソルトを含む）。判定結果は維持されます。",
    },
    "done_received": {
        "en": "Deleted: {persons} persons whose data was received, with their salts.",
        "ja": "消去しました: 提供を受けたデータの本人 {persons} 人（ソルトを含む）。",
    },
    "done_answers": {
        "en": "Deleted: {persons} references in the gate's answers.",
        "ja": "消去しました: ゲートの回答の参照 {persons} 人。",
    },
}


@click.command()
@click.option("--on", metavar="DATE", help="As of which day, not later than today; today where the operator is.")
@click.option(
    "--without-record-after",
    type=click.IntRange(0, 36_500),
    metavar="DAYS",
    help="Persons of deliveries that need no record go, too, so many days after the delivery; they stay unless given.",
)
@click.option(
    "--gate-answers-after",
    type=click.IntRange(0, 36_500),
    metavar="DAYS",
    help="The gate's answers that no delivery names forget whom they allowed so many days after they were given; never "
    "unless it is said.",
)
@click.option("--yes", is_flag=True, help="Delete what may go; without it, it is shown alone.")
@click.option("--as", "by", metavar="NAME", help="Who purges, for the record; an actor has to be ADMIN or REVIEWER.")
@on_a_database
def command(
    *,
    on: str | None,
    without_record_after: int | None,
    gate_answers_after: int | None,
    yes: bool,
    by: str | None,
    database: str | None,
    lang: str,
) -> None:
    """Show the persons whose last day of keeping has passed (APPI 29(2), 30(4)), and delete them with --yes.

    Those of deliveries and of data received. Their rows and the salts of their digests go, for good; digests, numbers
    and what was said stay, and `teikyo verify` still holds. The gate's answers forget whom they allowed, if it is said
    when. It goes on in portions: whatever breaks it off, what is done is done, and the same command does the rest.
    Exit status 2: it is refused, and nothing was deleted.
    """
    from vendors.actors import check_may_run
    from vendors.purging.answers import purge_answers
    from vendors.purging.deleting import PURGE, purge
    from vendors.purging.finding import Asked, today_there
    from vendors.purging.received import purge_received
    from vendors.store.change import Occasion
    from vendors.store.judgements import check_judged

    given = None if on is None else _day(on, lang)

    async def work(store: "Database") -> "_Deleted | None":
        await check_may_run(store, by, "purge")
        await check_judged(store)
        today = await today_there(store, datetime.now(UTC))
        if given is not None and given > today:
            raise _ToCome(today)
        asked, occasion = Asked(given or today, without_record_after), Occasion(PURGE, by)
        found, received, answers = await store.read(lambda connection: _look(connection, asked, gate_answers_after))
        _show(found, asked.on, lang)
        _show_beside(received, answers, lang)
        whole = found.persons + received.persons + answers.persons
        if not (yes and whole):
            return None
        with click.progressbar(length=whole, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            return _Deleted(
                await purge(store, found, asked, today, occasion, bar.update),
                await purge_received(store, received, asked, today, occasion, bar.update),
                await purge_answers(store, answers, asked, gate_answers_after, bar.update),
            )

    try:
        gone = run(database, lang, work)
    except _ToCome as to_come:
        _refuse("to_come", lang, value=given, today=to_come.today)
    if gone is not None:
        _show_deleted(gone, lang)
    elif not yes:
        click.echo(_TEXTS["not_done"][lang], err=True)


@dataclass(frozen=True)
class _Deleted:
    """What was deleted."""

    deliveries: "Gone"
    received: int
    answers: int


async def _look(
    connection: "Connection", asked: "Asked", gate_answers_after: int | None
) -> "tuple[Found, FoundReceived, FoundAnswers]":
    """All that may go, on one state of the database."""
    from vendors.purging.answers import find_answers
    from vendors.purging.finding import find
    from vendors.purging.received import find_received

    return (
        await find(connection, asked),
        await find_received(connection, asked),
        await find_answers(connection, asked, gate_answers_after),
    )


class _ToCome(Exception):  # noqa: N818  # a refusal, not an error
    """The day that is asked about has not come."""

    def __init__(self, today: date) -> None:
        super().__init__(today)
        self.today = today


def _show(found: "Found", on: date, lang: str) -> None:
    """What may go, by transfer and quarter, on standard output; what else is to be known of it on standard error."""
    said = "may_go" if found.persons else "nothing"
    click.echo(_TEXTS[said][lang].format(on=on, persons=found.persons, deliveries=len(found.deliveries)), err=True)
    if found.groups:
        click.echo(_TEXTS["headings"][lang])
    for (transfer, quarter), group in found.groups.items():
        more = ["…"] if group.deliveries > len(group.examples) else []
        numbers = (group.deliveries, group.persons, group.kept_until)
        click.echo("\t".join([transfer, quarter, *map(str, numbers), ", ".join([*group.examples, *more])]))
    for kept in ("held", "without_record"):
        if number := getattr(found, kept):
            click.echo(_TEXTS[kept][lang].format(number=number), err=True)


def _show_beside(received: "FoundReceived", answers: "FoundAnswers", lang: str) -> None:
    """What else may go, and what stays, on standard error; nothing of what there is not."""
    said = (
        ("received", received.persons, {"receipts": len(received.receipts), "persons": received.persons}),
        ("received_held", received.held, {"number": received.held}),
        ("received_without_record", received.without_record, {"number": received.without_record}),
        ("answers", answers.persons, {"answers": len(answers.answers), "persons": answers.persons}),
        ("answers_held", answers.held, {"number": answers.held}),
    )
    for text, number, params in said:
        if number:
            click.echo(_TEXTS[text][lang].format(**params), err=True)


def _show_deleted(gone: _Deleted, lang: str) -> None:
    if gone.deliveries.persons or not (gone.received or gone.answers):
        click.echo(_TEXTS["done"][lang].format(**vars(gone.deliveries)), err=True)
    for text, persons in (("done_received", gone.received), ("done_answers", gone.answers)):
        if persons:
            click.echo(_TEXTS[text][lang].format(persons=persons), err=True)


def _day(given: str, lang: str) -> date:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        _refuse("bad_day", lang, value=given)
    if day.isoformat() != given:
        _refuse("bad_day", lang, value=given)
    return day


def _refuse(text: str, lang: str, **params: object) -> NoReturn:
    click.echo(_TEXTS[text][lang].format(**params), err=True)
    raise SystemExit(REFUSED)
