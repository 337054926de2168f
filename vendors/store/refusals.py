"""What the store refuses, and why: one exception, a stable code, a sentence in Japanese or English with the way out."""

from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from typing import Literal

Lang = Literal["ja", "en"]


class Refusal(StrEnum):
    """Why the store can't do what it was asked for."""

    BAD_ADDRESS = "BAD_ADDRESS"
    NO_DATABASE = "NO_DATABASE"
    NOT_A_DATABASE = "NOT_A_DATABASE"
    UNREACHABLE = "UNREACHABLE"
    LOCKED = "LOCKED"
    FAILED = "FAILED"
    NOT_MIGRATED = "NOT_MIGRATED"
    OLDER_SCHEMA = "OLDER_SCHEMA"
    NEWER_SCHEMA = "NEWER_SCHEMA"
    NO_REGISTER = "NO_REGISTER"
    JUDGED_OTHERWISE = "JUDGED_OTHERWISE"
    PURGED = "PURGED"
    NAME_TAKEN = "NAME_TAKEN"
    NO_SUCH_NAME = "NO_SUCH_NAME"
    BAD_NAME = "BAD_NAME"
    NO_ROLE = "NO_ROLE"
    BAD_EXPIRY = "BAD_EXPIRY"
    ACTOR_KNOWN = "ACTOR_KNOWN"
    NO_SUCH_ACTOR = "NO_SUCH_ACTOR"
    NO_SUCH_CONSENT = "NO_SUCH_CONSENT"
    NO_SUCH_REQUEST = "NO_SUCH_REQUEST"
    NOTHING_TO_DISCLOSE = "NOTHING_TO_DISCLOSE"
    ACTOR_ENDED = "ACTOR_ENDED"
    ROLE_NOT_HELD = "ROLE_NOT_HELD"
    NO_SUCH_SESSION = "NO_SUCH_SESSION"
    FILE_TAKEN = "FILE_TAKEN"
    UNWRITABLE = "UNWRITABLE"
    NO_BACKUP = "NO_BACKUP"
    NOT_A_BACKUP = "NOT_A_BACKUP"
    DAMAGED_BACKUP = "DAMAGED_BACKUP"
    HOLDS_ROWS = "HOLDS_ROWS"
    KEY_WANTED = "KEY_WANTED"
    KEY_DIFFERS = "KEY_DIFFERS"
    NOT_ENCRYPTED = "NOT_ENCRYPTED"
    KEY_TOO_EARLY = "KEY_TOO_EARLY"
    HALF_ENCRYPTED = "HALF_ENCRYPTED"


TEXTS: Mapping[Refusal, Mapping[Lang, str]] = {
    Refusal.BAD_ADDRESS: {
        "en": "{given}: {why}. A database is named by a path (var/teikyo.db), by sqlite://PATH, or by "
        "postgres://USER@HOST:PORT/NAME.",
        "ja": "{given}: {why}。データベースはパス（var/teikyo.db）、sqlite://パス、"
        "または postgres://ユーザ@ホスト:ポート/名前 で指定してください。",
    },
    Refusal.NO_DATABASE: {
        "en": "There is no database at {database}. Make it with: teikyo migrate",
        "ja": "{database} にデータベースがありません。teikyo migrate で作成してください。",
    },
    Refusal.NOT_A_DATABASE: {
        "en": "{database} is no SQLite database, or a damaged one. Name another one, or bring back a copy.",
        "ja": "{database} は SQLite のデータベースではないか、破損しています。"
        "別のものを指定するか、複製から復元してください。",
    },
    Refusal.UNREACHABLE: {
        "en": "The database {database} can't be reached: {why}. Check the address and that the server runs.",
        "ja": "データベース {database} に接続できません: {why}。アドレスと、サーバの稼働を確認してください。",
    },
    Refusal.LOCKED: {
        "en": "Another program has been writing to {database} for too long; nothing was changed. Try again.",
        "ja": "{database} は別のプログラムが書き込み中です。何も変更していません。再度実行してください。",
    },
    Refusal.FAILED: {
        "en": "The database {database} refused: {why}. Nothing was changed.",
        "ja": "データベース {database} が拒否しました: {why}。何も変更していません。",
    },
    Refusal.NOT_MIGRATED: {
        "en": "{database} has no tables yet. Make them with: teikyo migrate",
        "ja": "{database} にはまだ表がありません。teikyo migrate で作成してください。",
    },
    Refusal.OLDER_SCHEMA: {
        "en": "{database} is of an older schema; {missing} is not applied. Bring it up with: teikyo migrate",
        "ja": "{database} のスキーマは旧版です（{missing} が未適用）。teikyo migrate で更新してください。",
    },
    Refusal.NEWER_SCHEMA: {
        "en": "{database} was brought to {unknown} by a newer version of Teikyo. Install that version.",
        "ja": "{database} はより新しい版の Teikyo により {unknown} まで更新されています。その版を使ってください。",
    },
    Refusal.NO_REGISTER: {
        "en": "No register is stored in {database}. Load one with: teikyo import FILE",
        "ja": "{database} に台帳がありません。teikyo import FILE で読み込んでください。",
    },
    Refusal.JUDGED_OTHERWISE: {
        "en": "What is stored in {database} was judged by another rule set ({stored}; this is {current}). "
        "Judge it anew with: teikyo migrate",
        "ja": "{database} の判定は別の規則集によるものです（{stored}、現在は {current}）。"
        "teikyo migrate で判定し直してください。",
    },
    Refusal.PURGED: {
        "en": "deliveries.{delivery}: its persons were purged on {on}, so that it can't be judged anew, and is "
        "corrected no more ({number} of such deliveries are given otherwise than they stand). Give it as `teikyo dump` "
        "writes it. Nothing was changed.",
        "ja": "deliveries.{delivery}: 本人に関する行は {on} に消去され、判定し直せないため、訂正できません"
        "（内容の異なる同様の引渡し: {number} 件）。teikyo dump の出力どおりに記載してください。何も変更していません。",
    },
    Refusal.NAME_TAKEN: {
        "en": "A token named '{name}' was made before, and a name is given once. Choose another name.",
        "ja": "'{name}' という名前のトークンは既に作られています。名前は一度しか使えません。別の名前にしてください。",
    },
    Refusal.NO_SUCH_NAME: {
        "en": "No token is named '{name}'. `teikyo token list` shows which there are.",
        "ja": "'{name}' という名前のトークンはありません。teikyo token list で一覧できます。",
    },
    Refusal.BAD_NAME: {
        "en": "A name has 1 to 200 characters, composed (NFC), none that is not seen, no space at its ends, and, of an "
        "actor, no `oidc:` at its start.",
        "ja": "名前は、制御文字や見えない文字を含まず、前後に空白のない、合成済み（NFC）の1〜200文字で指定してください"
        "（アクター名は `oidc:` で始められません）。",
    },
    Refusal.NO_ROLE: {
        "en": "An actor, and a token of one that is not known yet, needs at least one role; give it with --role.",
        "ja": "アクターには少なくとも1つの役割が必要です。--role で指定してください。",
    },
    Refusal.BAD_EXPIRY: {
        "en": "--expires {days}: give whole days from 1 to 36500.",
        "ja": "--expires {days}: 1〜36500 の整数（日数）で指定してください。",
    },
    Refusal.ACTOR_KNOWN: {
        "en": "There is an actor named '{name}' already, and a name is given once. Choose another name.",
        "ja": "'{name}' という名前のアクターは既に登録されています。名前は一度しか使えません。別の名前にしてください。",
    },
    Refusal.NO_SUCH_ACTOR: {
        "en": "No actor is named '{name}'. `teikyo actor list` shows which there are.",
        "ja": "'{name}' という名前のアクターはいません。teikyo actor list で一覧できます。",
    },
    Refusal.NO_SUCH_CONSENT: {
        "en": "There is no such consent. Give the id that `teikyo receipt --subject PERSON` lists, or that "
        "`consents(subject:)` answers with.",
        "ja": "該当する同意がありません。teikyo receipt --subject 本人 の一覧、または consents(subject:) の id を"
        "指定してください。",
    },
    Refusal.NO_SUCH_REQUEST: {
        "en": "No request of a person has the code '{code}'.",
        "ja": "コード '{code}' の本人の請求はありません。",
    },
    Refusal.NOTHING_TO_DISCLOSE: {
        "en": "The request '{code}' is not one for provision records (APPI 33(5)) that was accepted. Decide first.",
        "ja": "請求 '{code}' は、開示を決定した提供記録の開示請求（法33条5項）ではありません。先に決定してください。",
    },
    Refusal.ACTOR_ENDED: {
        "en": "The actor '{name}' was ended: it gets nothing, and does nothing. Make another one known.",
        "ja": "アクター '{name}' は終了しており、付与も操作もできません。別のアクターを登録してください。",
    },
    Refusal.ROLE_NOT_HELD: {
        "en": "The actor '{name}' does not hold {roles}. Grant it first with: teikyo actor grant",
        "ja": "アクター '{name}' は役割 {roles} を持っていません。先に teikyo actor grant で付与してください。",
    },
    Refusal.NO_SUCH_SESSION: {
        "en": "No session is called '{name}'. `teikyo session list` shows which there are.",
        "ja": "'{name}' というセッションはありません。teikyo session list で一覧できます。",
    },
    Refusal.FILE_TAKEN: {
        "en": "{file} is there already, and no backup is written over another. Choose another name.",
        "ja": "{file} は既にあります。バックアップは上書きしません。別の名前にしてください。",
    },
    Refusal.UNWRITABLE: {
        "en": "{file} can't be written: {why}. Nothing is left of it.",
        "ja": "{file} に書き込めません: {why}。途中のファイルは残していません。",
    },
    Refusal.NO_BACKUP: {
        "en": "There is no file {file}. Name one that `teikyo backup` wrote.",
        "ja": "ファイル {file} がありません。teikyo backup で書き出したファイルを指定してください。",
    },
    Refusal.NOT_A_BACKUP: {
        "en": "{file} is no backup. Name one that `teikyo backup` wrote; a register file is loaded with: teikyo import",
        "ja": "{file} はバックアップではありません。teikyo backup で書き出したファイルを指定してください"
        "（台帳ファイルは teikyo import で読み込みます）。",
    },
    Refusal.DAMAGED_BACKUP: {
        "en": "{file} is not as it was written ({why}). Nothing was restored; take another backup.",
        "ja": "{file} は書き出した時の内容と異なります（{why}）。何も復元していません。別のものを使ってください。",
    },
    Refusal.HOLDS_ROWS: {
        "en": "{database} holds something already; a backup is restored into an empty database alone. Name a new one.",
        "ja": "{database} には既にデータがあります。復元先には空のデータベースを指定してください。",
    },
    Refusal.KEY_WANTED: {
        "en": "References of persons in {database} are encrypted, and no key is set. Set TEIKYO_REFERENCE_KEY to the "
        "key under which they were encrypted.",
        "ja": "{database} の本人の参照は暗号化されていますが、鍵が設定されていません。"
        "暗号化に使った鍵を TEIKYO_REFERENCE_KEY に設定してください。",
    },
    Refusal.KEY_DIFFERS: {
        "en": "References of persons in {database} are encrypted under another key than TEIKYO_REFERENCE_KEY names. "
        "Set it to that key. To give them another one, name the old one in TEIKYO_REFERENCE_KEY_BEFORE, and run: "
        "teikyo references encrypt",
        "ja": "{database} の本人の参照は TEIKYO_REFERENCE_KEY とは別の鍵で暗号化されています。"
        "その鍵を設定してください。鍵を替えるには、旧い鍵を TEIKYO_REFERENCE_KEY_BEFORE に指定して "
        "teikyo references encrypt を実行してください。",
    },
    Refusal.NOT_ENCRYPTED: {
        "en": "TEIKYO_REFERENCE_KEY is set, and references of persons in {database} are not encrypted. Stop every "
        "service on it, and run: teikyo references encrypt",
        "ja": "TEIKYO_REFERENCE_KEY が設定されていますが、{database} の本人の参照は暗号化されていません。"
        "このデータベースのサービスをすべて停止し、teikyo references encrypt を実行してください。",
    },
    Refusal.KEY_TOO_EARLY: {
        "en": "{database} holds persons, and its schema is of a version that encrypts nothing. Unset "
        "TEIKYO_REFERENCE_KEY and run: teikyo migrate. Then set it again, and run: teikyo references encrypt",
        "ja": "{database} には本人の参照がありますが、スキーマが暗号化に対応する前のものです。TEIKYO_REFERENCE_KEY を"
        "外して teikyo migrate を実行し、再び設定してから teikyo references encrypt を実行してください。",
    },
    Refusal.HALF_ENCRYPTED: {
        "en": "References of persons in {database} are being rewritten, or that broke off half-way. Wait for it, or "
        "run again what was run: teikyo references encrypt, or decrypt, with the same keys.",
        "ja": "{database} の本人の参照は書き換え中か、途中で中断しています。完了を待つか、同じ鍵で"
        "teikyo references encrypt（または decrypt）を再度実行してください。",
    },
}


class StoreRefused(Exception):  # noqa: N818  # a refusal, not an error
    """The store can't do it; `refusal` tells why and `message` how to go on. Nothing was changed."""

    def __init__(self, refusal: Refusal, **params: object) -> None:
        super().__init__(refusal, params)
        self.refusal = refusal
        self.params = params

    def __reduce__(self) -> tuple[partial["StoreRefused"], tuple[()]]:
        """As it goes from one process to another."""
        return partial(StoreRefused, self.refusal, **self.params), ()

    def message(self, lang: Lang = "en") -> str:
        """What was refused, why, and what would be accepted."""
        return TEXTS[self.refusal][lang].format(**self.params)

    def __str__(self) -> str:
        return self.message()
