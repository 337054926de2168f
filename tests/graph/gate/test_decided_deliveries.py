"""A delivery is recorded with the gate's decision, and answers whether it kept to it."""

from typing import Any
from uuid import uuid4

import pytest

from models.vocabulary import Role
from tests.graph.desk import desk
from tests.graph.mutations.writing import Desk, writing
from tests.vendors.gate.decided import REGISTER, asked_gate
from vendors.store.address import address
from vendors.store.database import opened

RECORDED = """mutation($input: RegisterDeliveryInput!) { registerDelivery(input: $input) {
  delivery { code decision outsideOfDecision } userErrors { code path message } written { added again } } }"""
SEVERAL = """mutation($input: RegisterDeliveriesInput!) { registerDeliveries(input: $input) {
  deliveries { code decision outsideOfDecision } userErrors { code path } } }"""
READ = '{ delivery(code: "d-9") { decision outsideOfDecision } }'
GIVEN = {"code": "d-9", "transfer": "leads", "at": "2099-06-01T00:00:00+00:00", "subjects": ["p-1", "p-2"]}


async def decided(place: str, transfer: str = "leads") -> str:
    """A decision of the gate's."""
    async with opened(address(place)) as database:
        return (await asked_gate(database, "p-1", "p-2", transfer=transfer)).decision


async def records(asked: Desk, key: str = "", lang: str = "en", **given: Any) -> Any:
    """What recording the delivery is answered with."""
    said = {"idempotencyKey": key or uuid4().hex, "delivery": GIVEN | given}
    return (await asked.do(RECORDED, lang, input=said))["registerDelivery"]


async def test_a_delivery_names_the_decision_and_says_who_was_outside_of_it(place: str) -> None:
    """How many, never who; sent again it is answered again; without a decision it says nothing."""
    async with writing(place, Role.RECORDER, register=REGISTER) as asked:
        decision = await decided(place)
        first, again = await records(asked, "k", decision=decision), await records(asked, "k", decision=decision)
        without = await records(asked, code="d-8", decision=None)

    assert first["delivery"] == {"code": "d-9", "decision": decision, "outsideOfDecision": 1}
    assert (again["delivery"], again["written"]["again"]) == (first["delivery"], True)
    assert without["delivery"] == {"code": "d-8", "decision": None, "outsideOfDecision": None}


async def test_a_decision_that_is_none_for_the_transfer_is_told_beside_the_field(place: str) -> None:
    """What was given, why not, and what would be accepted; in both languages."""
    async with writing(place, Role.RECORDER, register=REGISTER) as asked:
        others = await decided(place, "parcels")
        unknown = await records(asked, decision="unheard-of")
        of_another, ja = await records(asked, decision=others), await records(asked, lang="ja", decision=others)
        several = {"idempotencyKey": "s", "deliveries": [GIVEN, GIVEN | {"code": "d-7", "decision": "unheard-of"}]}
        many = (await asked.do(SEVERAL, input=several))["registerDeliveries"]

    assert [(one["code"], one["path"]) for one in unknown["userErrors"]] == [
        ("unknown_decision", ["input", "delivery", "decision"])
    ]
    (told,), (told_ja,) = of_another["userErrors"], ja["userErrors"]
    assert told["code"] == told_ja["code"] == "decision_of_another_transfer"
    assert all(word in told["message"] for word in (others, "parcels", "leads"))
    assert told["message"] != told_ja["message"]
    assert of_another["delivery"] is None
    assert [one["path"] for one in many["userErrors"]] == [["input", "deliveries", "1", "decision"]]
    assert many["deliveries"] is None


@pytest.mark.parametrize("role", [Role.DASHBOARD, Role.REVIEWER, Role.RECORDER, Role.EXPORTER])
async def test_whoever_reads_deliveries_reads_it(role: Role, place: str) -> None:
    """It names nobody. Who sees what was done to it sees when it was said."""
    async with writing(place, Role.RECORDER, register=REGISTER) as asked:
        decision = await decided(place)
        await records(asked, decision=decision)
    async with desk(place, roles=frozenset({role})) as reading:
        assert (await reading.ask(READ))["delivery"] == {"decision": decision, "outsideOfDecision": 1}
        if role in {Role.REVIEWER, Role.RECORDER}:
            data = await reading.ask('{ delivery(code: "d-9") { history { nodes { list action entry } } } }')
            assert [(one["list"], one["action"]) for one in data["delivery"]["history"]["nodes"]] == [
                ("deliveries", "ADDED"),
                ("decisions", "ADDED"),
            ]
