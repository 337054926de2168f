"""Why a sheet can't be drafted from, in words for the person who asked."""

from collections.abc import Mapping
from typing import Literal

Lang = Literal["ja", "en"]

MESSAGES: Mapping[str, Mapping[Lang, str]] = {
    "too_large": {
        "en": "the file is larger than {limit} MiB; a vendor list is not, so nothing was read. Keep only the list itself",
        "ja": "ファイルが{limit} MiBを超えるため、読み込みませんでした。一覧だけを残してください",
    },
    "empty": {
        "en": "the file is empty; a CSV or XLSX file with a row of headings is wanted",
        "ja": "ファイルが空です。見出し行のあるCSVまたはXLSXを指定してください",
    },
    "old_excel": {
        "en": "this is an old Excel workbook (.xls); save it as .xlsx or CSV",
        "ja": "旧形式のExcelブック(.xls)です。.xlsxまたはCSVで保存し直してください",
    },
    "encrypted": {
        "en": "the workbook is protected by a password; save a copy without one",
        "ja": "ブックがパスワードで保護されています。パスワードなしで保存し直してください",
    },
    "not_a_sheet": {
        "en": "this is {kind}, not a CSV or XLSX file; save the table as one of these",
        "ja": "CSVでもXLSXでもなく、{kind}です。表をCSVまたはXLSXで保存し直してください",
    },
    "broken_workbook": {
        "en": "the workbook is damaged or not XLSX ({reason}); open it in a spreadsheet program and save it again",
        "ja": "ブックが壊れているか、XLSXではありません（{reason}）。表計算ソフトで開いて保存し直してください",
    },
    "bomb": {
        "en": "the workbook unpacks to more than a vendor list can be ({reason}); nothing of it was read",
        "ja": "ブックの展開後の大きさが一覧の範囲を超えます（{reason}）。何も読み込みませんでした",
    },
    "hostile_xml": {
        "en": "the workbook's XML defines entities, which no spreadsheet program writes; nothing of it was read",
        "ja": "ブックのXMLに実体定義があります。表計算ソフトはこれを書きません。何も読み込みませんでした",
    },
    "unknown_encoding": {
        "en": "the text is in no encoding known here ({reason}); save it as UTF-8, or name it with --encoding",
        "ja": "文字コードを判別できません（{reason}）。UTF-8で保存し直すか、--encodingで指定してください",
    },
    "broken_text": {
        "en": "line {line}: a quotation mark opens a cell that does not close ({reason}); close it, or double it within a cell",
        "ja": "{line}行目: 引用符で始まるセルが閉じていません（{reason}）。閉じるか、セルの中では二重にしてください",
    },
    "no_sheets_in_text": {
        "en": "--sheet {sheet}: a CSV file has no sheets; leave --sheet out",
        "ja": "--sheet {sheet}: CSVファイルにシートはありません。--sheetを外してください",
    },
    "unknown_sheet": {
        "en": "--sheet {sheet}: there is no such sheet; there are: {sheets}",
        "ja": "--sheet {sheet}: そのシートはありません。あるのは: {sheets}",
    },
    "bad_map": {
        "en": "--map {map}: COLUMN=FIELD is wanted, as in --map Vendor=recipient",
        "ja": "--map {map}: 列=項目の形で指定してください。例: --map 会社名=recipient",
    },
    "unknown_field": {
        "en": "--map {map}: there is no field {field}; a column is one of {fields}, or - to leave it out",
        "ja": "--map {map}: 項目 {field} はありません。使えるのは {fields}、または列を使わない - です",
    },
    "unknown_column": {
        "en": "--map {map}: no heading reads {column}; the headings are: {headings}. A column's letter does as well",
        "ja": "--map {map}: 見出し {column} はありません。見出しは: {headings}。列の文字（A、Bなど）でも指定できます",
    },
    "two_such_columns": {
        "en": "--map {map}: several columns are headed {column}; name the one that is meant by its letter: {letters}",
        "ja": "--map {map}: 見出し {column} の列が複数あります。列の文字で指定してください: {letters}",
    },
    "mapped_twice": {
        "en": "--map {map}: {field} already has a column, and can have one only",
        "ja": "--map {map}: {field} の列はすでに指定されています。指定できるのは一列だけです",
    },
    "no_recipient_column": {
        "en": "no column of recipients was found. Headings seen: {headings}. Say which it is: --map COLUMN=recipient",
        "ja": "提供先の列が見つかりません。見出し: {headings}。--map 列=recipient で指定してください",
    },
    "no_such_row": {
        "en": "--headings {row}: that row holds nothing; name the row of the headings, or 0 where there is none",
        "ja": "--headings {row}: その行は空です。見出しの行番号を、見出しがなければ0を指定してください",
    },
    "no_rows": {
        "en": "there is no recipient under the headings ({headings}); there is nothing to draft",
        "ja": "見出し（{headings}）の下に提供先がありません。作成するものがありません",
    },
}


class SheetRefused(Exception):  # noqa: N818 - a refusal is a fact, not an error of the program
    """The file, or an option, is of no use as it is; nothing was drafted. `code` is stable, `message` is for people."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def message(self, lang: Lang = "en") -> str:
        """What was refused, where, why, and what would be accepted."""
        return MESSAGES[self.code][lang].format(**self.params)
