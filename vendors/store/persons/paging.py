"""Paging through whom a delivery lists, in the order of their references: of a page no more than its persons is read.

Who is looked for is looked for by class: the database sorts persons into classes and counts them, whoever asks says
which classes he means, and the database finds the page's persons in these.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from vendors.facts.persons import Asked, PersonFacts
from vendors.store.connection import Reads, Row
from vendors.store.persons.asking import question_of, said_of, text_numbers
from vendors.store.persons.said import Said

Key = tuple[int, ...]
"""What tells a class from others, as numbers."""


@dataclass(frozen=True)
class Class:
    """Persons of whom the same is known."""

    key: Key
    person: PersonFacts
    persons: int


@dataclass(frozen=True)
class Edge:
    """Behind or before which person a page is; neither part names him."""

    digest: str
    number: int
    """Of the row that lists him."""


class NotListedThere(Exception):  # noqa: N818  # a refusal, not an error
    """The person whom an edge means is not listed there, or not there any more."""


@dataclass(frozen=True)
class Slice:
    """Which page is wanted."""

    size: int
    backward: bool = False
    """Whether it is counted from the end."""
    after: Edge | None = None
    before: Edge | None = None


@dataclass(frozen=True)
class Listed:
    """A person whom the delivery lists."""

    subject: str
    edge: Edge
    person: PersonFacts


async def classes_at(database: Reads, delivery: int, asked: Asked) -> list[Class]:
    """Everybody whom the delivery of that number lists, in classes."""
    said = await _said(database, asked)
    person, columns = said.teller(), ", ".join(said.columns)
    question, values = question_of(database, {delivery: asked})
    sql = (
        f"SELECT {columns}, count(*) AS persons FROM (SELECT {said.selected(database.engine)}"  # noqa: S608  # ours
        f" FROM {question} question JOIN delivery_subject listed ON listed.delivery_id = question.number{said.joined}"
        f" GROUP BY listed.id) person GROUP BY {columns}"
    )
    return [Class(_key(said, row), person(row), row["persons"]) for row in await database.rows(sql, *values)]


async def page_of(
    database: Reads, delivery: int, asked: Asked, wanted: Slice, among: Collection[Key] | None = None
) -> tuple[list[Listed], bool]:
    """A page of those whom the delivery lists, in order, and whether there are more; `among` those of these classes.

    Raises `NotListedThere` for an edge that is none of this delivery.
    """
    if among is not None and not among:
        return [], False
    said = await _said(database, asked)
    question, values = question_of(database, {delivery: asked})
    listed, of_page = await _between(database, delivery, wanted)
    word = "DESC" if wanted.backward else "ASC"
    limited = f" ORDER BY subject {word} LIMIT {wanted.size + 1}"
    sql = (
        f"SELECT * FROM (SELECT max(listed.id) AS number, listed.subject, {said.selected(database.engine)}"  # noqa: S608  # ours
        f" FROM {question} question JOIN ({listed}{limited if among is None else ''}) listed ON TRUE{said.joined}"
        f" GROUP BY listed.subject) person{_among(said, among)}{limited}"
    )
    person = said.teller()
    found = [
        Listed(row["subject"], Edge(_digest(row["subject"]), row["number"]), person(row))
        for row in await database.rows(sql, *values, *of_page)
    ]
    page = found[: wanted.size]
    return page[::-1] if wanted.backward else page, len(found) > wanted.size


async def _between(database: Reads, delivery: int, wanted: Slice) -> tuple[str, list[object]]:
    """The rows that list persons between the edges, with the values for them."""
    sql, of_page = "SELECT id, subject FROM delivery_subject WHERE delivery_id = ?", list[object]((delivery,))
    for edge, sign in ((wanted.after, ">"), (wanted.before, "<")):
        if edge is not None:
            sql += f" AND subject {sign} ?"
            of_page.append(await _subject_at(database, delivery, edge))
    return sql, of_page


async def _subject_at(database: Reads, delivery: int, edge: Edge) -> str:
    rows: Sequence[Row] = await database.rows(
        "SELECT subject FROM delivery_subject WHERE id = ? AND delivery_id = ?", edge.number, delivery
    )
    if not rows or _digest(rows[0]["subject"]) != edge.digest:
        raise NotListedThere
    return str(rows[0]["subject"])


async def _said(database: Reads, asked: Asked) -> Said:
    return said_of(asked, await text_numbers(database, asked.texts))


def _among(said: Said, among: Collection[Key] | None) -> str:
    if among is None:
        return ""
    columns = ", ".join(f"coalesce({column}, 0)" for column in said.columns)
    keys = ", ".join(f"({', '.join(map(str, key))})" for key in sorted(among))
    return f" WHERE ({columns}) IN (VALUES {keys})"


def _key(said: Said, row: Row) -> Key:
    return tuple(int(row[column] or 0) for column in said.columns)


def _digest(subject: str) -> str:
    """A short digest of what is stored of a reference, to tell whether a row is still his."""
    return hashlib.sha256(subject.encode()).hexdigest()[:16]
