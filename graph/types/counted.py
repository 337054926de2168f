"""Counted groups: what transfers can be counted by, over which quarters, and what a group says."""

from datetime import date

import strawberry

from graph.reads.points import MOST_QUARTERS, USUAL_QUARTERS, Every, StatisticsKey
from graph.reads.rows import Column, read
from graph.types.inputs import given
from graph.types.words import described
from models.vocabulary import BasisKind, ForeignMechanism, RuleCode, Verdict
from vendors.exports.quarters import FORMS

described(
    StatisticsKey,
    "What transfers can be counted by.",
    {
        "VERDICT": "What is said of the transfer.",
        "BASIS": "The kind of the basis in force (APPI 27).",
        "FOREIGN": "Whether the recipient is abroad, as the law derives it (APPI 28).",
        "MECHANISM": "What lets the provision go abroad (APPI 28).",
        "COUNTRY": "The country of the entity that handles the data (APPI 28).",
        "SERVICE": "The service from which the data comes.",
        "CODE": (
            "The rule that is broken: a transfer is counted once for each rule of which a finding holds, and not where"
            " none does; a finding may hold outside the transfer's period, where the verdict is `INACTIVE`."
        ),
        "QUARTER": (
            "The quarter: a transfer is counted once in each quarter in which it is active (by `CODE`: in which a"
            " finding of the rule holds), as it stands on the last such day of the quarter."
        ),
    },
)
described(
    Every,
    "How far the days of a series lie apart.",
    {
        "DAY": "Every day.",
        "WEEK": "Every seventh day, beginning with the first.",
        "MONTH": "The last day of every month.",
        "QUARTER": "The last day of every quarter of the calendar; those of the fiscal year end on the same days.",
    },
)


@strawberry.input(description=f"A run of quarters, of the calendar or of the fiscal year: {FORMS}.")
class Quarters:
    """A run of quarters, both inclusive."""

    from_: str | None = given(
        f"The first quarter; unless given, so that there are {USUAL_QUARTERS}. At most {MOST_QUARTERS} are counted.",
        "from",
    )
    until: str | None = given("The last quarter; the one that has the day asked of unless given.")


def transfers() -> int:
    """The count of a group."""
    return read(Column("transfers"), "How many transfers.")  # type: ignore[no-any-return]


@strawberry.type(description="Transfers that agree in what they are counted by.")
class Counted:
    """Transfers that agree in what they are counted by."""

    verdict: Verdict | None = read(Column("verdict"), "The verdict; null also where it is not counted by.")
    basis: BasisKind | None = read(Column("basis"), "The kind of basis; null also where none is in force.")
    foreign: bool | None = read(Column("abroad"), "Whether the recipient is abroad.")
    mechanism: ForeignMechanism | None = read(
        Column("mechanism"), "What lets them abroad; null also outside the transfer's period."
    )
    country: str | None = read(Column("country"), "The recipient's country; null also where it is not recorded.")
    service: str | None = read(Column("service"), "Code of the service.")
    code: RuleCode | None = read(Column("code"), "The rule that is broken.")
    transfers: int = transfers()


@strawberry.type(description="Transfers that agree in what they are counted by; what was not asked for is null.")
class StatisticsGroup(Counted):
    """Transfers that agree in what they are counted by."""

    quarter: str | None = read(Column("quarter"), "The quarter, written as it was asked for.")


@strawberry.type(description="Transfers that agree, on one day of a series, in what they are counted by.")
class StatisticsPoint(Counted):
    """Transfers that agree, on one day of a series, in what they are counted by."""

    on: date = read(Column("day"), "The day.")
