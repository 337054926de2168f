"""The verbs on data received: registered, confirmed, recorded, its record deleted, and corrected (APPI 30)."""

from datetime import date

from models.received_words import ConfirmationMethod, ReceivedBasis, ReceivedItem
from models.vocabulary import RecipientKind, RecordMethod
from vendors.ledger.events import RECEIVED
from vendors.received.coherence import check_whole
from vendors.received.correcting import check_seen, corrected
from vendors.received.recording import write
from vendors.received.stored import ReceivedProvision, stored
from vendors.register.fault_texts import shown
from vendors.verbs.refusals import Refusal, VerbRefused, says_why
from vendors.verbs.stepping import Handled, Process, Step

NOUN = "received"
"""Under which key of a verb's input everything stands but the reason."""
_WORDS = {"en": "receipt of data", "ja": "提供を受けたデータ"}


async def _there(step: Step) -> tuple[int, ReceivedProvision]:
    """The receipt that is meant; refused is one that is not there."""
    found = await stored(step.connection, step.said["code"])
    if found is None:
        raise step.refused("unknown_entry", "code", value=shown(step.said["code"]), list=_WORDS)
    return found


def _check_not_yet(step: Step, day: date | None) -> None:
    if day is not None:
        raise step.refused("recorded_already", "on", value=day)


async def _register(step: Step) -> Handled:
    said = step.said
    step.check_code("code")
    if await stored(step.connection, said["code"]) is not None:
        raise step.refused("code_taken", "code", value=said["code"], list=_WORDS)
    now = ReceivedProvision(
        code=said["code"],
        provider=said["provider"],
        provider_kind=RecipientKind(said["provider_kind"]),
        name=said["name"],
        address=said.get("address"),
        representative=said.get("representative"),
        basis=ReceivedBasis(said["basis"]),
        received_on=step.on,
        items=tuple(dict.fromkeys(said["items"])),
        subject_count=said.get("subject_count"),
        subjects=tuple(dict.fromkeys(said.get("subjects") or ())),
    )
    check_whole(step, now, {"received_on": "on"})
    return Handled(now.code, await write(step.connection, None, None, now, step.occasion))


async def _confirm(step: Step) -> Handled:
    number, before = await _there(step)
    _check_not_yet(step, before.confirmed_on)
    said = step.said
    how = said.get("circumstances_method")
    now = before.with_step(
        confirmed_on=step.on,
        provider_method=ConfirmationMethod(said["provider_method"]),
        circumstances=said.get("circumstances"),
        circumstances_method=None if how is None else ConfirmationMethod(how),
        **{field: said[field] for field in ("name", "address", "representative") if said.get(field) is not None},
    )
    check_whole(step, now, {"confirmed_on": "on"})
    return Handled(now.code, await write(step.connection, number, before, now, step.occasion))


async def _record(step: Step) -> Handled:
    number, before = await _there(step)
    _check_not_yet(step, before.record_made_on)
    has = tuple(ReceivedItem(one) for one in dict.fromkeys(step.said["has"]))
    method = RecordMethod(step.said["method"])
    now = before.with_step(record_made_on=step.on, record_method=method, record_has=has)
    check_whole(step, now, {"record_made_on": "on"})
    return Handled(now.code, await write(step.connection, number, before, now, step.occasion))


async def _record_deletion(step: Step) -> Handled:
    number, before = await _there(step)
    if before.record_made_on is None:
        raise step.refused("not_recorded", "code", value="record")
    _check_not_yet(step, before.record_deleted_on)
    now = before.with_step(record_deleted_on=step.on)
    check_whole(step, now, {"record_deleted_on": "on"})
    return Handled(now.code, await write(step.connection, number, before, now, step.occasion))


async def _correct(step: Step) -> Handled:
    if not says_why(step.reason):
        raise VerbRefused([Refusal("no_reason", ("reason",))])
    number, before = await _there(step)
    if before.purged_on is not None:
        raise step.refused("persons_purged", "code", value=before.code, on=before.purged_on)
    await check_seen(step, number, before)
    now = corrected(step, before)
    check_whole(step, now, {})
    if now != before:
        await write(step.connection, number, before, now, step.occasion)
    return Handled(now.code, number)


ON_RECEIVED = Process(
    NOUN,
    "received_provision",
    RECEIVED,
    {
        "registerReceivedProvision": _register,
        "confirmReceivedProvision": _confirm,
        "recordReceivedProvision": _record,
        "recordReceivedDeletion": _record_deletion,
        "correctReceivedProvision": _correct,
    },
)
"""The verbs by their names, as callers know them."""
