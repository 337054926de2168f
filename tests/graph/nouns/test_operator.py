"""The company whose register it is, with the limits that the judgement uses."""

from tests.graph.desk import desk, register_of, stored

ASKED = """{ operator {
  name country address representative contact timeZone academic note owner
  limits { reviewMonths equivalentCheckMonths returnDays recordDays }
} }"""


async def test_the_operator_is_as_recorded_with_the_usual_limits_where_none_are(place: str) -> None:
    """A register that says no more than a name has its time zone and limits all the same."""
    await stored(place, register_of("register: 1\noperator: {name: 例}\n"))

    async with desk(place) as asked:
        data = await asked.ask(ASKED)

    assert data["operator"] == {
        "name": "例",
        "country": None,
        "address": None,
        "representative": None,
        "contact": None,
        "timeZone": "Asia/Tokyo",
        "academic": None,
        "note": None,
        "owner": None,
        "limits": {"reviewMonths": 12, "equivalentCheckMonths": 12, "returnDays": 30, "recordDays": 7},
    }


async def test_the_operator_says_all_that_is_recorded(place: str) -> None:
    """Every field of the entry, and limits of its own."""
    await stored(
        place,
        register_of(
            "register: 1\noperator: {name: 例, country: JP, address: 東京, representative: 山田, contact: a@example.jp,"
            " time_zone: Europe/Paris, academic: true, note: n, owner: 法務}\n"
            "limits: {review_months: 6, equivalent_check_months: 3, return_days: 14, record_days: 1}\n"
        ),
    )

    async with desk(place) as asked:
        data = await asked.ask(ASKED)

    assert data["operator"] == {
        "name": "例",
        "country": "JP",
        "address": "東京",
        "representative": "山田",
        "contact": "a@example.jp",
        "timeZone": "Europe/Paris",
        "academic": True,
        "note": "n",
        "owner": "法務",
        "limits": {"reviewMonths": 6, "equivalentCheckMonths": 3, "returnDays": 14, "recordDays": 1},
    }


async def test_a_database_without_a_register_has_no_operator(place: str) -> None:
    """Null, and not an operator without a name."""
    async with desk(place) as asked:
        assert await asked.ask(ASKED) == {"operator": None}
