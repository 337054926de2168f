"""What the YAML parser's words mean to somebody who has to mend the file."""

from collections.abc import Mapping

from vendors.register.fault_texts import Texts

_PROBLEMS: Mapping[str, Texts] = {
    "mapping values are not allowed in this context": {
        "en": "a `: ` stands where no key can be (put a text that holds one in quotes)",
        "ja": "キーを置けない場所に `: ` があります（`: ` を含む文字列は引用符で囲んでください）",
    },
    "did not find expected key": {
        "en": "a key is expected here (is the indentation the same as above?)",
        "ja": "ここにはキーが必要です（字下げが上の行と揃っているか確かめてください）",
    },
    "did not find expected '-' indicator": {
        "en": "an entry of the list is expected here (is the indentation the same as above?)",
        "ja": "ここにはリストの `-` が必要です（字下げが上の行と揃っているか確かめてください）",
    },
    "did not find expected ',' or ']'": {
        "en": "a list is not closed (`,` or `]` is missing)",
        "ja": "リストが閉じられていません（`,` か `]` がありません）",
    },
    "did not find expected ',' or '}'": {
        "en": "a mapping is not closed (`,` or `}` is missing)",
        "ja": "マッピングが閉じられていません（`,` か `}` がありません）",
    },
    "found unexpected end of stream": {
        "en": "the file ends inside quotes",
        "ja": "引用符が閉じられないままファイルが終わっています",
    },
    "could not find expected ':'": {
        "en": "a key without `:` (or a key of more than 1024 characters)",
        "ja": "キーの後に `:` がありません（または、キーが1024字を超えています）",
    },
    "found unexpected ':'": {
        "en": "a `:` without a space after it (put a text that holds one in quotes)",
        "ja": "`:` の後に空白がありません（`:` を含む文字列は引用符で囲んでください）",
    },
    "found character that cannot start any token": {
        "en": "a text can't begin with this character (a tab, @, ` or %; put it in quotes, indent with spaces)",
        "ja": "この文字（タブ、@、`、%）で始めることはできません（引用符で囲み、字下げには空白を使ってください）",
    },
    "found unknown escape character": {
        "en": "an unknown escape after a backslash (write \\\\ for a backslash, or use single quotes)",
        "ja": "バックスラッシュの後の文字が使えません（\\\\ と書くか、単一引用符を使ってください）",
    },
    "found invalid Unicode character escape code": {
        "en": "an escape that stands for no character (half of a pair)",
        "ja": "文字を表さないエスケープがあります（サロゲートの片方など）",
    },
}


def problem_texts(problem: str) -> Texts:
    """The parser's words in both languages; words that are not known here stay as they are."""
    return _PROBLEMS.get(problem, {"en": problem, "ja": problem})
