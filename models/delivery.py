"""Actual hand-overs under a transfer, with their provision records (提供記録, APPI 29) and what is said of them."""

from tortoise.models import Model

from models import columns
from models.vocabulary import RecordItem, RecordMethod, Verdict


class Delivery(Model):
    """One actual hand-over under a transfer."""

    id = columns.row_number()
    code = columns.code("delivery")
    transfer = columns.refers_to("Transfer", "Under which transfer")
    at = columns.moment("When it was made")
    made_on = columns.day("The day of that moment, in the operator's time zone")
    subject_count = columns.optional_number("How many persons, where they are not listed")
    listed_count = columns.number("How many persons are listed")
    record_made_on = columns.optional_day("Day on which the record was made; null: there is none")
    record_method = columns.optional_word(RecordMethod, "How the record was made (Rule 19)")
    record_deleted_on = columns.optional_day("Day on which the record was deleted")
    verdict = columns.word(Verdict, "What is said of the delivery")
    record_required = columns.answer("Whether a provision record is required (APPI 29)")
    record_items = columns.change_words("What belongs in the record that it needs (Rule 20)")
    record_each_time = columns.flag("Whether that is made each time (Rule 19); null: none is needed")
    record_due_on = columns.optional_day("Last day to make it; null: none is needed")
    record_by = columns.optional_text("Code of the delivery with which the record that serves it stands; null: none")
    record_closes_on = columns.optional_day("Last day of the quarter that a lump record serves; null: it is none")
    record_kept_until = columns.optional_day("Last day of keeping the record (Rule 21); null: there is none")
    purged_on = columns.optional_day("Day on which the persons listed were purged; what is said stays; null: never")
    judgement = columns.key_text("SHA-256 of the judgement that is stored, to tell a new one from it", 64)
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "delivery"
        table_description = "Actual hand-overs under a transfer"
        constraints = (columns.unique("delivery_code_unique", "code"),)
        indexes = (
            columns.index("delivery_transfer", "transfer_id", "made_on"),
            columns.index("delivery_made", "made_on", "id"),
            columns.index("delivery_at", "at", "id"),
            columns.index("delivery_transfer_at", "transfer_id", "at", "id"),
        )


class DeliveryItem(Model):
    """An item handed over, where fewer than the transfer's."""

    id = columns.row_number()
    delivery = columns.part_of("Delivery", "The delivery")
    item = columns.refers_to("Item", "An item handed over")

    class Meta:
        table = "delivery_item"
        table_description = "Items handed over, where fewer than the transfer's"
        constraints = (columns.unique("delivery_item_unique", "delivery_id", "item_id"),)
        indexes = (columns.index("delivery_item_item", "item_id"),)


class DeliverySubject(Model):
    """A person whose data was handed over; this row is the record itself."""

    id = columns.row_number()
    delivery = columns.part_of("Delivery", "The delivery")
    subject = columns.reference()

    class Meta:
        table = "delivery_subject"
        table_description = "Persons whose data was handed over"
        constraints = (columns.unique("delivery_subject_unique", "delivery_id", "subject"),)
        indexes = (columns.index("delivery_subject_subject", "subject"),)


class DeliveryRecordItem(Model):
    """What the record of a delivery holds (Rule 20)."""

    id = columns.row_number()
    delivery = columns.part_of("Delivery", "The delivery")
    holds = columns.word(RecordItem, "What its record holds (Rule 20)")

    class Meta:
        table = "delivery_record_item"
        table_description = "What the records of deliveries hold (Rule 20)"
        constraints = (columns.unique("delivery_record_item_unique", "delivery_id", "holds"),)
