"""Literals written into a document find the same plan as variables, and are told apart where they must be."""

import time
from typing import Any

import orjson
import pytest
from graphql import parse, validate
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.reads.literals import lifted, written
from graph.schema import core
from tests.graph.desk import Answered, Desk, plainly

CODES = "{ transfers(first: 2) { nodes { code } } recipients(first: 1) { nodes { code id } } }"


def counted(asked: Desk) -> tuple[int, int, int, int]:
    """How often documents and plans were there, and how often they had to be made."""
    documents, plans = asked.answers.questions.counters, asked.answers.planner.counters
    return documents.hits, documents.misses, plans.hits, plans.misses


async def told(asked: Desk, text: str, **variables: object) -> Answered:
    """The data and the errors, as they go out."""
    return plainly(await asked.answer(text, None, **variables))


async def test_a_document_with_other_literals_is_neither_read_nor_compiled_again(asked: Desk) -> None:
    """Texts, numbers, days and ids; in arguments, lists and objects; the answers are those of each document's own."""
    codes = [node["code"] for node in (await asked.ask(CODES))["transfers"]["nodes"]]
    text = (
        '{ transfer(code: "%s") { code verdict(on: "%s") } transfers(first: %d, filter: {code: ["%s", "x"],'
        ' or: [{finding: {during: {from: "%s", until: "2031-01-01"}}}, {foreign: true}]}) { nodes { code } } }'
    )
    first = await asked.ask(text % (codes[0], "2026-08-15", 5, codes[1], "2020-01-01"))
    before = counted(asked)

    second = await asked.ask(text % (codes[1], "2001-01-01", 7, codes[0], "2026-01-01"))

    assert counted(asked) == (before[0] + 1, before[1], before[2] + 1, before[3])
    assert first["transfer"]["code"] == codes[0]
    assert second["transfer"] == {"code": codes[1], "verdict": "INACTIVE"}
    assert (
        second["transfers"]
        == (
            await asked.ask(
                "query($c: [String!], $d: Date!, $e: Date!) { transfers(filter: {code: $c, or: [{finding: {during:"
                " {from: $d, until: $e}}}, {foreign: true}]}) { nodes { code } } }",
                c=[codes[0], "x"],
                d="2026-01-01",
                e="2031-01-01",
            )
        )["transfers"]
    )


async def test_the_same_words_again_are_not_looked_at_again(asked: Desk) -> None:
    """Each of two documents of one pattern keeps its own values when it is asked again."""
    codes = [node["code"] for node in (await asked.ask(CODES))["transfers"]["nodes"]]

    answers = [
        (await asked.ask(f'{{ transfer(code: "{code}") {{ code }} }}'))["transfer"]["code"] for code in codes * 3
    ]

    assert answers == codes * 3


PAIRS = [
    # (a document that is good, one of the same shape that is to be told apart or refused)
    ('{ transfer(code: "a") { verdict(on: "2026-01-01") } }', '{ transfer(code: "a") { verdict(on: "2026-02-30") } }'),
    ('{\n transfer(code: "a") { code foreign(on: "2026-01-01") } }',
     '{\n transfer(code: "long") { code foreign(on: "") } }'),
    ("{ transfers(first: 1) { totalCount } }", "{ transfers(first: 99999999999) { totalCount } }"),
    ("{ transfers(first: 1) { totalCount } }", "{ transfers(first: 1.5) { totalCount } }"),
    ("{ transfers(first: 1) { totalCount } }", '{ transfers(first: "1") { totalCount } }'),
    ("{ transfers(first: 1) { totalCount } }", "{ transfers(first: -1) { totalCount } }"),
    ('{ transfer(code: "a") { code } }', "{ transfer(code: 1) { code } }"),
    ('{ transfer(code: "a") { code } }', '{ transfer(code: """a""") { code } }'),
    ('{ transfer(code: "a") { code } }', '{ transfer(code: "\\u0061") { code } }'),
    ('{ transfer(code: "a") { code } }', '{ transfer(code: "\\q") { code } }'),
    ('{ transfer(code: "a") { code } }', '{ transfer(code: "a\n") { code } }'),
    ('{ transfer(code: "a") { code } }', '{ transfer(code: "a) { code } }'),
    ('{ node(id: "5b") { id } }', "{ node(id: 5) { id } }"),
    ("{ node(id: 5) { id } }", "{ node(id: 99999999999999999999999999) { id } }"),
    # Equal literals may be merged, others may not.
    ("{ transfers(first: 1) { totalCount } transfers(first: 1) { nodes { code } } }",
     "{ transfers(first: 1) { totalCount } transfers(first: 2) { nodes { code } } }"),
    ('{ a: transfer(code: "a") { code } a: transfer(code: "a") { from } }',
     '{ a: transfer(code: "a") { code } a: transfer(code: "b") { from } }'),
    ('{ a: transfer(code: "a") { code } a: transfer(code: "a") { from } }',
     '{ a: transfer(code: "\\u0061") { code } a: transfer(code: "a") { from } }'),
    ('{ a: transfer(code: "\\u0061") { code } a: transfer(code: "a") { from } }',
     '{ a: transfer(code: "b") { code } a: transfer(code: "a") { from } }'),
    # Defaults of variables and arguments of directives are no arguments of fields; nor is the schema read by SQL.
    ("query($n: Int = 1) { transfers(first: $n) { nodes { code } } }",
     "query($n: Int = 3) { transfers(first: $n) { nodes { code } } }"),
    ('{ __type(name: "Transfer") { name } }', '{ __type(name: "Recipient") { name } }'),
    ('{ viewer { name } transfer(code: "a") { code } }', '{ viewer { name } transfer(code: "b") { code } }'),
    ("{ viewer @include(if: true) { name } }", '{ viewer @include(if: "true") { name } }'),
    # Comments hold no literals; a text may hold what looks like a comment, or like a mark.
    ('# "a" 1\n{ transfer(code: "a") { code } }', '# "b" 2\n{ transfer(code: "a#b") { code } }'),
    ('{ transfer(code: "a") { code } }', '{ transfer(code: "\0s0\0") { code } }'),
    ('{ transfer(code: "a", id: null) { code } }', '{ transfer(code: "b", id: "c") { code } }'),
    ('{ transfers(filter: {code: "a"}) { totalCount } }', '{ transfers(filter: {code: ["a"]}) { totalCount } }'),
]  # fmt: skip


@pytest.mark.parametrize(("good", "other"), PAIRS)
async def test_what_was_asked_before_changes_no_answer(good: str, other: str, asked: Desk) -> None:
    """Data, messages, codes, paths and places are the same whether or not a document of that shape came before."""
    alone = await told(asked, other)
    asked.forget()
    before = await told(asked, good)

    assert await told(asked, other) == alone
    asked.forget()
    assert await told(asked, other) == alone
    assert await told(asked, good) == before


async def test_places_are_those_of_the_document_that_was_asked(asked: Desk) -> None:
    """Longer literals before it, and blocks of several lines, move what is refused; of variables too."""
    await asked.answer(
        'query($i: Int) { a: transfer(code: "a") { code } b: transfer(id: "x") { code }'
        " c: transfers(first: $i) { totalCount } }"
    )
    text = (
        'query($i: Int) { a: transfer(code: "aaaaaaaaaaaaaaaaaaaa") { code }\n\n  b: transfer(id: "yyyyy") { code }'
        " c: transfers(first: $i) { totalCount } }"
    )

    refused = await asked.answer(text)
    variable = await asked.answer(text.replace("($i", "(\n $i"), None, i="no")

    assert [list(error.locations) for error in refused.errors] == [[(3, 3)]]
    assert [list(error.locations) for error in variable.errors] == [[(2, 2)]]


TEXTS = st.one_of(
    st.text(max_size=8).map(lambda text: orjson.dumps(text, option=0).decode()),
    st.sampled_from(['""', '"""', '"""a"""', '"\\""', '"""\\""""""', "1", "-1", "0.5", "1e3", "00", "1.", "-"]),
    st.sampled_from(["#x\n", "$a", "{", "}", "(", ")", ":", "transfer", "code", "[", "]", " ", ",", "\n", "...", "\\"]),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(parts=st.lists(TEXTS, max_size=12))
def test_a_pattern_gives_its_document_back(parts: list[str]) -> None:
    """Whatever is written: what stands at the marks is what was there, and a good document has each of its literals."""
    text = "".join(parts)
    found = written(text)

    if found is not None:
        pieces = found.pattern.split("\0")
        literals = iter(found.literals)
        assert "".join(piece if at % 2 == 0 else next(literals).raw for at, piece in enumerate(pieces)) == text


@pytest.mark.parametrize("noise", ['"', '"\\"', '"""', '\\"""', '"a', "-", "1.", '"\\u', "#", '"\\n" '])
def test_no_text_takes_long_to_look_through(noise: str) -> None:
    """Unfinished texts and blocks, however many, cost one look each."""
    begun = time.process_time()

    written(noise * (60_000 // len(noise)))

    assert time.process_time() - begun < 1


async def test_a_new_literal_costs_clearly_less_than_a_new_document(sqlite_asked: Desk) -> None:
    """The README's way to a fast service: it need not use variables."""
    questions = sqlite_asked.answers.questions
    fields = "nodes { code from until verdict recipient { code name } contract { code } findings { code from } }"

    def seconds(texts: list[str]) -> float:
        begun = time.process_time()
        for text in texts:
            questions.prepare(text, None)
        return time.process_time() - begun

    questions.prepare(f'{{ transfers(first: 5, filter: {{code: "x"}}) {{ {fields} }} }}', None)
    literals = seconds([f'{{ transfers(first: 5, filter: {{code: "{n}"}}) {{ {fields} }} }}' for n in range(30)])
    documents = seconds([f'{{ a{n}: transfers(first: 5, filter: {{code: "x"}}) {{ {fields} }} }}' for n in range(30)])

    assert literals * 5 < documents


def test_every_literal_of_a_field_is_lifted() -> None:
    """A schema whose arguments could not be lifted would lose all this in silence."""
    text = '{ transfers(first: 5, after: "c", filter: {code: "x", on: "2026-01-01", or: [{service: "2026-01-02"}]})'
    text += ' { nodes { verdict(on: "2026-01-03") } } node(id: 5) { id } nodes(ids: ["a", 5]) { id } }'
    document = parse(text)
    assert validate(core(), document) == []
    found = written(text)
    assert found is not None
    _, slots = lifted(core(), document, found)

    assert sorted(slots.lifted) == list(range(len(found.literals)))
    values: Any = slots.values(found)
    assert values is not None
