"""Asking of persons: in classes with how many there are, or one by one; of those whom deliveries list, or of these.

Questions that ask for the same texts are asked in one statement. A delivery that lists many has one of its own, for
then the database knows how many it will look at.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from vendors.facts.persons import Asked, Classes, PersonFacts
from vendors.store.address import Engine
from vendors.store.connection import Reads, Row
from vendors.store.moments import kept
from vendors.store.persons.said import Said
from vendors.store.several import rows_among

MANY = 5_000
"""A delivery that lists as many is asked about by itself."""


@dataclass(frozen=True)
class Listing:
    """A stored delivery: the number of its row, and how many persons it lists."""

    number: int
    persons: int


async def listings(database: Reads, deliveries: Iterable[str]) -> dict[str, Listing]:
    """Of these stored deliveries, those that list persons."""
    rows = await rows_among(
        database, "SELECT code, id, listed_count FROM delivery WHERE listed_count > 0 AND code AMONG THESE", deliveries
    )
    return {row["code"]: Listing(row["id"], row["listed_count"]) for row in rows}


async def classes_listed(database: Reads, asked: Mapping[int, Asked], many: Iterable[int] = ()) -> dict[int, Classes]:
    """The persons whom stored deliveries list, by the numbers of their rows; `many` list many."""
    alone = frozenset(many)
    found: dict[int, Classes] = {}
    for said, questions in await _by_texts(database, asked):
        few = {number: one for number, one in questions.items() if number not in alone}
        for some in (few, *({number: questions[number]} for number in sorted(questions.keys() & alone))):
            if some:
                found |= _classes(said, some, await _rows(database, said, some))
    return found


async def classes_among(
    database: Reads, asked: Mapping[str, Asked], subjects: Mapping[str, Sequence[str]]
) -> dict[str, Classes]:
    """These persons in classes, for each question that there are any for its own; no person twice."""
    named = list(subjects)
    found: dict[str, Classes] = {}
    for said, questions in await _by_texts(database, {number: asked[name] for number, name in enumerate(named)}):
        those = {number: subjects[named[number]] for number in questions}
        rows = await _rows(database, said, questions, those)
        found |= {named[number]: classes for number, classes in _classes(said, questions, rows).items()}
    return found


async def persons_among(
    database: Reads, asked: Asked, subjects: Sequence[str], texts: Mapping[str, int] | None = None
) -> dict[str, PersonFacts]:
    """These persons, equal ones as one and the same; `texts` are the numbers of the texts asked, where known."""
    said = said_of(asked, await text_numbers(database, asked.texts) if texts is None else texts)
    rows = await _rows(database, said, {0: asked}, {0: subjects}, counted=False)
    person = said.teller()
    return {row["subject"]: person(row) for row in rows}


async def persons_beside(
    database: Reads, asked: Asked, subjects: Sequence[str], texts: Mapping[str, int], beside: str, *values: object
) -> tuple[dict[str, PersonFacts], Row]:
    """The same of some persons, at least one, with a row of what other columns are in that very state of the database.

    `beside` names those columns, and `values` are for the question marks in it.
    """
    said = said_of(asked, texts)
    rows = await _rows(database, said, {0: asked}, {0: subjects}, counted=False, beside=(beside, values))
    person = said.teller()
    return {row["subject"]: person(row) for row in rows}, rows[0]


async def text_numbers(database: Reads, codes: Iterable[str]) -> dict[str, int]:
    """The numbers of the rows of these texts; a text without a row, nobody has agreed to."""
    rows = await rows_among(database, "SELECT code, id FROM consent_text WHERE code AMONG THESE", codes)
    return {row["code"]: row["id"] for row in rows}


async def _by_texts(database: Reads, asked: Mapping[int, Asked]) -> list[tuple[Said, dict[int, Asked]]]:
    """The questions, those together that ask for the same texts."""
    numbers = await text_numbers(database, {text for one in asked.values() for text in one.texts})
    together: defaultdict[Said, dict[int, Asked]] = defaultdict(dict)
    for number, one in asked.items():
        together[said_of(one, numbers)][number] = one
    return list(together.items())


def said_of(asked: Asked, numbers: Mapping[str, int]) -> Said:
    """What is looked at of persons; `numbers` are those of the rows of texts, by code."""
    return Said(tuple((text, numbers[text]) for text in asked.texts if text in numbers))


async def _rows(
    database: Reads,
    said: Said,
    questions: Mapping[int, Asked],
    given: Mapping[int, Sequence[str]] | None = None,
    *,
    counted: bool = True,
    beside: tuple[str, Sequence[object]] = ("", ()),
) -> Sequence[Row]:
    """What is said of persons: one row for each class with its number of persons, or one for each person.

    They are `given` for each question, or listed by the deliveries of these numbers. Of several questions a row has the
    number of its own.
    """
    several = len(questions) > 1
    who = "question.number, listed.subject" if several else "listed.subject"
    question, values = question_of(database, questions)
    listed = _LISTED
    if given is not None:
        listed = (_GIVEN if several else _THESE)[database.engine]
        values += _given(database, given) if several else _these(database, *given.values())
    further, first = beside
    told = ", ".join(filter(None, (who, said.selected(database.engine), further)))
    sql = (
        f"SELECT {told}"  # noqa: S608  # all its parts are ours, and numbers
        f" FROM {question} question JOIN {listed}{said.joined} GROUP BY {who}"
    )
    if counted:
        columns = ", ".join(("number", *said.columns) if several else said.columns)
        sql = f"SELECT {columns}, count(*) AS persons FROM ({sql}) person GROUP BY {columns}"  # noqa: S608  # likewise
    return await database.rows(sql, *first, *values)


_LISTED = "delivery_subject listed ON listed.delivery_id = question.number"
_GIVEN: Mapping[Engine, str] = {
    # The limit, which is none, has SQLite read them once and index them, not read all again for each question.
    Engine.SQLITE: "(SELECT value ->> 0 AS number, value ->> 1 AS subject FROM json_each(?) LIMIT -1) listed"
    " ON listed.number = question.number",
    Engine.POSTGRESQL: "unnest(?::bigint[], ?::text[]) listed (number, subject) ON listed.number = question.number",
}
_THESE: Mapping[Engine, str] = {
    Engine.SQLITE: "(SELECT value AS subject FROM json_each(?)) listed ON TRUE",
    Engine.POSTGRESQL: "unnest(?::text[]) listed (subject) ON TRUE",
}


def question_of(database: Reads, questions: Mapping[int, Asked]) -> tuple[str, list[Any]]:
    """The questions as rows, with the values for them; of one alone, the database sees what it asks."""
    rows = [
        (number, kept(database, one.at), kept(database, one.duty), one.recipient) for number, one in questions.items()
    ]
    if len(rows) == 1:
        kinds = ("BIGINT", "TEXT", "TEXT", "TEXT")
        if database.engine is Engine.POSTGRESQL:
            kinds = ("BIGINT", "TIMESTAMPTZ", "TIMESTAMPTZ", "TEXT")
        named = zip(kinds, _COLUMNS, strict=True)
        return f"(SELECT {', '.join(f'CAST(? AS {kind}) AS {name}' for kind, name in named)})", list(rows[0])
    if database.engine is Engine.SQLITE:
        each = ", ".join(f"value ->> {place} AS {name}" for place, name in enumerate(_COLUMNS))
        return f"(SELECT {each} FROM json_each(?))", [orjson.dumps(rows).decode()]  # noqa: S608  # our own names
    arrays = "?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::text[]"
    return f"(SELECT * FROM unnest({arrays}) AS one ({', '.join(_COLUMNS)}))", [*map(list, zip(*rows, strict=True))]  # noqa: S608


_COLUMNS = ("number", "at", "duty", "recipient")


def _given(database: Reads, given: Mapping[int, Sequence[str]]) -> list[Any]:
    """Persons that are given, as values."""
    pairs = [(number, subject) for number, subjects in given.items() for subject in subjects]
    if database.engine is Engine.SQLITE:
        return [orjson.dumps(pairs).decode()]
    return [[number for number, _ in pairs], [subject for _, subject in pairs]]


def _these(database: Reads, subjects: Sequence[str]) -> list[Any]:
    """The same for one question alone."""
    return [orjson.dumps(subjects).decode() if database.engine is Engine.SQLITE else list(subjects)]


def _classes(said: Said, questions: Mapping[int, Asked], rows: Iterable[Row]) -> dict[int, Classes]:
    found: defaultdict[int, Classes] = defaultdict(Counter)
    alone = next(iter(questions)) if len(questions) == 1 else None
    person = said.teller()
    for row in rows:
        found[row["number"] if alone is None else alone][person(row)] += row["persons"]
    return dict(found)
