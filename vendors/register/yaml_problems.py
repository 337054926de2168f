"""What the YAML parser's words mean to somebody who has to mend the file."""

from collections.abc import Mapping

from vendors.register.fault_texts import Texts

_PROBLEMS: Mapping[str, Texts] = {
    "mapping values are not allowed in this context": {
        "en": "a `: ` stands where no key can be (put a text that holds one in quotes)",
        "ja": "キーを置けない場所に `: ` があります（`: ` を含む文字列は引用符で囲んでください）",
    },
    "did not find expected key": {
        "en": "a key is expected here (is the indentation the same as above? do quotes or brackets end too early?)",
        "ja": "ここにはキーが必要です（字下げが揃っているか、引用符や括弧が早く閉じていないか確かめてください）",
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
    "block sequence entries are not allowed in this context": {
        "en": "an entry `- ` stands where no list can begin (begin the list on a line of its own)",
        "ja": "リストを始められない場所に `- ` があります（リストは次の行から始めてください）",
    },
    "mapping keys are not allowed in this context": {
        "en": "a `? ` stands where no key can be (put a text that begins so in quotes)",
        "ja": "キーを置けない場所に `? ` があります（`? ` で始まる文字列は引用符で囲んでください）",
    },
    "did not find expected node content": {
        "en": "a value is missing here (is there a bracket or a comma too many?)",
        "ja": "ここに値がありません（括弧やコンマが余っていないか確かめてください）",
    },
    "did not find expected alphabetic or numeric character": {
        "en": "a text can't begin with * or & (put it in quotes)",
        "ja": "`*` や `&` で始めることはできません（引用符で囲んでください）",
    },
    "did not find expected comment or line break": {
        "en": "nothing may follow `|` or `>` on its line (put a text that begins so in quotes)",
        "ja": "`|` や `>` の後には何も書けません（これで始まる文字列は引用符で囲んでください）",
    },
    "found a tab character where an indentation space is expected": {
        "en": "a tab stands where the indentation is (indent with spaces)",
        "ja": "字下げにタブがあります（空白を使ってください）",
    },
    "found a tab character that violates indentation": {
        "en": "a tab stands where the indentation is (indent with spaces)",
        "ja": "字下げにタブがあります（空白を使ってください）",
    },
    "found an indentation indicator equal to 0": {
        "en": "no indentation of 0 can be asked for after `|` or `>`",
        "ja": "`|` や `>` の後に字下げ 0 は指定できません",
    },
    "found unexpected document indicator": {
        "en": "a line `---` or `...` stands inside quotes that are not closed",
        "ja": "閉じられていない引用符の中に `---` か `...` の行があります",
    },
    "did not find expected <document start>": {
        "en": "something stands after the end of the register (is the indentation the same as above?)",
        "ja": "レジスターの終わりの後に何かがあります（字下げが上の行と揃っているか確かめてください）",
    },
    "did not find expected hexdecimal number": {
        "en": "an escape needs its hexadecimal digits (\\x41, \\u3042)",
        "ja": "エスケープの16進の数字が足りません（\\x41、\\u3042 のように書いてください）",
    },
}
_OF_TAGS: Texts = {
    "en": "a text can't begin with ! (put it in quotes)",
    "ja": "`!` で始めることはできません（引用符で囲んでください）",
}
_TAGS = ("tag", "URI", "'!'", "'>'", "whitespace or line break")
"""Words by which the parser speaks of a tag, which nobody means to write in a register."""


def problem_texts(problem: str) -> Texts:
    """The parser's words in both languages; words that are not known here stay as they are."""
    if problem not in _PROBLEMS and any(word in problem for word in _TAGS):
        return _OF_TAGS
    return _PROBLEMS.get(problem, {"en": problem, "ja": f"構文の誤り（{problem}）"})
