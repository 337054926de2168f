"""What a verb refuses: the faults of a file in the words of a form, and what only a verb can be refused for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vendors.register.fault_texts import FAULTS, HINTS, Lang, Texts
from vendors.register.faults import Path

TEXTS: Mapping[str, Texts] = {
    **FAULTS,
    # Faults of a file that name a line there.
    "duplicate_code": {
        "en": "The code {value} is taken. A code names one {list[en]}.",
        "ja": "コード{value}は既に使われています。コードは一つの{list[ja]}だけを指します。",
    },
    "policy_day_twice": {
        "en": "Another policy is in force from {value} too: {other}.",
        "ja": "{value}から有効なポリシーが他にもあります: {other}。",
    },
    "overlapping_bases": {
        "en": "This basis ({mine}) overlaps another one ({theirs}). A transfer has one basis at a time.",
        "ja": "この根拠（{mine}）は他の根拠（{theirs}）と重なります。根拠は同時に一つだけです。",
    },
    "renewed_twice": {
        "en": "The contract {value} is renewed already: {other}. A contract has one renewal.",
        "ja": "契約{value}は既に更新されています: {other}。一つの契約の更新は一つだけです。",
    },
    "changed_twice": {
        "en": "The field {value} is changed on {day} already. One change a day; correct the one that is there.",
        "ja": "{value}は{day}に既に変更されています。同じ日の変更は一つだけです。既存の変更を訂正してください。",
    },
    "adds_and_removes": {
        "en": "The term {value} is both added and removed on {day}.",
        "ja": "条項{value}は{day}に追加と削除の両方があります。",
    },
    # What only a verb is refused for.
    "unknown_entry": {
        "en": "There is no {list[en]} {value}.",
        "ja": "{list[ja]} {value} はありません。",
    },
    "unknown_part": {
        "en": "{value} names none of the entries there, or several of them: {there}.",
        "ja": "{value} に当たるものがないか、複数あります: {there}。",
    },
    "stale": {
        "en": "Revision {seen} is not the last one: revision {revision} was made at {at} by {by}. Changed since then: "
        "{fields}. Read it again.",
        "ja": "リビジョン{seen}は最新ではありません。{at} に {by} がリビジョン {revision} を作成しました。"
        "変更された項目: {fields}。読み直してください。",
    },
    "persons_purged": {
        "en": "The persons of the delivery {value} were purged on {on}, so that it can't be judged anew. What was said "
        "of it stands, and it is corrected no more.",
        "ja": "引渡し{value}の本人に関する行は{on}に消去されました。判定し直せないため、訂正はできません。",
    },
    "still_named": {
        "en": "The {list[en]} {value} is named by {by}. What is named can't be removed.",
        "ja": "{list[ja]} {value} は {by} から参照されているため、削除できません。",
    },
    "recorded_already": {
        "en": "It is recorded already: {value}. Correct it where it is wrong.",
        "ja": "既に記録されています: {value}。誤りであれば訂正してください。",
    },
    "not_recorded": {
        "en": "There is no {value} yet that this could be said of.",
        "ja": "対象となる {value} がまだ記録されていません。",
    },
    "too_many_entries": {
        "en": "{number} entries are given; at most {limit} are taken at once.",
        "ja": "{number} 件あります。一度に {limit} 件までです。",
    },
    "no_entry": {
        "en": "No entry is given.",
        "ja": "対象が一件もありません。",
    },
    "no_reason": {
        "en": "Say why, in words.",
        "ja": "理由を記入してください。",
    },
    # What only rows are refused for that come as a stream.
    "bad_encoding": {
        "en": "Byte {position} of the row (0x{byte}) fits no character of the encoding that was declared.",
        "ja": "行の{position}バイト目（0x{byte}）は、宣言された文字コードの文字ではありません。",
    },
    "bad_json": {
        "en": "This is no JSON: {why}. A row is a JSON object on one line.",
        "ja": "JSONではありません: {why}。一行に一つのJSONオブジェクトを書いてください。",
    },
    "row_too_long": {
        "en": "The row has more than {limit} bytes and was not read.",
        "ja": "行が上限の{limit}バイトを超えるため、読み込みませんでした。",
    },
    "rows_end_here": {
        "en": "The row has more than {limit} bytes; nothing from here on was read. Is a quotation mark never closed?",
        "ja": "行が上限の{limit}バイトを超えます。ここから後は読んでいません。引用符の閉じ忘れはありませんか。",
    },
    "bad_csv": {
        "en": "This can't be read as CSV: {why}. Cells are parted by commas, quotation marks in them doubled.",
        "ja": "CSVとして読めません: {why}。セルはカンマで区切り、セル内の引用符は二重にしてください。",
    },
    "no_headings": {
        "en": "The first row names the columns; there is none. Columns are {columns}.",
        "ja": "先頭の行に列名がありません。列は {columns} です。",
    },
    "heading_twice": {
        "en": "The column {value} stands twice.",
        "ja": "列{value}が二度あります。",
    },
    "wrong_cells": {
        "en": "The row has {given} cells, the headings {wanted}. Give as many; an empty cell says nothing.",
        "ja": "セルが{given}個ありますが、見出しは{wanted}個です。同じ数にしてください（空のセルは値なしです）。",
    },
    "bad_parquet": {
        "en": "This can't be read as Parquet: {why}. Nothing from here on was read.",
        "ja": "Parquetとして読めません: {why}。ここから後は読んでいません。",
    },
    "listed_twice": {
        "en": "That person stands in row {first} already. A delivery lists everybody once.",
        "ja": "この本人は既に{first}行目にあります。一つの引渡しに同じ本人は一度だけです。",
    },
    "listed_already": {
        "en": "The delivery {delivery} lists that person already.",
        "ja": "引渡し{delivery}には、この本人が既に記載されています。",
    },
    "more_than_said": {
        "en": "The delivery {delivery} says that it went to {said} persons; with this row it would list more. "
        "Correct it first where that is wrong.",
        "ja": "引渡し{delivery}は本人{said}人分とされており、この行で超えます。誤りであれば先に訂正してください。",
    },
    "no_rows": {
        "en": "There is no row in it. A batch has at least one.",
        "ja": "行がありません。少なくとも一行が必要です。",
    },
    # What only those are refused for who manage actors and tokens.
    "bad_name": {
        "en": "A name has 1 to 200 characters, none that is not seen, no space at its ends, and, of an actor, no "
        "`oidc:` at its start.",
        "ja": "名前は、制御文字や見えない文字を含まず、前後に空白のない1〜200文字にしてください"
        "（アクター名は `oidc:` で始められません）。",
    },
    "name_taken": {
        "en": "The name {value} was given before, and a name is given once. Choose another one.",
        "ja": "名前{value}は既に使われています。名前は一度しか使えません。別の名前にしてください。",
    },
    "no_role": {
        "en": "An actor has at least one role when it is made known.",
        "ja": "アクターの登録には少なくとも1つの役割が必要です。",
    },
    "actor_ended": {
        "en": "The actor {value} was ended: it gets nothing any more. Make another one known.",
        "ja": "アクター{value}は終了しています。別のアクターを登録してください。",
    },
    "role_not_held": {
        "en": "The actor {value} does not hold {roles}. A token carries only what its actor holds.",
        "ja": "アクター{value}は役割 {roles} を持っていません。トークンにはアクターの持つ役割だけを付けられます。",
    },
    "roles_changed": {
        "en": "The actor {value} holds other roles than those that were seen: {roles}. Look again.",
        "ja": "アクター{value}の役割は、閲覧時から変わっています（現在: {roles}）。読み直してください。",
    },
    "not_to_oneself": {
        "en": "Nobody gives himself what he came in without: {roles}. Another administrator has to.",
        "ja": "自分自身に、現在持っていない権限（{roles}）は付与できません。別の管理者が行ってください。",
    },
    "last_admin": {
        "en": "{value} is the last who holds ADMIN. Give it to another one first.",
        "ja": "{value}は ADMIN を持つ最後のアクターです。先に別のアクターに ADMIN を付与してください。",
    },
    "bad_days": {
        "en": "{value} days: a token lets in for 1 to {limit} days, or without end where none are given.",
        "ja": "{value} 日: トークンの有効日数は1〜{limit}です（省略すると無期限）。",
    },
    # What only those are refused for who handle requests of persons.
    "bad_request_code": {
        "en": "A request is called by up to 64 of a-z, 0-9, `.`, `_`, `-`, beginning with a letter or digit.",
        "ja": "請求のコードは、英小文字か数字で始まる a-z、0-9、`.`、`_`、`-` の64文字以内にしてください。",
    },
    "says_nothing": {
        "en": "An empty text says nothing.",
        "ja": "空の文字列は登録できません。",
    },
    "bad_subject": {
        "en": "The person is named by the operator's own reference: a text of 1 to {limit} characters.",
        "ja": "本人は、事業者の管理番号（1〜{limit}文字）で指定してください。",
    },
    "code_taken": {
        "en": "The code {value} is taken. A code names one {list[en]}.",
        "ja": "コード{value}は既に使われています。コードは一つの{list[ja]}だけを指します。",
    },
    "day_to_come": {
        "en": "{value} has not come yet. Say the day on which it was done.",
        "ja": "{value} はまだ到来していません。実際に行った日を記入してください。",
    },
    "day_before_step": {
        "en": "{value} is before {day}, the day of the step that it follows.",
        "ja": "{value} は、前の手順の日 {day} より前です。",
    },
    "no_recipients_here": {
        "en": "Recipients are named only where provision is to stop, or stops.",
        "ja": "提供先を指定できるのは、第三者提供の停止の場合だけです。",
    },
    "identity_first": {
        "en": "It is not verified yet that {value} is the person's own request (APPI 37; policy 6).",
        "ja": "請求{value}は、本人からの請求であることが未確認です（法37条、ポリシー6）。",
    },
    "investigation_first": {
        "en": "The request {value} was not investigated yet (policy 6).",
        "ja": "請求{value}は、まだ調査が済んでいません（ポリシー6）。",
    },
    "decision_first": {
        "en": "Nothing was decided on the request {value} yet.",
        "ja": "請求{value}は、まだ決定していません。",
    },
    "request_closed": {
        "en": "The request {value} was decided; nothing more is said of it.",
        "ja": "請求{value}は決定済みです。",
    },
    "no_lawful_reason": {
        "en": "What is refused is refused for a reason that the law has for it: {lawful}.",
        "ja": "請求に応じない場合は、法定の理由を示してください: {lawful}。",
    },
    "no_reason_here": {
        "en": "Only what is refused, in whole or in part, has reasons of a refusal.",
        "ja": "理由を示すのは、請求の全部または一部に応じない場合だけです。",
    },
    "unlawful_reason": {
        "en": "{value} is no reason for which the law lets such a request be refused. These are: {lawful}.",
        "ja": "{value} は、この請求に応じない理由として法に定められていません。認められる理由: {lawful}。",
    },
    # What only consents and withdrawals are refused for.
    "given_twice": {
        "en": "That person consented to that text at {value} already: what is on record is not recorded again.",
        "ja": "この本人は {value} にこの文言に同意済みです。記録済みの同意は二度登録できません。",
    },
    "no_consent": {
        "en": "No such consent to the text {value} is on record, so there is nothing to be withdrawn.",
        "ja": "文言{value}への該当する同意の記録がないため、撤回できません。",
    },
    "withdrawn_before_given": {
        "en": "It was given at {given}; it can't have been withdrawn at {value}.",
        "ja": "同意日時は {given} です。それより前の {value} に撤回することはできません。",
    },
    "withdrawn_already": {
        "en": "It was withdrawn at {value} already. A consent is withdrawn once; who agrees again gives another.",
        "ja": "既に {value} に撤回されています。撤回は一度だけです。再度の同意は別の同意になります。",
    },
    # What only those are refused for who handle data received.
    "listed_and_counted": {
        "en": "Persons are listed or counted, not both.",
        "ja": "本人は、一覧か人数のどちらか一方で登録してください。",
    },
    "said_in_part": {
        "en": "{value} is said without {other}; it says nothing alone.",
        "ja": "{value} は {other} と併せて記入してください。",
    },
    "bad_idempotency_key": {
        "en": "The key has to be a text of 1 to {limit} characters.",
        "ja": "キーは1〜{limit}文字の文字列にしてください。",
    },
}
"""A sentence or two for each code. Codes of a file's faults mean here what they mean there."""


@dataclass(frozen=True)
class Refusal:
    """One reason why a verb is not done."""

    code: str
    path: Path
    """Where in the verb's input, in the words of the register file; list positions are counted from 0."""
    params: Mapping[str, Any] = field(default_factory=dict)
    hints: Sequence[tuple[str, Mapping[str, Any]]] = ()

    def message(self, lang: Lang = "en") -> str:
        """What was refused, why, and what would be accepted."""
        texts = [TEXTS[self.code][lang].format_map(self.params)]
        texts += [HINTS[name][lang].format_map(params) for name, params in self.hints]
        return ("" if lang == "ja" else " ").join(texts)

    def said(self, lang: Lang = "en") -> Mapping[str, str]:
        """The params as texts; one that has words in both languages has those of that language."""
        return {name: str(value[lang] if isinstance(value, dict) else value) for name, value in self.params.items()}


class VerbRefused(Exception):  # noqa: N818  # refusals are named as facts
    """The verb is not done: nothing was changed. Every reason that was found, in the order of the input."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        assert refusals, "a verb is refused for a reason"
        super().__init__(refusals)
        self.refusals = tuple(refusals)


class KeyTaken(Exception):  # noqa: N818  # the same
    """The key was given before, with another verb or input. Nothing was changed.

    Or it can't be told any more whether that was another input, for persons whom it named are gone.
    """
