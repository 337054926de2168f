"""The gate and the judgement are one law: what forbids a person's data at the gate is found at the delivery."""

from typing import Any

from hypothesis import given, settings

from models.vocabulary import RuleCode, Severity
from tests.registers import SUBJECTS, registers
from vendors.facts.persons import PersonsFacts
from vendors.judgement import Judge
from vendors.register.entries.delivery import Delivery
from vendors.register.entries.register import Register


@settings(max_examples=150, deadline=None)
@given(register=registers())
def test_the_gate_forbids_what_the_delivery_would_be_blamed_for(register: Register) -> None:
    """Of each person, at the moment of each delivery: the blocking findings of a delivery to him alone, no less."""
    judge, persons = Judge(register), PersonsFacts(register.consents, register.stops)
    for delivery in register.deliveries:
        provision = judge.provision(delivery.transfer, delivery.at)

        for subject in SUBJECTS:
            said = provision.of(persons.at(subject, provision.asked))

            assert {*said.codes} == _blocking(register, delivery, subject)
            assert provision.whole == said.whole


def _blocking(register: Register, delivery: Delivery, subject: str) -> set[RuleCode]:
    alone = delivery.model_copy(update={"code": "alone", "subjects": (subject,), "subject_count": None, "record": None})
    with_it: Any = register.model_copy(update={"deliveries": (*register.deliveries, alone)})
    judged = Judge(with_it).delivery("alone")
    return {finding.code for finding in judged.findings if finding.severity is Severity.BLOCKING}
