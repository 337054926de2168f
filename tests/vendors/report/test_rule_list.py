import orjson

from vendors.report.rule_list import rules_document, rules_json, rules_markdown, rules_text
from vendors.rules import RULE_SET, RULES
from vendors.rules.readings import READINGS


def test_every_rule_is_listed_with_all_that_is_to_be_known_of_it() -> None:
    """Code, titles in both languages, severity, since, citations, debatable or not, fields read, and the rule set."""
    document = orjson.loads(rules_json())

    assert document["rule_set"] == RULE_SET
    assert [rule["code"] for rule in document["rules"]] == [rule.code for rule in RULES]
    assert document["rules"][11] == {
        "number": 12,
        "code": "CONTRACT_EXPIRED",
        "title": {
            "ja": "契約の終了後も委託が続いている",
            "en": "Outsourcing goes on after the contract's end",
        },
        "severity": ["BLOCKING"],
        "since": "2005-04-01",
        "cites": ["APPI 27(5)(i)", "Policy 4(2)"],
        "debatable": True,
        "readings": [
            {
                "code": "EXPIRY",
                "ja": "契約が終了すれば、委託（法27条5項1号）としての提供も成り立たなくなると解する。",
                "en": "Once its contract has ended, outsourcing no longer stands on Art. 27(5)(i).",
            },
            {
                "code": "SIGNATURE",
                "ja": "契約は、遡る始期を定めていても、署名の日より前には効力を持たないと解する。",
                "en": "A contract is not in force before the day on which it was signed, even where it is backdated.",
            },
        ],
        "reads": [
            "contracts.until",
            "contracts.terminated_on",
            "contracts.auto_renews",
            "contracts.renews",
            "contracts.amendments.until",
        ],
        "cure": {
            "ja": "契約を更新するか、提供を止めてデータの返還・消去を受ける。",
            "en": "Renew the contract, or stop the provision and have the data returned or erased.",
        },
    }


def test_people_read_the_same_list_in_their_language() -> None:
    """Both titles stand in each; the rest is in the language asked for."""
    for text in (rules_text("ja"), rules_text("en"), rules_markdown("ja"), rules_markdown("en")):
        assert RULE_SET in text
        for rule in RULES:
            assert rule.code in text
            assert rule.title_ja in text
            assert rule.title_en in text
            assert all(field in text for field in rule.reads)
    assert all(rule.cure_ja in rules_text("ja") and rule.cure_ja not in rules_text("en") for rule in RULES)
    assert all(f"[P] {reading.en}" in rules_text("en") for rule in RULES for reading in rule.readings)
    assert all(f"[P] {reading.ja}" in rules_text("ja") for rule in RULES for reading in rule.readings)


def test_whoever_confirms_the_readings_finds_them_in_one_place() -> None:
    """Each stands once more at the end of the document, with the rules that rest on it."""
    end = rules_document().partition("## Readings to be confirmed")[2]

    assert [line.partition("`")[2].partition("`")[0] for line in end.splitlines() if line] == [
        reading.code for reading in READINGS
    ]
    assert "- `LIMITS` (rules 15, 19, 31, 32): " in end


def test_the_committed_document_does_without_the_id() -> None:
    """Otherwise every edit of the law's source would change it."""
    assert RULE_SET not in rules_document()
    assert rules_document().splitlines()[0] == "# The rules"
    assert rules_document().count("\n## ") == len(RULES) + 1
