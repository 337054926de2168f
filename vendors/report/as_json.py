"""A check for programs: JSON, with the keys and their order as the register file's contract fixes them."""

from typing import Any

import orjson

from vendors.report.document import Check, DeliveryTold, Lapse, Told, TransferTold


def check_json(check: Check) -> bytes:
    """The whole check; one line break at its end.

    `until` is absent in a finding that never ends, and what belongs to one day where the check is of all days. `lapses`
    is there only where it was asked for.
    """
    document: dict[str, Any] = {
        "on": check.on,
        "rule_set": check.rule_set,
        "transfers": [_transfer(transfer) for transfer in check.transfers],
        "deliveries": [_delivery(delivery) for delivery in check.deliveries],
    }
    if check.lapses is not None:
        document["lapses"] = [_lapse(lapse) for lapse in check.lapses.coming]
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _transfer(transfer: TransferTold) -> dict[str, Any]:
    of_the_day = (
        {}
        if transfer.mechanism is None
        else {
            "foreign": transfer.foreign,
            "foreign_mechanism": transfer.mechanism,
        }
    )
    return {
        "code": transfer.code,
        "verdict": transfer.verdict,
        **of_the_day,
        "record_required": transfer.record_required,
        "findings": [_finding(told) for told in transfer.findings],
    }


def _delivery(delivery: DeliveryTold) -> dict[str, Any]:
    return {
        "code": delivery.code,
        "transfer": delivery.transfer,
        "on": delivery.on,
        "verdict": delivery.verdict,
        "record_required": delivery.record_required,
        "findings": [_finding(told) for told in delivery.findings],
    }


def _lapse(lapse: Lapse) -> dict[str, Any]:
    return {
        "day": lapse.day,
        "transfer": lapse.transfer,
        **({} if lapse.delivery is None else {"delivery": lapse.delivery}),
        **_finding(lapse.told),
    }


def _finding(told: Told) -> dict[str, Any]:
    known = {
        "code": told.rule.code,
        "severity": told.severity,
        "because": told.because,
        "from": told.from_,
        "until": told.until,
        "cites": list(told.rule.cites),
        "about": told.about.path,
        "subjects": told.subjects,
    }
    return {key: value for key, value in known.items() if value is not None}
