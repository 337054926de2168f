"""What the law says of transfers and deliveries, stored with its days, so that every answer for a day is a look-up."""

from tortoise.models import Model

from models import columns
from models.vocabulary import BasisKind, Because, ForeignMechanism, RuleCode, Severity, Verdict


class Span(Model):
    """A run of days, within a transfer's period, over which everything that is said of it stays the same."""

    id = columns.row_number()
    transfer = columns.part_of("Transfer", "The transfer")
    from_on = columns.day("First day")
    until_on = columns.optional_day("Last day; null is open-ended")
    verdict = columns.word(Verdict, "What is said of the transfer")
    basis = columns.may_refer_to("Basis", "The basis in force; null: none")
    basis_kind = columns.optional_word(BasisKind, "Kind of the basis in force, for counting")
    contract = columns.may_refer_to("Contract", "The contract in force; null: none")
    abroad = columns.answer("Whether the recipient is abroad (APPI 28)")
    mechanism = columns.word(ForeignMechanism, "What lets the provision go abroad (APPI 28)")
    record_required = columns.answer("Whether a provision record is required (APPI 29)")

    class Meta:
        table = "span"
        table_description = "What is said of a transfer over a run of days"
        constraints = (columns.unique("span_unique", "transfer_id", "from_on"),)
        indexes = (
            columns.index("span_period", "from_on", "until_on"),
            columns.index("span_basis", "basis_id"),
            columns.index("span_contract", "contract_id"),
        )


class Finding(Model):
    """One rule broken by one cause over a run of days."""

    id = columns.row_number()
    transfer = columns.part_of("Transfer", "The transfer")
    code = columns.word(RuleCode, "The rule that is broken")
    severity = columns.word(Severity, "Whether it blocks or warns")
    because = columns.word(Because, "Whether it rests on nothing recorded, or on a contrary record")
    from_on = columns.day("First day")
    until_on = columns.optional_day("Last day; null is open-ended")
    about = columns.text("The entry that it rests on, as a path into the register file")

    class Meta:
        table = "finding"
        table_description = "Rules broken by a transfer over a run of days"
        indexes = (
            columns.index("finding_transfer", "transfer_id", "from_on"),
            columns.index("finding_code", "code", "from_on"),
            columns.index("finding_from", "from_on", "id"),
            columns.index("finding_until", "until_on"),
        )


class DeliveryFinding(Model):
    """One rule broken at a delivery; only what is said of its record has days."""

    id = columns.row_number()
    delivery = columns.part_of("Delivery", "The delivery")
    code = columns.word(RuleCode, "The rule that is broken")
    severity = columns.word(Severity, "Whether it blocks or warns")
    because = columns.word(Because, "Whether it rests on nothing recorded, or on a contrary record")
    about = columns.text("The entry that it rests on, as a path into the register file")
    subjects = columns.optional_number("How many persons it touches; null: what the transfer's own finding says")
    from_on = columns.optional_day("First day, for what is said of the record")
    until_on = columns.optional_day("Last day, for what is said of the record; null is open-ended")

    class Meta:
        table = "delivery_finding"
        table_description = "Rules broken at a delivery"
        indexes = (
            columns.index("delivery_finding_delivery", "delivery_id"),
            columns.index("delivery_finding_code", "code"),
            columns.index("delivery_finding_from", "from_on"),
        )


class Judged(Model):
    """By which rule set everything stored was judged; the single row has id 1."""

    id = columns.row_number()
    rule_set = columns.text("Id of the rule set")
    judged_at = columns.moment("When")

    class Meta:
        table = "judged"
        table_description = "By which rule set everything stored was judged; one row"
