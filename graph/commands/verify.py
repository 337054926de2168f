"""`teikyo verify`: the ledger replayed, everything stored compared with it; proofs for others, and checking them."""

import base64
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from graph.commands.keys import verifier_or_refuse
from graph.commands.language import why
from graph.commands.stored import DIFFERS, REFUSED, on_a_database, run

if TYPE_CHECKING:
    from vendors.ledger.checkpoints import Checkpoint
    from vendors.ledger.verifying import Verified
    from vendors.store.connection import Connection
from vendors.store.database import Database

_TEXTS = {
    "verified": {
        "en": "{size} events replayed; every table and finding of {transfers} transfers is what comes of "
        "them. Root: {root}",
        "ja": "{size} 件のイベントを再現しました。{transfers} 件の提供の全ての表と判定が一致します。ルート: {root}",
    },
    "empty": {"en": "The ledger has no event, and no register is stored.", "ja": "元帳も台帳も空です。"},
    "consistent": {
        "en": "The first {size} events are those of the checkpoint.",
        "ja": "最初の {size} 件のイベントはチェックポイントと一致します。",
    },
    "unsigned": {
        "en": "The checkpoint's signature was not checked: give --public-key, or TEIKYO_LEDGER_KEY.",
        "ja": "チェックポイントの署名は確認していません。--public-key または TEIKYO_LEDGER_KEY を指定してください。",
    },
    "bad_signature": {
        "en": "{file} is not signed by that key.",
        "ja": "{file} はその鍵で署名されたものではありません。",
    },
    "unreadable": {"en": "{file} can't be read: {why}.", "ja": "{file} を読めません: {why}。"},
    "no_checkpoint": {
        "en": "{file} is no checkpoint of a ledger.",
        "ja": "{file} は元帳のチェックポイントではありません。",
    },
    "no_event": {
        "en": "--inclusion {sequence}: there are events 1 to {size}.",
        "ja": "--inclusion {sequence}: イベントは 1 から {size} までです。",
    },
    "proven": {
        "en": "Event {sequence} is one of the {size} events of the checkpoint:",
        "ja": "イベント {sequence} は、チェックポイントの {size} 件のイベントに含まれます:",
    },
    "begins": {
        "en": "The {size} events of the checkpoint begin with the {sequence} of the earlier one, whose root is {root}.",
        "ja": "チェックポイントの {size} 件のイベントは、以前の {sequence} 件（ルート {root}）から始まっています。",
    },
    "not_proven": {
        "en": "{file} does not prove anything under that checkpoint.",
        "ja": "{file} は、そのチェックポイントの下で何も証明しません。",
    },
    "consistency_with": {
        "en": "--consistency needs an earlier checkpoint: --against FILE; and no --inclusion.",
        "ja": "--consistency には --against FILE で以前のチェックポイントを指定してください"
        "（--inclusion とは併用不可）。",
    },
    "has_row": {
        "en": "Its batch has this row:",
        "ja": "そのバッチには、次の行が含まれます:",
    },
    "proof_alone": {
        "en": "--proof needs the checkpoint: --against FILE, unless one comes along with it; and nothing else beside "
        "--public-key.",
        "ja": "--proof には（証明に含まれていない場合は）--against FILE でチェックポイントを指定してください"
        "（他は --public-key のみ）。",
    },
}
_DOING = {
    "replay": {"en": "replayed events", "ja": "再現したイベント"},
    "judge": {"en": "judged anew", "ja": "判定し直した件数"},
    "compare": {"en": "comparing", "ja": "比較中"},
}


@click.command()
@click.option("--against", metavar="FILE", help="A checkpoint from earlier: whether the ledger begins as it did then.")
@click.option("--inclusion", type=int, metavar="SEQ", help="Print a proof of the event of that number, as JSON.")
@click.option("--consistency", is_flag=True, help="Print a proof that the ledger begins as in the checkpoint, as JSON.")
@click.option("--proof", metavar="FILE", help="Check such a proof under the checkpoint; needs no database.")
@click.option(
    "--public-key",
    metavar="KEY",
    help="Who has to have signed it: what `checkpoint --public-key` prints.",
)
@on_a_database
def command(
    *,
    against: str | None,
    inclusion: int | None,
    consistency: bool,
    proof: str | None,
    public_key: str | None,
    database: str | None,
    lang: str,
) -> None:
    """Replay the ledger from empty and compare everything that is stored with what comes of it.

    The first thing that differs is named. With --inclusion or --consistency only the ledger itself is looked at, and a
    proof is printed, which whoever has the checkpoint alone checks with --proof FILE --against CHECKPOINT. A proof of
    inclusion is for the tree of the checkpoint (or of today), one of consistency leads from it to that of today. Exit
    status 0: all is as recorded; 1: something differs, or nothing is proven; 2: refused.
    """
    if proof is not None and (inclusion is not None or consistency or database is not None):
        _end("proof_alone", lang)
    if consistency and (against is None or inclusion is not None):
        _end("consistency_with", lang)
    checkpoint = None if against is None else _checkpoint(against, _read(against, lang), public_key, lang)
    if proof is not None:
        _check_proof(proof, checkpoint, public_key, lang)
    elif inclusion is not None or consistency:
        click.echo(_proof(database, inclusion, checkpoint, lang), nl=False)
    else:
        _verify(database, checkpoint, lang)


def _verify(database: str | None, checkpoint: "Checkpoint | None", lang: str) -> None:
    from vendors.ledger.proofs import look_at_past
    from vendors.ledger.verifying import verify

    def heard(what: str, done: int) -> None:
        if sys.stderr.isatty() and (done % 1024 == 0 or what != "judge"):
            click.echo(f"\r\033[K{_DOING[what][lang]}: {done}", err=True, nl=False)

    async def work(store: "Database") -> "Verified":
        try:
            verified = await verify(store, heard)
        finally:
            if sys.stderr.isatty():
                click.echo("\r\033[K", err=True, nl=False)
        if checkpoint is not None:
            look_at_past(checkpoint, verified.leaves)
        return verified

    verified = run(database, lang, work)
    said = "verified" if verified.size else "empty"
    _say(said, lang, size=verified.size, transfers=verified.transfers, root=base64.b64encode(verified.root).decode())
    if checkpoint is not None:
        _say("consistent", lang, size=checkpoint.size)


def _proof(database: str | None, sequence: int | None, checkpoint: "Checkpoint | None", lang: str) -> bytes:
    from vendors.ledger.checkpoints import checkpoint_of
    from vendors.ledger.proofs import look_at_past, proof_of_consistency, proof_of_inclusion

    async def prove(connection: "Connection") -> bytes | int:
        leaves: Sequence[bytes] = (await checkpoint_of(connection, ""))[1].leaves
        if sequence is None:
            assert checkpoint is not None, "consistent with something"
            return proof_of_consistency(checkpoint, leaves)
        if checkpoint is not None:
            look_at_past(checkpoint, leaves)
            leaves = leaves[: checkpoint.size]
        return await proof_of_inclusion(connection, sequence, leaves) if 1 <= sequence <= len(leaves) else len(leaves)

    async def work(store: "Database") -> bytes | int:
        return await store.read(prove)

    proof = run(database, lang, work)
    if isinstance(proof, int):
        _end("no_event", lang, sequence=sequence, size=proof)
    return proof


def _check_proof(file: str, checkpoint: "Checkpoint | None", public: str | None, lang: str) -> None:
    from vendors.ledger.proofs import BadProof, all_proven, checkpoint_in

    given = _read(file, lang)
    try:
        if checkpoint is None:
            note = checkpoint_in(given)
            if note is None:
                _end("proof_alone", lang)
            checkpoint = _checkpoint(file, note.encode(), public, lang)
        several = all_proven(given, checkpoint)
    except BadProof:
        _end("not_proven", lang, DIFFERS, file=file)
    for known in several:
        if known.event is None:
            _say("begins", lang, sequence=known.sequence, size=checkpoint.size, root=known.root)
            continue
        _say("proven", lang, sequence=known.sequence, size=checkpoint.size)
        click.echo(known.event)
        if known.row is not None:
            _say("has_row", lang)
            click.echo(known.row)


def _checkpoint(file: str, note: bytes, public: str | None, lang: str) -> "Checkpoint":
    from vendors.ledger.checkpoints import BadCheckpoint, read_checkpoint
    from vendors.ledger.notes import BadSignature

    key = verifier_or_refuse(public, lang)
    try:
        checkpoint = read_checkpoint(note.decode(), key)
    except (UnicodeDecodeError, BadCheckpoint):
        _end("no_checkpoint", lang, file=file)
    except BadSignature:
        _end("bad_signature", lang, DIFFERS, file=file)
    if key is None:
        _say("unsigned", lang)
    return checkpoint


def _read(file: str, lang: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        _end("unreadable", lang, file=file, why=why(error, lang))


def _say(text: str, lang: str, **params: object) -> None:
    click.echo(_TEXTS[text][lang].format(**params), err=True)


def _end(text: str, lang: str, status: int = REFUSED, **params: object) -> NoReturn:
    _say(text, lang, **params)
    raise SystemExit(status)
