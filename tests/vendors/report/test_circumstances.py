"""What is said of a transfer before its findings: enough to read them, and nothing that misleads."""

from datetime import date

import pytest

from vendors.demo.register import demo_register
from vendors.register.read import read_register
from vendors.report.as_page import check_page
from vendors.report.as_text import check_text
from vendors.report.check import check_ever, check_on
from vendors.report.circumstances import circumstances
from vendors.report.words import Lang

DAY = date(2026, 11, 25)
CHECK = check_on(demo_register(DAY), DAY)

BRANCH = b"""
register: 1
operator: {name: Suginoki K.K.}
services: [{code: app, name: App}]
purposes: [{code: support, name: Support}]
items: [{code: name, name: Name}]
recipients: [{code: desk, name: Desk Inc., kind: company, country: US, japan_business: It has an office in Tokyo}]
transfers: [{code: help, service: app, recipient: desk, items: [name], purposes: [support], from: 2026-04-01}]
"""


@pytest.mark.parametrize(
    ("code", "lang", "said"),
    [
        ("branch-office", "en", "a branch of the operator itself, so no third party"),
        ("branch-office", "ja", "同一法人の拠点であり、第三者への提供に当たらない"),
        ("cloud-storage", "ja", "個人データを取り扱わない旨の契約とアクセス制御があり、提供に当たらない（Q&A 7-53）"),
        ("usage-report", "en", "statistics alone, which are no personal data"),
        ("fax-gateway", "en", "abroad or not is not known, for no country is recorded"),
        ("fax-gateway", "ja", "外国にある第三者かどうか不明（国は未記録）"),
        ("anonymised-research", "en", "anonymised information alone (Arts. 43 and 44)"),
        ("group-marketing", "en", "basis: joint use (Art. 27(5)(iii))"),
        ("list-sale", "ja", "根拠: オプトアウト（法27条2項）"),
        ("crm", "en", "abroad, on nothing that Art. 28 knows"),
        ("database-hosting", "en", "abroad, in a designated country (Rule 15)"),
    ],
)
def test_a_transfer_is_told_with_what_its_findings_rest_on(code: str, lang: Lang, said: str) -> None:
    """The basis with its ground, why something is no provision, and that nobody knows where somebody is."""
    transfer = next(transfer for transfer in CHECK.transfers if transfer.code == code)

    assert said in circumstances(CHECK, transfer, lang)


def test_no_mechanism_is_told_of_what_is_no_provision() -> None:
    """Article 28 does not ask of a branch or a cloud, so that nothing carries them abroad is no news."""
    told = [" ".join(circumstances(CHECK, one, "en")) for one in CHECK.transfers if one.verdict == "NOT_A_PROVISION"]

    assert len(told) == 3
    assert not any("nothing that Art. 28 knows" in one for one in told)


def test_a_foreign_company_in_its_business_in_japan_is_told_as_such() -> None:
    """“United States, not abroad” would puzzle whoever reads it."""
    check = check_on(read_register(BRANCH), DAY)

    assert circumstances(check, check.transfers[0], "en")[0] == (
        "not abroad, for it handles the data in its business in Japan"
    )
    assert "日本における事業として取り扱う" in check_text(check, "ja")


def test_of_all_days_only_the_record_duty_is_told() -> None:
    """Basis, contract and place may change from day to day."""
    check = check_ever(demo_register(DAY))

    assert {len(circumstances(check, transfer, "en")) for transfer in check.transfers} == {1}


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_delivery_does_not_tell_its_transfer_s_findings_at_length_again(lang: Lang) -> None:
    """One line each; what is its own, or was its transfer's only then, is told in full."""
    as_above = {"en": "— as told above of the transfer", "ja": "— 上記の提供についての指摘と同じ"}[lang]

    text, page = check_text(CHECK, lang), check_page(CHECK, lang)

    beneath = text.partition("invoices-last-week")[2].splitlines()
    assert beneath[1].startswith("      ✗ CONTRACT_EXPIRED")
    assert beneath[1].endswith(as_above)
    assert beneath[2] == ""
    assert text.count(as_above) == page.count(as_above) > 0
    assert text.count("CONSENT_WITHDRAWN (") == 1
