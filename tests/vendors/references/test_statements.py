"""Which values of a statement are encrypted is told by the columns that they are put beside or into."""

import orjson
import pytest

from models.tables import encrypted_columns, tables
from tests.vendors.references.people import KEY, OTHER_KEY
from vendors.references.cipher import BadReferenceKey, cipher_of, key_of
from vendors.references.door import Door
from vendors.references.statements import Place, places_in

STATEMENTS = {
    "SELECT id FROM consent WHERE given_at = ? AND subject = ?": [Place(1)],
    "SELECT * FROM delivery WHERE id IN (SELECT s.delivery_id FROM delivery_subject s WHERE s.subject = $2::text)": [
        Place(1)
    ],
    "select c.* from consent c where c.subject = +?2 limit +?1": [Place(1)],
    "SELECT id FROM delivery_subject WHERE delivery_id = ? AND subject > ? AND subject <= ?": [Place(1), Place(2)],
    "SELECT id FROM stop WHERE note = '?' AND subject IN (?, ?) AND id > ?": [Place(0), Place(1)],
    "select 1 from stop t_1 where t_1.subject in (select value from json_each(?5))": [Place(4, many=True)],
    "SELECT id FROM stop WHERE subject = ANY(?::text[])": [Place(0, many=True)],
    "SELECT * FROM (SELECT value ->> 0 AS n, value ->> 1 AS subject FROM json_each(?)) g JOIN consent ON 1 = 1": [
        Place(0, many=True, within=1)
    ],
    "SELECT * FROM unnest(?::bigint[], ?::text[]) g (n, subject) JOIN consent ON consent.subject = g.subject": [
        Place(1, many=True)
    ],
    'INSERT INTO "consent" ("id", "text_id", "subject") VALUES (?, ?, ?), (?, ?, ?)': [Place(2), Place(5)],
    "INSERT INTO sealed (list, key, salt, persons) VALUES ('a, b', ?, coalesce(?, 'x'), ?)": [],
    "UPDATE person_request SET asked = ?, decided_on = ?, found = ? WHERE id = ?": [Place(0), Place(2)],
    "UPDATE delivery SET subject_count = ?, note = ? WHERE id = ?": [],
    "SELECT subject FROM consent WHERE batch = ? AND id > ?": [],
    "SELECT t.subject FROM consent t WHERE (t.subject, t.id) > (?2, ?3)": [],
}
"""A cursor is compared as it is stored: it was made of what is stored."""


@pytest.mark.parametrize("sql", STATEMENTS)
def test_what_a_statement_is_given(sql: str) -> None:
    """One value, lists of them, lists of rows; nothing where it only names the column."""
    assert list(places_in(sql)) == STATEMENTS[sql]


def test_values_go_in_encrypted_and_come_out_plain() -> None:
    """Whichever form they have; what is no token of this key stays as it is."""
    door = Door(cipher_of(KEY))
    sealed = door.cipher.sealed
    each = "SELECT value ->> 0 AS n, value ->> 1 AS subject FROM json_each(?), consent"
    listed = "SELECT subject FROM consent WHERE subject = ANY(?)"
    named = sealed('Ñandú "7"')
    told = f'{{"subject":"{named}","note":"tkr1:AAAA"}}'

    assert list(door.given(each, ['[[1,"a"],[2,"b"]]'])) == [
        orjson.dumps([[1, sealed("a")], [2, sealed("b")]]).decode()
    ]
    assert list(door.given(listed, [["a", "b"]])) == [[sealed("a"), sealed("b")]]
    assert list(door.given("SELECT id FROM consent WHERE subject = ?", [None])) == [None]
    assert list(door.written("consent", ("id", "subject"), [(1, "a")])) == [[1, sealed("a")]]
    assert list(door.answered(listed, [{"subject": sealed("a"), "note": "tkr1:x"}])) == [
        {"subject": "a", "note": "tkr1:x"}
    ]
    assert door.answered_in_json(listed, told) == '{"subject":"Ñandú \\"7\\"","note":"tkr1:AAAA"}'


@pytest.mark.parametrize("text", ["", "a", "ÿ", "佐藤-1", 'a"b\\', "tkr1:AAAA", "x" * 1000])
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """And is no other's; under another key, or changed by a letter, it is none of ours."""
    cipher, other = cipher_of(KEY), cipher_of(OTHER_KEY)
    stored = cipher.sealed(text)
    changed = stored[:-4] + ("AAAA" if stored[-4:] != "AAAA" else "BBBB")

    assert cipher.opened(stored) == text
    assert orjson.loads(Door(cipher).answered_in_json("SELECT subject FROM stop", f'["{stored}"]')) == [text]
    assert stored == cipher.sealed(text) != other.sealed(text)
    assert [other.opened(stored), cipher.opened(changed), cipher.opened(text)] == [None, None, None]


def test_a_name_of_an_encrypted_column_means_nothing_else_in_those_tables() -> None:
    """Statements are read by names: of two columns of one name both are encrypted, or they stand in other tables."""
    names = {name for columns in encrypted_columns().values() for name in columns}
    plain = {
        (table._meta.db_table, column)
        for table in tables()
        for column in table._meta.fields_db_projection.values()
        if column in names and column not in encrypted_columns().get(table._meta.db_table, ())
    }

    numbers = {("gate_answer", "asked"), ("sealed", "persons"), ("delivery_decision", "persons")}
    assert plain == numbers, "numbers, and in no statement beside the others"


@pytest.mark.parametrize("given", ["", "AAAA", "not base64!", "A" * 43])
def test_what_is_no_key_is_refused(given: str) -> None:
    """A key has 32 or 64 bytes; nothing given is no key."""
    if not given:
        assert key_of(given) == b""
        return
    with pytest.raises(BadReferenceKey):
        key_of(given)
