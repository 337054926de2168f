"""How long it takes to judge a register of any size, from facts in memory, in seconds of one core."""

import random
import time
from datetime import date, timedelta
from typing import Any

from vendors.judgement import judge
from vendors.register.entries.register import Register

RECIPIENTS, CONTRACTS, TEXTS = 500, 1500, 10
TERMS = (
    *("purpose_limit", "safeguards", "staff_supervision", "reentrustment_approval", "no_onward_provision"),
    *("incident_notice", "audit", "return_erasure"),
)


def seconds_to_judge(transfers: int) -> float:
    """The time that judging takes; building the register is not in it."""
    whole = register(transfers)
    begun = time.process_time()
    judge(whole)
    return time.process_time() - begun


def register(transfers: int, deliveries: int = 0) -> Register:
    """A register of so many transfers, on every kind of basis, at home and abroad, good and bad; and deliveries."""
    chance = random.Random(1)  # rows to measure with, no secret

    def day(first: int, last: int) -> str:
        return str(date(first, 1, 1) + timedelta(days=chance.randrange((last - first) * 365)))

    def recipient(number: int) -> dict[str, Any]:
        measured = chance.random() < 0.5
        return {
            "code": f"r{number}",
            "name": f"R {number}",
            "kind": "company",
            "country": chance.choice(["JP", "JP", "US", "DE", "SG"]),
            "screenings": [day(2015, 2018)],
            "reviews": [day(2018, 2026) for _ in range(5)],
            "equivalent_measures": [{"kind": "contract", "from": day(2017, 2020)}] if measured else [],
        }

    def contract(number: int) -> dict[str, Any]:
        return {
            "code": f"c{number}",
            "recipient": f"r{number % RECIPIENTS}",
            "kind": "outsourcing",
            "from": day(2015, 2018),
            "until": day(2025, 2032),
            "confidentiality": {},
            "terms": chance.sample(TERMS, chance.choice([7, 8, 8])),
            "purposes": ["p0", "p1", "p2"],
            "items": [f"i{item}" for item in range(15)],
        }

    def transfer(number: int) -> dict[str, Any]:
        to = chance.randrange(RECIPIENTS)
        return {
            "code": f"t{number}",
            "service": "s",
            "recipient": f"r{to}",
            "contract": f"c{to + RECIPIENTS * chance.randrange(CONTRACTS // RECIPIENTS)}",
            "foreign": chance.random() < 0.5,
            "items": chance.sample([f"i{item}" for item in range(16)], 3),
            "purposes": chance.sample(["p0", "p1", "p2", "p3"], 2),
            "from": day(2018, 2026),
            "bases": [basis()],
        }

    def delivery(number: int) -> dict[str, Any]:
        made_on = day(2020, 2026)
        return {
            "code": f"d{number}",
            "transfer": f"t{number * 7 % transfers}",
            "at": f"{made_on}T09:00:00Z",
            "subject_count": chance.randrange(1, 500),
            "record": {"made_on": made_on, "method": "individual", "has": ["date", "items"]},
        }

    def basis() -> dict[str, Any]:
        return chance.choice(
            [
                {"kind": "outsourcing"},
                {"kind": "outsourcing"},
                {"kind": "consent", "texts": [f"x{chance.randrange(TEXTS)}"]},
                {"kind": "other_law", "ground": "statute", "statute": "a", "article": "b", "document": "c"},
                {"kind": "government_cooperation", "requester": "a", "affair": "b", "statute": "c"},
            ]
        )

    text = {"from": "2015-01-01", "any_recipient": True, "expressed": True, "foreign": {"country_named": True}}
    named = [f"i{item}" for item in range(16)]
    return Register.model_validate(
        {
            "register": 1,
            "operator": {"name": "Operator"},
            "services": [{"code": "s", "name": "S"}],
            "items": [{"code": code, "name": code} for code in named],
            "purposes": [{"code": f"p{number}", "name": "P"} for number in range(4)],
            "policies": [
                {"version": "1", "from": "2015-01-01", "purposes": ["p0", "p1", "p2"], "states_provision": True},
                {"version": "2", "from": "2021-08-16", "purposes": ["p0", "p1", "p2", "p3"]},
            ],
            "recipients": [recipient(number) for number in range(RECIPIENTS)],
            "contracts": [contract(number) for number in range(CONTRACTS)],
            "consent_texts": [
                {**text, "code": f"x{number}", "items": named, "purposes": ["p0", "p1", "p2", "p3"]}
                for number in range(TEXTS)
            ],
            "transfers": [transfer(number) for number in range(transfers)],
            "deliveries": [delivery(number) for number in range(deliveries)],
        }
    )
