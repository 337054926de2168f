"""Verbs that wait are done as one change, and nobody can tell: they leave what they leave one by one."""

import asyncio
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registers import documents
from tests.vendors.store.test_loading import told
from tests.vendors.verbs.clerk import clerk
from tests.vendors.verbs.test_answering import order
from tests.vendors.verbs.test_verbs_and_files import Draw, a_step
from vendors.ledger.verifying import verify
from vendors.register.documents import register_document
from vendors.register.entries.register import Register
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.loading import load
from vendors.verbs.answering import Asked, answered
from vendors.verbs.doing import Done, Order
from vendors.verbs.joining import joined
from vendors.verbs.refusals import KeyTaken, VerbRefused
from vendors.verbs.table import BY_NAME
from vendors.verbs.together import Answer, answered_together

PARCELS: dict[str, Any] = {
    "service": "shop", "recipient": "carrier", "contract": "carrier-2024", "items": ["name"], "purposes": ["delivery"],
    "from": "2024-04-01", "bases": [{"kind": "outsourcing"}],
}  # fmt: skip
DELIVERY: dict[str, Any] = {"transfer": "parcels", "at": "2024-07-01T10:00:00+09:00", "subject_count": 2}


def asked(verb: str, given: dict[str, Any], key: str, by: str = "Sato", reason: str | None = None) -> Asked:
    """A verb under a key."""
    return Asked(order(verb, given, by=by, reason=reason), key)


UNRELATED = [
    asked("registerTransfer", {"code": "letters", **PARCELS}, "1"),
    asked("registerTransfer", {"code": "cards", **PARCELS}, "2", by="Tanaka"),
    asked("registerDelivery", {"code": "d-3", **DELIVERY}, "3"),
    asked("registerService", {"code": "mail", "name": "Mail"}, "4"),
    asked("registerRecipient", {"code": "courier", "name": "Courier", "kind": "company", "country": "JP"}, "5"),
]


async def one_by_one(database: Database, those: Sequence[Asked]) -> list[Answer]:
    """The same, each in a transaction of its own."""
    answers: list[Answer] = []
    for one in those:
        try:
            answers.append(await answered(database, one.order, one.key))
        except (VerbRefused, KeyTaken) as refused:
            answers.append(refused)
    return answers


def plain(answer: Answer) -> object:
    """An answer as it can be compared."""
    if isinstance(answer, VerbRefused):
        return [(one.code, one.path, one.message("en")) for one in answer.refusals]
    return (answer.entries, answer.changed, answer.again) if isinstance(answer, Done) else type(answer)


async def recorded(database: Database) -> list[str]:
    """What is on the ledger, without the moments, and without seals of persons, whose salt is another each time."""
    sql = "SELECT actor, verb, action, list, key, entry, reason FROM ledger_event ORDER BY id"
    return [re.sub('"(?:digest|root)":"[0-9a-f]*"', "", str(tuple(row.values()))) for row in await database.rows(sql)]


async def test_unrelated_verbs_are_one_change_and_each_is_answered_and_recorded_as_its_own(store: str) -> None:
    """A moment for each on the ledger, whose it is, what it wrote, and of how much something else is said."""
    assert joined(UNRELATED) == [0, 1, 2, 3, 4]
    async with clerk(store) as one:
        answers = await answered_together(one.database, UNRELATED)
        again = await answered_together(one.database, UNRELATED[:2])
        events = await one.database.rows("SELECT * FROM ledger_event WHERE verb <> 'import' ORDER BY id")
        loadings = await one.database.rows("SELECT loaded_by, added, corrected, removed FROM loading ORDER BY id")
        verified = await verify(one.database)

    done = [answer for answer in answers if isinstance(answer, Done)]
    assert [one.changed.judged_anew for one in done] == [1, 1, 1, 0, 0]
    assert [one.entries[0][1] for one in done] == ["letters", "cards", "d-3", "mail", "courier"]
    assert [(event["actor"], event["key"]) for event in events] == [
        ("Sato", "letters"), ("Tanaka", "cards"), ("Sato", "d-3"), ("Sato", "mail"), ("Sato", "courier")
    ]  # fmt: skip
    assert len({event["recorded_at"] for event in events}) == 5
    assert [tuple(row.values()) for row in loadings[1:]] == [
        (by, 1, 0, 0) for by in ("Sato", "Tanaka", "Sato", "Sato", "Sato")
    ]
    assert [answer.again for answer in again if isinstance(answer, Done)] == [True, True]
    assert verified.size > len(events)


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (asked("registerTransfer", {"code": "letters", **PARCELS}, "9"), "it writes the same entry"),
        (asked("changeTransfer", {"code": "letters", "on": "2025-01-01", "mixed": True}, "9"), "it writes the same"),
        (asked("registerDelivery", {"code": "d-9", **DELIVERY, "transfer": "letters"}, "9"), "it names a new one"),
        (asked("registerService", {"code": "post", "name": "letters"}, "9"), "it may name a new one"),
        (asked("registerService", {"code": "post", "name": "Post"}, "1"), "it has the same key"),
        (asked("correctRecipient", {"code": "carrier", "country": "FR"}, "9", reason="Moved."), "it reaches others"),
        (asked("correctOperator", {"name": "ACME"}, "9", reason="Renamed."), "it reaches everything"),
    ],
)
def test_what_has_to_do_with_another_is_kept_apart(second: Asked, why: str) -> None:
    """One of the two is done by itself."""
    assert joined([UNRELATED[0], second]) == [0], why


async def test_one_that_is_refused_spoils_nothing(store: str) -> None:
    """The others are done, each by itself; the refused one leaves nothing, and its key is free."""
    wrong = asked("registerTransfer", {"code": "wrong", **PARCELS, "recipient": "nobody"}, "9")
    async with clerk(store) as one:
        answers = await answered_together(one.database, [UNRELATED[0], wrong, UNRELATED[3]])
        kept = await one.database.rows("SELECT key FROM verb_answer ORDER BY key")
        codes = await one.database.rows("SELECT code FROM transfer ORDER BY code")

    assert isinstance(answers[1], VerbRefused)
    assert [one.path for one in answers[1].refusals] == [("entry", "recipient")]
    assert [isinstance(answer, Done) for answer in answers] == [True, False, True]
    assert [row["key"] for row in kept] == ["1", "4"]
    assert [row["code"] for row in codes] == ["letters", "parcels"]


async def test_a_revision_seen_before_is_stale_after_another_one_of_the_same_group(store: str) -> None:
    """Two change the same transfer from the same state: the second is refused."""
    async with clerk(store) as one:
        revision = await one.revision("transfers", "parcels")
        those = [
            asked("changeTransfer", {"code": "parcels", "on": on, "mixed": True, "revision": revision}, on)
            for on in ("2025-01-01", "2025-02-01")
        ]
        answers = await answered_together(one.database, [UNRELATED[0], *those, UNRELATED[1]])

    assert [isinstance(answer, Done) for answer in answers] == [True, True, False, True]
    assert isinstance(answers[2], VerbRefused)
    assert [one.code for one in answers[2].refusals] == ["stale"]


@st.composite
def waiting(draw: Draw[Any]) -> tuple[Register, list[Order]]:
    """A register, and verbs that wait to be done on it."""
    before, other = (register_document(Register.model_validate(draw(documents()))) for _ in range(2))
    steps = [draw(st.just(a_step(draw, before, other))) for _ in range(draw(st.integers(2, 5)))]
    return Register.model_validate(before), [
        Order(BY_NAME[step.verb], [step.given], ("it",), reason="because", by=f"person {number}")
        for number, step in enumerate(steps)
        if step is not None and "Release" not in step.verb
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(those=waiting())
def test_together_they_leave_what_they_leave_one_by_one(
    those: tuple[Register, list[Order]], migrated_file: Path, tmp_path: Path
) -> None:
    """The same answers, the same rows in every table, the same on the ledger: the joined first, then the others."""
    before, orders = those
    every = [Asked(one, f"k-{number}") for number, one in enumerate(orders)]
    first = joined(every)
    in_turn = [*first, *(number for number in range(len(every)) if number not in first)]

    async def outcome(name: str, turn: Sequence[int], *, together: bool) -> object:
        place = str(shutil.copy(migrated_file, tmp_path / name))
        async with opened(address(place)) as database:
            await load(database, before)
            some = [every[number] for number in turn]
            answers = await (answered_together if together else one_by_one)(database, some)
            by_number = {number: plain(answer) for number, answer in zip(turn, answers, strict=True)}
            return by_number, await told(database), await recorded(database)

    async def all_of_them() -> tuple[object, object, object]:
        as_they_came = range(len(every))
        return (
            await outcome("together.db", as_they_came, together=True),
            await outcome("joined.db", in_turn, together=False),
            await outcome("came.db", as_they_came, together=False),
        )

    together, joined_first, as_they_came = asyncio.run(all_of_them())

    assert together in (joined_first, as_they_came)
