"""The verbs on requests of persons: received, identity verified, investigated, decided, notified (APPI 32 to 39).

Each step is said once and in this order; a refusal for want of identity needs no investigation. Accepting a stop writes
the stop that every judgement obeys, in the transaction of the decision.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.vocabulary import RefusalReason, RequestKind, RequestMethod, RequestOutcome
from vendors import tokens
from vendors.register.values import is_code
from vendors.requests.recording import write
from vendors.requests.stopping import stop
from vendors.requests.stored import Request, stored
from vendors.rules.requests import LAWFUL, STOPS
from vendors.store.change import Occasion
from vendors.store.connection import Connection
from vendors.store.database import Database
from vendors.store.refusals import Refusal as StoreRefusal
from vendors.store.refusals import StoreRefused
from vendors.verbs.answering import Key
from vendors.verbs.once import done_once
from vendors.verbs.refusals import Refusal, VerbRefused

NOUN = "request"
"""Under which key of a verb's input everything stands."""
_WORDS = {"en": "request of a person", "ja": "本人の請求"}
_LONGEST_SUBJECT = 200
Given = Mapping[str, Any]


@dataclass(frozen=True)
class Handled:
    """What was done."""

    code: str
    """The request that the verb answers with."""
    again: bool = False
    """Whether it was done before, and is only answered again."""


@dataclass(frozen=True)
class Step:
    """One verb while it is done."""

    connection: Connection
    verb: str
    said: Given
    by: str
    now: datetime
    time_zone: str

    @property
    def on(self) -> date:
        """The day that the input names."""
        return date.fromisoformat(self.said["on"])

    def refused(self, code: str, field: str, **params: Any) -> VerbRefused:
        """The refusal of what the input says in a field."""
        return VerbRefused([Refusal(code, (NOUN, field), params)])

    def check_day(self, *, after: date | None) -> None:
        """Refuse a day that has not come yet, and one before the step that it follows."""
        if self.on > self.now.astimezone(ZoneInfo(self.time_zone)).date():
            raise self.refused("day_to_come", "on", value=self.on)
        if after is not None and self.on < after:
            raise self.refused("day_before_step", "on", value=self.on, day=after)

    def check_texts(self) -> None:
        """Refuse texts that say nothing, or hold what no text does."""
        for field, value in self.said.items():
            if isinstance(value, str) and not value.strip():
                raise self.refused("says_nothing", field)
            if isinstance(value, str) and "\0" in value:
                raise self.refused("bad_character", field, number="0000")

    async def request(self) -> tuple[int, Request]:
        """The request that is meant; refused is one that is not there."""
        found = await stored(self.connection, self.said["code"])
        if found is None:
            raise self.refused("unknown_entry", "code", value=self.said["code"], list=_WORDS)
        return found

    async def keep(self, number: int | None, request: Request) -> Handled:
        """Write what the request says now."""
        await write(self.connection, number, request, Occasion(self.verb, self.by))
        return Handled(request.code)


async def _receive(step: Step) -> Handled:
    said = step.said
    kind = RequestKind(said["kind"])
    if not is_code(said["code"]):
        raise step.refused("bad_request_code", "code")
    if len(said["subject"]) > _LONGEST_SUBJECT:
        raise step.refused("bad_subject", "subject", limit=_LONGEST_SUBJECT)
    step.check_day(after=None)
    if await stored(step.connection, said["code"]) is not None:
        raise step.refused("code_taken", "code", value=said["code"], list=_WORDS)
    recipients = tuple(dict.fromkeys(said.get("recipients") or ()))
    if recipients and kind is not RequestKind.STOP_OF_PROVISION:
        raise step.refused("no_recipients_here", "recipients")
    await _check_recipients(step, recipients)
    method = said.get("method")
    return await step.keep(
        None,
        Request(
            code=said["code"],
            kind=kind,
            subject=said["subject"],
            received_on=step.on,
            method=None if method is None else RequestMethod(method),
            recipients=recipients,
            asked=said.get("asked"),
        ),
    )


async def _verify(step: Step) -> Handled:
    number, request = await step.request()
    _check_open(step, request)
    if request.verified_on is not None:
        raise step.refused("recorded_already", "on", value=request.verified_on)
    step.check_day(after=request.received_on)
    return await step.keep(number, request.with_step(verified_on=step.on, identity=step.said["identity"]))


async def _investigate(step: Step) -> Handled:
    number, request = await step.request()
    _check_open(step, request)
    if request.verified_on is None:
        raise step.refused("identity_first", "code", value=request.code)
    if request.investigated_on is not None:
        raise step.refused("recorded_already", "on", value=request.investigated_on)
    step.check_day(after=request.verified_on)
    return await step.keep(number, request.with_step(investigated_on=step.on, found=step.said["found"]))


async def _decide(step: Step) -> Handled:
    number, request = await step.request()
    _check_open(step, request)
    outcome = RequestOutcome(step.said["outcome"])
    reasons = tuple(RefusalReason(one) for one in dict.fromkeys(step.said.get("reasons") or ()))
    _check_reasons(step, request, outcome, reasons)
    if outcome is not RequestOutcome.WITHDRAWN and reasons != (RefusalReason.IDENTITY_UNVERIFIED,):
        if request.verified_on is None:
            raise step.refused("identity_first", "code", value=request.code)
        if request.investigated_on is None:
            raise step.refused("investigation_first", "code", value=request.code)
    step.check_day(after=request.investigated_on or request.verified_on or request.received_on)
    accepted = outcome in {RequestOutcome.ACCEPTED, RequestOutcome.PARTLY_ACCEPTED}
    recipients = tuple(dict.fromkeys(step.said.get("recipients") or ()))
    if recipients and not (accepted and request.kind is RequestKind.STOP_OF_PROVISION):
        raise step.refused("no_recipients_here", "recipients")
    await _check_recipients(step, recipients)
    decided = request.with_step(
        decided_on=step.on,
        outcome=outcome,
        reasons=reasons,
        explained=step.said.get("explained"),
        recipients=recipients or request.recipients,
    )
    if accepted and request.kind in STOPS:
        decided = decided.with_step(stopped_from=step.now)
        await stop(step.connection, decided, Occasion(step.verb, step.by))
    return await step.keep(number, decided)


async def _notify(step: Step) -> Handled:
    number, request = await step.request()
    if request.decided_on is None:
        raise step.refused("decision_first", "code", value=request.code)
    if request.outcome is RequestOutcome.WITHDRAWN:
        raise step.refused("request_closed", "code", value=request.code)
    if request.notified_on is not None:
        raise step.refused("recorded_already", "on", value=request.notified_on)
    step.check_day(after=request.decided_on)
    return await step.keep(number, request.with_step(notified_on=step.on))


def _check_open(step: Step, request: Request) -> None:
    if request.decided_on is not None:
        raise step.refused("request_closed", "code", value=request.code)


def _check_reasons(step: Step, request: Request, outcome: RequestOutcome, reasons: tuple[RefusalReason, ...]) -> None:
    """A refusal has reasons, of those that the law has for such a request; what is not refused has none."""
    refuses = outcome in {RequestOutcome.REFUSED, RequestOutcome.PARTLY_ACCEPTED}
    if refuses and not reasons:
        raise step.refused("no_lawful_reason", "reasons", lawful=_told(LAWFUL[request.kind]))
    if not refuses and reasons:
        raise step.refused("no_reason_here", "reasons")
    unlawful = [one for one in reasons if one not in LAWFUL[request.kind]]
    if unlawful:
        raise step.refused("unlawful_reason", "reasons", value=_told(unlawful), lawful=_told(LAWFUL[request.kind]))


def _told(reasons: Any) -> str:
    return ", ".join(sorted(reasons))


async def _check_recipients(step: Step, recipients: tuple[str, ...]) -> None:
    for code in recipients:
        if not await step.connection.rows("SELECT id FROM recipient WHERE code = ?", code):
            words = {"en": "recipient", "ja": "提供先"}
            raise step.refused("unknown_entry", "recipients", value=code, list=words)


VERBS: Mapping[str, Callable[[Step], Awaitable[Handled]]] = {
    "receiveRequest": _receive,
    "verifyIdentity": _verify,
    "investigateRequest": _investigate,
    "decideRequest": _decide,
    "notifyRequest": _notify,
}
"""The verbs by their names, as callers know them."""


async def handled(database: Database, verb: str, said: Given, by: tokens.Holder, key: str, now: datetime) -> Handled:
    """Do a verb, unless it was done under that key before: then answer as then.

    Raises `VerbRefused`, `RightsLost`, and `KeyTaken` where something else was done under the key; and `StoreRefused`
    where no register is stored.
    """

    async def do(connection: Connection) -> Handled:
        step = Step(connection, verb, said, by.name, now.astimezone(UTC), await _time_zone(connection))
        step.check_texts()
        return await VERBS[verb](step)

    done = await done_once(database, Key(by.name, key, [verb, said]), by, now, do, lambda done: {"code": done.code})
    return done if isinstance(done, Handled) else Handled(done["code"], again=True)


async def _time_zone(connection: Connection) -> str:
    rows = await connection.rows("SELECT time_zone FROM operator")
    if not rows:
        raise StoreRefused(StoreRefusal.NO_REGISTER, database=connection.engine)
    return str(rows[0]["time_zone"])
