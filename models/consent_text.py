"""The wordings that people agree to."""

from tortoise.models import Model

from models import columns


class ConsentText(Model):
    """A wording, in use over a period (APPI 27(1); for provision abroad APPI 28(2))."""

    id = columns.row_number()
    code = columns.code("consent text")
    from_on = columns.day("First day in use")
    until_on = columns.optional_day("Last day in use; null is open-ended")
    any_recipient = columns.flag("Whether it covers any recipient of its class")
    recipient_class = columns.optional_text("Which class of recipients it names")
    expressed = columns.flag("Whether people agree expressly; no: by continued use, notice or silence only")
    has_foreign = columns.answer("Whether it speaks of provision abroad at all")
    country_named = columns.flag("Whether it names the country (Rule 17(2)(i))")
    system_described = columns.flag("Whether it describes the country's system (Rule 17(2)(ii))")
    measures_described = columns.flag("Whether it describes the recipient's measures (Rule 17(2)(iii))")
    unknown_reason = columns.optional_text("Why the country cannot be named (Rule 17(3))")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "consent_text"
        table_description = "Wordings that people agree to"
        constraints = (columns.unique("consent_text_code_unique", "code"),)


class ConsentTextRecipient(Model):
    """A recipient that a wording names."""

    id = columns.row_number()
    text = columns.part_of("ConsentText", "The wording")
    recipient = columns.refers_to("Recipient", "A recipient that it names")

    class Meta:
        table = "consent_text_recipient"
        table_description = "Recipients that a wording names"
        constraints = (columns.unique("consent_text_recipient_unique", "text_id", "recipient_id"),)
        indexes = (columns.index("consent_text_recipient_recipient", "recipient_id"),)


class ConsentTextItem(Model):
    """An item that a wording covers."""

    id = columns.row_number()
    text = columns.part_of("ConsentText", "The wording")
    item = columns.refers_to("Item", "An item that it covers")

    class Meta:
        table = "consent_text_item"
        table_description = "Items that a wording covers"
        constraints = (columns.unique("consent_text_item_unique", "text_id", "item_id"),)
        indexes = (columns.index("consent_text_item_item", "item_id"),)


class ConsentTextPurpose(Model):
    """A purpose that a wording covers."""

    id = columns.row_number()
    text = columns.part_of("ConsentText", "The wording")
    purpose = columns.refers_to("Purpose", "A purpose that it covers")

    class Meta:
        table = "consent_text_purpose"
        table_description = "Purposes that a wording covers"
        constraints = (columns.unique("consent_text_purpose_unique", "text_id", "purpose_id"),)
        indexes = (columns.index("consent_text_purpose_purpose", "purpose_id"),)
