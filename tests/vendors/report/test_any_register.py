from datetime import date, timedelta

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registers import nasty_registers, registers
from vendors.judgement import Judge
from vendors.register.entries.register import Register
from vendors.report.as_json import check_json
from vendors.report.as_page import check_page
from vendors.report.as_text import check_text
from vendors.report.check import check_ever, check_on

days = st.dates(date(2004, 1, 1), date(2030, 12, 31))
slowly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slowly
@given(registers() | nasty_registers(), days)
def test_whatever_a_register_holds_a_check_of_it_can_be_read(register: Register, day: date) -> None:
    """Every finding has its words in both languages, of a day with what will lapse, and of all days."""
    for check in (check_on(register, day, day + timedelta(days=400)), check_ever(register)):
        for lang in ("ja", "en"):
            text = check_text(check, lang)

            assert all(told.rule.code in text for transfer in check.transfers for told in transfer.findings)
            assert check_page(check, lang).rstrip().endswith("</html>")


@slowly
@given(registers(), days)
def test_a_program_reads_what_the_judge_says(register: Register, day: date) -> None:
    """JSON adds nothing to the judgement of that day and leaves nothing out."""
    judge = Judge(register)

    document = orjson.loads(check_json(check_on(register, day)))

    assert [transfer["code"] for transfer in document["transfers"]] == sorted(one.code for one in register.transfers)
    for transfer in document["transfers"]:
        answer = judge.on(transfer["code"], day)
        assert transfer["verdict"] == answer.verdict
        assert transfer["foreign"] is answer.foreign
        assert transfer["foreign_mechanism"] == answer.foreign_mechanism
        assert transfer["record_required"] is answer.record_required
        assert [(one["code"], one["severity"], one["about"]) for one in transfer["findings"]] == [
            (one.code, one.severity, one.about) for one in answer.findings
        ]
    made = {one.code for one in register.deliveries if judge.delivery(one.code).on <= day}
    assert {delivery["code"] for delivery in document["deliveries"]} == made


@slowly
@given(registers())
def test_of_all_days_a_delivery_tells_what_it_ever_tells(register: Register) -> None:
    """Each finding of the judge's, its own with a number of persons or none, its transfer's with a period."""
    judge = Judge(register)

    document = orjson.loads(check_json(check_ever(register)))

    for delivery in document["deliveries"]:
        judged = judge.delivery(delivery["code"])
        assert delivery["verdict"] == judged.verdict
        assert [(one["code"], one.get("subjects")) for one in delivery["findings"]] == [
            (one.code, one.subjects) for one in judged.findings
        ]
