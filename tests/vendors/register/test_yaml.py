"""What YAML is to a register file: the core schema of version 1.2, without its surprises and without its bombs."""

import json
import re
import resource
import sys
import time
from typing import Any

import pytest

from vendors.register.encoding import FILE_LIMIT
from vendors.register.faults import FaultList, RegisterRefused
from vendors.register.read import read_register, read_register_file
from vendors.register.yaml_tree import DEPTH_LIMIT, Tree

HEAD = b"register: 1\noperator: {name: A}\n"


def plain(text: str | bytes) -> Any:
    """What the file's text is as plain data; it must be without fault."""
    faults = FaultList()
    tree = Tree(text if isinstance(text, bytes) else text.encode(), faults)
    assert not faults, faults.found
    return tree.root


def refused(text: str | bytes) -> list[tuple[str, int | None, str]]:
    """Code, line and path of each fault of a file that is refused."""
    with pytest.raises(RegisterRefused) as refusal:
        read_register(text if isinstance(text, bytes) else text.encode())
    return [(fault.code, fault.line, fault.path) for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(
            (text, text)
            for text in ("NO", "no", "on", "Off", "y", "yes", "2026-04-01", "1_000", "0b1", "=", "12:30:45")
        ),
        *((text, text) for text in ("2026-08-10T10:00:00+09:00", "nULL", "tRUE", "0x", "1e", "+", ".", "１２")),
        *((text, None) for text in ("~", "null", "Null", "NULL", "")),
        *((text, True) for text in ("true", "True", "TRUE", "!!bool true")),
        ("false", False),
        ("012", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("-7", -7),
        ("+7", 7),
        ("1.50", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("!!int '12'", 12),
        ("9" * 5000, float("inf")),
    ],
)
def test_a_scalar_is_what_the_core_schema_says(written: str, value: object) -> None:
    """Only the core schema's own words are booleans, nulls and numbers; everything else is text."""
    root = plain(f"a: {written}\n")

    assert root == {"a": value}
    assert type(root["a"]) is type(value)


def test_not_a_number_is_a_number_to_yaml() -> None:
    """`.nan` is read as what it is, and refused where it stands."""
    assert plain("a: .nan")["a"] != plain("a: .nan")["a"]


def test_keys_are_texts() -> None:
    """A key that looks like a number, a boolean or nothing is the text that was written."""
    assert plain("on: 1\n1: 2\ntrue: 3\n? k\n: v\n") == {"on": 1, "1": 2, "true": 3, "k": "v"}


def test_line_separators_of_unicode_end_no_line() -> None:
    """U+0085, U+2028 and U+2029 ended lines in YAML 1.1; here they are characters, and no lines are counted by them."""
    text = 'a: x\u0085y\u2028z\nb: "q\u2029"\nc: |\n  d\u2028\n  e\nd: 1\nd: 2\n'

    faults = FaultList()
    tree = Tree(text.encode(), faults)

    assert tree.root == {"a": "x\u0085y\u2028z", "b": "q\u2029", "c": "d\u2028\ne\n", "d": 1}
    assert [(found.code, found.line) for found in faults.found] == [("duplicate_key", 7)]


def test_json_is_read_as_it_is_written() -> None:
    """With spaces or without, and with characters beyond the first plane as JSON writes them."""
    document: dict[str, Any] = {"a": '𠮷野家 \\ud842 " / \n', "b": [1, None, True, {"c": []}], "\\": {}}

    for text in (json.dumps(document), json.dumps(document, separators=(",", ":")), json.dumps(document, indent="\t")):
        assert plain(text) == document


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_of_three_ways(ending: str) -> None:
    """The line of a fault is the one that an editor shows."""
    text = "register: 1\noperator: {name: A}\n\nservices:\n  - {code: a, name: A}\n  - {code: a, name: B}\n"

    assert refused(text.replace("\n", ending)) == [("duplicate_code", 6, "services[1].code")]


def test_a_byte_order_mark_is_ignored() -> None:
    """At the beginning, where some editors put it."""
    assert read_register(b"\xef\xbb\xbf" + HEAD) == read_register(HEAD)


def test_one_directive_is_known() -> None:
    """`%YAML 1.2` says what is so anyway."""
    assert read_register(b"# a register\n%YAML 1.2\n---\n" + HEAD + b"...\n# the end\n") == read_register(HEAD)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [("empty_file", None, "")]),
        (" \n\n", [("empty_file", None, "")]),
        ("# only a comment\n", [("not_a_register", None, "")]),
        ("--- null\n", [("not_a_register", 1, "")]),
        ("\n- register: 1\n", [("not_a_register", 2, "")]),
        ("register\n", [("not_a_register", 1, "")]),
        ("register: 1\noperator: {name: A}\nlimits: {}\nlimits: {}\n", [("duplicate_key", 4, "limits")]),
        ("register: 1\noperator: {name: A, note: x,\n  name: B}\n", [("duplicate_key", 3, "operator.name")]),
        ("register: 1\noperator: &o {name: A}\nservices: *o\n", [("alias", 3, "services")]),
        ("register: 1\noperator: {name: A}\nitems: [*a, *b]\n", [("alias", 3, "items[0]"), ("alias", 3, "items[1]")]),
        ("register: 1\noperator:\n  <<: {name: B}\n  name: A\n", [("merge_key", 3, "operator['<<']")]),
        ("register: 1\noperator: {name: A, ? [x, y] : z}\n", [("bad_key", 2, "operator")]),
        ("register: 1\noperator: {name: !x A}\n", [("bad_tag", 2, "operator.name")]),
        ("register: 1\noperator: {name: !!int A}\n", [("bad_tag", 2, "operator.name")]),
        ("register: 1\noperator: !!python/dict {name: A}\n", [("bad_tag", 2, "operator")]),
        ("register: 1\noperator: {name: A}\n---\nregister: 1\n", [("several_documents", 3, "")]),
        ("register: 1\noperator: {name: A}\n...\n\nregister: 1\n", [("several_documents", 5, "")]),
        ("{register: 1, operator: {name: A}}\n}\n", [("several_documents", 2, "")]),
        ("%YAML 1.1\n---\nregister: 1\n", [("directive", 1, "")]),
        ("%YAML 1.2\n# x\n%TAG ! tag:x,2026:\n---\nregister: 1\n", [("directive", 3, "")]),
        ("register: 1\noperator: {name: 'A}\n", [("bad_yaml", 3, "operator.name")]),
        ("register: 1\noperator:\n\tname: A\n", [("bad_yaml", 3, "operator")]),
        ("register: 1\noperator: name: A\n", [("bad_yaml", 2, "")]),
        ('register: 1\noperator: {name: "\\ud800"}\n', [("bad_yaml", 2, "operator.name")]),
        ('register: 1\noperator: {name: "A\\0"}\n', [("bad_character", 2, "operator.name")]),
        ("register: 1\noperator: {name: A\x07}\n", [("bad_character", 2, "")]),
        ("register: 1\r\noperator: {name: A\0}\r\n", [("bad_character", 2, "")]),
    ],
)  # fmt: skip
def test_what_is_no_plain_mapping_is_a_fault_with_its_line(
    text: str, faults: list[tuple[str, int | None, str]]
) -> None:
    """What YAML allows and a register does not, and what is no YAML, each in its own words."""
    assert refused(text) == faults


def test_a_refused_value_hides_no_other_fault() -> None:
    """After an alias, a key that stands twice or a tag, the rest of the file is checked all the same."""
    text = "register: 1\noperator: {name: *a}\nservices: [{code: A, code: b, name: x}]\nitems: [{code: c}]\n"

    assert refused(text) == [
        ("alias", 2, "operator.name"),
        ("duplicate_key", 3, "services[0].code"),
        ("bad_code", 3, "services[0].code"),
        ("missing_field", 4, "items[0].name"),
    ]


@pytest.mark.parametrize(
    ("encoding", "looks_like"),
    [("utf-16", "UTF-16"), ("utf-32", "UTF-32"), ("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")],
)
def test_anything_but_utf_8_is_named(encoding: str, looks_like: str) -> None:
    """The first byte that is no UTF-8, with its line, and what the file may be instead."""
    text = "register: 1\noperator: {name: 株式会社星見}\n"

    with pytest.raises(RegisterRefused) as refusal:
        read_register(text.encode(encoding))

    (fault,) = refusal.value.faults
    assert fault.code == "bad_encoding"
    assert fault.line == (1 if encoding.startswith("utf") else 2)
    assert looks_like in fault.message("en")


def test_nesting_up_to_the_limit_is_no_fault() -> None:
    """The limit lies far beyond a register's own shape, and is exact."""
    inside, beyond = "[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT, "[" * (DEPTH_LIMIT + 1) + "]" * (DEPTH_LIMIT + 1)
    faults = FaultList()

    plain(inside)
    Tree(beyond.encode(), faults)

    assert [found.code for found in faults.found] == ["too_deep"]


LAUGHS = b"".join(b"%c: &%c [*%c, *%c, *%c]\n" % (n + 1, n + 1, n, n, n) for n in range(97, 115))

BOMBS = {
    "laughs": (HEAD + b"a: &a [ha]\n" + LAUGHS, "alias"),
    "sequences": (b"[" * 100_000, "too_deep"),
    "mappings": (b"{a: " * 100_000, "too_deep"),
    "dashes": (b"- " * 100_000, "too_deep"),
    "keys in keys": (b"? " * 100_000, "too_deep"),
    "a long key": (HEAD + b"k" * 1_000_000 + b": 1\n", "bad_yaml"),
    "a long quoted key": (HEAD + b'? "' + b"k" * 1_000_000 + b'"\n: 1\n', "unknown_key"),
    "a long number": (b"register: " + b"9" * 1_000_000, "wrong_type"),
    "a long code": (HEAD + b"services: [{name: A, code: " + b"k" * 1_000_000 + b"}]", "bad_code"),
    "many tags": (b"".join(b"%%TAG !a%d! tag:x\n" % n for n in range(100_000)) + b"--- a", "directive"),
    "many faults": (HEAD + b"services: [" + b"{}," * 30_000 + b"]", "missing_field"),
    "many anchors": (HEAD + b"services: [" + b"&a 1," * 30_000 + b"]", "wrong_type"),
    "many keys": (HEAD + b"".join(b"k%d: 1\n" % n for n in range(100_000)), "unknown_key"),
    "one key many times": (HEAD + b"k: 1\n" * 100_000, "duplicate_key"),
    "no characters": (b"\0" * 10_000_000, "bad_character"),
    "empty lines": (b"\n" * 10_000_000, "empty_file"),
    "open quotes": (HEAD + b"note: '" + b"x\n" * 1_000_000, "bad_yaml"),
    "many bad values in one entry": (HEAD + b"transfers: [{items: [" + b"A," * 300_000 + b"]}]", "too_many_values"),
    "many bad persons": (HEAD + b"deliveries: [{subjects: [" + b"1," * 300_000 + b"]}]", "wrong_type"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_bounded_time_and_memory(name: str) -> None:
    """A file made to hurt meets a clear fault, soon, and in a small multiple of its own size."""
    data, code = BOMBS[name]
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    faults = refused(data)

    assert code in {found for found, _, _ in faults}
    assert time.process_time() - begun < 30
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * (
        1 if sys.platform == "darwin" else 1024
    ) < 3e8


def test_a_file_beyond_the_limit_is_refused_by_its_size(tmp_path: Any) -> None:
    """100 MB are not read, let alone parsed; the limit itself is no fault."""
    large = tmp_path / "register.yaml"
    with large.open("wb") as file:
        file.truncate(100_000_000)
    begun = time.process_time()

    with pytest.raises(RegisterRefused) as refusal:
        read_register_file(large)

    assert [fault.code for fault in refusal.value.faults] == ["file_too_large"]
    assert time.process_time() - begun < 5
    assert read_register(HEAD + b"#" * (FILE_LIMIT - len(HEAD))).operator.name == "A"
    assert refused(HEAD + b"#" * (FILE_LIMIT - len(HEAD) + 1)) == [("file_too_large", None, "")]


def test_a_reader_may_ask_for_more_or_for_less() -> None:
    """The limit is the reader's: one byte beyond it is refused, and says how to have more read."""
    data = HEAD + b"#" * 2000

    assert read_register(data, limit=len(data)).operator.name == "A"
    with pytest.raises(RegisterRefused) as refusal:
        read_register(data, limit=len(data) - 1)
    assert "--largest" in refusal.value.text("en")
    assert "--largest" in refusal.value.text("ja")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_named_too(encoding: str) -> None:
    """Once, and not as a NUL on every line."""
    with pytest.raises(RegisterRefused) as refusal:
        read_register(HEAD.decode().encode(encoding))

    (fault,) = refusal.value.faults
    assert (fault.code, fault.line) == ("bad_encoding", 1)
    assert "UTF-16" in fault.message("en")


def test_damaged_utf_8_is_not_taken_for_another_encoding() -> None:
    """One broken byte among many whole characters: its line is told, and nothing else is made of it."""
    text = "register: 1\noperator:\n  name: 株式会社星見\n  address: 東京都千代田区".encode()

    with pytest.raises(RegisterRefused) as refusal:
        read_register(text + b"\xff\n")

    (fault,) = refusal.value.faults
    assert (fault.code, fault.line) == ("bad_encoding", 4)
    assert "looks like" not in fault.message("en")


def test_a_large_register_is_read_soon() -> None:
    """Ten thousand transfers take a second or two: size is no fault."""
    transfers = "".join(
        f"  - {{code: t-{n}, service: app, recipient: r, items: [i], purposes: [p], from: 2026-04-01,\n"
        "     bases: [{kind: outsourcing}]}\n"
        for n in range(10_000)
    )
    text = (
        "register: 1\noperator: {name: A}\nservices: [{code: app, name: A}]\npurposes: [{code: p, name: P}]\n"
        f"items: [{{code: i, name: I}}]\nrecipients: [{{code: r, name: R, kind: company}}]\ntransfers:\n{transfers}"
    )
    begun = time.process_time()

    register = read_register(text.encode())

    assert len(register.transfers) == 10_000
    assert time.process_time() - begun < 30


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c\n",
        "a: 'x\n",
        "a: [b\nc: d\n",
        "a: {b\n\nc: d\n",
        "a: {b: [c}\n",
        "a:\n  b: c\n d: e\n",
        "a:\n  - b\n  c\n  - d: e\n f\n",
        "a: {b:, c: d}\n",
        "a: @b\n",
        "\ta: b\n",
        'a: "\\q"\n',
        'a: "\\ud800"\n',
        "a\nb: c\n",
        "a: - b\n",
        "a: ? b\n",
        "a: [b, c]]\n",
        "a: {b: ]\n",
        "a: *\n",
        "a: & b\n",
        "a: |b\n",
        "a: |0\n",
        "a: |\n\tb\n",
        'a: "b" c\n',
        "a:\n  b:\n\tc: d\n",
        "a: 'b\n---\n",
        'a: "\\xg1"\n',
        "a: !<b\n",
        "a: !x!y z\n",
        "a: !{b}\n",
        "a: !%zz b\n",
    ],
)
def test_what_the_parser_says_is_put_in_the_readers_words(text: str) -> None:
    """The common mistakes of a hand are told in both languages, and say what to do."""
    with pytest.raises(RegisterRefused) as refusal:
        read_register(text.encode())

    (fault,) = refusal.value.faults
    assert fault.code == "bad_yaml"
    english, japanese = fault.params["problem"]["en"], fault.params["problem"]["ja"]
    assert english != japanese
    assert not re.search("did not find|could not|^found|not allowed", english)
    assert not re.search("[a-z]{5}", japanese)
