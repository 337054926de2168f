"""A verb is done once for each key; and what it would do can be foreseen without doing it."""

from typing import Any

import pytest

from tests.vendors.store.test_loading import everything
from tests.vendors.verbs.clerk import Clerk, clerk
from vendors.verbs.answering import answered, foreseen
from vendors.verbs.doing import Done, Order
from vendors.verbs.foreseeing import Foresight
from vendors.verbs.refusals import KeyTaken, VerbRefused
from vendors.verbs.table import BY_NAME


def order(verb: str, *given: dict[str, Any], by: str = "Sato", reason: str | None = None) -> Order:
    """What somebody wants done."""
    return Order(BY_NAME[verb], given, ("entry",), many=len(given) > 1, by=by, reason=reason)


SERVICE: dict[str, Any] = {"code": "mail", "name": "Mail"}


async def once(one: Clerk, key: str, **how: str) -> Done:
    """Register a service under that key."""
    return await answered(one.database, order("registerService", SERVICE, **how), key)


async def test_what_is_sent_again_is_not_done_again(store: str) -> None:
    """The answer is the same, though the register would refuse it now."""
    async with clerk(store) as one:
        first = await once(one, "k-1")
        before = await everything(one.database)
        again = await once(one, "k-1")

        assert await everything(one.database) == before
    assert (first.again, again.again) == (False, True)
    assert (again.entries, again.changed) == (first.entries, first.changed)


async def test_a_key_stands_for_one_input(store: str) -> None:
    """Another one under it is refused, and so is another verb; another caller's key is another key."""
    async with clerk(store) as one:
        await once(one, "k-1")
        before = await everything(one.database)
        for other in (order("registerService", SERVICE | {"code": "chat"}), order("registerPurpose", SERVICE)):
            with pytest.raises(KeyTaken):
                await answered(one.database, other, "k-1")

        assert await everything(one.database) == before
        await answered(one.database, order("registerPurpose", SERVICE, by="Suzuki"), "k-1")


async def test_what_was_refused_leaves_its_key_free(store: str) -> None:
    """The corrected input may be sent under the same key."""
    async with clerk(store) as one:
        with pytest.raises(VerbRefused):
            await answered(one.database, order("registerService", {"code": "MAIL", "name": "Mail"}), "k-1")

        assert not (await once(one, "k-1")).again


@pytest.mark.parametrize("key", ["", "k" * 201, "a\0b"])
async def test_a_key_is_a_short_text(key: str, store: str) -> None:
    """Anything else is refused where it stands."""
    async with clerk(store) as one:
        before = await everything(one.database)
        with pytest.raises(VerbRefused) as refused:
            await once(one, key)

        assert [(one.code, one.path) for one in refused.value.refusals] == [
            ("bad_idempotency_key", ("idempotency_key",))
        ]
        assert await everything(one.database) == before


async def seen(one: Clerk, verb: str, given: dict[str, Any], reason: str | None = None) -> Foresight:
    """What a verb would do; fails where it changes anything."""
    before = await everything(one.database)
    _, foresight = await foreseen(one.database, order(verb, given, reason=reason))
    assert await everything(one.database) == before
    return foresight


async def test_what_a_verb_would_do_is_told_and_not_done(store: str) -> None:
    """Which findings would appear and which would vanish, with their days."""
    async with clerk(store) as one:
        foresight = await seen(one, "terminateContract", {"code": "carrier-2024", "on": "2024-12-31"})

    ended = [(one.transfer, one.code, str(one.from_)) for one in foresight.appear]
    assert ("parcels", "CONTRACT_EXPIRED", "2025-01-01") in ended
    assert [one.code for one in foresight.vanish if one.code == "CONTRACT_EXPIRED"] == ["CONTRACT_EXPIRED"]
    assert (foresight.appearing, foresight.vanishing) == (len(foresight.appear), len(foresight.vanish))


async def test_what_is_removed_takes_its_findings_along(store: str) -> None:
    """And what is new brings its own."""
    async with clerk(store) as one:
        gone = await seen(one, "removeDelivery", {"code": "d-2"}, reason="a test")
        transfer: dict[str, Any] = {
            "code": "t",
            "service": "shop",
            "recipient": "printer",
            "items": ["name"],
            "purposes": ["ads"],
        }
        new = await seen(one, "registerTransfer", transfer | {"from": "2026-01-01"})

    assert {found.delivery for found in gone.vanish} == {"d-2"}
    assert gone.appear == new.vanish == ()
    assert "BASIS_MISSING" in {found.code for found in new.appear}


async def test_what_would_be_refused_is_refused_when_it_is_foreseen(store: str) -> None:
    """For the same reasons."""
    async with clerk(store) as one:
        before = await everything(one.database)
        with pytest.raises(VerbRefused) as refused:
            await foreseen(one.database, order("removeService", {"code": "shop"}, reason="gone"))

        assert [one.code for one in refused.value.refusals] == ["still_named"]
        assert await everything(one.database) == before
