"""Plain data as YAML: one way to write each value."""

import resource
import sys
from typing import Any

import pytest
import yaml

from vendors.register.faults import FaultList
from vendors.register.yaml_text import emit
from vendors.register.yaml_tree import Tree

CHARACTERS = [
    chr(number)
    for number in (*range(1, 0x3100), *range(0x3100, 0x110000, 89), *range(0xFE00, 0x10000), *range(0xE0000, 0xE0100))
    if not 0xD800 <= number <= 0xDFFF
]


def test_a_document_is_written_as_people_would_write_it() -> None:
    """Blocks, short lists in one line, long ones an entry to a line, quotes only where they are needed."""
    document = {
        "register": 1,
        "operator": {"name": "株式会社 星見", "note": "a: b"},
        "items": [{"code": "name", "sensitive": False}, {"code": "12"}],
        "codes": ["a", "b"],
        "subjects": [f"customer-{n:06}" for n in range(7)],
        "from": "2026-04-01",
        "at": "2026-04-01T00:00:00Z",
        "on": None,
        "terms": {},
        "bases": [],
    }

    text = emit(document)

    assert text == (
        "register: 1\n"
        "operator:\n"
        "  name: 株式会社 星見\n"
        '  note: "a: b"\n'
        "items:\n"
        "  - code: name\n"
        "    sensitive: false\n"
        '  - code: "12"\n'
        "codes: [a, b]\n"
        "subjects:\n"
        "  - customer-000000\n"
        "  - customer-000001\n"
        "  - customer-000002\n"
        "  - customer-000003\n"
        "  - customer-000004\n"
        "  - customer-000005\n"
        "  - customer-000006\n"
        "from: 2026-04-01\n"
        'at: "2026-04-01T00:00:00Z"\n'
        '"on": null\n'
        "terms: {}\n"
        "bases: []\n"
    )


def test_every_character_survives() -> None:
    """Alone, first, last and in the middle; read by us, by YAML 1.1 and by anything in between."""
    document = {
        "alone": CHARACTERS,
        "middle": [f"x{character}y" for character in CHARACTERS],
        "first": [f"{character}y" for character in CHARACTERS],
        "last": [f"x{character}" for character in CHARACTERS],
    }

    data = emit(document).encode()

    faults = FaultList()
    assert Tree(data, faults).root == document
    assert not faults
    assert yaml.load(data, Loader=yaml.CSafeLoader) == document


def test_no_unseen_character_is_written_as_it_is() -> None:
    """What can't be seen, or turns the line round, is written by its number; emoji stay whole."""
    text = emit({"a": "\u202e\u200b\ufeff\u2066\x7f\u00ad", "b": "👩\u200d👧 全角\u3000"})

    assert text == 'a: "\\u202E\\u200B\\uFEFF\\u2066\\x7F\\xAD"\nb: "👩\u200d👧 全角\u3000"\n'


def test_lists_in_lists_are_read_back() -> None:
    """Whatever plain data there is, though a register has none like it."""
    document: dict[str, Any] = {"a": [["x", ["y"]], {}, [], {"b": [{"c": [[]]}]}, None, [{"d": 1}]]}

    assert Tree(emit(document).encode(), FaultList()).root == document


def test_what_no_file_can_hold_is_refused() -> None:
    """Half a character, a fraction, a key that is no text."""
    with pytest.raises(ValueError, match="U\\+D800"):
        emit({"a": "\ud800"})
    with pytest.raises(TypeError, match="float"):
        emit({"a": 1.5})
    with pytest.raises(TypeError, match="int"):
        emit({"a": {1: "b"}})


def test_a_long_text_takes_no_more_than_a_few_times_its_own_memory() -> None:
    """Sixteen million letters are written as they are, and nothing is remembered of each."""
    text = "x" * 16_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    written = emit({"note": text})

    assert written == f"note: {text}\n"
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * (1 if sys.platform == "darwin" else 1024) < 3e8


def test_an_empty_document_is_an_empty_mapping() -> None:
    """And not an empty file, which would be nothing at all."""
    assert emit({}) == "{}\n"
