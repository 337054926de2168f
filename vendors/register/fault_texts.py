"""The words of the faults, in Japanese and English. The codes are stable; the words may get better."""

from collections.abc import Mapping
from typing import Any, Literal

Lang = Literal["ja", "en"]
Texts = Mapping[Lang, str]

_LONGEST_SHOWN = 60


def shown(value: Any) -> str:
    """A value of the file in quotes, cut short, with nothing in it that could steer a terminal."""
    text = value if isinstance(value, str) else str(value)
    cut = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    seen = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in cut)
    return f"'{seen}'" if isinstance(value, str) else seen


LISTS: Mapping[str, Texts] = {
    "services": {"en": "service", "ja": "サービス"},
    "purposes": {"en": "purpose", "ja": "利用目的"},
    "items": {"en": "item", "ja": "項目"},
    "policies": {"en": "policy", "ja": "ポリシー"},
    "recipients": {"en": "recipient", "ja": "提供先"},
    "contracts": {"en": "contract", "ja": "契約"},
    "consent_texts": {"en": "consent text", "ja": "同意文言"},
    "transfers": {"en": "transfer", "ja": "提供"},
    "deliveries": {"en": "delivery", "ja": "引渡し"},
}
"""What an entry of each list is called in a fault."""

KINDS: Mapping[str, Texts] = {
    "text": {"en": "a text", "ja": "文字列"},
    "date": {"en": "a date (YYYY-MM-DD)", "ja": "日付（YYYY-MM-DD）"},
    "moment": {"en": "a moment (2026-08-10T10:00:00+09:00)", "ja": "日時（2026-08-10T10:00:00+09:00）"},
    "number": {"en": "a number", "ja": "数"},
    "whole": {"en": "a whole number", "ja": "整数"},
    "boolean": {"en": "true or false", "ja": "true か false"},
    "list": {"en": "a list", "ja": "リスト"},
    "mapping": {"en": "a mapping (key: value)", "ja": "マッピング（キー: 値）"},
    "null": {"en": "nothing", "ja": "空"},
}
"""What kinds of value are called."""

FAULTS: Mapping[str, Texts] = {
    # The bytes.
    "empty_file": {
        "en": "The file is empty. A register begins with `register: 1`.",
        "ja": "ファイルが空です。レジスターは `register: 1` で始まります。",
    },
    "file_too_large": {
        "en": "The file has more than {limit} MiB and was not read.",
        "ja": "ファイルが上限の{limit} MiBを超えるため、読み込みませんでした。",
    },
    "bad_encoding": {
        "en": "The file is not UTF-8: byte {position} (0x{byte}) fits no character. Save it as UTF-8.",
        "ja": "ファイルがUTF-8ではありません（{position}バイト目、0x{byte}）。UTF-8で保存してください。",
    },
    "bad_character": {
        "en": "The character U+{number} can't stand in a register. Remove it.",
        "ja": "文字 U+{number} はレジスターに使えません。取り除いてください。",
    },
    # YAML.
    "bad_yaml": {
        "en": "This can't be read as YAML: {problem[en]}. Nothing after this place was read.",
        "ja": "YAMLとして読めません: {problem[ja]}。ここから後は読んでいません。",
    },
    "duplicate_key": {
        "en": "The key {value} stands twice in one mapping; first on line {other_line}. Keep one.",
        "ja": "キー{value}が一つのマッピングに二度あります（最初は{other_line}行目）。一つにしてください。",
    },
    "bad_key": {
        "en": "A key must be a text, not a list, a mapping or an alias.",
        "ja": "キーは文字列でなければなりません（リスト、マッピング、エイリアスは不可）。",
    },
    "alias": {
        "en": "Aliases (*{value}) are refused. Write the value itself.",
        "ja": "エイリアス（*{value}）は使えません。値そのものを書いてください。",
    },
    "merge_key": {
        "en": "Merge keys (<<) are refused. Write the keys themselves.",
        "ja": "マージキー（<<）は使えません。キーそのものを書いてください。",
    },
    "bad_tag": {
        "en": "The tag {value} is refused here. Remove it.",
        "ja": "タグ{value}はここでは使えません。取り除いてください。",
    },
    "directive": {
        "en": "The directive {value} is refused. Only `%YAML 1.2` may stand before a register.",
        "ja": "ディレクティブ{value}は使えません。使えるのは `%YAML 1.2` だけです。",
    },
    "several_documents": {
        "en": "A second YAML document begins here. A file holds one register.",
        "ja": "ここから二つ目のYAML文書が始まります。一つのファイルには一つのレジスターだけを書いてください。",
    },
    "too_deep": {
        "en": "Values are nested more than {limit} deep. Nothing after this place was read.",
        "ja": "値の入れ子が{limit}段を超えています。ここから後は読んでいません。",
    },
    "too_many_values": {
        "en": "This holds more than {limit} values, which is more than can be checked.",
        "ja": "値の数が{limit}を超えるため、検査できません。",
    },
    # The shape.
    "not_a_register": {
        "en": "A register is a mapping that begins with `register: 1`; this is {given[en]}.",
        "ja": "レジスターは `register: 1` で始まるマッピングです。これは{given[ja]}です。",
    },
    "unknown_version": {
        "en": "This version of the format is not known: {value}. Known is `register: 1`; nothing else was checked.",
        "ja": "この形式のバージョンは知られていません: {value}。使えるのは `register: 1` です。他は検査していません。",
    },
    "unknown_key": {
        "en": "The key {value} is not known here.",
        "ja": "キー{value}はここでは使えません。",
    },
    "missing_field": {
        "en": "The required field {value} is missing.",
        "ja": "必須の{value}がありません。",
    },
    "wrong_type": {
        "en": "Wrong type: this is {given[en]}; {wanted[en]} is wanted.",
        "ja": "型が違います: {given[ja]}ではなく、{wanted[ja]}を書いてください。",
    },
    "bad_value": {
        "en": "{value} is none of the accepted values: {accepted}.",
        "ja": "{value}は使えません。使えるのは {accepted} です。",
    },
    "bad_code": {
        "en": "{value} is not a code: up to 64 of a-z, 0-9, `.`, `_`, `-`, the first a letter or a digit.",
        "ja": "{value}はコードではありません。a-z、0-9、`.`、`_`、`-` を64字まで、先頭は英小文字か数字です。",
    },
    "bad_country": {
        "en": "{value} is no ISO 3166-1 alpha-2 code of a country, as JP or US.",
        "ja": "{value}は ISO 3166-1 alpha-2 の国コード（JP、US など）ではありません。",
    },
    "bad_date": {
        "en": "{value} is no date of the calendar, written YYYY-MM-DD.",
        "ja": "{value}は日付（YYYY-MM-DD）ではありません。",
    },
    "bad_moment": {
        "en": "{value} is no moment, written as 2026-08-10T10:00:00+09:00.",
        "ja": "{value}は日時（2026-08-10T10:00:00+09:00 の形）ではありません。",
    },
    "moment_without_offset": {
        "en": "The moment {value} has no offset. Write +09:00 or Z after it.",
        "ja": "日時{value}に時差がありません。末尾に +09:00 か Z を書いてください。",
    },
    "bad_corporate_number": {
        "en": "{value} is no corporate number (法人番号): 13 digits, the first not 0.",
        "ja": "{value}は法人番号（13桁、先頭は0以外）ではありません。",
    },
    "bad_check_digit": {
        "en": "The check digit of the corporate number {value} is wrong: its first digit should be {digit}.",
        "ja": "法人番号{value}の検査用数字が違います。先頭の数字は{digit}になるはずです。",
    },
    "bad_time_zone": {
        "en": "{value} is no time zone of the IANA database, as Asia/Tokyo.",
        "ja": "{value}は IANA のタイムゾーン（Asia/Tokyo など）ではありません。",
    },
    "empty_text": {
        "en": "An empty text in a list says nothing. Remove it.",
        "ja": "リストの中に空の文字列があります。取り除いてください。",
    },
    "out_of_range": {
        "en": "{value} is out of range: it has to be {bound}.",
        "ja": "{value}は範囲外です（{bound}）。",
    },
    "reversed_period": {
        "en": "The period is reversed: it ends ({until}) before it begins ({start}).",
        "ja": "期間が逆です: 終わり（{until}）が始まり（{start}）より前です。",
    },
    # The register as a whole.
    "duplicate_code": {
        "en": "The code {value} stands already at {other} (line {other_line}). A code names one {list[en]}.",
        "ja": "コード{value}は既に{other}（{other_line}行目）にあります。コードは一つの{list[ja]}だけを指します。",
    },
    "unknown_reference": {
        "en": "No {list[en]} has the code {value}.",
        "ja": "コード{value}の{list[ja]}はありません。",
    },
    "policy_day_twice": {
        "en": "Another policy is in force from {value} too: {other} (line {other_line}).",
        "ja": "{value}から有効なポリシーが他にもあります: {other}（{other_line}行目）。",
    },
    "overlapping_bases": {
        "en": "This basis ({mine}) overlaps {other} (line {other_line}; {theirs}). A transfer has one basis at a time.",
        "ja": "この根拠（{mine}）は{other}（{other_line}行目、{theirs}）と重なります。根拠は同時に一つだけです。",
    },
    "renewed_twice": {
        "en": "The contract {value} is renewed already by {other} (line {other_line}). A contract has one renewal.",
        "ja": "契約{value}は既に{other}（{other_line}行目）が更新しています。一つの契約の更新は一つだけです。",
    },
    "renewal_cycle": {
        "en": "Renewals go round in a circle: {cycle}.",
        "ja": "契約の更新が循環しています: {cycle}。",
    },
    "subprocessor_cycle": {
        "en": "Sub-processors go round in a circle: {cycle}.",
        "ja": "再委託が循環しています: {cycle}。",
    },
    "changed_twice": {
        "en": "The field {value} is changed on {day} already, at {other} (line {other_line}). One change a day.",
        "ja": "{value}は{day}に既に{other}（{other_line}行目）で変更されています。同じ日の変更は一つだけです。",
    },
    "adds_and_removes": {
        "en": "The term {value} is both added and removed on {day}; see {other} (line {other_line}).",
        "ja": "条項{value}は{day}に追加と削除の両方があります（{other}、{other_line}行目）。",
    },
    "item_not_in_transfer": {
        "en": "The transfer {transfer} does not have the item {value} on {day}; it has {items}.",
        "ja": "提供{transfer}の{day}の項目に{value}はありません。その日の項目は {items} です。",
    },
}
"""A sentence or two for each code of a fault: what was refused, why, what would be accepted."""

HINTS: Mapping[str, Texts] = {
    "refused_one": {"en": "The file is refused for one fault.", "ja": "ファイルを受け付けません。誤りが1件あります。"},
    "refused_many": {
        "en": "The file is refused for {count} faults.",
        "ja": "ファイルを受け付けません。誤りが{count}件あります。",
    },
    "more": {
        "en": "There may be more than these {count}: the search ends here.",
        "ja": "{count}件で検査を打ち切りました。他にもあるかもしれません。",
    },
    "alike": {"en": "Known ones that look alike: {alike}.", "ja": "似たものに {alike} があります。"},
    "known_keys": {"en": "Known keys: {keys}.", "ja": "使えるキー: {keys}。"},
    "elsewhere": {"en": "There is a {list[en]} of that code.", "ja": "そのコードの{list[ja]}ならあります。"},
    "quote_it": {"en": "Put it in quotes.", "ja": "引用符で囲んでください。"},
    "unquote_it": {"en": "Write it without quotes.", "ja": "引用符を付けずに書いてください。"},
    "write": {"en": "Write {value}.", "ja": "{value} と書いてください。"},
    "looks_like": {"en": "It looks like {encoding}.", "ja": "{encoding} のようです。"},
    "larger": {
        "en": "--largest MIB lets more be read, if the file is to be trusted with the memory.",
        "ja": "メモリに余裕があり、信頼できるファイルであれば、--largest MIB で上限を上げられます。",
    },
    "make_a_list": {"en": "Put it in brackets: [{value}].", "ja": "角括弧で囲んでください: [{value}]。"},
}
"""What is added to a fault where it helps, and the lines around a report."""
