"""What the gate answered before data left, so that a delivery outside of its answer shows. No part of the register."""

from tortoise.models import Model

from models import columns


class GateAnswer(Model):
    """What the gate answered of some persons at once: whose data may be provided under a transfer at a moment."""

    id = columns.row_number()
    decision = columns.key_text("By what a delivery names it; all answers under one name are one decision", 40)
    transfer = columns.key_text("Code of the transfer", 64)
    at = columns.moment("For which moment it was asked")
    items = columns.optional_text("Codes of the items that were asked about, as a JSON array; null: the transfer's")
    asked = columns.number("Persons that were asked about")
    allowed = columns.number("Persons whose data may be provided")
    persons = columns.references("The operator's own references for these persons, as a JSON array; never names")
    decided_by = columns.key_text("Who asked", 200)
    decided_at = columns.moment("When it was answered")

    class Meta:
        table = "gate_answer"
        table_description = "What the gate answered before data left, of some persons at once"
        indexes = (columns.index("gate_answer_decision", "decision"),)
