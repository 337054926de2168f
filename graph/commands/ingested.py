"""What `teikyo ingest` says: of each batch what was written, or every fault by its row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import click

from graph.commands.language import why
from graph.commands.stored import REFUSED

if TYPE_CHECKING:
    from vendors.ingest.batches import Ingested
    from vendors.ingest.faults import BatchRefused
    from vendors.register.fault_texts import Lang
    from vendors.verbs.refusals import Refusal

TEXTS = {
    "format": {
        "en": "{file}: say with --format ndjson, csv or parquet what it is; csv alone need not be UTF-8.",
        "ja": "{file}: --format ndjson・csv・parquet で形式を指定してください。UTF-8 以外の文字コードは csv だけです。",
    },
    "unreadable": {"en": "{file} can't be read: {why}.", "ja": "{file} を読めません: {why}。"},
    "checking": {"en": "Checking", "ja": "検査"},
    "writing": {"en": "Writing", "ja": "書込み"},
    "written": {
        "en": "Batch {key}: {rows} rows written, event {sequence} of the ledger; {judged} deliveries judged anew.",
        "ja": "バッチ {key}: {rows} 行を記録しました（元帳イベント {sequence}）。引渡し {judged} 件を再判定しました。",
    },
    "again": {
        "en": "Batch {key}: its {rows} rows are on record already, event {sequence} of the ledger.",
        "ja": "バッチ {key}: {rows} 行は記録済みです（元帳のイベント {sequence}）。何も書き込んでいません。",
    },
    "refused": {
        "en": "{file} is refused for {number} faults; nothing of the batch was written.",
        "ja": "{file} を受け付けません。誤りが {number} 件あります。バッチの内容は一切書き込んでいません。",
    },
    "row": {"en": "row {row}", "ja": "{row}行目"},
    "more": {"en": "... and {number} more.", "ja": "…ほか {number} 件。"},
    "taken": {
        "en": "Something else was written under the key of this batch; this was not. Choose another --batch.",
        "ja": "このバッチのキーでは別の内容が書き込まれています。別の --batch を指定してください。",
    },
    "no_delivery": {
        "en": "There is no delivery of that code whose persons were not purged; nothing was written.",
        "ja": "その符号の（消去されていない）引渡しはありません。何も書き込んでいません。",
    },
    "no_parquet": {
        "en": "Parquet can't be read here. Add what reads it: pip install 'teikyo[parquet]'",
        "ja": "ここでは Parquet を読めません。pip install 'teikyo[parquet]' で追加してください。",
    },
    "no_room": {
        "en": "What is read can't be kept while it is checked: {why}. TMPDIR names another place.",
        "ja": "検査中の内容を保持できません: {why}。TMPDIR で別の場所を指定できます。",
    },
}


@contextmanager
def refused(file: str, lang: str) -> Iterator[None]:
    """Say why nothing of a batch was written, with exit status 2."""
    from vendors.ingest.faults import BatchRefused
    from vendors.ingest.listing import NoSuchDelivery
    from vendors.ingest.parquet import ParquetMissing
    from vendors.verbs.refusals import KeyTaken, VerbRefused

    try:
        yield
    except BatchRefused as fault:
        _list_faults(fault, file, lang)
    except VerbRefused as fault:
        click.echo("\n".join(one.message(cast("Lang", lang)) for one in fault.refusals), err=True)
    except KeyTaken:
        click.echo(TEXTS["taken"][lang], err=True)
    except NoSuchDelivery:
        click.echo(TEXTS["no_delivery"][lang], err=True)
    except ParquetMissing:
        click.echo(TEXTS["no_parquet"][lang], err=True)
    except OSError as fault:
        click.echo(TEXTS["no_room"][lang].format(why=why(fault, lang)), err=True)
    else:
        return
    raise SystemExit(REFUSED)


def tell(key: str, done: "Ingested", lang: str) -> None:
    """Say what came of a batch."""
    one = done.written
    said = TEXTS["again" if done.again else "written"][lang]
    click.echo(said.format(key=key, rows=one.rows, sequence=one.sequence, judged=one.judged_anew), err=True)


def _list_faults(refused: "BatchRefused", file: str, lang: str) -> None:
    click.echo(TEXTS["refused"][lang].format(file=file, number=refused.number), err=True)
    for fault in refused.faults:
        click.echo(f"{_place(fault, lang)}: {fault.message(cast('Lang', lang))}".removeprefix(": "), err=True)
    if (more := refused.number - len(refused.faults)) > 0:
        click.echo(TEXTS["more"][lang].format(number=more), err=True)


def _place(fault: "Refusal", lang: str) -> str:
    row, *column = fault.path
    places = [TEXTS["row"][lang].format(row=row)] if row else []
    return ", ".join([*places, *map(str, column)])
