"""Flows of personal data to a recipient, as they are over time."""

from tortoise.models import Model

from models import columns


class Transfer(Model):
    """One flow of personal data to one recipient; what changes over time stands in its versions."""

    id = columns.row_number()
    code = columns.code("transfer")
    service = columns.refers_to("Service", "From which service")
    recipient = columns.refers_to("Recipient", "To whom")
    from_on = columns.day("First day")
    until_on = columns.optional_day("Last day; null is open-ended")
    subject_class = columns.optional_text("Whose data: users, applicants, employees")
    method = columns.optional_text("How the data is handed over")
    judgement = columns.key_text("SHA-256 of the judgement that is stored, to tell a new one from it", 64)
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "transfer"
        table_description = "Flows of personal data to a recipient"
        constraints = (columns.unique("transfer_code_unique", "code"),)
        indexes = (
            columns.index("transfer_from", "from_on", "id"),
            columns.index("transfer_until", "until_on"),
            columns.index("transfer_recipient", "recipient_id", "from_on", "id"),
            columns.index("transfer_service", "service_id", "from_on", "id"),
            columns.index("transfer_recipient_code", "recipient_id", "code"),
            columns.index("transfer_service_code", "service_id", "code"),
        )


class TransferVersion(Model):
    """What holds of a transfer over a run of days."""

    id = columns.row_number()
    transfer = columns.part_of("Transfer", "The transfer")
    from_on = columns.day("First day; 0001-01-01 from the beginning")
    until_on = columns.optional_day("Last day; null while it is the last version")
    contract = columns.may_refer_to("Contract", "The partner contract that it names")
    declared_foreign = columns.flag("The foreign-transfer flag as declared")
    own_use = columns.flag("Whether the recipient uses the data for itself (APPI 27(5)(i))")
    mixed = columns.flag("Whether the recipient mixes or matches it with other data")
    changed = columns.change_words("What the change that begins it replaces")
    note = columns.change_note()
    owner = columns.change_owner()

    class Meta:
        table = "transfer_version"
        table_description = "What holds of a transfer over a run of days"
        constraints = (columns.unique("transfer_version_unique", "transfer_id", "from_on"),)
        indexes = (columns.index("transfer_version_contract", "contract_id"),)


class TransferVersionItem(Model):
    """An item that is given."""

    id = columns.row_number()
    version = columns.part_of("TransferVersion", "The version")
    item = columns.refers_to("Item", "An item that is given")

    class Meta:
        table = "transfer_version_item"
        table_description = "Items that a transfer gives"
        constraints = (columns.unique("transfer_version_item_unique", "version_id", "item_id"),)
        indexes = (columns.index("transfer_version_item_item", "item_id"),)


class TransferVersionPurpose(Model):
    """A purpose for which data is given."""

    id = columns.row_number()
    version = columns.part_of("TransferVersion", "The version")
    purpose = columns.refers_to("Purpose", "A purpose for which it is given")

    class Meta:
        table = "transfer_version_purpose"
        table_description = "Purposes for which a transfer gives"
        constraints = (columns.unique("transfer_version_purpose_unique", "version_id", "purpose_id"),)
        indexes = (columns.index("transfer_version_purpose_purpose", "purpose_id"),)
