"""What the gate answered before data left, and the deliveries that name it. No part of the register."""

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


class DeliveryDecision(Model):
    """Which decision of the gate's a delivery names, and how many of its persons that had not allowed.

    The ledger has the same; it is no part of the register, so it stands beside the delivery, by its code.
    """

    id = columns.row_number()
    delivery = columns.code("delivery")
    decision = columns.key_text("The decision that it names", 40)
    persons = columns.number("How many persons the gate had allowed under that name when it was named")
    root = columns.key_text("The seal of these persons, in hexadecimal", 64)
    outside = columns.optional_number(
        "How many persons of the delivery the gate had not allowed; null: it says nothing of how many there are"
    )

    class Meta:
        table = "delivery_decision"
        table_description = "Which decisions of the gate's deliveries name"
        constraints = (columns.unique("delivery_decision_unique", "delivery"),)
        indexes = (columns.index("delivery_decision_decision", "decision"),)
