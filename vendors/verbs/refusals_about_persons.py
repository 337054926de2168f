"""What is refused to those who record what concerns persons: consents, streams of them, requests, and data received."""

from collections.abc import Mapping

from vendors.register.fault_texts import Texts

ABOUT_PERSONS: Mapping[str, Texts] = {
    # What a delivery is refused for that names a decision of the gate's.
    "unknown_decision": {
        "en": "The gate keeps no decision {value}. Name one that it answered for the transfer {transfer}, as "
        "`mayProvide` tells it, or none.",
        "ja": "関門に判断{value}の記録はありません。提供{transfer}について関門が答えた判断"
        "（`mayProvide` の decision）を指定するか、省略してください。",
    },
    "decision_of_another_transfer": {
        "en": "The gate answered the decision {value} for the transfer {theirs}; this delivery is under {transfer}. "
        "Name a decision for {transfer}, or none.",
        "ja": "判断{value}は提供{theirs}についてのものですが、この引渡しは提供{transfer}によるものです。"
        "提供{transfer}についての判断を指定するか、省略してください。",
    },
    "purged_decision": {
        "en": "Whom the gate had allowed by the decision {value} was purged, so that nobody can tell who is outside of "
        "it. Name a decision for {transfer} that was not, or none.",
        "ja": "判断{value}で許された本人の記録は消去されているため、範囲外の人数を数えられません。"
        "消去されていない、提供{transfer}についての判断を指定するか、省略してください。",
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
    "day_after_step": {
        "en": "{value} is after {day}, the day of the next step.",
        "ja": "{value} は、次の手順の日 {day} より後です。",
    },
    "nothing_corrected": {
        "en": "Nothing of the request {value} is said otherwise than before. Give another kind, person or day of "
        "arrival.",
        "ja": "請求{value}の記録から変わる点がありません。種別・本人・到達日のいずれかを改めてください。",
    },
    "reason_tells_who": {
        "en": "The reason stands on the ledger for good: name neither the person in it nor the request.",
        "ja": "理由は台帳の履歴にそのまま残ります。本人の管理番号や請求のコードを書かないでください。",
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
}
"""A sentence or two for each code, as `vendors.verbs.refusals` has them."""
