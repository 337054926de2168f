from datetime import date
from pathlib import Path

from vendors.register.entries.register import Register
from vendors.register.read import read_register
from vendors.report.as_text import check_text
from vendors.report.check import check_ever, check_on
from vendors.rules import RULE_SET

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


def register_of(name: str) -> Register:
    """The register of a scenario."""
    return read_register((SCENARIOS / f"{name}.yaml").read_bytes(), frozenset({"scenario", "expect"}))


def test_a_finding_is_told_with_everything_that_a_lawyer_asks() -> None:
    """The rule, why, the article, the days, the entry that it rests on, and what would cure it."""
    text = check_text(check_on(register_of("02-contract-lapses-mid-feed"), date(2027, 4, 10)), "en")

    assert (
        text
        == f"""\
Hoshimi K.K.: provisions of personal data on 2027-04-10

Of 1 transfer, 1 does not stand.
  does not stand 1  ·  stands 0  ·  is no provision 0  ·  not in its period 0

INVALID: does not stand (1)
───────────────────────────

delivery-feed   Hoshimi Shop → Hayate Express K.K. (Japan)
  2026-10-01 to 2027-04-30
  basis: outsourcing (Art. 27(5)(i)) · not abroad · no record needed
  ✗ CONTRACT_EXPIRED (blocks)  Outsourcing goes on after the contract's end
      Why       The contract “Delivery agreement” with Hayate Express K.K. has 2027-03-31 as its last day, and neither \
a renewal nor an extension is in force.
      Article   APPI 27(5)(i); Policy 4(2) [P]
      Days      2027-04-01 to 2027-04-30
      Rests on  contracts.carrier-2026  contract “Delivery agreement” with Hayate Express K.K. \
(CONTRARY: recorded to the contrary)
      Cure      Renew the contract, or stop the provision and have the data returned or erased.

Rule set {RULE_SET}
{"─" * len("Rule set " + RULE_SET)}
Periods include their first and last day.
Citations use today's numbering of the Act, whatever day is judged.
Not legal advice.
[P] marks a rule that rests on a debatable reading, the product's own until counsel confirms it:
CONTRACT_EXPIRED: Once its contract has ended, outsourcing no longer stands on Art. 27(5)(i).
CONTRACT_EXPIRED: A contract is not in force before the day on which it was signed, even where it is backdated.

Of 1 transfer, 1 does not stand.
"""
    )


def test_the_same_is_told_in_japanese() -> None:
    """Words and citations are Japanese; codes, paths and days stay."""
    text = check_text(check_on(register_of("02-contract-lapses-mid-feed"), date(2027, 4, 10)), "ja")

    assert "提供1件のうち1件が成り立たない。" in text
    assert "  ✗ CONTRACT_EXPIRED (重大)  契約の終了後も委託が続いている\n" in text
    assert "      条文      法27条5項1号、ポリシー4(2) [P]\n" in text
    assert "      期間      2027-04-01 から 2027-04-30 まで\n" in text
    assert (
        "contracts.carrier-2026  契約「Delivery agreement」（相手方: Hayate Express K.K.）（CONTRARY: 記録に反する）\n"
        in text
    )


def test_what_does_not_stand_comes_first_and_what_blocks_before_what_warns() -> None:
    """A reader finds what needs work at the top."""
    text = check_text(check_on(register_of("20-recipient-moves-abroad"), date(2026, 10, 1)), "en")

    assert text.index("FOREIGN_NO_MECHANISM (blocks)") < text.index("FOREIGN_FLAG_MISMATCH (warns)")
    several = check_text(check_on(register_of("40-another-law-proven"), date(2026, 6, 1)), "en")
    assert several.index("INVALID:") < several.index("VALID: stands") < several.index("INACTIVE:")


def test_a_delivery_is_told_beneath_its_transfer() -> None:
    """With its own day, what holds of its record, and how many persons are touched."""
    text = check_text(check_ever(register_of("08-consent-withdrawn")), "en")

    assert "    d-evening   2026-07-15   INVALID: does not stand   record needed (Art. 29)\n" in text
    assert "          Why       1 person had withdrawn consent by the hand-over of 2026-07-15 17:00.\n" in text
    assert "          Persons   1 person\n" in text
    assert "d-morning" not in text


def test_what_will_lapse_is_told_by_its_days() -> None:
    """With the reason as it will be on that day."""
    register = register_of("02-contract-lapses-mid-feed")

    text = check_text(check_on(register, date(2027, 3, 1), date(2027, 5, 30)), "en")
    later = check_text(check_on(register, date(2027, 4, 1), date(2027, 4, 30)), "en")

    assert "Findings that begin after 2027-03-01 and by 2027-05-30\n" in text
    assert (
        "2027-04-01  delivery-feed  CONTRACT_EXPIRED (blocks)  Outsourcing goes on after the contract's end\n" in text
    )
    assert "\nNone.\n" in later


def test_an_empty_register_is_told_as_such() -> None:
    """Nothing to judge is no praise."""
    register = read_register("register: 1\noperator: {name: 無 K.K.}\n".encode())

    assert "The register lists no transfer.\n" in check_text(check_on(register, date(2026, 1, 1)), "en")
    assert "提供の記載がない。\n" in check_text(check_ever(register), "ja")


def test_names_cannot_steer_a_terminal() -> None:
    """Escape sequences and marks that turn the reading direction don't get through."""
    register = read_register(
        b"""
register: 1
operator: {name: "Evil \\e[2J\\u202E K.K."}
services: [{code: app, name: "App\\r\\nVALID"}]
purposes: [{code: support, name: Support}]
items: [{code: name, name: Name}]
recipients: [{code: desk, name: "Desk\\e]0;pwned\\a", kind: company, country: JP}]
transfers:
  - {code: help, service: app, recipient: desk, items: [name], purposes: [support], from: 2026-04-01,
     bases: [{kind: outsourcing}]}
"""
    )

    text = check_text(check_on(register, date(2026, 5, 1)), "en")

    assert not set("\x1b\x07\r\u202e") & set(text)
    assert "\nVALID" not in text
