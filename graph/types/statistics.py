"""Counts of transfers as they stand on a day."""

from datetime import date

import strawberry

from graph.reads.groups import MOST_GROUPS, MOST_IN_SERIES
from graph.reads.kept import STANDING, changes_until
from graph.reads.points import MOST_POINTS, USUAL_DAYS, Every, StatisticsKey
from graph.reads.rows import Column, Count, Counts, GroupCount, Groups, Leaf, Totals, argument, read
from graph.types.beside import SPAN, TRANSFER_RECIPIENT_VERSION
from graph.types.counted import StatisticsGroup, StatisticsPoint, transfers
from graph.types.transfer_list import TRANSFERS
from models.vocabulary import BasisKind, ForeignMechanism, RuleCode, Severity, Verdict


def counted(where: str) -> Count:
    """How many transfers there are for which that holds."""
    return Count(f"(select coalesce(sum(transfers), 0) from chosen where {where})")


def grouped(column: str, where: str = "verdict <> 'INACTIVE'") -> Counts:
    """How many transfers there are for each value of a column."""
    return Counts(
        f"select {column} as word, sum(transfers) as transfers from chosen where {where} group by {column}",
        order="{it}.transfers desc, coalesce({it}.word, '')",  # engines differ on whether null comes first
    )


@strawberry.type(description="Transfers with one verdict.")
class VerdictCount:
    """Transfers with one verdict."""

    verdict: Verdict = read(Column("word"), "The verdict.")
    transfers: int = transfers()


@strawberry.type(description="Transfers on one kind of basis (APPI 27).")
class BasisCount:
    """Transfers on one kind of basis."""

    basis: BasisKind | None = read(Column("word"), "The kind of basis in force; null: none.")
    transfers: int = transfers()


@strawberry.type(description="Transfers that one mechanism lets abroad (APPI 28).")
class MechanismCount:
    """Transfers that one mechanism lets abroad."""

    mechanism: ForeignMechanism = read(Column("word"), "The mechanism.")
    transfers: int = transfers()


@strawberry.type(description="Transfers from one service.")
class ServiceCount:
    """Transfers from one service."""

    service: str = read(Column("word"), "Code of the service.")
    transfers: int = transfers()
    invalid: int = read(Column("invalid"), "How many of them are invalid.")


@strawberry.type(description="Findings of one rule.")
class FindingCount:
    """Findings of one rule."""

    code: RuleCode = read(Column("code"), "The rule.")
    severity: Severity = read(Column("severity"), "Whether they block or warn.")
    findings: int = read(Column("findings"), "How many findings hold on the day.")
    transfers: int = read(Column("transfers"), "How many transfers they touch.")


@strawberry.type(description="Counts of transfers as they stand on a day.")
class Statistics:
    """Counts of transfers as they stand on a day."""

    on: date = read(Count("{day}"), "The day.")
    recorded: int = read(counted("1 = 1"), "All transfers, whether the day lies in their period or not.")
    transfers: int = read(counted("verdict <> 'INACTIVE'"), "Transfers whose period has the day.")
    valid: int = read(counted("verdict = 'VALID'"), "Those that stand.")
    invalid: int = read(counted("verdict = 'INVALID'"), "Those with a blocking finding.")
    not_a_provision: int = read(counted("verdict = 'NOT_A_PROVISION'"), "Those that are no provision (APPI 27(5)).")
    inactive: int = read(counted("verdict = 'INACTIVE'"), "Transfers whose period does not have the day.")
    foreign: int = read(
        counted("verdict <> 'INACTIVE' and abroad"),
        "Those to a recipient abroad on the day, as the law derives it (APPI 28).",
    )
    domestic: int = read(
        counted("verdict <> 'INACTIVE' and not abroad"),
        "Those to a recipient that is not abroad on the day; also where its country is not recorded (APPI 28).",
    )
    record_required: int = read(counted("record_required"), "Those that need a provision record on the day (APPI 29).")
    by_verdict: list[VerdictCount] = read(grouped("verdict", "1 = 1"), "By verdict, of all transfers; the most first.")
    by_basis: list[BasisCount] = read(grouped("basis_kind"), "By kind of the basis in force (APPI 27); the most first.")
    by_mechanism: list[MechanismCount] = read(
        grouped("mechanism"), "By what lets them abroad (APPI 28); the most first."
    )
    by_service: list[ServiceCount] = read(
        Counts(
            "select s.code as word, sum(transfers) as transfers,"
            " sum(case when chosen.verdict = 'INVALID' then transfers else 0 end) as invalid"
            " from chosen join service s on s.id = chosen.service_id where chosen.verdict <> 'INACTIVE'"
            " group by s.code",
            order="{it}.transfers desc, {it}.word",
        ),
        "By service; the most first.",
    )
    findings: list[FindingCount] = read(
        Counts(
            "select f.code, f.severity, count(*) as findings, count(distinct f.transfer_id) as transfers"
            " from finding f join chosen on chosen.id = f.transfer_id"
            " where f.from_on <= {day} and (f.until_on is null or f.until_on >= {day}) group by f.code, f.severity",
            order="{it}.findings desc, {it}.code, {it}.severity",
            kept="select code, severity, sum(findings) as findings, sum(transfers) as transfers from"
            f" ({changes_until('finding_count', 'code, severity, findings, transfers')}) changes"
            " group by code, severity having sum(findings) <> 0",
        ),
        "Findings that hold on the day, by rule; the most first. Some hold outside a transfer's period too.",
    )
    groups: list[StatisticsGroup] = read(
        Groups(),
        "Counted by what `by` asks for; quarter after quarter where it is by quarter, the most first. Without `by`, one"
        f" group of all transfers whose period has the day. At most {MOST_GROUPS} are listed; see `groupCount`.",
    )
    group_count: int = read(GroupCount(), "How many groups there are, listed or not.")
    series: list[StatisticsPoint] = read(
        Groups(series=True),
        "Counted at one day after another, as the transfers stand on each. Without `by`, one count for each day; with"
        f" it, the groups of each day that have transfers. At most {MOST_IN_SERIES} are listed, from the first day on.",
        argument("from", date | None, f"First day; unless given, so that there are {USUAL_DAYS} days.", None),
        argument(
            "until", date | None, "Last day, inclusive; the day that the statistics are asked of unless given.", None
        ),
        argument("every", Every, f"How far the days lie apart; there are at most {MOST_POINTS} of them.", Every.DAY),
        argument("by", list[StatisticsKey] | None, "Count by these; `QUARTER` says nothing in a series.", None),
    )


STATISTICS = Totals(
    TRANSFERS,
    columns={
        "transfers": Leaf("1"),
        "from_on": Leaf("{it}.from_on"),
        "until_on": Leaf("{it}.until_on"),
        "recipient_id": Leaf("{it}.recipient_id"),
        "service_id": Leaf("{it}.service_id"),
        "verdict": Leaf("coalesce({it}.verdict, 'INACTIVE')", SPAN),
        "basis_kind": Leaf("{it}.basis_kind", SPAN),
        "mechanism": Leaf("{it}.mechanism", SPAN),
        "record_required": Leaf("coalesce({it}.record_required, false)", SPAN),
        "abroad": Leaf("coalesce({it}.abroad, false)", TRANSFER_RECIPIENT_VERSION),
    },
    kept=STANDING,
)
