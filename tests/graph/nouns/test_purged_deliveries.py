"""A delivery whose persons were purged, as it is read: what was said stands, and says since when."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from models.vocabulary import Role
from tests.graph.desk import Desk, desk, register_of, stored
from tests.graph.nouns.test_provision_records import FIELDS, REGISTER
from tests.vendors.purging.cabinet import Purger
from vendors.store.address import address
from vendors.store.database import opened

WHOLE = f"""{{ delivery(code: "early") {{
    purgedOn subjectCount subjectsListed recordRequired verdict findings(ever: true) {{ code subjects from until }}
    provisionRecord {{ {FIELDS} }} history {{ nodes {{ action actor verb entry }} }}
}} }}"""


@pytest.fixture
async def asked(place: str) -> AsyncIterator[Desk]:
    """A reviewer's desk over a register before it is purged."""
    await stored(place, register_of(REGISTER))
    async with desk(place, roles=frozenset({Role.REVIEWER})) as made:
        yield made


async def purged(place: str) -> None:
    """Purge what may go."""
    async with opened(address(place)) as database:
        await Purger(database).purges(date(2029, 11, 1))


async def test_what_was_said_stands_and_says_since_when(asked: Desk, place: str) -> None:
    """All but that somebody is listed; and its history says who did it, naming nobody else."""
    before = (await asked.ask(WHOLE))["delivery"]
    await purged(place)
    after = (await asked.ask(WHOLE))["delivery"]

    events = after.pop("history")["nodes"]
    assert (before["purgedOn"], after["purgedOn"]) == (None, "2029-11-01")
    assert (before["subjectsListed"], after["subjectsListed"]) == (True, False)
    unlike = {"purgedOn", "subjectsListed", "history"}
    assert {name: value for name, value in after.items() if name not in unlike} == {
        name: value for name, value in before.items() if name not in unlike
    }
    assert [(one["action"], one["actor"], one["verb"]) for one in events] == [
        ("ADDED", None, "import"),
        ("PURGED", "hanako", "purge"),
    ]
    assert "p-1" not in events[-1]["entry"]


async def test_a_person_has_no_record_any_more_that_was_purged(asked: Desk, place: str) -> None:
    """Those whose time has not come are there (APPI 33(5))."""
    question = '{ provisionRecords(subject: "p-1") { nodes { delivery { code } } } }'
    before = await asked.ask(question)
    await purged(place)
    after = await asked.ask(question)

    assert [one["delivery"]["code"] for one in before["provisionRecords"]["nodes"]] == ["early", "late"]
    assert [one["delivery"]["code"] for one in after["provisionRecords"]["nodes"]] == ["late"]


async def test_who_was_concerned_is_not_known_any_more_and_nobody_is_said_to_be(asked: Desk, place: str) -> None:
    """Refused with the day of the purge, in place of an empty list; of others it is told as before."""
    text = "query($of: String!) { personsConcerned(delivery: $of) { nodes { subject codes } } }"
    before = await asked.ask(text, of="early")
    await purged(place)
    answer = await asked.answer(text, None, of="early")

    assert before["personsConcerned"]["nodes"] == [{"subject": "p-1", "codes": []}]
    assert [error.code for error in answer.errors] == ["PERSONS_PURGED"]
    assert answer.data == {"personsConcerned": None}
    assert "2029-11-01" in answer.errors[0].en
    assert "2029-11-01" in answer.errors[0].ja
    assert [one["subject"] for one in (await asked.ask(text, of="late"))["personsConcerned"]["nodes"]] == ["p-1", "p-2"]
