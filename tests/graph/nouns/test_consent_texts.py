"""Consent texts: what they cover, what they say of provision abroad, and which transfers rest on them."""

from collections.abc import AsyncIterator

import pytest

from tests.graph.desk import Desk, desk, register_of, stored

REGISTER = """
register: 1
operator: {name: 例}
services: [{code: shop, name: 通販}]
purposes: [{code: ads, name: 広告}, {code: ship, name: 配送}]
items: [{code: email, name: メール}, {code: name, name: 氏名}]
recipients:
  - {code: ads, name: Ads, kind: company, country: US}
  - {code: mail, name: Mail, kind: company, country: US}
consent_texts:
  - {code: plain, from: 2020-01-01, until: 2022-03-31, recipients: [ads], items: [email], purposes: [ads]}
  - code: informed
    from: 2022-04-01
    recipients: [ads, mail]
    items: [email, name]
    purposes: [ads, ship]
    expressed: true
    foreign: {country_named: true, system_described: false, unknown_reason: 未定}
  - {code: silent, from: 2023-01-01, any_recipient: true, recipient_class: 広告会社, items: [name], purposes: [ads],
     expressed: false, foreign: {}, note: 掲示のみ}
transfers:
  - code: to-ads
    service: shop
    recipient: ads
    items: [email]
    purposes: [ads]
    from: 2021-01-01
    bases: [{kind: consent, until: 2022-03-31, texts: [plain]}, {kind: consent, from: 2022-04-01, texts: [informed]}]
  - code: to-mail
    service: shop
    recipient: mail
    items: [name]
    purposes: [ship]
    from: 2023-01-01
    bases: [{kind: outsourcing, foreign_consent: [informed]}]
"""


@pytest.fixture
async def asked(place: str) -> AsyncIterator[Desk]:
    """A desk over the register above."""
    await stored(place, register_of(REGISTER))
    async with desk(place) as made:
        yield made


async def test_a_text_says_what_it_covers_and_what_of_abroad(asked: Desk) -> None:
    """A foreign part that is there says what it says; one that is not there is null, never an empty one."""
    foreign = "foreign { countryNamed systemDescribed measuresDescribed unknownReason }"
    data = await asked.ask(
        f"{{ consentTexts {{ nodes {{ code from until anyRecipient recipientClass expressed {foreign}"
        " recipients { code } items { code } purposes { code } note } } }"
    )

    assert data["consentTexts"]["nodes"] == [
        {
            "code": "informed",
            "from": "2022-04-01",
            "until": None,
            "anyRecipient": None,
            "recipientClass": None,
            "expressed": True,
            "foreign": {
                "countryNamed": True,
                "systemDescribed": False,
                "measuresDescribed": None,
                "unknownReason": "未定",
            },
            "recipients": [{"code": "ads"}, {"code": "mail"}],
            "items": [{"code": "email"}, {"code": "name"}],
            "purposes": [{"code": "ads"}, {"code": "ship"}],
            "note": None,
        },
        {
            "code": "plain",
            "from": "2020-01-01",
            "until": "2022-03-31",
            "anyRecipient": None,
            "recipientClass": None,
            "expressed": None,
            "foreign": None,
            "recipients": [{"code": "ads"}],
            "items": [{"code": "email"}],
            "purposes": [{"code": "ads"}],
            "note": None,
        },
        {
            "code": "silent",
            "from": "2023-01-01",
            "until": None,
            "anyRecipient": True,
            "recipientClass": "広告会社",
            "expressed": False,
            "foreign": {
                "countryNamed": None,
                "systemDescribed": None,
                "measuresDescribed": None,
                "unknownReason": None,
            },
            "recipients": [],
            "items": [{"code": "name"}],
            "purposes": [{"code": "ads"}],
            "note": "掲示のみ",
        },
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('on: "2022-03-31"', ["plain"]),
        ('on: "2022-04-01"', ["informed"]),
        ('during: {from: "2022-03-31", until: "2022-04-01"}', ["informed", "plain"]),
        ('recipient: ["mail"]', ["informed"]),
        ("anyRecipient: true", ["silent"]),
        ("anyRecipient: false", ["informed", "plain"]),
        ('item: ["email"]', ["informed", "plain"]),
        ('purpose: ["ship"]', ["informed"]),
        ("expressed: true", ["informed"]),
        ("expressed: false", ["plain", "silent"]),
        ("foreign: true", ["informed", "silent"]),
        ("foreign: false", ["plain"]),
        ('code: ["plain", "silent"], item: ["name"]', ["silent"]),
    ],
)
async def test_texts_are_found_by_day_and_by_what_they_cover(given: str, expected: list[str], asked: Desk) -> None:
    """What is not recorded counts as not said."""
    data = await asked.ask(f"{{ consentTexts(filter: {{{given}}}) {{ totalCount nodes {{ code }} }} }}")

    assert [node["code"] for node in data["consentTexts"]["nodes"]] == expected
    assert data["consentTexts"]["totalCount"] == len(expected)


async def test_a_text_knows_the_transfers_that_rest_on_it(asked: Desk) -> None:
    """Each once, whether the basis is the consent itself or it carries another basis abroad."""
    data = await asked.ask(
        '{ consentText(code: "informed") { transfers { totalCount nodes { code } } }'
        ' plain: consentText(code: "plain") { transfers { nodes { code } } }'
        ' silent: consentText(code: "silent") { transfers { nodes { code } } } }'
    )

    assert data == {
        "consentText": {"transfers": {"totalCount": 2, "nodes": [{"code": "to-ads"}, {"code": "to-mail"}]}},
        "plain": {"transfers": {"nodes": [{"code": "to-ads"}]}},
        "silent": {"transfers": {"nodes": []}},
    }
