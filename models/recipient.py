"""Who receives (提供先): a recipient, its versions over time, and what was checked and entrusted further."""

from tortoise.models import Model

from models import columns
from models.vocabulary import MeasureKind, RecipientKind


class Recipient(Model):
    """Anyone who receives; what changes over time stands in its versions."""

    id = columns.row_number()
    code = columns.code("recipient")
    corporate_number = columns.optional_text("Corporate number (法人番号), check digit verified")
    same_entity = columns.flag("Whether it is a branch of the operator itself, so that no provision takes place")
    continuation_difficult_from = columns.optional_day("Day from which equivalent measures can no longer be ensured")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "recipient"
        table_description = "Anyone who receives personal data"
        constraints = (columns.unique("recipient_code_unique", "code"),)


class RecipientVersion(Model):
    """What holds of a recipient over a run of days."""

    id = columns.row_number()
    recipient = columns.part_of("Recipient", "The recipient")
    from_on = columns.day("First day; 0001-01-01 from the beginning")
    until_on = columns.optional_day("Last day; null while it is the last version")
    name = columns.text("Name")
    kind = columns.word(RecipientKind, "What the recipient is (APPI 16)")
    country = columns.country("Country of the entity that handles the data, ISO 3166-1 alpha-2 (APPI 28)")
    japan_business = columns.optional_text("Why it handles the data in a business in Japan, and so is not abroad")
    address = columns.optional_text("Address")
    representative = columns.optional_text("Representative")
    abroad = columns.answer("Whether the recipient is abroad in the sense of APPI 28, as the law's code derives it")
    changed = columns.change_words("What the change that begins it replaces")
    note = columns.change_note()
    owner = columns.change_owner()

    class Meta:
        table = "recipient_version"
        table_description = "What holds of a recipient over a run of days"
        constraints = (columns.unique("recipient_version_unique", "recipient_id", "from_on"),)


class RecipientStorage(Model):
    """A country in which a recipient stores the data; informs, never decides."""

    id = columns.row_number()
    recipient = columns.part_of("Recipient", "The recipient")
    country = columns.key_text("Country in which the data lies, ISO 3166-1 alpha-2", 2)

    class Meta:
        table = "recipient_storage"
        table_description = "Countries in which a recipient stores the data"
        constraints = (columns.unique("recipient_storage_unique", "recipient_id", "country"),)
        indexes = (columns.index("recipient_storage_country", "country"),)


class EquivalentMeasures(Model):
    """A period over which a recipient ensures equivalent measures (基準適合体制, Rule 16)."""

    id = columns.row_number()
    recipient = columns.part_of("Recipient", "The recipient")
    kind = columns.word(MeasureKind, "How they are ensured (Rule 16)")
    from_on = columns.day("First day")
    until_on = columns.optional_day("Last day; null is open-ended")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "equivalent_measures"
        table_description = "Periods of equivalent measures (Rule 16)"
        indexes = (columns.index("equivalent_measures_recipient", "recipient_id", "from_on"),)


class EquivalentCheck(Model):
    """A check of equivalent measures (Rule 18(1))."""

    id = columns.row_number()
    recipient = columns.part_of("Recipient", "The recipient")
    made_on = columns.day("Day of the check")

    class Meta:
        table = "equivalent_check"
        table_description = "Checks of equivalent measures (Rule 18(1))"
        constraints = (columns.unique("equivalent_check_unique", "recipient_id", "made_on"),)


class Screening(Model):
    """A selection check passed (委託先の選定, APPI 25)."""

    id = columns.row_number()
    recipient = columns.part_of("Recipient", "The recipient")
    made_on = columns.day("Day of the check")

    class Meta:
        table = "screening"
        table_description = "Selection checks passed (APPI 25)"
        constraints = (columns.unique("screening_unique", "recipient_id", "made_on"),)


class Review(Model):
    """A supervision review done (取扱状況の把握, APPI 25)."""

    id = columns.row_number()
    recipient = columns.part_of("Recipient", "The recipient")
    made_on = columns.day("Day of the review")

    class Meta:
        table = "review"
        table_description = "Supervision reviews done (APPI 25)"
        constraints = (columns.unique("review_unique", "recipient_id", "made_on"),)


class Subprocessor(Model):
    """Re-entrustment (再委託) to another recipient."""

    id = columns.row_number()
    recipient = columns.part_of("Recipient", "Who entrusts further")
    subprocessor = columns.refers_to("Recipient", "To whom")
    work = columns.optional_text("What is entrusted")
    from_on = columns.day("First day")
    until_on = columns.optional_day("Last day; null is open-ended")
    approved_on = columns.optional_day("Day on which the operator approved")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "subprocessor"
        table_description = "Re-entrustment to another recipient"
        indexes = (
            columns.index("subprocessor_recipient", "recipient_id", "from_on"),
            columns.index("subprocessor_subprocessor", "subprocessor_id"),
        )


class SubprocessorItem(Model):
    """An item that is entrusted further."""

    id = columns.row_number()
    subprocessor = columns.part_of("Subprocessor", "The re-entrustment")
    item = columns.refers_to("Item", "An item that it covers")

    class Meta:
        table = "subprocessor_item"
        table_description = "Items that are entrusted further"
        constraints = (columns.unique("subprocessor_item_unique", "subprocessor_id", "item_id"),)
        indexes = (columns.index("subprocessor_item_item", "item_id"),)
