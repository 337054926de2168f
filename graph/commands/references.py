"""`teikyo references`: whether references of persons are encrypted where they are stored, and under which key."""

import sys
from typing import TYPE_CHECKING, Any

import click

from graph.commands.stored import on_a_database, run

if TYPE_CHECKING:
    from vendors.references.cipher import Cipher
    from vendors.store.database import Database

_TEXTS = {
    "no_key": {
        "en": "TEIKYO_REFERENCE_KEY is not set. `openssl rand -base64 64 | tr -d '\\n'` makes a key; who loses it "
        "loses the references.",
        "ja": "TEIKYO_REFERENCE_KEY が設定されていません。鍵は openssl rand -base64 64 | tr -d '\\n' で作成できます。"
        "鍵を失うと参照も失われます。",
    },
    "encrypted": {
        "en": "References of persons are encrypted under TEIKYO_REFERENCE_KEY; {rows} rows were rewritten. Backups and "
        "copies made before still hold them as they were.",
        "ja": "本人の参照を TEIKYO_REFERENCE_KEY で暗号化しました（{rows} 行）。"
        "以前のバックアップや複製は元のままです。",
    },
    "decrypted": {
        "en": "References of persons are plain again; {rows} rows were rewritten. Unset TEIKYO_REFERENCE_KEY.",
        "ja": "本人の参照を平文に戻しました（{rows} 行）。TEIKYO_REFERENCE_KEY を外してください。",
    },
    "nothing": {"en": "They are so already; nothing was changed.", "ja": "既にその状態です。何も変更していません。"},
}


@click.group()
def command() -> None:
    """Encrypt references of persons where they are stored, or decrypt them. Stop every service on them first."""


@command.command()
@on_a_database
def encrypt(*, database: str | None, lang: str) -> None:
    """Encrypt them under TEIKYO_REFERENCE_KEY; those under another key have it in TEIKYO_REFERENCE_KEY_BEFORE.

    What breaks off goes on where it was when it is run again.
    """
    key, before = _keys()
    if key is None:
        raise click.UsageError(_TEXTS["no_key"][lang])
    _rewrite(database, lang, before, key, "encrypted")


@command.command()
@on_a_database
def decrypt(*, database: str | None, lang: str) -> None:
    """Have them plain again, which TEIKYO_REFERENCE_KEY encrypts now."""
    key, _ = _keys()
    if key is None:
        raise click.UsageError(_TEXTS["no_key"][lang])
    _rewrite(database, lang, key, None, "decrypted")


def _keys() -> "tuple[Cipher | None, Cipher | None]":
    """The key, and the one before; exit status 2 where one of them is none."""
    from graph.commands.keys import settings_or_refuse
    from graph.commands.stored import REFUSED
    from graph.place import reference_key
    from graph.settings import SettingRefused
    from vendors.references.cipher import cipher_of

    chosen = settings_or_refuse()
    try:
        keys = (
            reference_key(chosen.reference_key, "TEIKYO_REFERENCE_KEY"),
            reference_key(chosen.reference_key_before, "TEIKYO_REFERENCE_KEY_BEFORE"),
        )
    except SettingRefused as refused:
        click.echo(str(refused), err=True)
        raise SystemExit(REFUSED) from None
    key, before = (cipher_of(one) if one else None for one in keys)
    return key, before


def _rewrite(database: str | None, lang: str, before: "Cipher | None", after: "Cipher | None", told: str) -> None:
    from vendors.references.rewriting import rewrite, rows_left

    rows = 0

    async def work(store: "Database") -> bool:
        with click.progressbar(length=await rows_left(store), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

            def heard(number: int) -> None:
                nonlocal rows
                rows += number
                bar.update(number)

            return await rewrite(store, before, after, heard)

    done: Any = run(database, lang, work, as_stored=True)
    click.echo(_TEXTS[told if done else "nothing"][lang].format(rows=rows), err=True)
