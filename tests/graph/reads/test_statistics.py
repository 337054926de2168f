"""Counts: by anything together, in quarters, over days; each is what counting one by one gives."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.graph.counting import KEYS, Counting, answered
from tests.graph.desk import TODAY, Desk, desk, scenario, stored
from vendors.demo.register import demo_register
from vendors.exports.quarters import quarter
from vendors.register.entries.register import Register

SCENARIOS = sorted((Path(__file__).resolve().parents[2] / "scenarios").glob("*.yaml"))
GROUP = " ".join(KEYS) + " transfers"
GROUPS = (
    "query($on: Date, $by: [StatisticsKey!], $quarters: Quarters) {"
    f" statistics(on: $on, by: $by, quarters: $quarters) {{ groupCount groups {{ quarter {GROUP} }} }} }}"
)
SERIES = (
    "query($first: Date, $until: Date, $every: Every!, $by: [StatisticsKey!]) {"
    f" statistics {{ series(from: $first, until: $until, every: $every, by: $by) {{ on {GROUP} }} }} }}"
)
BYS = [(), *((key,) for key in KEYS), ("basis", "foreign"), ("verdict", "code"), KEYS[:-1], KEYS]
YEAR = ("FY2025Q3", "FY2025Q4", "FY2026Q1", "FY2026Q2")


def words(by: Iterable[str]) -> list[str]:
    """The keys as the schema names them."""
    return [key.upper() for key in by]


def days_of(register: Register) -> list[date]:
    """Days around which something happens."""
    counting = Counting(register)
    judged = counting.judgements.values()
    firsts = {span.from_ for one in judged for span in one.spans} | {f.from_ for one in judged for f in one.findings}
    return sorted({day for first in firsts for day in (first - timedelta(1), first)})


async def test_a_day_is_counted_by_anything_together(asked: Desk) -> None:
    """Groups are disjoint and their counts are those of counting one by one; nothing not asked for tells them apart."""
    counting = Counting(demo_register(TODAY))

    for by in BYS:
        for day in (TODAY, TODAY - timedelta(days=400), TODAY + timedelta(days=75), date.max, date.min):
            found = (await asked.ask(GROUPS, on=day, by=words(by)))["statistics"]

            assert answered(found["groups"]) == counting.groups(day, day, by)
            assert found["groupCount"] == len(found["groups"])
            assert {group["quarter"] for group in found["groups"]} <= {None}


async def test_a_quarter_counts_each_transfer_once(asked: Desk) -> None:
    """As it stands on the last day of the quarter on which it is active, or on which the rule is broken."""
    counting = Counting(demo_register(TODAY))

    for by in BYS:
        found = (await asked.ask(GROUPS, by=words(by), quarters={"from": YEAR[0], "until": YEAR[-1]}))["statistics"]

        assert list(dict.fromkeys(group["quarter"] for group in found["groups"])) == list(YEAR)
        for name in YEAR:
            those = [group for group in found["groups"] if group["quarter"] == name]
            assert answered(those) == counting.groups(quarter(name).first, quarter(name).last, by)


@pytest.mark.parametrize("path", SCENARIOS[::5], ids=lambda path: path.stem)
async def test_every_scenario_is_counted_as_it_is_judged(path: Path, place: str) -> None:
    """Recipients that move, contracts that lapse, findings after the end: on both sides of each day of change."""
    register = scenario(path)
    counting = Counting(register)
    await stored(place, register)

    async with desk(place) as asked:
        for day in days_of(register):
            found = (await asked.ask(GROUPS, on=day, by=words(KEYS)))["statistics"]
            assert answered(found["groups"]) == counting.groups(day, day, KEYS)


async def test_a_series_counts_one_day_after_another(asked: Desk) -> None:
    """Days, weeks, ends of months and of quarters; each point is what that day alone would give."""
    counting = Counting(demo_register(TODAY))
    for every, first, until, number in (
        ("DAY", TODAY - timedelta(days=40), TODAY, 41),
        ("WEEK", TODAY - timedelta(days=40), TODAY, 6),
        ("MONTH", date(2024, 1, 31), date(2026, 2, 27), 25),
        ("QUARTER", date(2024, 1, 1), date(2026, 12, 31), 12),
    ):
        asked_for = {"first": first, "until": until, "every": every}
        days = [point["on"] for point in (await asked.ask(SERIES, None, **asked_for))["statistics"]["series"]]
        assert len(days) == number
        assert days == sorted(set(days))

        for by in ((), ("verdict",), ("code",), KEYS):
            points = (await asked.ask(SERIES, None, by=words(by), **asked_for))["statistics"]["series"]

            assert [point["on"] for point in points] == sorted(point["on"] for point in points)
            for day in map(date.fromisoformat, days):
                those = [point for point in points if point["on"] == day.isoformat()]
                assert answered(those) == counting.groups(day, day, by)


async def test_the_calls_as_people_write_them(asked: Desk) -> None:
    """Literals in the document, one key without brackets, a filter, several at once; quarters without an end."""
    data = await asked.ask(
        '{ a: statistics(by: QUARTER, on: "2026-08-15") { groups { quarter transfers } }'
        ' b: statistics(by: [BASIS, QUARTER], quarters: {from: "2026Q1"}) { groups { quarter basis transfers } }'
        " c: statistics(by: [SERVICE], filter: {verdict: [INVALID]}) { groups { service transfers } invalid }"
        ' d: statistics(quarters: {until: "2026Q3"}) { groupCount }'
        " e: statistics { x: series { on transfers } y: series(every: WEEK) { transfers } } }"
    )

    assert [group["quarter"] for group in data["a"]["groups"]][-3:] == ["2026Q1", "2026Q2", "2026Q3"]
    assert len(data["a"]["groups"]) == data["d"]["groupCount"] == 40
    assert {group["quarter"] for group in data["b"]["groups"]} == {"2026Q1", "2026Q2", "2026Q3"}
    assert sum(group["transfers"] for group in data["c"]["groups"]) == data["c"]["invalid"] > 0
    assert [point["on"] for point in data["e"]["x"]][-1] == TODAY.isoformat()
    assert (len(data["e"]["x"]), len(data["e"]["y"])) == (30, 5)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('(quarters: {from: "2026"})', "BAD_INPUT"),
        ('(quarters: {from: "FY2026Q1", until: "2026Q3"})', "BAD_INPUT"),
        ('(quarters: {from: "2026Q3", until: "2026Q2"})', "BAD_INPUT"),
        ('(quarters: {from: "1926Q3", until: "2026Q2"})', "LIMIT_EXCEEDED"),
        ('(by: QUARTER, on: "9999-12-31")', "BAD_INPUT"),
    ],
)
async def test_what_are_no_quarters_is_refused(arguments: str, code: str, asked: Desk) -> None:
    """Each with its code and the path of the field that wants them: what asks for no groups is answered."""
    refused = await asked.refused(f"{{ x: statistics{arguments} {{ groups {{ transfers }} }} }}")

    assert refused == [(code, ("x", "groups"))]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('(from: "2026-01-02", until: "2026-01-01")', "BAD_INPUT"),
        ('(from: "2020-01-01", until: "2026-01-01")', "LIMIT_EXCEEDED"),
        ('(from: "0001-01-01", until: "9999-12-31")', "LIMIT_EXCEEDED"),
        ('(from: "0001-01-01", until: "9999-12-31", every: MONTH)', "LIMIT_EXCEEDED"),
    ],
)
async def test_what_is_no_series_is_refused(arguments: str, code: str, asked: Desk) -> None:
    """A series that runs backwards, or has more points than anyone looks at."""
    assert await asked.refused(f"{{ x: statistics {{ series{arguments} {{ on }} }} }}") == [(code, ("x", "series"))]
