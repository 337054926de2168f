"""Lapses: findings that begin and contracts that end without a next one, as the judge has them."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.graph.desk import TODAY, desk, scenario, stored
from vendors.demo.register import demo_register
from vendors.judgement import judge
from vendors.register.entries.register import Register

SCENARIOS = sorted((Path(__file__).resolve().parents[2] / "scenarios").glob("*.yaml"))
ASKED = """
query ($on: Date, $within: Int, $until: Date, $filter: LapseFilter) {
  lapses(on: $on, within: $within, until: $until, filter: $filter, first: 100) {
    totalCount nodes { day kind transfer { code } finding { code } contract { code } }
  }
}
"""
Lapse = tuple[str, str, str, str]


def told(data: dict[str, Any]) -> list[Lapse]:
    """Day, kind, transfer, and the rule or the contract."""
    nodes = data["lapses"]["nodes"]
    assert len(nodes) == data["lapses"]["totalCount"]
    return [
        (one["day"], one["kind"], one["transfer"]["code"], (one["finding"] or one["contract"])["code"]) for one in nodes
    ]


def expected(register: Register, after: date, last: date) -> Iterator[Lapse]:
    """What the judge says begins to be wrong on those days."""
    for transfer in judge(register).transfers:
        for finding in transfer.findings:
            if after < finding.from_ <= last:
                yield str(finding.from_), "FINDING", transfer.code, finding.code
        for earlier, later in zip(transfer.spans, transfer.spans[1:], strict=False):
            if after < later.from_ <= last and earlier.contract is not None and later.contract is None:
                yield str(later.from_), "CONTRACT", transfer.code, earlier.contract


@pytest.mark.parametrize("path", [*SCENARIOS, None], ids=lambda path: path.stem if path else "demo")
async def test_what_lapses_is_what_begins_to_be_wrong(path: Path | None, place: str) -> None:
    """Over the years around a register's first transfers, day and day after day, nothing more and nothing less."""
    register = scenario(path) if path else demo_register(TODAY)
    begun = max((one.from_ for one in register.transfers), default=TODAY)
    await stored(place, register)

    async with desk(place) as asked:
        for days in (0, 1, 90, 700):
            on = begun + timedelta(days=days)
            until = on + timedelta(days=200)
            data = await asked.ask(ASKED, on=str(on), until=str(until))
            assert sorted(told(data)) == sorted(expected(register, on, until))
            assert await asked.ask(ASKED, on=str(on), within=200) == data


async def test_lapses_are_looked_for_within_bounds(place: str) -> None:
    """A lapse on the day itself is no lapse any more, one on the last day is; backwards and beyond is refused."""
    await stored(place, scenario(SCENARIOS[1]))
    async with desk(place) as asked:
        begins = {day for day, _, _, _ in told(await asked.ask(ASKED, on="2026-04-01", until="9999-12-31"))}
        day = date.fromisoformat(min(begins))
        before = day - timedelta(days=1)

        assert told(await asked.ask(ASKED, on=str(before), within=1)) == told(
            await asked.ask(ASKED, on=str(before), until=str(day))
        )
        assert told(await asked.ask(ASKED, on=str(before), within=1))
        assert told(await asked.ask(ASKED, on=str(before), within=0)) == []
        assert min(told(await asked.ask(ASKED, on=str(day), within=3660)), default=("9999",))[0] > str(day)
        assert await asked.ask(ASKED, on=str(TODAY), within=90) == await asked.ask(ASKED)
        for variables in ({"on": "2026-04-01", "until": "2026-03-31"}, {"within": -1}, {"within": 3661}):
            assert [code for code, _ in await asked.refused(ASKED, **variables)] == ["BAD_INPUT"]
        assert await asked.ask(ASKED, on="9999-12-31", within=3660)
        assert await asked.ask(ASKED, on="0001-01-01", within=0)
