"""What is remembered of what persons said tells of nobody once it is gone."""

import pytest

from tests.vendors.consents.recorder import recorder
from tests.vendors.requests.clerk import HANAKO, NOW
from tests.vendors.verbs.test_nobody_remembered import confirmed
from vendors.consents.verbs import VERBS, Done, Order, done
from vendors.store.database import Database
from vendors.store.loading import load, the_register
from vendors.verbs.keys import Key
from vendors.verbs.refusals import KeyTaken

GIVEN = {"text": "agreed", "subject": "customer-4711", "given_at": "2024-02-01T00:00:00Z"}
TAKEN = {"text": "agreed", "subject": "customer-4711", "withdrawn_at": "2024-03-01T00:00:00Z"}
KEYS = {
    "giveConsent": Key(HANAKO.name, "giveConsent", ["giveConsent", GIVEN]),
    "withdrawConsent": Key(HANAKO.name, "withdrawConsent", ["withdrawConsent", TAKEN]),
}


async def does(database: Database, verb: str) -> Done:
    """Do one of the two verbs, under its own name as key."""
    said = GIVEN if verb == "giveConsent" else TAKEN
    return await done(database, Order(VERBS[verb], [said], many=False, by=HANAKO), verb, NOW)


async def test_a_guess_is_confirmed_no_more_once_the_consent_is_gone(store: str) -> None:
    """While it is there, the same is answered again; afterwards nobody can tell it from something else."""
    async with recorder(store) as at_work:
        for verb in KEYS:
            assert not (await does(at_work.database, verb)).again
        before = [(await does(at_work.database, verb)).again for verb in KEYS]
        confirms = [await confirmed(at_work.database, key) for key in KEYS.values()]
        register = await the_register(at_work.database)
        left = tuple(one for one in register.consents if one.subject != GIVEN["subject"])

        await load(at_work.database, register.model_copy(update={"consents": left}))

        assert (before, confirms) == ([True, True], [True, True])
        for verb, key in KEYS.items():
            assert not await confirmed(at_work.database, key)
            with pytest.raises(KeyTaken):
                await does(at_work.database, verb)
