"""What the gate answered before data left, so that a delivery outside of its answer shows. No part of the register."""

from tortoise.models import Model

from models import columns


class GateDecision(Model):
    """One answer of the gate: which persons' data may be provided under a transfer at a moment."""

    id = columns.row_number()
    code = columns.key_text("By what a delivery names it", 40)
    transfer = columns.key_text("Code of the transfer", 64)
    at = columns.moment("For which moment it was asked")
    items = columns.optional_text("Codes of the items that were asked about, as a JSON array; null: the transfer's")
    asked = columns.number("Persons that were asked about")
    allowed = columns.number("Persons whose data may be provided")
    decided_by = columns.key_text("Who asked", 200)
    decided_at = columns.moment("When it was answered, or began to be")

    class Meta:
        table = "gate_decision"
        table_description = "What the gate answered before data left"
        constraints = (columns.unique("gate_decision_code_unique", "code"),)


class GatePerson(Model):
    """A person whose data may be provided by a decision."""

    id = columns.row_number()
    decision = columns.part_of("GateDecision", "The decision")
    subject = columns.text("The operator's own reference for the person, never a name")

    class Meta:
        table = "gate_person"
        table_description = "Persons whose data may be provided by a decision of the gate"
        indexes = (columns.index("gate_person_decision", "decision_id", "subject"),)
