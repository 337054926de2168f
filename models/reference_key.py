"""Whether references of persons are encrypted here, and by what their key is known again."""

from tortoise.models import Model

from models import columns


class ReferenceKey(Model):
    """How references are kept; without the row they are plain. The single row has id 1."""

    id = columns.row_number()
    proof = columns.optional_text(
        "A known text, encrypted under the key that references have or get; null: they are being decrypted"
    )
    before = columns.optional_text("The same under the key that they had; null: none, or it is not being changed")
    so_far = columns.optional_text("Up to which table and row they are rewritten; null: none is being rewritten")

    class Meta:
        table = "reference_key"
        table_description = "Under which key references of persons are encrypted; one row, or none where they are not"
