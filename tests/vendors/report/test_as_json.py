from datetime import date
from pathlib import Path
from typing import Any

import orjson

from vendors.register.read import read_register
from vendors.report.as_json import check_json
from vendors.report.check import check_ever, check_on
from vendors.rules import RULE_SET

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


def said(name: str, on: str | None, until: date | None = None) -> dict[str, Any]:
    """The JSON of a scenario on a day, or ever."""
    register = read_register((SCENARIOS / f"{name}.yaml").read_bytes(), frozenset({"scenario", "expect"}))
    check = check_ever(register) if on is None else check_on(register, date.fromisoformat(on), until)
    document: dict[str, Any] = orjson.loads(check_json(check))
    return document


def test_a_check_of_one_day_has_exactly_the_keys_of_the_contract_in_their_order() -> None:
    """Programs read this document; REGISTER.md fixes what it holds."""
    document = said("02-contract-lapses-mid-feed", "2027-04-10")

    assert document == {
        "on": "2027-04-10",
        "rule_set": RULE_SET,
        "transfers": [
            {
                "code": "delivery-feed",
                "verdict": "INVALID",
                "foreign": False,
                "foreign_mechanism": "NOT_ABROAD",
                "record_required": False,
                "findings": [
                    {
                        "code": "CONTRACT_EXPIRED",
                        "severity": "BLOCKING",
                        "because": "CONTRARY",
                        "from": "2027-04-01",
                        "until": "2027-04-30",
                        "cites": ["APPI 27(5)(i)", "Policy 4(2)"],
                        "about": "contracts.carrier-2026",
                    }
                ],
            }
        ],
        "deliveries": [],
    }
    assert list(document) == ["on", "rule_set", "transfers", "deliveries"]
    transfer = document["transfers"][0]
    assert list(transfer) == ["code", "verdict", "foreign", "foreign_mechanism", "record_required", "findings"]
    assert list(transfer["findings"][0]) == ["code", "severity", "because", "from", "until", "cites", "about"]


def test_a_check_of_all_days_leaves_out_what_belongs_to_one() -> None:
    """`on` is null, and neither `foreign` nor its mechanism is there; a finding without end has no `until`."""
    document = said("38-return-after-the-end", None)

    assert document["on"] is None
    assert [list(transfer) for transfer in document["transfers"]] == 3 * [
        ["code", "verdict", "record_required", "findings"]
    ]
    endless = document["transfers"][0]["findings"][0]
    assert (endless["code"], endless["from"], "until" in endless) == ("RETURN_ERASURE_OVERDUE", "2026-07-31", False)


def test_a_delivery_tells_how_many_persons_its_own_findings_touch_and_nothing_of_periods() -> None:
    """Its own findings carry `subjects` and no period; those of its transfer carry a period and no `subjects`."""
    document = said("24-two-texts-one-covers", "2026-08-05")
    mixed = next(delivery for delivery in document["deliveries"] if delivery["code"] == "d-mixed")

    assert list(mixed) == ["code", "transfer", "on", "verdict", "record_required", "findings"]
    assert mixed["on"] == "2026-08-05"
    assert [list(finding) for finding in mixed["findings"]] == 2 * [
        ["code", "severity", "because", "cites", "about", "subjects"]
    ]
    assert {finding["code"]: finding["subjects"] for finding in mixed["findings"]} == {
        "CONSENT_AFTER_TRANSFER": 1,
        "CONSENT_SCOPE_MISMATCH": 1,
    }


def test_a_delivery_lists_the_findings_of_its_transfer_with_their_period() -> None:
    """What holds of the transfer on the delivery's day counts against the delivery, without a number of persons."""
    document = said("26-consent-nobody-gave", None)
    may = next(delivery for delivery in document["deliveries"] if delivery["code"] == "d-may")

    own, of_transfer = may["findings"]

    assert (own["code"], own["subjects"], "from" in own) == ("CONSENT_MISSING", 1, False)
    assert (of_transfer["code"], of_transfer["from"], of_transfer["until"]) == (
        "CONSENT_MISSING",
        "2026-04-01",
        "2026-05-31",
    )
    assert "subjects" not in of_transfer


def test_deliveries_of_a_day_are_those_made_by_it() -> None:
    """A delivery of the day after is not there yet."""
    before = said("46-records-in-time", "2026-09-30")
    on_the_day = said("46-records-in-time", "2026-10-01")

    assert "d-october" not in [delivery["code"] for delivery in before["deliveries"]]
    assert "d-october" in [delivery["code"] for delivery in on_the_day["deliveries"]]


def test_lapses_are_what_begins_after_the_day_and_by_the_last_one() -> None:
    """The day itself is no coming day; the last one is, and the one after it is not."""
    day_before = said("02-contract-lapses-mid-feed", "2027-03-30", date(2027, 3, 31))
    just = said("02-contract-lapses-mid-feed", "2027-03-31", date(2027, 4, 1))
    already = said("02-contract-lapses-mid-feed", "2027-04-01", date(2027, 4, 2))

    assert day_before["lapses"] == []
    assert [(lapse["day"], lapse["transfer"], lapse["code"]) for lapse in just["lapses"]] == [
        ("2027-04-01", "delivery-feed", "CONTRACT_EXPIRED")
    ]
    assert already["lapses"] == []
    assert "lapses" not in said("02-contract-lapses-mid-feed", "2027-03-31")


def test_a_record_that_is_going_to_be_late_is_a_lapse_too() -> None:
    """The record of a delivery made by the day counts, on the day after its last one."""
    document = said("46-records-in-time", "2026-07-02", date(2026, 7, 9))

    assert ("2026-07-09", "single", "d-never", "RECORD_MISSING") in [
        (lapse["day"], lapse["transfer"], lapse.get("delivery"), lapse["code"]) for lapse in document["lapses"]
    ]
