"""Publication about anonymised information and its label (匿名加工情報, APPI 43, 44)."""

from tortoise.models import Model

from models import columns


class AnonymisedRelease(Model):
    """One publication, over the items and recipients that it names."""

    id = columns.row_number()
    created_published_on = columns.optional_day("Day on which the items were published on making (APPI 43(3))")
    provision_published_on = columns.optional_day("Day on which the provision was published (APPI 44)")
    method = columns.optional_text("How it is provided")
    labelled_on = columns.optional_day("Day on which the recipient was told that it is anonymised (APPI 44)")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "anonymised_release"
        table_description = "Publications about anonymised information"


class AnonymisedReleaseItem(Model):
    """An item that a publication names."""

    id = columns.row_number()
    release = columns.part_of("AnonymisedRelease", "The publication")
    item = columns.refers_to("Item", "An item that it names")

    class Meta:
        table = "anonymised_release_item"
        table_description = "Items that a publication names"
        constraints = (columns.unique("anonymised_release_item_unique", "release_id", "item_id"),)
        indexes = (columns.index("anonymised_release_item_item", "item_id"),)


class AnonymisedReleaseRecipient(Model):
    """A recipient that a publication names."""

    id = columns.row_number()
    release = columns.part_of("AnonymisedRelease", "The publication")
    recipient = columns.refers_to("Recipient", "A recipient that it names")

    class Meta:
        table = "anonymised_release_recipient"
        table_description = "Recipients that a publication names"
        constraints = (columns.unique("anonymised_release_recipient_unique", "release_id", "recipient_id"),)
        indexes = (columns.index("anonymised_release_recipient_recipient", "recipient_id"),)
