"""Versions of the privacy policy: in force one after the other, with their notices of joint use and opt-out."""

from collections.abc import AsyncIterator

import pytest

from tests.graph.desk import Desk, desk, register_of, stored

REGISTER = """
register: 1
operator: {name: 例}
services: []
purposes: [{code: ship, name: 配送}, {code: ads, name: 広告}]
items: [{code: name, name: 氏名}, {code: email, name: メール}]
recipients:
  - {code: group, name: 持株, kind: company, country: JP}
  - {code: broker, name: 名簿, kind: company, country: JP}
policies:
  - {version: 第三版, from: 2024-04-01, purposes: [], states_provision: false}
  - version: 第二版
    from: 2021-08-16
    purposes: [ship, ads]
    states_provision: true
    joint_use:
      - {users: [group], items: [name, email], purposes: [ads], responsible: 例 代表, from: 2021-09-01, note: 共同}
      - {users: [group], items: [name], purposes: [ship], from: 2021-08-16}
    opt_out:
      - {items: [email], recipients: [broker], notified_on: 2021-09-01, filed_on: 2021-09-02, published_on: 2021-09-03,
         from: 2021-10-01}
  - {version: 初版, from: 2019-07-16, purposes: [ship], owner: 法務}
"""


@pytest.fixture
async def asked(place: str) -> AsyncIterator[Desk]:
    """A desk over the register above."""
    await stored(place, register_of(REGISTER))
    async with desk(place) as made:
        yield made


async def test_each_version_is_in_force_until_the_day_before_the_next(asked: Desk) -> None:
    """From the oldest on; the last has no last day, and what is not recorded is null."""
    data = await asked.ask("{ policies { nodes { version from until statesProvision owner purposes { code } } } }")

    assert data["policies"]["nodes"] == [
        {
            "version": "初版",
            "from": "2019-07-16",
            "until": "2021-08-15",
            "statesProvision": None,
            "owner": "法務",
            "purposes": [{"code": "ship"}],
        },
        {
            "version": "第二版",
            "from": "2021-08-16",
            "until": "2024-03-31",
            "statesProvision": True,
            "owner": None,
            "purposes": [{"code": "ads"}, {"code": "ship"}],
        },
        {
            "version": "第三版",
            "from": "2024-04-01",
            "until": None,
            "statesProvision": False,
            "owner": None,
            "purposes": [],
        },
    ]


async def test_a_version_holds_its_notices(asked: Desk) -> None:
    """Joint use and opt-out, each in order of the days from which they are given, with whom and what they name."""
    data = await asked.ask(
        """{ policy(version: "第二版") {
          jointUse { users { code } items { code } purposes { code } responsible from note }
          optOut { items { code } recipients { code } notifiedOn filedOn publishedOn from note owner }
        } }"""
    )

    assert data["policy"] == {
        "jointUse": [
            {
                "users": [{"code": "group"}],
                "items": [{"code": "name"}],
                "purposes": [{"code": "ship"}],
                "responsible": None,
                "from": "2021-08-16",
                "note": None,
            },
            {
                "users": [{"code": "group"}],
                "items": [{"code": "email"}, {"code": "name"}],
                "purposes": [{"code": "ads"}],
                "responsible": "例 代表",
                "from": "2021-09-01",
                "note": "共同",
            },
        ],
        "optOut": [
            {
                "items": [{"code": "email"}],
                "recipients": [{"code": "broker"}],
                "notifiedOn": "2021-09-01",
                "filedOn": "2021-09-02",
                "publishedOn": "2021-09-03",
                "from": "2021-10-01",
                "note": None,
                "owner": None,
            }
        ],
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('on: "2019-07-15"', []),
        ('on: "2019-07-16"', ["初版"]),
        ('on: "2024-03-31"', ["第二版"]),
        ('on: "2024-04-01"', ["第三版"]),
        ('during: {from: "2021-08-15", until: "2021-08-16"}', ["初版", "第二版"]),
        ("statesProvision: false", ["初版", "第三版"]),
        ("statesProvision: true", ["第二版"]),
        ('purpose: ["ads"]', ["第二版"]),
        ('recipient: ["broker"]', ["第二版"]),
        ('recipient: ["group", "nobody"]', ["第二版"]),
        ('item: ["name"]', ["第二版"]),
        ('item: ["nothing"]', []),
        ('version: ["初版", "第三版"], on: "2025-01-01"', ["第三版"]),
    ],
)
async def test_versions_are_found_by_day_and_by_what_they_say(given: str, expected: list[str], asked: Desk) -> None:
    """The version in force on a day, those of a run of days, and those that name a purpose, a recipient, an item."""
    data = await asked.ask(f"{{ policies(filter: {{{given}}}) {{ totalCount nodes {{ version }} }} }}")

    assert [node["version"] for node in data["policies"]["nodes"]] == expected
    assert data["policies"]["totalCount"] == len(expected)


async def test_a_version_is_found_again_by_its_id_and_by_its_name_alone(asked: Desk) -> None:
    """`policy` takes the version or the id, never both nor neither."""
    policy = (await asked.ask('{ policy(version: "初版") { id } nothing: policy(version: "零版") { id } }'))["policy"]

    found = await asked.ask(
        "query($i: ID!) { policy(id: $i) { version } node(id: $i) { __typename ... on Policy { from } } }",
        i=policy["id"],
    )

    assert found == {"policy": {"version": "初版"}, "node": {"__typename": "Policy", "from": "2019-07-16"}}
    assert await asked.refused("{ policy { id } }") == [("BAD_INPUT", ("policy",))]
