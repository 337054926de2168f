"""The keys that commands sign with and check by, or why there is none."""

from typing import TYPE_CHECKING, NoReturn

import click

from graph.commands.stored import REFUSED

if TYPE_CHECKING:
    from graph.settings import Settings
    from vendors.ledger.notes import Signer, Verifier

_TEXTS = {
    "bad_key": {
        "en": "TEIKYO_LEDGER_KEY names no Ed25519 key, or TEIKYO_LEDGER_NAME is no name: give a PEM file, or 32 bytes "
        "in base64, and a name without blanks or plus signs. `openssl genpkey -algorithm ed25519 -out FILE` makes one.",
        "ja": "TEIKYO_LEDGER_KEY が Ed25519 の鍵を示していないか、TEIKYO_LEDGER_NAME が名前として使えません。"
        "PEM ファイルまたは32バイトの base64 と、空白・プラス記号を含まない名前を指定してください。"
        "鍵は openssl genpkey -algorithm ed25519 -out FILE で作成できます。",
    },
    "bad_public_key": {
        "en": "--public-key has to be as `teikyo checkpoint --public-key` prints it: NAME+ID+KEY.",
        "ja": "--public-key には teikyo checkpoint --public-key の出力（名前+ID+鍵）を指定してください。",
    },
}


def settings_or_refuse() -> "Settings":
    """The settings; exit status 2 where one of them can't be."""
    from graph.settings import SettingRefused, settings

    try:
        return settings()
    except SettingRefused as refused:
        click.echo(str(refused), err=True)
        raise SystemExit(REFUSED) from None


def signer_or_refuse(lang: str) -> "Signer | None":
    """Who signs, by the settings; `None` where they name no key, exit status 2 where it is none."""
    from graph.signing import signer_of
    from vendors.ledger.notes import BadKey

    said = settings_or_refuse()
    try:
        return signer_of(said)
    except BadKey:
        _refuse("bad_key", lang)


def verifier_or_refuse(given: str | None, lang: str) -> "Verifier | None":
    """Whose signature is wanted: the one given, or that of the settings' key, or `None`."""
    from vendors.ledger.notes import BadKey, verifier

    if given is None:
        signer = signer_or_refuse(lang)
        return None if signer is None else signer.verifier
    try:
        return verifier(given)
    except BadKey:
        _refuse("bad_public_key", lang)


def _refuse(text: str, lang: str) -> NoReturn:
    click.echo(_TEXTS[text][lang], err=True)
    raise SystemExit(REFUSED)
