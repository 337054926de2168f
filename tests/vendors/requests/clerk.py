"""Somebody who handles requests of persons on a stored register."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from models.vocabulary import Role
from vendors.requests.handling import ON_REQUESTS
from vendors.store.database import Database
from vendors.tokens import Holder
from vendors.verbs.refusals import VerbRefused
from vendors.verbs.stepping import Handled

HANAKO = Holder("hanako", frozenset({Role.REVIEWER}))
NOW = datetime(2026, 8, 10, 1, 0, tzinfo=UTC)
"""Ten in the morning of that day in Tokyo."""


async def does(database: Database, verb: str, code: str, key: str = "", /, **said: Any) -> Handled:
    """Do a verb on a request; under a key of its own, unless one is given."""
    reason = said.pop("reason", None)
    return await ON_REQUESTS.handled(database, verb, {"code": code, **said}, HANAKO, key or uuid4().hex, NOW, reason)


async def refused(database: Database, verb: str, code: str, /, **said: Any) -> tuple[str, str]:
    """The code and the field that a verb is refused for; fails where it is done, or says anything with a brace."""
    try:
        await does(database, verb, code, **said)
    except VerbRefused as why:
        (one,) = why.refusals
        assert "{" not in one.message("en") + one.message("ja")
        return one.code, str(one.path[-1])
    raise AssertionError("it was done")


async def handled_to_the_end(
    database: Database, code: str, kind: str = "STOP_OF_PROVISION", subject: str = "p-1", **decision: Any
) -> None:
    """Receive a request, and go on with it until the person was told."""
    said = {"asked": "stop it", "method": "ELECTRONIC"} if kind == "STOP_OF_PROVISION" else {}
    await does(database, "receiveRequest", code, subject=subject, kind=kind, on="2026-08-01", **said)
    await does(database, "verifyIdentity", code, on="2026-08-02", identity="by the account")
    await does(database, "investigateRequest", code, on="2026-08-03", found="no consent")
    decision = decision or {
        "outcome": "PARTLY_ACCEPTED",
        "reasons": ["ALTERNATIVE_MEASURES"],
        "explained": "the printer has to go on",
    }
    await does(database, "decideRequest", code, on="2026-08-04", **decision)
    await does(database, "notifyRequest", code, on="2026-08-05")
