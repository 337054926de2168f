"""The kept counts: after every change they say what counting one transfer after another says."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.graph.counting import KEYS
from tests.graph.desk import TODAY, Desk, desk, scenario, stored
from tests.graph.reads.test_statistics import GROUP, SCENARIOS
from tests.registers import registers
from vendors.demo.register import demo_register
from vendors.judgement import judge
from vendors.register.entries.register import Register
from vendors.store.address import address
from vendors.store.counting.keeping import KEPT, count_anew
from vendors.store.database import opened
from vendors.store.filling import COUNTS
from vendors.store.loading import judge_anew
from vendors.store.migrating import migrate
from vendors.store.rows import table_of

ALL = "filter: {not: {code: []}}"
"""A filter for which everything holds: what it lets through is counted one by one."""

COUNTED = f"""
  recorded transfers valid invalid notAProvision inactive foreign domestic recordRequired
  byVerdict {{ verdict transfers }} byBasis {{ basis transfers }} byMechanism {{ mechanism transfers }}
  byService {{ service transfers invalid }} findings {{ code severity findings transfers }}
  groupCount groups {{ quarter {GROUP} }}
  days: series(by: $by) {{ on {GROUP} }} months: series(from: $from, every: MONTH, by: $by) {{ on {GROUP} }}
"""
ASKED = f"""
query($on: Date, $from: Date, $by: [StatisticsKey!], $quarters: Quarters) {{
  kept: statistics(on: $on, by: $by, quarters: $quarters) {{ {COUNTED} }}
  scanned: statistics(on: $on, by: $by, quarters: $quarters, {ALL}) {{ {COUNTED} }}
}}
"""
BYS: Sequence[Sequence[str]] = (KEYS, (), ("code",), ("verdict", "basis", "country"), ("service", "code"))


async def agree(asked: Desk, day: date) -> None:
    """Fail where the kept counts say anything else than counting does."""
    for by in BYS:
        for quarters in (None, {"from": f"{max(2, day.year - 1):04}Q1", "until": f"{max(2, day.year):04}Q4"}):
            first = day - timedelta(days=200) if day > date(2, 1, 1) else day
            keys = [key.upper() for key in by]
            said = await asked.ask(ASKED, None, **{"on": day, "from": first, "by": keys, "quarters": quarters})

            assert said["kept"] == said["scanned"]


def days_of(register: Register) -> list[date]:
    """A few of the days on which something begins, and the days before."""
    judged = judge(register).transfers
    firsts = {span.from_ for one in judged for span in one.spans} | {f.from_ for one in judged for f in one.findings}
    return [day for first in sorted(firsts)[-2:] for day in (first - timedelta(1), first)]


@settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(chain=st.lists(registers(), min_size=2, max_size=4))
def test_counts_are_exact_after_every_change(chain: list[Register], place: str) -> None:
    """Whatever is added, corrected and removed, one register after another in one database."""

    async def loaded() -> None:
        async with desk(place) as asked:
            for register in chain:
                await stored(place, register)
                for day in days_of(register):
                    await agree(asked, day)

    asyncio.run(loaded())


@pytest.mark.parametrize("path", SCENARIOS[3::9], ids=lambda path: path.stem)
async def test_counts_are_exact_for_scenarios(path: object, place: str) -> None:
    """What lawyers think of: moves, lapses, renewals; on the calendar's first and last days too."""
    register = scenario(path)  # type: ignore[arg-type]
    await stored(place, register)

    async with desk(place) as asked:
        for day in (date.min, *days_of(register), date(9998, 12, 31)):
            await agree(asked, day)


async def test_another_rule_set_counts_all_anew(place: str) -> None:
    """After a change of the rules everything is judged anew, and counted anew."""
    await stored(place, demo_register(TODAY))
    async with opened(address(place)) as database:
        await database.run("UPDATE judged SET rule_set = 'sha256:older'")
        await database.run("UPDATE transfer SET judgement = 'older'")
        await database.run("UPDATE transfer_count SET transfers = transfers + 1")
        await judge_anew(database)

    async with desk(place) as asked:
        await agree(asked, TODAY)


async def test_migrating_counts_what_was_stored_before(place: str) -> None:
    """A database from before the counts has them after `teikyo migrate`, and answers at once."""
    await stored(place, demo_register(TODAY))
    async with opened(address(place)) as database:
        for table in KEPT:
            await database.run(f'DROP TABLE "{table_of(table)}"')  # tables of ours
        await database.run("DELETE FROM tortoise_migrations WHERE name = ?", COUNTS)
        assert await migrate(database) == [COUNTS]

    async with desk(place) as asked:
        await agree(asked, TODAY)
        assert (await asked.ask("{ statistics { transfers } }"))["statistics"]["transfers"] > 0


async def test_counting_anew_changes_nothing(place: str) -> None:
    """What has been kept change by change is what is made in one go."""
    register = demo_register(TODAY)
    await stored(place, register.model_copy(update={"transfers": register.transfers[::2], "deliveries": ()}))
    await stored(place, register)

    async with opened(address(place)) as database:

        async def counts() -> list[list[tuple[object, ...]]]:
            asked = (
                (
                    "SELECT grain, from_on, key, transfers, ended FROM transfer_count c JOIN counted_state s"
                    " ON s.id = state_id ORDER BY 1, 2, 3"
                ),
                (
                    "SELECT grain, from_on, code, key, transfers, ended FROM code_count c JOIN counted_state s"
                    " ON s.id = state_id ORDER BY 1, 2, 3, 4"
                ),
                "SELECT grain, from_on, code, severity, findings, transfers FROM finding_count ORDER BY 1, 2, 3, 4",
                "SELECT key FROM counted_state ORDER BY key",
            )
            return [[tuple(row.values()) for row in await database.rows(sql)] for sql in asked]

        before = await counts()
        await database.write(count_anew)

        assert await counts() == before
        assert all(before)
